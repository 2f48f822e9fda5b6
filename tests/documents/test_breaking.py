"""Long names of bodies are broken by their sense, never inside a word of several syllables."""

from __future__ import annotations

import csv
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.samples import closing, letterhead, short
from tienbo.documents.breaking import broken_by_sense
from tienbo.documents.content import Annex
from tienbo.documents.layout import Line, Side, lower
from tienbo.documents.measures import bold_width_mm

# The left column under the head of a portrait page, in millimetres.
LEFT = 69.3
COMMITTEE = "BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("SỞ Y TẾ", ["SỞ Y TẾ"]),
        ("SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", ["SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"]),
        (f"{COMMITTEE} TỈNH CAO BẰNG", [COMMITTEE, "TỈNH CAO BẰNG"]),
        (f"{COMMITTEE} THÀNH PHỐ CAO BẰNG", [COMMITTEE, "THÀNH PHỐ CAO BẰNG"]),
        (f"{COMMITTEE} SỞ NỘI VỤ", [COMMITTEE, "SỞ NỘI VỤ"]),
        ("ỦY BAN NHÂN DÂN XÃ BÌNH DƯƠNG", ["ỦY BAN NHÂN DÂN", "XÃ BÌNH DƯƠNG"]),
        ("HỘI LIÊN HIỆP PHỤ NỮ TỈNH CAO BẰNG", ["HỘI LIÊN HIỆP PHỤ NỮ", "TỈNH CAO BẰNG"]),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", ["SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"]),
        ("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", ["SỞ NÔNG NGHIỆP", "VÀ PHÁT TRIỂN NÔNG THÔN"]),
        (
            "CHI NHÁNH NGÂN HÀNG CHÍNH SÁCH XÃ HỘI TỈNH CAO BẰNG",
            ["CHI NHÁNH NGÂN HÀNG", "CHÍNH SÁCH XÃ HỘI", "TỈNH CAO BẰNG"],
        ),
    ],
)
def test_a_name_is_broken_where_a_typist_would_break_it(name: str, lines: list[str]) -> None:
    assert list(broken_by_sense(name, LEFT, 12)) == lines


def test_a_line_does_not_end_with_a_word_that_joins() -> None:
    title = "SỐ LIỆU HOẠT ĐỘNG BÌNH ĐẲNG GIỚI VÀ VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ, 6 THÁNG ĐẦU NĂM 2015"
    first, second = broken_by_sense(title, 165, 14)
    assert (first.split()[-1], second.split()[0]) == ("GIỚI", "VÀ")


def test_no_name_of_an_office_is_broken_inside_a_word() -> None:
    """In "Sở Lao động - Thương binh và Xã hội" a capital begins a word and small letters end it."""
    with (files("tienbo.units") / "data" / "cao_bang_offices_2015.csv").open(encoding="utf-8") as rows:
        names = [row["name"] for row in csv.DictReader(rows)]
    assert len(names) > 40
    for name in names:
        words, place = name.split(), 0
        for line in broken_by_sense(name.upper(), LEFT, 12)[:-1]:
            place += len(line.split())
            before, after = words[place - 1], words[place]
            inside = before[0].isupper() and after.islower() and after not in ("và", "tỉnh")
            assert not inside, f"{name}: {before} / {after}"


@given(st.lists(st.text(st.characters(codec="ascii", exclude_characters=" "), min_size=1), min_size=1))
def test_nothing_is_lost_or_added_and_lines_fit_when_their_words_do(words: list[str]) -> None:
    text = " ".join(words)
    lines = broken_by_sense(text, LEFT, 12)
    assert " ".join(lines) == text
    assert all(bold_width_mm(line, 12) <= LEFT or " " not in line for line in lines)


# --- where it is used -------------------------------------------------------------------------------------------------


def test_the_letterhead_breaks_both_bodies_and_rules_the_last_line() -> None:
    document = short()
    head = letterhead(superior=("Ủy ban nhân dân tỉnh Cao Bằng",), issuer=(f"{COMMITTEE} tỉnh Cao Bằng",))
    left = lower(type(document)(document.edition, (head,))).sections[0].pieces[0].rows[0][0]
    assert [(piece.role, piece.text) for piece in left[:-1]] == [
        ("superior", "ỦY BAN NHÂN DÂN"),
        ("superior", "TỈNH CAO BẰNG"),
        ("issuer", COMMITTEE),
        ("issuer", "TỈNH CAO BẰNG"),
    ]
    assert left[-1].of == "TỈNH CAO BẰNG"


def test_the_seats_of_the_signer_are_broken_too() -> None:
    seat = replace(closing().signature, home_office=("Giám đốc", "Sở Lao động - Thương binh và Xã hội"))
    side = lower(short(replace(closing(), signature=seat))).sections[0].pieces[-1]
    assert isinstance(side, Side)
    lines = [piece.text for piece in side.rows[0][1] if isinstance(piece, Line) and piece.role == "home_office"]
    assert lines == ["GIÁM ĐỐC", "SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"]


def test_the_title_of_an_annex_stays_one_heading() -> None:
    annex = Annex("Số liệu hoạt động bình đẳng giới và vì sự tiến bộ của phụ nữ, sáu tháng đầu năm", landscape=False)
    lines = [piece for piece in lower(short(annex)).sections[-1].pieces if isinstance(piece, Line)]
    titles = [line.text for line in lines if line.role == "annex_title"]
    assert len(titles) == 1 and titles[0].count("\n") == 1
