"""The text of a letter that passes another on; pure."""

import datetime as dt

from tienbo.guidance.brought_forward import words_with_day
from tienbo.guidance.own_text import Asked, Day, Head, compose, places_of_words


def head(**changes) -> Head:
    """The head and foot of a district's letter, with number, day and signer still to come."""
    fields = {
        "superior": "Ủy ban nhân dân huyện Đá Bạc",
        "issuer": "Ban VSTBCPN huyện Đá Bạc",
        "number": "        /BVSTBCPN",
        "subject": "công tác năm 2015",
        "place_and_day": "Đá Bạc, ngày      tháng      năm 2015",
        "addressed_to": ("Ban VSTBCPN các xã",),
        "opening": "Thực hiện Công văn số 31, Ban VSTBCPN huyện Đá Bạc đề nghị:",
        "closing": "Đề nghị thực hiện./.",
        "copies": ("Như trên", "Lưu: VT"),
        "authority": "KT. TRƯỞNG BAN",
        "titles": ("PHÓ TRƯỞNG BAN",),
        "signer": "",
    }
    return Head(**fields | changes)


def test_it_works():
    made = compose(head(), [Asked(1, "Kiện toàn Ban.", "Tổ chức"), Asked(2, "Mở lớp tập huấn.", "Tuyên truyền")])
    assert made.text == (
        "ỦY BAN NHÂN DÂN HUYỆN ĐÁ BẠC\nBAN VSTBCPN HUYỆN ĐÁ BẠC\n\n"
        "Số:         /BVSTBCPN\nV/v công tác năm 2015\n\n"
        "Đá Bạc, ngày      tháng      năm 2015\n\n"
        "Kính gửi: Ban VSTBCPN các xã\n\n"
        "Thực hiện Công văn số 31, Ban VSTBCPN huyện Đá Bạc đề nghị:\n\n"
        "1. Tổ chức\n\n- Kiện toàn Ban.\n\n2. Tuyên truyền\n\n- Mở lớp tập huấn.\n\n"
        "Đề nghị thực hiện./.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n"
    )
    assert {key: made.text[start:end] for key, (start, end) in made.places.items()} == {
        1: "Kiện toàn Ban.", 2: "Mở lớp tập huấn.",
    }  # fmt: skip
    assert made.positions == {1: "1.1", 2: "2.1"}


def test_what_is_not_known_leaves_no_empty_line():
    text = compose(head(superior="", titles=(), authority="", addressed_to=(), copies=()), []).text
    assert "\n\n\n" not in text
    assert not text.startswith("\n")
    assert "Kính gửi" not in text
    assert "Nơi nhận" not in text


def test_several_addressees_stand_each_on_a_line():
    text = compose(head(addressed_to=("Ban các sở", "Ban các huyện")), []).text
    assert "Kính gửi:\n- Ban các sở;\n- Ban các huyện.\n" in text


def test_parts_within_parts_are_numbered_anew():
    asked = [Asked(1, "a", "A › B"), Asked(2, "b", "A › B"), Asked(3, "c", "A › C"), Asked(4, "d", "D"), Asked(5, "e")]
    made = compose(head(), asked)
    assert made.positions == {1: "1.1.1", 2: "1.1.2", 3: "1.2.1", 4: "2.1", 5: "3.1"}
    lines = [line for line in made.text.split("\n") if line[:1].isdigit()]
    assert lines == ["1. A", "1.1. B", "1.2. C", "2. D", "3. Nội dung khác"]


def test_tasks_without_any_part_are_a_plain_list():
    made = compose(head(), [Asked(1, "a"), Asked(2, "b")])
    assert made.positions == {1: "1", 2: "2"}
    assert "Nội dung khác" not in made.text


def test_a_paragraph_with_two_days_stands_once_and_each_day_in_it():
    words = "Báo cáo trước ngày 26/5/2015 và trước ngày 25/11/2015."
    asked = [Asked(1, words, "", (10, 90)), Asked(2, words, "", (10, 90))]
    days = [Day(3, "trước ngày 26/5/2015", (20, 30)), Day(4, "trước ngày 25/11/2015", (40, 50)), Day(5, "x", (95, 99))]
    made = compose(head(), asked, days)
    assert made.text.count(words) == 1
    assert made.places[1] == made.places[2]
    for day in days[:2]:
        start, end = made.places[day.key]
        assert made.text[start:end] == day.words
        assert made.places[1][0] <= start < end <= made.places[1][1]
    assert 5 not in made.places


def test_finds_are_looked_for_in_a_text_that_a_person_wrote():
    assert places_of_words("Một hai ba", {1: "hai", 2: "bốn", 3: ""}) == {1: (4, 7)}


def test_the_day_in_the_words_is_another_one():
    day = dt.date(2015, 5, 26)
    assert words_with_day("trước ngày 05/6", day) == "trước ngày 26/5/2015"
    assert words_with_day("trước 17 giờ ngày 05/6/2015", day) == "trước 17 giờ ngày 26/5/2015"
    assert words_with_day("chậm nhất ngày 05 tháng 6 năm 2015", day) == "chậm nhất ngày 26/5/2015"
    assert words_with_day("và 5-12-2015", day) == "và 26/5/2015"
