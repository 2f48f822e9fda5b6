"""DOCX: tables, lists that Word numbers itself, text boxes, old fonts, and packages that mean harm."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tienbo.documents.extraction import Unreadable, extract_text, packages

from .makers import SAMPLE, docx_of, pdf_of, saved, to_tcvn3, to_vni, with_part


def lines_of(data: bytes, name: str = "cv.docx") -> list[str]:
    return [line for line in extract_text(data, name).text.split("\n") if line.strip()]


def test_paragraphs_come_out_in_order():
    assert lines_of(docx_of("Kính gửi: Sở Nội vụ", "Nội dung.")) == ["Kính gửi: Sở Nội vụ", "Nội dung."]


def test_a_letterhead_in_a_table_comes_cell_by_cell():
    data = docx_of("Mở đầu", table=[["UBND TỈNH\nSố: 12/BC", "CỘNG HÒA XÃ HỘI\nCao Bằng, ngày 5 tháng 3 năm 2019"]])
    assert lines_of(data)[1:] == ["UBND TỈNH", "Số: 12/BC", "CỘNG HÒA XÃ HỘI", "Cao Bằng, ngày 5 tháng 3 năm 2019"]


def test_a_table_of_figures_comes_row_by_row():
    data = docx_of("Biểu", table=[["STT", "Đơn vị", "Nữ"], ["1", "Hòa An", "12"]])
    assert lines_of(data)[1:] == ["STT | Đơn vị | Nữ", "1 | Hòa An | 12"]


def test_header_footer_and_text_box_are_read_but_not_page_numbers():
    data = docx_of("Nội dung", header="BAN VSTBPN TỈNH", footer="2", textbox="Hộp chữ")
    assert lines_of(data) == ["BAN VSTBPN TỈNH", "Nội dung", "Hộp chữ"]


def test_numbers_and_bullets_that_word_draws_itself_are_written_out():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
            '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
            "</w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in (
        ("Tuyên truyền", 0),
        ("Hội nghị", 1),
        ("Tờ rơi", 2),
        ("Toạ đàm", 1),
        ("Kiểm tra", 0),
        ("Quý I", 1),
    ):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    assert lines_of(saved(document)) == [
        "1. Tuyên truyền",
        "a) Hội nghị",
        "- Tờ rơi",
        "b) Toạ đàm",
        "2. Kiểm tra",
        "a) Quý I",
    ]


@pytest.mark.parametrize(("font", "encode"), [(".VnTime", to_tcvn3), ("VNI-Times", to_vni)])
def test_text_in_an_old_font_is_converted_by_the_name_of_the_font(font, encode):
    extracted = extract_text(docx_of(encode("tiến bộ của phụ nữ"), font=font), "cv.docx")
    assert extracted.text == "tiến bộ của phụ nữ"
    assert extracted.warnings[0].code == "legacy_converted"


def test_the_capital_font_of_tcvn3_gives_capitals():
    assert extract_text(docx_of(to_tcvn3("kế hoạch"), font=".VnTimeH"), "cv.docx").text == "KẾ HOẠCH"


def test_unicode_text_that_kept_the_name_of_an_old_font_is_left_alone():
    assert extract_text(docx_of("tiến bộ của phụ nữ", font=".VnTime"), "cv.docx").text == "tiến bộ của phụ nữ"


def test_deleted_and_hidden_text_is_left_out():
    document = docx.Document()
    paragraph = document.add_paragraph("Giữ lại")
    paragraph.add_run(" ẩn đi").font.hidden = True
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>đã xóa</w:delText></w:r></w:del>')
    )
    assert extract_text(saved(document), "cv.docx").text == "Giữ lại"


def test_a_page_break_is_a_form_feed():
    document = docx.Document()
    document.add_paragraph("các xã,")
    document.add_page_break()
    document.add_paragraph("phường")
    assert len(extract_text(saved(document), "cv.docx").pages) == 2


def refused(data: bytes, name: str = "cv.docx") -> str:
    with pytest.raises(Unreadable) as caught:
        extract_text(data, name)
    return caught.value.reason_code


def test_a_damaged_package_is_refused():
    good = docx_of(SAMPLE)
    assert refused(good[: len(good) // 2]) == "corrupt"
    assert refused(with_part(good, "word/document.xml", b"<w:document")) == "corrupt"


def test_entities_and_document_types_are_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert refused(with_part(docx_of("a"), "word/document.xml", bomb)) == "xml_entities"
    outside = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    assert refused(with_part(docx_of("a"), "word/document.xml", outside)) == "xml_entities"
    wide = bomb.decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")
    assert refused(with_part(docx_of("a"), "word/document.xml", wide)) == "xml_entities"


def test_a_package_that_unpacks_to_a_mountain_is_refused():
    big = b"<a>" + b" " * (packages.MAX_PART + 10) + b"</a>"
    assert refused(with_part(docx_of("a"), "word/document.xml", big)) == "bomb"


def test_a_package_of_too_many_parts_is_refused():
    out = io.BytesIO(docx_of("a"))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(packages.MAX_PARTS):
            archive.writestr(f"x/{number}", b"")
    assert refused(out.getvalue()) == "bomb"


def test_a_picture_of_a_letter_in_a_docx_is_a_scan():
    data = with_part(docx_of(""), "word/media/image1.png", b"\x89PNG")
    assert refused(data) == "scanned"
    assert refused(docx_of("")) == "empty"


def test_another_archive_named_docx_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("anh.jpg", b"1")
    assert refused(out.getvalue()) == "not_a_document"
    assert refused(out.getvalue(), "bang.xlsx") == "unsupported"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx_of(SAMPLE), "cv.pdf"),
        (pdf_of(SAMPLE), "cv.docx"),
        (SAMPLE.encode(), "cv.pdf"),
        (docx_of(SAMPLE), "cv.doc"),
    ],
    ids=["docx named pdf", "pdf named docx", "text named pdf", "docx named doc"],
)
def test_a_wrong_extension_is_read_as_what_it_is_with_a_remark(data, name):
    extracted = extract_text(data, name)
    assert "Kính gửi" in extracted.text
    assert extracted.warnings[0].code == "mislabelled"


def test_a_right_extension_gives_no_remark():
    assert extract_text(docx_of(SAMPLE), "CV.DOCX").warnings == ()
