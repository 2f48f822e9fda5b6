"""The PDF: archival and tagged, our fonts only, nothing typed is run, nothing runs off the page."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.documents.compare import plain_text
from tests.documents.samples import COLUMNS, HEADER, annex_of, closing, half_year_report, letterhead, short
from tienbo.documents.content import (
    Addressees,
    Annex,
    Cell,
    Column,
    Document,
    Heading,
    Items,
    Letterhead,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
    Title,
)
from tienbo.documents.editions import ND30_2020, TT01_2011
from tienbo.documents.fonts import BORROWED, font_folder, has_glyph
from tienbo.documents.pdf import to_pdf

MM = 72 / 25.4


def pages(data: bytes) -> pypdfium2.PdfDocument:
    """The written file, read by PDFium."""
    return pypdfium2.PdfDocument(data)


def texts(data: bytes) -> list[str]:
    """The text of each page, headers and footers too."""
    return [page.get_textpage().get_text_bounded() for page in pages(data)]


def boxes(page: pypdfium2.PdfPage) -> list[tuple[str, float, float, float, float]]:
    """Each visible character with its left, bottom, right, top in millimetres from the page's left bottom."""
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if character.strip() and not pdfium.FPDFText_IsGenerated(text, index):
            found.append((character, *(side / MM for side in text.get_charbox(index))))
    return found


def test_the_file_is_archival_tagged_and_carries_only_our_fonts() -> None:
    data = to_pdf(half_year_report(dated=date(2015, 6, 3)))
    assert b"pdfaid:part>2<" in data and b"pdfaid:conformance>A<" in data and b"pdfuaid:part>1<" in data
    with pages(data) as pdf:
        assert pdf.get_metadata_dict()["CreationDate"].startswith("D:20150603000000")
        assert pdf.get_metadata_dict()["Title"].startswith("BÁO CÁO Sơ kết")
        names = set()
        for page in pdf:
            for thing in page.get_objects():
                if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
                    names.add(thing.get_font().get_base_name().split("+")[-1].split("-")[0])
    assert names == {"NotoSerif"}


@pytest.mark.parametrize(
    "typed",
    [
        '#eval("1+1")',
        "$x$ và $ sum_(i=1)^n i $",
        "*b* _i_ `c` = tiêu đề",
        '#read("/etc/passwd")',
        '#import "x.typ"',
        "\\u{41} \\ ~ -- --- ...",
        "@nguon <nhan> // chú thích /* x */",
        "#sys.inputs #panic()",
        "]#text(red)[",
        '"); #panic("',
        "http://127.0.0.1/x",
        "'đơn' \"kép\"",
    ],
)
def test_what_was_typed_is_printed_and_never_run(typed: str) -> None:
    table = Table((Column(1), Column(1)), ((typed, "b"),), (Row((typed, Cell(1, mark=typed))),), caption=typed)
    document = Document(
        TT01_2011,
        (
            letterhead(issuer=(typed,), place=typed, symbol=typed, about=typed),
            Title(typed, (typed,)),
            Addressees((typed, typed)),
            Heading(2, typed, "1"),
            Paragraph((Run(typed, bold=True), Run("."))),
            Items((typed,)),
            table,
            Note(typed),
            closing(name=typed),
            Annex(typed, typed, typed),
        ),
        digest_line=typed,
    )
    said = plain_text(to_pdf(document))
    flat = "".join(typed.split())
    assert "".join(said.text.split()).count(flat) >= 8
    assert "".join(said.tables[0][0][0].split()) == flat
    assert "".join(said.tables[0][1][1].split()) == "1" + flat


def test_every_letter_is_there_upright_bold_italic_and_both() -> None:
    letters = (
        "".join(chr(code) for code in range(0x1EA0, 0x1EFA))
        + "ăâđêôơưĂÂĐÊÔƠƯàáãèéìíòóõùúýĩũ"
        + "".join(sorted(BORROWED))
    )
    assert all(map(has_glyph, letters))
    for bold, italic in product((False, True), repeat=2):
        said = plain_text(to_pdf(short(Paragraph((Run(letters, bold, italic),)))))
        assert "".join(said.text.split()).endswith(letters)


def test_bold_is_heavier_than_regular() -> None:
    def ink(**look: bool) -> int:
        page = pages(to_pdf(short(Paragraph((Run("n" * 60, **look),)))))[0]
        return sum(1 for value in bytes(page.render(scale=2, grayscale=True).buffer) if value < 128)

    assert ink(bold=True) > ink() * 1.05


def test_the_circular_numbers_pages_at_the_bottom_right_and_the_decree_at_the_top_centre() -> None:
    corners = {
        TT01_2011: lambda box: box[1] > 185 and box[2] < 18,
        ND30_2020: lambda box: 105 < box[1] < 120 and box[2] > 278,
    }
    for edition, is_there in corners.items():
        with pages(to_pdf(half_year_report(edition))) as pdf:
            shown = [[box[0] for box in boxes(page) if is_there(box)] for page in list(pdf)[:2]]
        assert shown == [[], ["2"]]


