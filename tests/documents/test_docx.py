"""The DOCX: opens, looks as its edition says, repeats heads, counts annex pages on their own, marks drafts."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.documents.samples import annex_of, closing, half_year_report, letterhead, short
from tienbo.documents.content import Document, PageBreak, Paragraph, Table
from tienbo.documents.docx import to_docx
from tienbo.documents.editions import EDITIONS, ND30_2020, TT01_2011
from tienbo.documents.measures import bold_width_mm


def opened(document: Document) -> docx.document.Document:
    """The written file, read by python-docx."""
    return docx.Document(BytesIO(to_docx(document)))


def fields(part: object) -> list[str]:
    """The field instructions of a header or footer."""
    return [element.text.strip() for element in part._element.iter(qn("w:instrText"))]


def test_pages_have_the_margins_of_the_edition_and_annexes_lie_on_their_side() -> None:
    sections = opened(half_year_report()).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.LANDSCAPE,
    ]
    for section in sections:
        margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
        assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert (round(sections[1].page_width / Mm(1)), round(sections[1].page_height / Mm(1))) == (297, 210)


def test_the_circular_numbers_pages_at_the_bottom_and_the_decree_at_the_top() -> None:
    old, new = opened(half_year_report(TT01_2011)).sections[0], opened(half_year_report(ND30_2020)).sections[0]
    assert (fields(old.header), fields(old.footer)) == ([], ["PAGE"])
    assert (fields(new.header), fields(new.footer)) == (["PAGE"], [])


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS.keys())
def test_no_first_page_shows_a_number_and_every_section_counts_from_one(edition) -> None:
    for section in opened(half_year_report(edition)).sections:
        assert section.different_first_page_header_footer
        assert fields(section.first_page_header) == fields(section.first_page_footer) == []
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_text_is_set_in_times_new_roman_through_real_styles() -> None:
    document = opened(half_year_report())
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "TT Nội dung", "TT Gạch đầu dòng"} <= used
    body = document.styles["TT Nội dung"]
    assert body.font.size.pt == 14 and round(body.paragraph_format.first_line_indent.mm, 1) == 12.7
    assert body.paragraph_format.space_before.pt == 6


def test_the_head_of_a_table_repeats_on_every_page() -> None:
    table = opened(annex_of(5)).tables[-1]
    repeated = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True] * 3 + [False] * 5


def test_the_rule_under_the_motto_is_as_long_as_the_motto() -> None:
    cell = opened(half_year_report()).tables[0].rows[0].cells[1]
    indent = cell.paragraphs[2].paragraph_format.left_indent.mm
    column = 165 * 0.58
    assert abs(column - 2 * indent - bold_width_mm("Độc lập - Tự do - Hạnh phúc", 13)) < 0.2
    # Measured in a font of the same widths: 56,06 mm.
    assert abs(bold_width_mm("Độc lập - Tự do - Hạnh phúc", 13) - 56.06) < 0.2


def test_a_draft_is_marked_at_the_top_and_across_every_page() -> None:
    draft, final = half_year_report(draft=True), half_year_report()
    shown = opened(draft)
    assert "DỰ THẢO" in [paragraph.text for paragraph in shown.tables[0]._cells[4].paragraphs]
    for section in shown.sections:
        for header in (section.header, section.first_page_header):
            assert 'string="DỰ THẢO"' in header._element.xml
    assert "DỰ THẢO" not in "".join(
        [opened(final).element.xml, *(section.header._element.xml for section in opened(final).sections)]
    )


def test_the_digest_stands_at_the_foot_of_every_page() -> None:
    for section in opened(half_year_report()).sections:
        for footer in (section.footer, section.first_page_footer):
            assert "Mã đối chiếu số liệu: 3f0a9c51" in footer.paragraphs[0].text


def test_properties_come_from_the_document_and_no_clock() -> None:
    properties = opened(half_year_report(dated=date(2015, 6, 3))).core_properties
    assert properties.title == "BÁO CÁO Sơ kết hoạt động vì sự tiến bộ của phụ nữ 6 tháng đầu năm 2015"
    assert properties.author == "BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ"
    assert properties.created.date() == properties.modified.date() == date(2015, 6, 3)


def test_the_last_paragraph_stays_with_the_signature() -> None:
    paragraphs = opened(short(Paragraph("Một."), Paragraph("Hai."), closing())).paragraphs
    kept = {paragraph.text: paragraph.paragraph_format.keep_with_next for paragraph in paragraphs}
    assert kept["Hai."] and not kept["Một."]


def test_special_characters_arrive_as_typed() -> None:
    shown = opened(short(Paragraph('A & B < C > "D" \u0000</w:t>\n{dòng hai}')))
    assert shown.paragraphs[-1].text == 'A & B < C > "D" </w:t>\n{dòng hai}'


def test_two_tables_in_a_row_stay_two_tables() -> None:
    tables = [block for block in half_year_report().blocks if isinstance(block, Table)]
    assert len(opened(short(tables[0], tables[2], PageBreak(), tables[1])).tables) == 1 + 3


def test_a_document_of_one_block_opens() -> None:
    assert opened(Document(TT01_2011, (letterhead(),))).tables
    assert opened(Document(TT01_2011, ())).sections
