"""What the demo's reports say, heading by heading, as an office of each level would write it. Invented, naming nobody.

A heading has one or more places; in each stands one sentence, drawn among alternatives. A sentence that names figures
stands only where none of them is zero. The words in braces are those of `demo.writing.Facts`.
"""

from tienbo.units.kinds import Kind

Texts = dict[str, tuple[tuple[str, ...], ...]]

PROVINCE: Texts = {
    "opening": (
        (
            "Sáu tháng đầu năm {year}, {setting}. Công tác bình đẳng giới và vì sự tiến bộ của phụ nữ (VSTBCPN) "
            "của tỉnh được triển khai theo chương trình công tác năm, gắn với nhiệm vụ của từng ngành, từng địa "
            "phương.",
        ),
        (
            "Từ báo cáo đã tiếp nhận của {taken}/{owing} sở, ban, ngành, đoàn thể, huyện, thành phố, Ban VSTBCPN "
            "tỉnh Cao Bằng báo cáo kết quả như sau.",
        ),
    ),
    "direction.documents": (
        ("Ban các sở, ban, ngành, đoàn thể, huyện, thành phố ban hành {documents} văn bản chỉ đạo, hướng dẫn.",),
        (
            "Cơ quan thường trực theo dõi việc tiếp nhận văn bản của từng đơn vị, gửi công văn nhắc các đơn vị "
            "chưa tiếp nhận hoặc gửi báo cáo chậm.",
        ),
    ),
    "direction.committee": (
        (
            "Trong {required} đơn vị đã có số liệu, {existing} đơn vị có Ban VSTBCPN, {focal} đơn vị phân công "
            "cán bộ đầu mối.",
        ),
        (
            "Các Ban có {members} thành viên, trong đó {members_women} nữ; {renewed} Ban ở cấp tỉnh, cấp huyện "
            "được kiện toàn trong kỳ do thay đổi nhân sự.",
        ),
    ),
    "direction.regime": (
        ("Các Ban tổ chức {meetings} cuộc họp trong kỳ; chế độ họp và báo cáo thực hiện theo quy chế.",),
        ("Thời hạn gửi báo cáo được giao sớm dần từ xã đến huyện, đến tỉnh để kịp tổng hợp.",),
    ),
    "results.women_leadership": (
        (
            "Đến ngày chốt số liệu, {held}/{orgs} đảng bộ, chi bộ có số liệu đã đại hội nhiệm kỳ {party_term}; "
            "nữ chiếm {bch_share}% cấp ủy viên ({bch_women}/{bch} người).",
        ),
        (
            "Ban VSTBCPN tỉnh cùng Ban Tổ chức Tỉnh ủy và Hội Liên hiệp Phụ nữ tỉnh theo dõi kết quả của từng "
            "cấp ủy; nơi nữ chưa đạt 15% được đề nghị nêu nguyên nhân và nguồn bổ sung.",
        ),
    ),
    "results.women_cadres": (
        (
            "Các đơn vị phát hiện {reviewed} cán bộ nữ có triển vọng, giới thiệu {introduced} người; {accepted} "
            "người được chấp nhận.",
        ),
        ("Cán bộ nữ trong quy hoạch được cử đi đào tạo theo kế hoạch của cơ quan quản lý cán bộ.",),
    ),
    "results.programmes": (
        (
            "Các sở được phân công theo dõi chỉ tiêu của Chiến lược quốc gia về bình đẳng giới đang thu thập số "
            "liệu; kết quả từng chỉ tiêu được nêu trong báo cáo năm.",
        ),
    ),
    "results.mainstreaming": (
        ("{programmes} chương trình, kế hoạch, đề án của các ngành, các huyện có nội dung bình đẳng giới.",),
        ("Các Ban trình {proposed} văn bản đề xuất với cấp ủy, chính quyền; {adopted} đề xuất được chấp thuận.",),
    ),
    "results.models": (("Duy trì {models} mô hình, phần lớn ở xã, phường, thị trấn.",),),
    "results.statistics": (
        (
            "Lập mới hoặc cập nhật {datasets} bộ số liệu tách biệt giới; Cục Thống kê phối hợp đối chiếu trước "
            "khi tổng hợp.",
        ),
    ),
    "results.communication": (
        (
            "Tổ chức {events} hội nghị, tọa đàm, hội thi với {attendances} lượt người dự, trong đó "
            "{attendances_women} lượt nữ.",
        ),
        (
            "Phát {loudspeaker} buổi trên truyền thanh cơ sở, cấp phát {leaflets} tờ rơi, treo {banners} băng "
            "rôn, khẩu hiệu.",
        ),
    ),
    "results.training": (
        ("Mở {classes} lớp tập huấn, bồi dưỡng cho {trained} lượt người.",),
        ("Đội ngũ cộng tác viên có {collaborators} người, phần lớn ở xã, phường, thị trấn.",),
    ),
    "results.inspection": (
        (
            "Kiểm tra {inspected} đơn vị qua {visits} cuộc; nêu {raised} kiến nghị; {closed} kiến nghị, kể cả từ "
            "kỳ trước, đã được khắc phục.",
        ),
        ("Các đơn vị còn lại trong kế hoạch năm được kiểm tra vào 6 tháng cuối năm.",),
    ),
    "results.violence": (
        (
            "Các địa phương duy trì {places} địa chỉ tin cậy tại cộng đồng, giới thiệu người bị bạo lực đến nơi tư "
            "vấn, hỗ trợ; số người được phát hiện và được hỗ trợ nêu ở Phụ lục.",
        ),
    ),
    "results.funds": (
        (
            "Kinh phí được giao trong năm là {allocated} triệu đồng; đến ngày chốt số liệu đã chi {spent} triệu "
            "đồng, chủ yếu cho truyền thông và tập huấn.",
        ),
    ),
    "assessment.strengths": (
        ("Các huyện, thành phố đều có văn bản triển khai đến cấp xã; đầu mối ở cơ sở rõ người, rõ việc.",),
        ("Số liệu được nhập từ nơi phát sinh, có phân tổ nam, nữ, đối chiếu được đến từng đơn vị.",),
        ("Phối hợp giữa cơ quan thường trực, Hội Liên hiệp Phụ nữ và ngành tổ chức được duy trì thường xuyên.",),
    ),
    "assessment.shortcomings": (
        ("Tỷ lệ nữ tham gia cấp ủy giữa các đơn vị còn chênh lệch; nữ giữ chức bí thư còn ít.",),
        ("Một số đơn vị gửi báo cáo chậm, ảnh hưởng đến thời gian tổng hợp của tỉnh.",),
    ),
    "assessment.causes": (
        ("Cán bộ làm công tác bình đẳng giới hầu hết kiêm nhiệm, hay thay đổi.",),
        ("Địa bàn rộng, chia cắt; nhiều xã vùng cao đi lại và đường truyền còn khó khăn.",),
    ),
    "next": (
        ("Đôn đốc các đơn vị chưa gửi hoặc được đề nghị bổ sung số liệu, hoàn thành trước kỳ báo cáo sau.",),
        ("Kiểm tra các huyện và sở, ngành theo kế hoạch; tổng hợp kết quả vào báo cáo năm.",),
        ("Chuẩn bị số liệu cán bộ nữ phục vụ công tác nhân sự bầu cử Hội đồng nhân dân nhiệm kỳ {council_term}.",),
    ),
    "proposals": (
        ("Đề nghị cấp có thẩm quyền quan tâm bố trí dự toán năm {next_year} cho hoạt động của Ban các cấp.",),
        (
            "Đề nghị Ủy ban Quốc gia VSTBCPN Việt Nam sớm thống nhất biểu mẫu và cách tính chỉ tiêu để các tỉnh "
            "so sánh được.",
        ),
    ),
}

