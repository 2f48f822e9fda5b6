"""Citations, form by form."""

import pytest

from tienbo.guidance.reading.citations import find_citations, unique
from tienbo.guidance.reading.page import page_of


def found_in(text: str, own: str | None = None):
    return [
        (found.kind, found.number, found.issued_on.isoformat() if found.issued_on else None, found.issuer)
        for found in unique(find_citations(page_of(text), own))
    ]


CITED = {
    "theo Chỉ thị số 36-CT/TW ngày 30 tháng 5 năm 2014 của Bộ Chính trị về đại hội đảng": [
        ("Chỉ thị", "36-CT/TW", "2014-05-30", "Bộ Chính trị")
    ],
    "Thông tư số 191/2009/TT-BTC ngày 01/10/2009; Hướng dẫn quản lý kinh phí": [
        ("Thông tư", "191/2009/TT-BTC", "2009-10-01", None)
    ],
    "sơ kết Nghị quyết 04-NQ/TU của Tỉnh ủy trước ngày 15/8; gửi về Văn phòng": [
        ("Nghị quyết", "04-NQ/TU", None, "Tỉnh ủy")
    ],
    "Kế hoạch số 20/KH-UBND của UBND tỉnh Mai Sơn hoàn thành trong quý II": [
        ("Kế hoạch", "20/KH-UBND", None, "UBND tỉnh Mai Sơn")
    ],
    "quy định tại Nghị quyết 11-NQ/TW của Bộ Chính trị, Chiến lược quốc gia": [
        ("Nghị quyết", "11-NQ/TW", None, "Bộ Chính trị")
    ],
    "Quyết định số 2351/QĐ-TTg ngày 24-12-2010 của Thủ tướng Chính phủ phê duyệt Chiến lược": [
        ("Quyết định", "2351/QĐ-TTg", "2010-12-24", "Thủ tướng Chính phủ")
    ],
    "Nghị quyết số 28/NQ-CP, ngày 03/3/2021 của Chính phủ": [("Nghị quyết", "28/NQ-CP", "2021-03-03", "Chính phủ")],
    "Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân số 85/2015/QH13": [
        ("Luật", "85/2015/QH13", None, None)
    ],
    "Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13 ngày 22/6/2015": [
        ("Luật", "80/2015/QH13", "2015-06-22", None)
    ],
    "Bộ luật Lao động số 45/2019/QH14": [("Bộ luật", "45/2019/QH14", None, None)],
    "Luật Bình đẳng giới ngày 29 tháng 11 năm 2006": [("Luật", None, "2006-11-29", None)],
    "Nghị định số 70/2008/NĐ-CP của Chính phủ ngày 04/6/2008": [
        ("Nghị định", "70/2008/NĐ-CP", "2008-06-04", "Chính phủ")
    ],
    "Thông tư liên tịch số 10/2012/TTLT-BTTTT-BNV ngày 20/7/2012": [
        ("Thông tư liên tịch", "10/2012/TTLT-BTTTT-BNV", "2012-07-20", None)
    ],
    "Kế hoạch số 07 /KH - UBND ngày 08/01/2026 của Ủy ban nhân dân tỉnh Cao Bằng về": [
        ("Kế hoạch", "07/KH-UBND", "2026-01-08", "Ủy ban nhân dân tỉnh Cao Bằng")
    ],
    "Công văn 739/BNV-CTTN&BĐG, 28/3/2025 của Bộ Nội vụ": [("Công văn", "739/BNV-CTTN&BĐG", "2025-03-28", "Bộ Nội vụ")],
    "văn bản số 129/LĐTBXH-BĐG ngày 17/01/2022 của Bộ Lao động - Thương binh và Xã hội về việc triển khai": [
        ("Văn bản", "129/LĐTBXH-BĐG", "2022-01-17", "Bộ Lao động - Thương binh và Xã hội")
    ],
    "các Nghị quyết số 11-NQ/TW ngày 27/4/2007 của Bộ Chính trị, số 57/NQ-CP ngày 01/12/2009 của Chính phủ": [
        ("Nghị quyết", "11-NQ/TW", "2007-04-27", "Bộ Chính trị"),
        ("Nghị quyết", "57/NQ-CP", "2009-12-01", "Chính phủ"),
    ],
    "Kế hoạch số 12/KH-UBND và số 13/KH-UBND của UBND huyện": [
        ("Kế hoạch", "12/KH-UBND", None, None),
        ("Kế hoạch", "13/KH-UBND", None, "UBND huyện"),
    ],
    "Kế hoạch thực hiện Nghị quyết số 28/NQ-CP": [("Nghị quyết", "28/NQ-CP", None, None)],
    "Quyết định phê duyệt Chương trình quốc gia số 1241/QĐ-TTg": [("Quyết định", "1241/QĐ-TTg", None, None)],
    "NQ số 11-NQ/TW và CV số 12/SNV-CCVC": [
        ("Nghị quyết", "11-NQ/TW", None, None),
        ("Công văn", "12/SNV-CCVC", None, None),
    ],
    "Chỉ thị 646-TTg ngày 07/11/1994 của Thủ tướng Chính phủ": [
        ("Chỉ thị", "646-TTg", "1994-11-07", "Thủ tướng Chính phủ")
    ],
    "Nghị quyết số 11 của Bộ Chính trị về công tác phụ nữ": [("Nghị quyết", "11", None, "Bộ Chính trị")],
    "Thông tư số 07/2012/TT-BKHĐT của Bộ trưởng Bộ Kế hoạch và Đầu tư quy định": [
        ("Thông tư", "07/2012/TT-BKHĐT", None, "Bộ trưởng Bộ Kế hoạch và Đầu tư")
    ],
    "Hướng dẫn số 26-HD/BTCTW ngày 18/10/2019 của Ban Tổ chức Trung ương": [
        ("Hướng dẫn", "26-HD/BTCTW", "2019-10-18", "Ban Tổ chức Trung ương")
    ],
    "Quy định số 214-QĐ/TW ngày 02/01/2020 của Ban Chấp hành Trung ương": [
        ("Quy định", "214-QĐ/TW", "2020-01-02", "Ban Chấp hành Trung ương")
    ],
}


@pytest.mark.parametrize("text", CITED)
def test_a_cited_document_is_read_with_what_the_text_says_of_it(text):
    assert found_in(text) == CITED[text]


@pytest.mark.parametrize(
    "text",
    [
        "khoản 2 Điều 10 và mục 3/4 của đề án",
        "giai đoạn 2016-2020, nhiệm kỳ 2016-2021",
        "Luật Bình đẳng giới và Luật Phòng, chống bạo lực gia đình",
        "kế hoạch công tác, báo cáo 6 tháng, quyết định của lãnh đạo",
        "trực 24/24 giờ, 7/10 huyện, 12/15 xã",
    ],
)
def test_words_that_name_no_document_are_no_citation(text):
    assert found_in(text) == []


def test_the_letters_own_number_is_no_citation():
    assert found_in("(Kèm theo Công văn số 202 /BVSTBCPN-VP ngày 23/3/2015)", own="202/BVSTBCPN-VP") == []


def test_a_document_named_twice_is_listed_once_with_all_that_was_said():
    text = "Chỉ thị số 21-CT/TW ngày 20/01/2018. Theo Chỉ thị số 21-CT/TW của Ban Bí thư, các đơn vị"
    assert found_in(text) == [("Chỉ thị", "21-CT/TW", "2018-01-20", "Ban Bí thư")]
