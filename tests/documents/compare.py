"""The words and tables of a DOCX or a PDF, made comparable: does the signed file say what the record says?

Headers, footers and marks across the page are left out; blanks and line ends do not count. A PDF is read by its tags
(ours has them); one without tags gives its text and no tables.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
import pypdfium2
import pypdfium2.raw as pdfium
from docx.oxml.ns import qn

Rows = tuple[tuple[str, ...], ...]

# Lines are further apart than this, raised marks less.
LINE_POINTS = 6
# What a reader inserts for a line that ends in a hyphen.
_LINE_HYPHEN = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-"})
_INVISIBLE = re.compile("[\u200b\u200c\u200d\ufeff]")


@dataclass(frozen=True)
class Plain:
    """What a file says: its paragraphs outside tables in reading order, and its tables as rows of cells.

    A cell that spans several columns or rows is given once, where it starts. A row that is broken over two pages of a
    PDF comes in two parts. All text is normalised, see `settle`.
    """

    paragraphs: tuple[str, ...]
    tables: tuple[Rows, ...]

    @property
    def text(self) -> str:
        """The paragraphs as one text."""
        return " ".join(self.paragraphs)


def settle(text: str) -> str:
    """NFC, one blank for any run of blanks and line ends, none at the ends, invisible signs gone."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).translate(_LINE_HYPHEN))
    return " ".join(text.split())


def plain_text(data: bytes) -> Plain:
    """What the DOCX or PDF says. Raises ValueError for bytes that are neither."""
    if data.startswith(b"PK"):
        return _read_docx(data)
    if data.startswith(b"%PDF-"):
        return _read_pdf(data)
    raise ValueError("neither a DOCX nor a PDF file")


# --- DOCX -----------------------------------------------------------------------------------------


def _read_docx(data: bytes) -> Plain:
    paragraphs: list[str] = []
    tables: list[Rows] = []
    for element in docx.Document(BytesIO(data)).element.body:
        if element.tag == qn("w:p"):
            paragraphs.append(_paragraph_text(element))
        elif element.tag == qn("w:tbl"):
            # A table without a head row only sets columns beside each other.
            if element.find(f".//{qn('w:tblHeader')}") is None:
                paragraphs += [_paragraph_text(p) for p in element.iter(qn("w:p"))]
            else:
                tables.append(tuple(_docx_row(row) for row in element.iter(qn("w:tr"))))
    return Plain(tuple(text for text in paragraphs if text), tuple(tables))


def _docx_row(row: object) -> tuple[str, ...]:
    cells = []
    for cell in row.iter(qn("w:tc")):
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merged is None or merged.get(qn("w:val")) == "restart":
            cells.append(settle("\n".join(_paragraph_text(p) for p in cell.iter(qn("w:p")))))
    return tuple(cells)


def _paragraph_text(paragraph: object) -> str:
    parts = [
        element.text or "" if element.tag == qn("w:t") else " "
        for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    ]
    return settle("".join(parts))


# --- PDF ------------------------------------------------------------------------------------------


@dataclass
class _Node:
    """An element of the tag tree of a page: its type ("P", "TR", ...), its children and pieces of text."""

    kind: str
    children: list[_Node | str]

    def words(self) -> str:
        """All text below."""
        return "".join(child if isinstance(child, str) else child.words() for child in self.children)

    def below(self, *kinds: str) -> Iterator[_Node]:
        """Descendants of these kinds, in order, not looking inside them."""
        for child in self.children:
            if isinstance(child, _Node):
                if child.kind in kinds:
                    yield child
                else:
                    yield from child.below(*kinds)


def _read_pdf(data: bytes) -> Plain:
    paragraphs: list[str] = []
    tables: list[list[tuple[str, ...]]] = []
    open_table = False
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            roots = _tags(page)
            if not roots:
                paragraphs += [settle(line) for line in page.get_textpage().get_text_bounded().splitlines()]
                continue
            # A table goes on over the page when it is the last thing on one page and the first on the next.
            continued = open_table
            for node in _blocks(roots):
                if node.kind == "Table":
                    rows = [tuple(settle(cell.words()) for cell in row.below("TH", "TD")) for row in node.below("TR")]
                    if continued and tables:
                        tables[-1] += rows
                    else:
                        tables.append(rows)
                    open_table = True
                else:
                    paragraphs.append(settle(node.words()))
                    open_table = False
                continued = False
    return Plain(tuple(text for text in paragraphs if text), tuple(tuple(rows) for rows in tables))


def _blocks(nodes: list[_Node]) -> Iterator[_Node]:
    """Tables and the innermost elements that hold text themselves, in reading order."""
    for node in nodes:
        if node.kind == "Table" or any(isinstance(child, str) for child in node.children):
            yield node
        else:
            yield from _blocks([child for child in node.children if isinstance(child, _Node)])


def _tags(page: pypdfium2.PdfPage) -> list[_Node]:
    """The tag tree of a page with the text of each element; empty for a page without tags."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        texts = _marked_text(page)
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        return [_node(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), texts) for i in range(count)]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _node(element: object, texts: dict[int, str]) -> _Node:
    children: list[_Node | str] = []
    for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            children.append(_node(child, texts))
        else:
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)
            if mark >= 0:
                children.append(texts.get(mark, ""))
    return _Node(_kind(element), children)


def _kind(element: object) -> str:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return buffer.raw[:size].decode("utf-16-le").rstrip("\x00")


def _marked_text(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The text of each marked piece of content of a page, by its number.

    PDFium adds blanks and line ends where it sees gaps. Only those at a true end of a line are kept: the blanks
    inside a line are in the file.
    """
    textpage = page.get_textpage()
    texts: dict[int, list[str]] = {}
    marks: dict[int, int] = {}
    level = 0.0
    x, y = ctypes.c_double(), ctypes.c_double()
    gap = False
    for index in range(textpage.count_chars()):
        if pdfium.FPDFText_IsGenerated(textpage, index):
            gap = True
            continue
        found = pdfium.FPDFText_GetTextObject(textpage, index)
        key = ctypes.addressof(found.contents) if found else 0
        if key not in marks:
            marks[key] = pdfium.FPDFPageObj_GetMarkedContentID(found) if found else -1
        mark = marks[key]
        if mark < 0:
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        pieces = texts.setdefault(mark, [])
        if gap and abs(y.value - level) > LINE_POINTS:
            pieces.append(" ")
        level, gap = y.value, False
        pieces.append(chr(pdfium.FPDFText_GetUnicode(textpage, index)))
    return {number: "".join(pieces) for number, pieces in texts.items()}