DISTRICT: Texts = {
    "opening": (
        (
            "Thực hiện {basis}, Ban VSTBCPN {unit} báo cáo kết quả công tác bình đẳng giới và vì sự tiến bộ của "
            "phụ nữ 6 tháng đầu năm {year} của các cơ quan cấp huyện và {owing} xã, phường, thị trấn.",
        ),
    ),
    "direction.documents": (
        (
            "Ban hành {documents} văn bản chỉ đạo, hướng dẫn, trong đó có công văn giao nhiệm vụ và thời hạn báo "
            "cáo cho các xã, phường, thị trấn.",
        ),
        ("Nhắc các nơi chưa tiếp nhận văn bản qua điện thoại và tại giao ban hằng tháng.",),
    ),
    "direction.committee": (
        ("{existing}/{required} đơn vị có Ban; {focal} nơi chưa có Ban, giao công chức Văn hóa - Xã hội làm đầu mối.",),
        ("Các Ban trên địa bàn có {members} thành viên, trong đó {members_women} nữ.",),
    ),
    "direction.regime": (
        ("Ban họp theo quy chế; các Ban trên địa bàn tổ chức {meetings} cuộc họp trong kỳ.",),
        ("Tiếp nhận báo cáo của {taken}/{owing} xã, phường, thị trấn.",),
    ),
    "results.women_leadership": (
        (
            "{held}/{orgs} đảng bộ, chi bộ đã đại hội nhiệm kỳ {party_term}; nữ cấp ủy viên {bch_women}/{bch} "
            "người, đạt {bch_share}%.",
        ),
        (
            "Ban Tổ chức {party_committee} rà soát cơ cấu nữ trước khi duyệt nhân sự cấp ủy cơ sở.",
            "Cấp ủy cơ sở được nhắc chuẩn bị nguồn nữ ngay từ khâu quy hoạch.",
        ),
    ),
    "results.women_cadres": (
        (
            "Phát hiện {reviewed} cán bộ nữ có triển vọng, giới thiệu {introduced} người, {accepted} người được "
            "chấp nhận.",
        ),
        (
            "Cử cán bộ nữ cấp xã trong quy hoạch đi học trung cấp lý luận chính trị theo chỉ tiêu được phân bổ.",
            "Rà soát quy hoạch chức danh lãnh đạo cấp phòng, bổ sung cán bộ nữ trẻ.",
        ),
    ),
    "results.mainstreaming": (("{programmes} kế hoạch, chương trình của {area} có nội dung bình đẳng giới.",),),
    "results.models": (("Duy trì {models} mô hình, câu lạc bộ, phần lớn ở xã, phường, thị trấn.",),),
    "results.communication": (
        ("Tổ chức {events} cuộc tuyên truyền với {attendances} lượt người dự, trong đó {attendances_women} lượt nữ.",),
        ("Đài truyền thanh {area} và các xã phát {loudspeaker} buổi; cấp phát {leaflets} tờ rơi.",),
    ),
    "results.training": (("Mở {classes} lớp, {trained} lượt người dự; {collaborators} cộng tác viên ở cơ sở.",),),
    "results.inspection": (
        (
            "Kiểm tra {inspected} xã, phường, thị trấn; nêu {raised} kiến nghị.",
            "Ban hành kế hoạch kiểm tra năm; các cuộc kiểm tra bố trí vào quý III.",
        ),
    ),
    "results.funds": (("Được giao {allocated} triệu đồng, đã chi {spent} triệu đồng (gồm cả cấp xã).",),),
    "assessment.strengths": (
        (
            "Cấp ủy, chính quyền các xã phân công người phụ trách cụ thể.",
            "Nền nếp báo cáo của cấp xã tốt hơn năm trước.",
            "Hội Phụ nữ các cấp là nòng cốt trong tuyên truyền ở thôn, xóm.",
        ),
    ),
    "assessment.shortcomings": (
        (
            "Nữ tham gia cấp ủy ở một số xã còn thấp.",
            "Hoạt động của Ban ở một số xã còn hình thức, ít họp.",
            "Số liệu của một số xã phải sửa nhiều lần.",
        ),
    ),
    "assessment.causes": (
        ("Cán bộ kiêm nhiệm, hay thay đổi sau luân chuyển.",),
        ("Đời sống nhân dân còn khó khăn; định kiến giới trong một bộ phận dân cư còn nặng.",),
    ),
    "next": (
        (
            "Kiểm tra các xã chưa được kiểm tra trong năm.",
            "Mở lớp bồi dưỡng cho đầu mối cấp xã trong quý III.",
            "Đôn đốc các xã tuyên truyền về quyền bầu cử, ứng cử của phụ nữ.",
        ),
        ("Tổng hợp số liệu năm {year}, gửi báo cáo tổng kết đúng hạn.",),
    ),
    "proposals": (
        ("Đề nghị Ủy ban nhân dân {area} bố trí kinh phí cho Ban cấp xã.",),
        (
            "Đề nghị tỉnh tập huấn nghiệp vụ cho đầu mối cấp xã.",
            "Đề nghị tỉnh cấp tài liệu tuyên truyền bằng hình ảnh, dễ hiểu cho vùng dân tộc thiểu số.",
        ),
    ),
}

