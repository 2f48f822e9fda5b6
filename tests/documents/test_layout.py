"""What is printed: fixed words, figures, signs of lists, closing punctuation, cleaning."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.samples import closing, half_year_report, letterhead, short
from tienbo.documents.cleaning import _DROPPED, _USUAL, clean, clean_line
from tienbo.documents.content import (
    Addressees,
    Cell,
    Column,
    Heading,
    Item,
    Items,
    LegalBasis,
    Paragraph,
    Row,
    Table,
)
from tienbo.documents.fonts import has_glyph
from tienbo.documents.layout import Grid, Line, Side, lower, numbered
from tienbo.documents.numerals import figure, letter


def lines(*blocks: object) -> list[str]:
    """The lines that blocks become, after the letterhead and the title."""
    pieces = lower(short(*blocks)).sections[0].pieces
    return [piece.text for piece in pieces if isinstance(piece, Line)][1:]


def grid(columns: tuple[Column, ...], *rows: Row) -> Grid:
    """The only table of a document."""
    table = Table(columns, (tuple("h" for _ in columns),), rows)
    return next(piece for piece in lower(short(table)).sections[0].pieces if isinstance(piece, Grid))


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0, None, "0"),
        (1234, None, "1.234"),
        (-1234567, None, "-1.234.567"),
        (Decimal("15.38"), None, "15,38"),
        (Decimal("15.300"), None, "15,3"),
        (Decimal("15.385"), 2, "15,39"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("-0.004"), 2, "0,00"),
        (Decimal("1234.5"), 2, "1.234,50"),
    ],
)
def test_figures_are_written_the_vietnamese_way(value: int | Decimal, decimals: int | None, shown: str) -> None:
    assert figure(value, "vi", decimals) == shown


def test_english_figures_change_the_separators_only() -> None:
    assert figure(Decimal("1234.5"), "en", 2) == "1,234.50"


def test_no_figure_is_made_of_infinity() -> None:
    with pytest.raises(ValueError, match="no figure"):
        figure(Decimal("NaN"))


@given(st.integers(-(10**18), 10**18))
def test_a_whole_number_can_be_read_back(value: int) -> None:
    assert int(figure(value).replace(".", "")) == value


def test_a_blank_is_printed_as_nothing_and_zero_as_zero() -> None:
    shown = grid((Column(1), Column(1), Column(1)), Row((None, 0, Cell(None, mark="x")))).body[0]
    assert [cell.text for cell in shown] == ["", "0", "x"]


def test_figures_stand_right_and_text_where_its_column_says() -> None:
    shown = grid((Column(1, "center"), Column(1)), Row(("a", 5)), Row((7, "b"))).body
    assert [[cell.align for cell in row] for row in shown] == [["center", "right"], ["right", "left"]]


def test_a_signed_column_marks_growth() -> None:
    shown = grid((Column(1, signed=True),), Row((5,)), Row((-5,)), Row((0,))).body
    assert [row[0].text for row in shown] == ["+5", "-5", "0"]


def test_yes_and_no_are_not_taken_for_one_and_zero() -> None:
    with pytest.raises(TypeError, match="words"):
        grid((Column(1),), Row((True,)))


def test_the_letters_of_a_list_are_the_vietnamese_ones() -> None:
    assert [letter(i) for i in (1, 4, 5, 6, 7, 23, 24)] == ["a", "d", "đ", "e", "g", "y", "aa"]
    points = Items(tuple("abcde"), "letter")
    assert lines(points)[3:] == ["d) d", "đ) e"]


def test_lists_nest_and_keep_their_signs() -> None:
    below = Items(("x", "y"), "plus")
    assert lines(Items((Item("Một", below), "Hai"), "number", start=4)) == ["4. Một", "+ x", "+ y", "5. Hai"]


@pytest.mark.parametrize(("number", "shown"), [("I", "I."), ("2", "2."), ("a", "a)"), ("1.2", "1.2."), ("b)", "b)")])
def test_a_heading_number_gets_its_sign(number: str, shown: str) -> None:
    assert numbered(number) == shown


def test_headings_of_the_first_level_are_capitals() -> None:
    assert lines(Heading(1, "Đánh giá chung", "III"), Heading(2, "Ưu điểm", "1")) == [
        "III. ĐÁNH GIÁ CHUNG",
        "1. Ưu điểm",
    ]


def test_the_year_stays_with_its_word_and_no_line_begins_with_a_dash() -> None:
    assert lines(Heading(1, "Nhiệm vụ 6 tháng cuối năm 2015", "IV")) == ["IV. NHIỆM VỤ 6 THÁNG CUỐI NĂM\u00a02015"]
    assert lines(Paragraph("Sở Lao động - Thương binh và Xã hội")) == ["Sở Lao động\u00a0- Thương binh và Xã hội"]


def test_one_addressee_stands_on_the_line_and_several_below_it() -> None:
    assert lines(Addressees(("Sở Nội vụ.",))) == ["Kính gửi: Sở Nội vụ"]
    assert lines(Addressees(("A", "B;"))) == ["Kính gửi:", "- A;", "- B."]


def test_legal_basis_lines_end_with_semicolons_and_a_full_stop() -> None:
    assert lines(LegalBasis(("Căn cứ A;", "Căn cứ B"))) == ["Căn cứ A;", "Căn cứ B."]


def test_the_copy_list_is_closed_as_the_rule_asks() -> None:
    side = next(piece for piece in lower(short(closing())).sections[0].pieces[1:] if isinstance(piece, Side))
    left, right = side.rows[0]
    assert [line.text for line in left][::5] == ["Nơi nhận:", "- Lưu: VT, VP."]
    assert all(line.text.endswith(";") for line in left[1:-1])
    words = [piece.text for piece in right if isinstance(piece, Line)]
    assert words[:2] == ["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]
    assert words[-2:] == ["THƯƠNG BINH VÀ XÃ HỘI", "Nguyễn Thị Minh Hạnh"]


def test_the_seat_at_home_stands_between_the_seal_and_the_name() -> None:
    side = lower(short(closing(name=None))).sections[0].pieces[-1]
    kinds = [getattr(piece, "role", "room") for piece in side.rows[0][1]]
    assert kinds == ["signature", "signature", "room", "home_office", "home_office", "home_office"]


def test_number_and_date_share_a_row_of_the_letterhead() -> None:
    head = lower(half_year_report(draft=True)).sections[0].pieces[0]
    left, right = head.rows[1]
    assert (left[0].role, right[0].role) == ("number", "place_date")
    assert head.rows[2][0][-1].text == "DỰ THẢO"


def test_an_official_letter_says_what_it_is_about_below_its_number() -> None:
    document = short()
    head = lower(type(document)(document.edition, (letterhead(about="hướng dẫn báo cáo"),))).sections[0].pieces[0]
    assert head.rows[2][0][0].text == "V/v hướng dẫn báo cáo"


def test_annexes_are_sections_of_their_own() -> None:
    assert [section.landscape for section in lower(half_year_report()).sections] == [False, True, True]


# --- cleaning -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\x00b\x1b", "ab"),
        ("a\tb\r\nc\u2028d", "a b\nc\nd"),
        ("e\u0302\u0323", "ệ"),
        ("xin \U0001f642\ufe0f chào 中", "xin □ chào □"),
        ("đúng\u202e\u200b", "đúng"),
        ("≥ 15% → đạt", "≥ 15% → đạt"),
        ("a & b < c", "a & b < c"),
        ("\ud800x", "x"),
    ],
)
def test_what_cannot_be_printed_is_taken_out(given: str, shown: str) -> None:
    assert clean(given) == shown


@given(st.text())
def test_clean_text_is_printable_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"} for c in cleaned)
    assert "\n" not in clean_line(text)


def test_a_usual_text_is_one_that_cleaning_would_not_change() -> None:
    usual = [chr(code) for code in range(0x3000) if _USUAL.fullmatch(chr(code))]
    assert len(usual) > 200
    for character in usual:
        assert unicodedata.normalize("NFC", character) == character
        assert character == "\n" or has_glyph(character), hex(ord(character))
        assert character == "\n" or unicodedata.category(character) not in _DROPPED


def test_every_vietnamese_letter_survives() -> None:
    plain = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
    toned = "".join(
        unicodedata.normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in "\u0300\u0301\u0303\u0309\u0323"
    )
    text = plain + toned + plain.upper() + toned.upper()
    assert len(toned) == 60
    assert clean(text) == text
