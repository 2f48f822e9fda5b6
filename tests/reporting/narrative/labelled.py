"""Sentences as committees write them, sorted by hand into what says one thing. Each inner list is a group.

`TUNED` was looked at while words and weights were chosen; `HELD_OUT` was sorted beforehand and only measured.
"""

TUNED = [
    [
        "Kinh phí hoạt động của Ban VSTBCPN còn hạn hẹp.",
        "Kinh phí dành cho hoạt động vì sự tiến bộ của phụ nữ còn hạn chế",
        "Kinh phí hoạt động VSTBPN còn ít, chưa đáp ứng yêu cầu.",
        "kinh phí cho công tác VSTBCPN của xã Bình Dương còn hạn hẹp",
    ],
    [
        "Kinh phí hoạt động của Ban VSTBCPN được cấp đủ và kịp thời.",
        "Kinh phí hoạt động VSTBCPN được cấp đủ, kịp thời theo dự toán.",
    ],
    [
        "Cán bộ làm công tác VSTBCPN đều kiêm nhiệm.",
        "Cán bộ làm công tác vì sự tiến bộ của phụ nữ làm kiêm nhiệm nhiều việc nên thời gian dành cho công tác ít.",
        "Đội ngũ cán bộ làm công tác VSTBCPN chủ yếu là kiêm nhiệm.",
    ],
    [
        "Thành viên Ban VSTBCPN thay đổi nhiều nên hoạt động chưa đều.",
        "Thành viên của Ban VSTBCPN thường xuyên thay đổi, hoạt động chưa đều.",
    ],
    [
        "Được sự quan tâm lãnh đạo, chỉ đạo của cấp ủy, chính quyền.",
        "Cấp uỷ, chính quyền luôn quan tâm chỉ đạo công tác VSTBCPN.",
        "Công tác VSTBCPN được cấp ủy Đảng, chính quyền quan tâm.",
    ],
    [
        "Nhận thức của một số cán bộ, đảng viên về bình đẳng giới còn hạn chế.",
        "Nhận thức về BĐG của một bộ phận cán bộ, đảng viên chưa đầy đủ.",
        "Một số cán bộ, đảng viên nhận thức chưa sâu sắc về bình đẳng giới.",
    ],
    [
        "Tư tưởng trọng nam khinh nữ còn tồn tại trong một bộ phận nhân dân.",
        "Định kiến giới vẫn còn tồn tại trong một bộ phận nhân dân.",
    ],
    [
        "Tỷ lệ nữ tham gia cấp ủy còn thấp so với yêu cầu.",
        "Tỉ lệ cán bộ nữ tham gia cấp uỷ còn thấp.",
        "Tỷ lệ nữ tham gia cấp ủy đạt 12%, còn thấp",
    ],
    ["Tỷ lệ nữ tham gia HĐND các cấp còn thấp.", "Tỷ lệ nữ đại biểu Hội đồng nhân dân còn thấp so với chỉ tiêu."],
    [
        "Tỷ lệ nữ tham gia cấp ủy tăng so với nhiệm kỳ trước.",
        "Tỷ lệ cán bộ nữ tham gia cấp ủy tăng hơn nhiệm kỳ trước.",
    ],
    ["Tỷ lệ nữ tham gia cấp ủy giảm so với nhiệm kỳ trước."],
    ["Chưa có quy chế hoạt động của Ban.", "Ban chưa xây dựng quy chế hoạt động."],
    ["Đã có quy chế hoạt động của Ban.", "Đã xây dựng quy chế hoạt động của Ban."],
    [
        "Công tác tuyên truyền về bình đẳng giới chưa thường xuyên.",
        "Việc tuyên truyền, phổ biến Luật Bình đẳng giới chưa thường xuyên, chưa sâu.",
    ],
    ["Việc tuyên truyền, phổ biến Luật Bình đẳng giới được thực hiện thường xuyên."],
    [
        "Chế độ thông tin, báo cáo của một số đơn vị còn chậm.",
        "Một số đơn vị gửi báo cáo chưa đúng thời hạn.",
        "Chế độ báo cáo của các đơn vị chưa kịp thời.",
    ],
    [
        "Đề nghị tỉnh hỗ trợ kinh phí cho Ban VSTBCPN cấp xã.",
        "Kiến nghị tỉnh bố trí thêm kinh phí cho Ban VSTBCPN cấp xã",
    ],
    [
        "Đề nghị tỉnh mở lớp tập huấn nghiệp vụ cho cán bộ làm công tác VSTBCPN.",
        "Đề nghị tỉnh tổ chức tập huấn nghiệp vụ công tác VSTBCPN cho cán bộ cấp xã.",
    ],
    [
        "Địa bàn rộng, đi lại khó khăn, dân cư phân tán.",
        "Địa bàn rộng, dân cư sống phân tán, giao thông đi lại khó khăn.",
    ],
]