OFFICE: Texts = {
    "opening": (
        (
            "Thực hiện {basis}, Ban VSTBCPN {unit} báo cáo kết quả công tác bình đẳng giới và vì sự tiến bộ của "
            "phụ nữ 6 tháng đầu năm {year} của {scope}.",
        ),
    ),
    "direction.documents": (
        (
            "Phổ biến văn bản của Ban cấp trên tại giao ban cơ quan và gửi đến các phòng, đơn vị.",
            "Ban hành kế hoạch hoạt động năm của Ban, giao việc cho từng phòng, đơn vị.",
        ),
    ),
    "direction.committee": (
        ("Ban của {scope} có {members} thành viên, trong đó {members_women} nữ; phân công theo từng lĩnh vực.",),
    ),
    "direction.regime": (("Ban của {scope} họp {meetings} cuộc; cán bộ đầu mối theo dõi, báo cáo theo mẫu.",),),
    "results.women_leadership": (
        (
            "Cấp ủy cơ quan nhiệm kỳ {party_term} có {bch_women}/{bch} nữ, đạt {bch_share}%.",
            "Cấp ủy cơ quan chú ý nguồn cán bộ nữ khi chuẩn bị nhân sự và bổ sung quy hoạch.",
        ),
    ),
    "results.women_cadres": (
        (
            "Giới thiệu {introduced} cán bộ nữ vào quy hoạch, {accepted} người được chấp nhận.",
            "Rà soát cán bộ nữ các phòng, đơn vị làm căn cứ bổ sung quy hoạch.",
        ),
        (
            "Cử cán bộ nữ dự các lớp bồi dưỡng quản lý nhà nước và chuyên môn.",
            "Ưu tiên cán bộ nữ đủ điều kiện khi xét cử đi học.",
        ),
    ),
    "results.mainstreaming": (
        (
            "Đưa nội dung bình đẳng giới vào {programmes} chương trình, kế hoạch của ngành.",
            "Rà soát kế hoạch của ngành để bổ sung nội dung bình đẳng giới khi xây dựng kế hoạch năm {next_year}.",
        ),
    ),
    "results.communication": (
        ("Tổ chức {events} cuộc sinh hoạt, nói chuyện chuyên đề với {attendances} lượt người dự.",),
        (
            "Đăng {articles} tin, bài trên trang thông tin của ngành.",
            "Lồng ghép nội dung bình đẳng giới trong sinh hoạt Nữ công.",
        ),
    ),
    "results.training": (
        (
            "Mở {classes} lớp cho {trained} lượt cán bộ, viên chức.",
            "Cử cán bộ đầu mối dự lớp nghiệp vụ do cơ quan thường trực của tỉnh mở.",
        ),
    ),
    "results.inspection": (
        (
            "Kiểm tra {inspected} đơn vị trực thuộc.",
            "Các phòng, đơn vị tự kiểm tra theo hướng dẫn của Ban.",
        ),
    ),
    "results.funds": (
        (
            "Được giao {allocated} triệu đồng, đã chi {spent} triệu đồng.",
            "Chi cho hoạt động của Ban lấy trong kinh phí thường xuyên của cơ quan.",
        ),
    ),
    "assessment.strengths": (
        (
            "Lãnh đạo cơ quan quan tâm, tạo điều kiện cho hoạt động của Ban.",
            "Công đoàn và Ban phối hợp tốt trong chăm lo lao động nữ.",
        ),
    ),
    "assessment.shortcomings": (
        (
            "Kinh phí riêng cho hoạt động của Ban còn ít.",
            "Nữ giữ chức vụ từ cấp trưởng phòng trở lên còn ít.",
            "Số liệu của đơn vị trực thuộc gửi chưa đồng đều.",
        ),
    ),
    "assessment.causes": (
        ("Thành viên Ban đều kiêm nhiệm.",),
        ("Nguồn cán bộ nữ của một số lĩnh vực chuyên môn còn mỏng.",),
    ),
    "next": (
        (
            "Hoàn thành các nhiệm vụ trong kế hoạch năm của Ban.",
            "Kiểm tra các đơn vị trực thuộc còn lại.",
            "Bổ sung cán bộ nữ vào quy hoạch các chức danh lãnh đạo.",
        ),
    ),
    "proposals": (
        ("Đề nghị lãnh đạo cơ quan bố trí kinh phí riêng cho Ban từ năm {next_year}.",),
        (
            "Đề nghị Ban VSTBCPN tỉnh tổ chức trao đổi kinh nghiệm giữa các sở, ngành.",
            "Đề nghị tỉnh tập huấn kỹ năng phân tích số liệu giới.",
        ),
    ),
}

