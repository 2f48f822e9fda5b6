"""Sentences of the demo's reports: invented, general, naming nobody. Each heading draws one or two of its own."""

NARRATIVE: dict[str, tuple[str, ...]] = {
    "opening": (
        "Thực hiện văn bản hướng dẫn hoạt động năm 2015 của Ban Vì sự tiến bộ của phụ nữ tỉnh, đơn vị báo cáo kết quả "
        "6 tháng đầu năm như sau.",
        "Đơn vị báo cáo tình hình thực hiện công tác bình đẳng giới và vì sự tiến bộ của phụ nữ 6 tháng đầu năm 2015.",
    ),
    "direction.documents": (
        "Ban hành văn bản triển khai nội dung hướng dẫn của cấp trên đến các đơn vị trực thuộc.",
        "Quán triệt hướng dẫn của Ban cấp trên trong cuộc họp giao ban; phân công cán bộ theo dõi.",
        "Lồng ghép nội dung hướng dẫn vào chương trình công tác năm của cơ quan.",
    ),
    "direction.committee": (
        "Kiện toàn nhân sự Ban khi có thay đổi; phân công nhiệm vụ cho từng thành viên.",
        "Nhân sự Ban ổn định; cán bộ đầu mối được giao nhiệm vụ bằng văn bản.",
    ),
    "direction.regime": (
        "Thực hiện chế độ họp định kỳ và chế độ thông tin, báo cáo theo quy chế.",
        "Họp Ban một lần trong kỳ; gửi báo cáo theo mẫu.",
    ),
    "results.women_leadership": (
        "Tham mưu với cấp ủy về cơ cấu nữ trong công tác nhân sự đại hội nhiệm kỳ 2015-2020; tỷ lệ nữ cấp ủy viên được "
        "theo dõi theo từng tổ chức đảng (số liệu tại biểu B02).",
        "Cấp ủy đã đại hội quan tâm cơ cấu nữ trong Ban Chấp hành và Ban Thường vụ.",
    ),
    "results.women_cadres": (
        "Rà soát đội ngũ cán bộ nữ, giới thiệu nguồn quy hoạch; cử cán bộ nữ đi đào tạo, bồi dưỡng theo kế hoạch.",
        "Phối hợp với Hội Phụ nữ giới thiệu cán bộ nữ có năng lực với cấp ủy.",
    ),
    "results.mainstreaming": (
        "Lồng ghép mục tiêu bình đẳng giới vào kế hoạch công tác năm.",
        "Rà soát các kế hoạch, đề án có nội dung liên quan đến bình đẳng giới.",
    ),
    "results.communication": (
        "Tổ chức tuyên truyền Luật Bình đẳng giới tại cuộc họp thôn, tổ dân phố.",
        "Đưa tin về hoạt động vì sự tiến bộ của phụ nữ trên hệ thống truyền thanh cơ sở.",
        "Lồng ghép nội dung bình đẳng giới trong sinh hoạt chi hội phụ nữ.",
    ),
    "results.training": (
        "Cử cán bộ đầu mối dự lớp tập huấn nghiệp vụ do tỉnh tổ chức.",
        "Bồi dưỡng kỹ năng cho cộng tác viên tại cơ sở.",
    ),
    "results.inspection": (
        "Xây dựng kế hoạch kiểm tra năm; kết hợp kiểm tra trong các đợt công tác cơ sở.",
        "Tự kiểm tra việc thực hiện quy chế hoạt động của Ban.",
    ),
    "assessment.strengths": (
        "Cấp ủy, chính quyền quan tâm chỉ đạo công tác vì sự tiến bộ của phụ nữ.",
        "Nhận thức của cán bộ và nhân dân về bình đẳng giới được nâng lên.",
        "Công tác phối hợp giữa các ngành, đoàn thể được duy trì.",
    ),
    "assessment.shortcomings": (
        "Tỷ lệ nữ tham gia cấp ủy ở một số nơi còn thấp.",
        "Kinh phí cho hoạt động còn hạn hẹp.",
        "Cán bộ đầu mối kiêm nhiệm, thường xuyên thay đổi.",
        "Số liệu tách biệt giới chưa được theo dõi thường xuyên.",
    ),
    "assessment.causes": (
        "Cán bộ làm công tác này đều kiêm nhiệm.",
        "Địa bàn rộng, giao thông khó khăn.",
    ),
    "next": (
        "Tiếp tục tham mưu công tác cán bộ nữ gắn với chuẩn bị bầu cử nhiệm kỳ 2016-2021.",
        "Tổ chức tuyên truyền theo kế hoạch 6 tháng cuối năm.",
        "Hoàn thành kế hoạch kiểm tra năm.",
    ),
    "proposals": (
        "Đề nghị tỉnh tổ chức tập huấn nghiệp vụ cho cán bộ cấp xã.",
        "Đề nghị bố trí kinh phí riêng cho hoạt động của Ban.",
    ),
}