HELD_OUT = [
    [
        "Chưa bố trí được kinh phí riêng cho hoạt động bình đẳng giới.",
        "Kinh phí riêng cho hoạt động BĐG chưa được bố trí.",
    ],
    ["Trình độ dân trí không đồng đều.", "Trình độ dân trí của đồng bào DTTS không đồng đều, còn thấp."],
    [
        "Công tác quy hoạch cán bộ nữ chưa được quan tâm đúng mức.",
        "Việc quy hoạch, đào tạo cán bộ nữ ở một số đơn vị chưa được quan tâm đúng mức.",
        "Công tác quy hoạch cán bộ nữ chưa được chú trọng.",
    ],
    [
        "Công tác quy hoạch cán bộ nữ được quan tâm, số nữ trong quy hoạch tăng.",
        "Quy hoạch cán bộ nữ được cấp ủy quan tâm; tỷ lệ nữ trong quy hoạch tăng.",
    ],
    ["Một số chị em còn tự ti, an phận, ngại phấn đấu.", "Bản thân một số phụ nữ còn tự ti, chưa mạnh dạn phấn đấu."],
    [
        "Công tác kiểm tra, giám sát chưa thường xuyên.",
        "Công tác kiểm tra của Ban VSTBCPN chưa được thường xuyên.",
        "Hoạt động kiểm tra, giám sát của Ban còn ít",
    ],
    [
        "Ban đã kiểm tra 05 đơn vị cơ sở, không có sai phạm.",
        "Đã tổ chức kiểm tra tại 3 đơn vị cơ sở, không phát hiện sai phạm.",
    ],
    [
        "Sự phối hợp giữa các ngành thành viên chưa chặt chẽ.",
        "Công tác phối hợp giữa các ngành, đoàn thể chưa chặt chẽ, chưa thường xuyên.",
    ],
    ["Các ngành thành viên phối hợp chặt chẽ trong triển khai nhiệm vụ."],
    ["Thiếu số liệu thống kê tách biệt giới.", "Số liệu thống kê tách biệt giới còn thiếu, khó thu thập."],
    ["Đã có số liệu thống kê tách biệt giới ở các ngành."],
    [
        "Lồng ghép giới trong xây dựng kế hoạch còn lúng túng.",
        "Việc lồng ghép BĐG vào xây dựng kế hoạch còn lúng túng.",
    ],
    ["Vẫn còn xảy ra bạo lực gia đình tại một số thôn, bản.", "Tình trạng BLGĐ vẫn còn xảy ra ở một số địa phương."],
    [
        "Số vụ bạo lực gia đình giảm so với cùng kỳ năm trước.",
        "Bạo lực gia đình trên địa bàn huyện Hoà An giảm so với cùng kỳ.",
    ],
    [
        "Kiện toàn Ban VSTBCPN cấp xã kịp thời khi có thay đổi nhân sự.",
        "Ban VSTBCPN được kiện toàn kịp thời khi có thay đổi về nhân sự.",
    ],
    [
        "Đề nghị cấp trên sớm ban hành hướng dẫn mức chi cho hoạt động VSTBCPN.",
        "Đề nghị cấp trên ban hành văn bản hướng dẫn mức chi cho công tác vì sự tiến bộ của phụ nữ.",
    ],
    [
        "Tăng cường tuyên truyền Luật Bình đẳng giới trong 6 tháng cuối năm.",
        "6 tháng cuối năm tiếp tục tăng cường công tác tuyên truyền, phổ biến Luật BĐG.",
    ],
    ["Tăng cường kiểm tra việc thực hiện Luật Bình đẳng giới trong 6 tháng cuối năm."],
]