COMMUNE: Texts = {
    "opening": (
        (
            "Thực hiện hướng dẫn của {above}, {unit} báo cáo công tác bình đẳng giới và vì sự tiến bộ của phụ nữ "
            "6 tháng đầu năm {year}.",
        ),
    ),
    "direction.documents": (
        (
            "Phổ biến văn bản hướng dẫn của {above} tại giao ban xã và đến các xóm, tổ dân phố.",
            "Giao công chức Văn hóa - Xã hội tham mưu thực hiện hướng dẫn của {above}.",
        ),
    ),
    "direction.committee": (
        (
            "Phân công người phụ trách công tác vì sự tiến bộ của phụ nữ ở từng xóm, tổ dân phố.",
            "Nội dung bình đẳng giới do Phó Chủ tịch Ủy ban nhân dân phụ trách văn hóa - xã hội chỉ đạo.",
        ),
    ),
    "direction.regime": (("Nắm tình hình qua giao ban hằng tháng; báo cáo {above} theo mẫu.",),),
    "results.communication": (
        (
            "Tổ chức {events} buổi tuyên truyền tại nhà văn hóa xóm với {attendances} lượt người dự.",
            "Tuyên truyền trong các buổi họp xóm, sinh hoạt chi hội phụ nữ.",
        ),
        ("Phát {loudspeaker} buổi trên loa truyền thanh.",),
    ),
    "assessment.strengths": (
        (
            "Các đoàn thể của xã phối hợp tốt khi tuyên truyền.",
            "Chi hội phụ nữ các xóm hoạt động đều.",
            "Chị em tham gia họp xóm đông hơn trước.",
        ),
    ),
    "assessment.shortcomings": (
        (
            "Cán bộ đầu mối kiêm nhiều việc.",
            "Chưa có kinh phí riêng.",
            "Ít cán bộ nữ trẻ có bằng cấp để đưa vào quy hoạch.",
        ),
    ),
    "next": (
        (
            "Tuyên truyền ở các xóm chưa tổ chức được.",
            "Vận động chị em tham gia các lớp học nghề.",
        ),
    ),
    "proposals": (
        ("Đề nghị Ủy ban nhân dân xã, phường, thị trấn dành kinh phí cho tuyên truyền.",),
        ("Đề nghị cấp trên cấp tài liệu tuyên truyền cho xóm, tổ dân phố.",),
    ),
}

# Of which type the items of a heading are, in their order; a proposal goes to the authorities beside and to those
# above.
CAUSES = {"assessment.causes": ("subjective", "objective")}
ITEM_TYPES = {
    Kind.PROVINCE: CAUSES | {"proposals": ("to_same_level", "to_national")},
    Kind.COMMUNE: CAUSES | {"proposals": ("to_same_level", "to_superior")},
}
ITEM_TYPES_OF_OTHERS = CAUSES | {"proposals": ("to_same_level", "to_province")}
