"""DOCX and PDF of one document say the same, word for word and cell for cell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.compare import plain_text, settle
from tests.documents.samples import annex_of, half_year_report, letterhead, short
from tienbo.documents.content import (
    Addressees,
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Items,
    LegalBasis,
    Note,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    Title,
)
from tienbo.documents.docx import to_docx
from tienbo.documents.editions import EDITIONS, ND30_2020, TT01_2011
from tienbo.documents.pdf import to_pdf


def assert_same(document: Document) -> None:
    """The text and the tables of both files are equal."""
    word, pdf = plain_text(to_docx(document)), plain_text(to_pdf(document))
    assert word.text == pdf.text
    assert word.tables == pdf.tables


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS.keys())
@pytest.mark.parametrize("draft", [False, True])
def test_the_half_year_report_says_the_same_in_both(edition, draft: bool) -> None:
    assert_same(half_year_report(edition, draft, 5, date(2015, 6, 3)))


def test_the_report_says_what_it_was_given() -> None:
    said = plain_text(to_pdf(half_year_report()))
    for words in (
        "Số: /BC-BVSTBCPN",
        "Cao Bằng, ngày ... tháng 6 năm 2015",
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN GIÁM ĐỐC",
        "Phụ lục II KINH PHÍ HOẠT ĐỘNG",
    ):
        assert words in said.text
    assert said.tables[2][3] == (
        "2",
        "Tuyên truyền trên báo, đài",
        "150.000.000",
        "150.000.000",
        "92.500.000",
        "61,7",
        "",
    )
    assert said.tables[0][7][7] == "201(e)"


def test_a_long_annex_says_the_same_in_both() -> None:
    assert_same(annex_of(120))


def test_an_english_document_says_the_same_in_both() -> None:
    document = Document(
        ND30_2020,
        (
            letterhead(number=7),
            Title("Report", ("Six months of 2015",)),
            Paragraph("All is well."),
            Annex("Figures", "I"),
        ),
        language="en",
        draft=True,
    )
    assert_same(document)
    assert "SOCIALIST REPUBLIC OF VIET NAM" in plain_text(to_pdf(document)).text


@pytest.mark.parametrize(
    "text",
    [
        "A & B < C > D",
        "trái \U0001f642 tim",
        "bấm \x07chuông\x1b[0m",
        "một\ttab",
        "dòng\nmới",
        "2010-\u200b2015",
        "≥ 15%",
    ],
)
def test_special_characters_say_the_same_in_both(text: str) -> None:
    table = Table((Column(1), Column(1)), ((text, "b"),), (Row((text, Cell(None, mark=text))),))
    assert_same(short(Paragraph(text), Items((text,), "letter"), table, Note(text)))


words = st.text(st.sampled_from("aăđêộữỵBĐỆ 0123456789.,;:-()/&<>#$*_[]{}\"'@\\~=+%≥→\n\t\u00a0"), max_size=60)
runs = st.lists(st.builds(Run, words, st.booleans(), st.booleans()), min_size=1, max_size=3).map(tuple)
values = st.one_of(
    st.none(), words, st.integers(-(10**12), 10**12), st.decimals(-1000, 1000, places=2, allow_nan=False)
)
cells = st.builds(Cell, values, st.sampled_from(["", "(e)", "x"]))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A small table of any content."""
    count = draw(st.integers(1, 5))
    columns = tuple(Column(draw(st.integers(1, 9)), decimals=draw(st.sampled_from([None, 1]))) for _ in range(count))
    row = st.builds(
        Row,
        st.lists(cells, min_size=count, max_size=count).map(tuple),
        st.sampled_from(["normal", "section", "total"]),
    )
    head = tuple(draw(words) for _ in range(count))
    return Table(
        columns, (head,), tuple(draw(st.lists(row, max_size=4))), draw(words), draw(words), draw(st.booleans())
    )


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Addressees, st.lists(words, min_size=1, max_size=3).map(tuple)),
    st.builds(LegalBasis, st.lists(words, max_size=2).map(tuple)),
    st.builds(Heading, st.sampled_from([1, 2, 3, 4]), words, st.sampled_from(["", "I", "1", "a"])),
    st.builds(Paragraph, st.one_of(words, runs)),
    st.builds(Items, st.lists(words, max_size=3).map(tuple), st.sampled_from(["dash", "letter", "number"])),
    tables(),
    st.builds(Note, words),
    st.builds(Annex, words, st.sampled_from(["", "I"]), words, st.booleans()),
    st.just(PageBreak()),
)


def squeezed(text: str) -> str:
    """Without blanks: where a line ends inside a sign, readers disagree about a blank."""
    return "".join(settle(text).split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(blocks, max_size=6), words, st.booleans())
def test_any_document_can_be_written_and_says_the_same_in_both(content: list[Block], place: str, draft: bool) -> None:
    document = Document(TT01_2011, (letterhead(place=place), Title("Báo cáo"), *content), draft=draft)
    word, pdf = plain_text(to_docx(document)), plain_text(to_pdf(document))
    assert squeezed(word.text) == squeezed(pdf.text)
    assert [[list(map(squeezed, row)) for row in table] for table in word.tables] == [
        [list(map(squeezed, row)) for row in table] for table in pdf.tables
    ]


def test_other_files_are_refused_and_a_pdf_without_tags_gives_its_text() -> None:
    with pytest.raises(ValueError, match="neither"):
        plain_text(b"xin chao")
