"""Sections and tasks: by Roman and Arabic numbers, letters, dashes, articles, or none at all."""

import pytest

from tienbo.guidance.reading import read_letter
from tienbo.guidance.reading.firmness import firmness_of

HEAD = "Số: 12/BVSTBPN\nMai Sơn, ngày 5 tháng 3 năm 2019\n{title}\n\nKính gửi: Sở Nội vụ\n\n"
FOOT = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTRƯỞNG BAN\nLò Thị Mẫu\n"


def outline(body: str, title: str = "V/v công tác phụ nữ"):
    letter = read_letter(HEAD.format(title=title) + body + FOOT)
    return [_shape(section) for section in letter.sections]


def _shape(section):
    shape = (section.number, section.title, [task.text for task in section.tasks])
    return (*shape, [_shape(part) for part in section.sections]) if section.sections else shape


def test_arabic_sections_with_bullets():
    body = (
        "Ban đề nghị:\n1. Tuyên truyền\n- Tổ chức hội nghị.\n- Phát tờ rơi.\n2. Kiểm tra:\n"
        "+ Tự kiểm tra.\n+ Kiểm tra chéo."
    )
    assert outline(body) == [
        ("1", "Tuyên truyền", ["Tổ chức hội nghị.", "Phát tờ rơi."]),
        ("2", "Kiểm tra", ["Tự kiểm tra.", "Kiểm tra chéo."]),
    ]


def test_roman_parts_hold_arabic_sections():
    body = (
        "I. NHIỆM VỤ\n1. Tuyên truyền\n- Tổ chức hội nghị.\n2. Tập huấn\n- Mở lớp.\n"
        "II. TỔ CHỨC THỰC HIỆN\n- Các đơn vị triển khai."
    )
    assert outline(body) == [
        ("I", "NHIỆM VỤ", [], [("1", "Tuyên truyền", ["Tổ chức hội nghị."]), ("2", "Tập huấn", ["Mở lớp."])]),
        ("II", "TỔ CHỨC THỰC HIỆN", ["Các đơn vị triển khai."]),
    ]


def test_a_section_without_items_is_its_own_task():
    body = "1. Gửi kế hoạch trước ngày 15/3/2019.\n2. Tuyên truyền: Tổ chức hội nghị tại xã."
    assert outline(body) == [
        ("1", "Gửi kế hoạch trước ngày 15/3/2019", ["Gửi kế hoạch trước ngày 15/3/2019."]),
        ("2", "Tuyên truyền", ["Tổ chức hội nghị tại xã."]),
    ]


def test_letters_are_tasks_below_a_number_and_sections_at_the_top():
    below = "1. Sở Nội vụ\na) Chủ trì tổng hợp.\nb) Báo cáo tỉnh."
    assert outline(below) == [("1", "Sở Nội vụ", ["Chủ trì tổng hợp.", "Báo cáo tỉnh."])]
    assert [part[0] for part in outline("a) Chủ trì tổng hợp.\nb) Báo cáo tỉnh.")] == ["a", "b"]


def test_letters_with_bullets_of_their_own_are_sections():
    body = "1. Phân công\na) Sở Nội vụ\n- Tổng hợp số liệu.\nb) Sở Tài chính\n- Bố trí kinh phí."
    assert outline(body) == [
        ("1", "Phân công", [], [("a", "Sở Nội vụ", ["Tổng hợp số liệu."]), ("b", "Sở Tài chính", ["Bố trí kinh phí."])])
    ]


def test_decimal_numbers_nest():
    body = "1. Tuyên truyền\n1.1. Trên báo\n- Đăng bài.\n1.2. Tại xã\n- Phát tờ rơi.\n2. Kiểm tra\n- Kiểm tra chéo."
    assert [(part[0], [sub[0] for sub in part[3]] if len(part) > 3 else []) for part in outline(body)] == [
        ("1", ["1.1", "1.2"]),
        ("2", []),
    ]