def test_each_annex_counts_its_own_pages() -> None:
    document = annex_of(90)
    document = Document(TT01_2011, (*document.blocks, *document.blocks[-2:]))
    with pages(to_pdf(document)) as pdf:
        numbers = []
        for page in pdf:
            width, _ = page.get_size()
            foot = [box for box in boxes(page) if box[2] < 18 and box[1] > width / MM - 30]
            numbers.append("".join(box[0] for box in foot))
    count = (len(numbers) - 1) // 2
    assert count > 2
    assert numbers == [""] + (["", *map(str, range(2, count + 1))]) * 2


def test_annex_pages_lie_on_their_side() -> None:
    with pages(to_pdf(half_year_report())) as pdf:
        sizes = [tuple(round(side / MM) for side in page.get_size()) for page in pdf]
    assert sizes[0] == (210, 297) and sizes[-1] == (297, 210)


def test_a_draft_says_so_on_every_page_and_a_final_version_nowhere() -> None:
    assert all("DỰ THẢO" in page for page in texts(to_pdf(half_year_report(draft=True))))
    assert all("DỰ THẢO" not in page for page in texts(to_pdf(half_year_report())))


def test_the_digest_stands_on_every_page() -> None:
    assert all("Mã đối chiếu số liệu: 3f0a9c51" in page for page in texts(to_pdf(half_year_report())))


LONG_NAME = "Xã Nguyễn Huệ thuộc huyện miền núi có tên rất dài gồm nhiều thôn bản xa trung tâm " * 3


def overrun(data: bytes, left: float = 30, right: float = 15) -> list[str]:
    """Characters that stand outside the margins (a millimetre is allowed: letters lean)."""
    found = []
    with pages(data) as pdf:
        for page in pdf:
            width, height = (side / MM for side in page.get_size())
            for character, x0, y0, x1, y1 in boxes(page):
                if x0 < left - 1 or x1 > width - right + 1 or y0 < 0 or y1 > height:
                    found.append(character)
    return found


@pytest.mark.parametrize("long", [LONG_NAME, "W" * 400, "đ" * 3000, "12345678901234567890" * 5, "a/b-" * 200])
def test_long_names_and_endless_words_stay_on_the_page(long: str) -> None:
    cells = ("1", long, "người", 1, 1, None, 1, 1, None, 1, 1, long)
    document = short(
        Heading(2, LONG_NAME, "1"),
        Paragraph(LONG_NAME),
        Annex("Số liệu"),
        Table(COLUMNS, HEADER, (Row(cells), Row(cells))),
    )
    data = to_pdf(document)
    assert overrun(data) == []
    said = plain_text(data)
    flat = "".join(long.split())
    words = "".join("".join("".join(cell.split()) for cell in row) for row in said.tables[0])
    assert words.count(flat[:12]) >= 4 and len(words) > 4 * len(flat)


def test_an_annex_of_400_rows_keeps_every_row_and_repeats_its_head() -> None:
    data = to_pdf(annex_of(400))
    assert [row[0] for row in plain_text(data).tables[0][3:]] == [str(i) for i in range(1, 401)]
    assert all("Nội dung" in page for page in texts(data)[1:])


def test_tables_without_rows_show_their_head_and_what_they_say_about_it() -> None:
    bare = Table(COLUMNS, HEADER, caption="Biểu trống")
    told = Table((Column(1), Column(2)), (("STT", "Nội dung"),), empty="Không phát sinh trong kỳ")
    said = plain_text(to_pdf(short(bare, told)))
    assert said.tables[0][0][0] == "STT" and len(said.tables[0]) == 2
    assert said.tables[1][-1] == ("Không phát sinh trong kỳ",)


def test_no_signature_stands_on_a_page_without_a_word_of_text() -> None:
    for count in range(16, 30):
        with pages(to_pdf(short(*(Paragraph("Một đoạn văn ngắn."),) * count, closing()))) as pdf:
            last = pdf[len(pdf) - 1].get_textpage().get_text_bounded()
        assert "KT. TRƯỞNG BAN" in last and "đoạn văn" in last


def test_a_skipped_heading_level_does_not_stop_the_file() -> None:
    assert to_pdf(short(Heading(4, "Sâu", "a"), Heading(1, "Nông", "I"), Heading(3, "Giữa", "b"))).startswith(b"%PDF")


def test_bare_documents_are_written() -> None:
    assert to_pdf(Document(TT01_2011, ())).startswith(b"%PDF")
    assert to_pdf(Document(TT01_2011, (Letterhead((), "", ""), Title("")))).startswith(b"%PDF")


def test_the_fonts_come_from_the_installed_wheel() -> None:
    assert len(list(Path(font_folder()).glob("*.ttf"))) == 2
