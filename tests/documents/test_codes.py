"""QR codes on paper: beside the signature in both forms, told to who hears the page, the same to the byte."""

import io
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from lxml import etree
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.documents.samples import half_year_report
from tienbo.documents.codes import qr_png, qr_svg
from tienbo.documents.content import Closing, Code
from tienbo.documents.docx import to_docx
from tienbo.documents.pdf import to_pdf

ADDRESS = "https://tienbo.example.vn/v/8e0f1a4c-9f3e-4a4b-9d57-0c1f2f3a4b5c/"
WORDS = "Quét để kiểm tra bản này"


@pytest.fixture(scope="module")
def document():
    given = half_year_report()
    blocks = tuple(
        replace(block, code=Code(ADDRESS, WORDS)) if isinstance(block, Closing) else block for block in given.blocks
    )
    return replace(given, blocks=blocks)


def links_of(node) -> list[str]:
    """The addresses that the pages below a node of the page tree link to."""
    below = [kid.get_object() for kid in node.get("/Kids", ())]
    own = [annotation.get_object()["/A"]["/URI"] for annotation in node.get("/Annots", ())]
    return own + [address for kid in below for address in links_of(kid)]


def test_the_same_address_gives_the_same_picture_and_another_gives_another():
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS) != qr_svg(ADDRESS + "2")
    qr_png.cache_clear()
    first = qr_png(ADDRESS)
    qr_png.cache_clear()
    assert first == qr_png(ADDRESS) and first.startswith(b"\x89PNG")


def test_the_pdf_shows_the_code_with_its_words_on_the_page_of_the_signature_and_leads_there(document):
    data = to_pdf(document)
    assert data == to_pdf(document)
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    (page,) = [text for text in pages if WORDS in text]
    assert "Nơi nhận" in page and "Nguyễn Thị Minh Hạnh" in page
    assert links_of(PdfFileReader(io.BytesIO(data)).root["/Pages"]) == [ADDRESS]


def test_the_docx_holds_the_picture_and_says_where_it_leads(document):
    data = to_docx(document)
    assert data == to_docx(document)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert archive.read(name) == qr_png(ADDRESS)
        body = etree.fromstring(archive.read("word/document.xml"))
        relations = archive.read("word/_rels/document.xml.rels").decode()
    (said,) = body.xpath("//*[local-name()='docPr']/@descr")
    (relation,) = body.xpath("//*[local-name()='blip']/@*[local-name()='embed']")
    assert said == f"QR: {ADDRESS}" and f'Id="{relation}"' in relations
    assert WORDS in "".join(body.itertext())


def test_a_document_without_a_code_holds_no_picture():
    with zipfile.ZipFile(io.BytesIO(to_docx(half_year_report()))) as archive:
        assert not [name for name in archive.namelist() if "media" in name]