def test_what_stands_below_a_bullet_belongs_to_its_task():
    body = "1. Báo cáo\n- Báo cáo gồm các nội dung:\n+ Kết quả;\n+ Tồn tại.\n- Gửi về Ban."
    assert outline(body) == [("1", "Báo cáo", ["Báo cáo gồm các nội dung:\n+ Kết quả;\n+ Tồn tại.", "Gửi về Ban."])]


def test_articles_have_their_number():
    body = "Điều 1. Giao Sở Nội vụ kiện toàn Ban.\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký."
    assert outline(body, title="QUYẾT ĐỊNH\nVề kiện toàn Ban") == [
        ("1", "Giao Sở Nội vụ kiện toàn Ban", ["Giao Sở Nội vụ kiện toàn Ban."]),
        ("2", "Quyết định này có hiệu lực kể từ ngày ký", []),
    ]


def test_a_letter_of_dashes_or_paragraphs_only_has_one_section_without_number():
    dashes = "Ban đề nghị:\n- Tổ chức hội nghị.\n- Gửi báo cáo."
    assert outline(dashes) == [(None, None, ["Tổ chức hội nghị.", "Gửi báo cáo."])]
    assert outline("Ban đề nghị Sở gửi báo cáo trước ngày 15/3/2019.\n\nTrân trọng./.") == [
        (None, None, ["Ban đề nghị Sở gửi báo cáo trước ngày 15/3/2019."])
    ]


def test_a_closing_paragraph_is_a_task_only_when_it_names_a_day():
    body = (
        "1. Tuyên truyền\n- Tổ chức hội nghị.\n\nTrong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh về Ban."
    )
    assert len(outline(body)) == 1
    dated = "1. Tuyên truyền\n- Tổ chức hội nghị.\n\nĐề nghị các đơn vị báo cáo về Ban trước ngày 15/3/2019."
    assert outline(dated)[1] == (None, None, ["Đề nghị các đơn vị báo cáo về Ban trước ngày 15/3/2019."])


def test_results_in_a_report_are_no_tasks_but_its_recommendations_are():
    body = "I. KẾT QUẢ\n- Tổ chức 02 hội nghị.\nII. KIẾN NGHỊ\n- Đề nghị tỉnh tập huấn."
    assert outline(body, title="BÁO CÁO\nKết quả 6 tháng") == [
        ("I", "KẾT QUẢ", []),
        ("II", "KIẾN NGHỊ", ["Đề nghị tỉnh tập huấn."]),
    ]


def test_time_and_place_of_a_meeting_are_no_tasks():
    body = "1. Thời gian: 8 giờ 00 ngày 08/3/2019.\n2. Địa điểm: Hội trường.\n3. Đề nghị đại biểu đến đúng giờ."
    assert [part[2] for part in outline(body, title="GIẤY MỜI\nDự họp")] == [[], [], ["Đề nghị đại biểu đến đúng giờ."]]


def test_an_enclosed_plan_gives_its_own_sections():
    letter = read_letter(
        HEAD.format(title="QUYẾT ĐỊNH\nBan hành Kế hoạch")
        + "Điều 1. Ban hành Kế hoạch."
        + FOOT
        + "\nKẾ HOẠCH\nHoạt động năm 2019\n\nI. NHIỆM VỤ\n- Tổ chức hội nghị.\n"
    )
    assert [section.number for section in letter.sections] == ["1", "I"]


FIRMNESS = {
    "Tổ chức hội nghị.": "required",
    "Đề nghị các đơn vị phối hợp.": "required",
    "Phối hợp với Hội Phụ nữ.": "coordinate",
    "- Tiếp tục phối hợp với Hội Phụ nữ.": "coordinate",
    "Chủ động, tích cực phối hợp với các ngành.": "coordinate",
    "Chủ trì, phối hợp với các ngành.": "required",
    "Khuyến khích các đơn vị kiểm tra chéo.": "encourage",
    "Các huyện khuyến khích kiểm tra chéo.": "encourage",
    "Xây dựng kế hoạch kiểm tra; khuyến khích kiểm tra chéo.": "required",
}


@pytest.mark.parametrize("text", FIRMNESS)
def test_the_opening_words_decide_how_firm_a_task_is(text):
    assert firmness_of(text) == FIRMNESS[text]
