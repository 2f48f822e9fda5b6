"""Every piece of text in a workbook (XLSX, XLS, ODS) or an OpenDocument text (ODT): to look for a secrecy mark in.

Not a reading: the pieces come without order or place. A cell, a paragraph, a header or footer, a text box and a note
is a piece each. Both functions give (what stands apart or begins as a document does, cells), as `refuse_marked` takes
them.
"""

import io
import re
from collections.abc import Iterator

from lxml import etree
from python_calamine import load_workbook

from tienbo.documents.extraction.drawings import drawn_text
from tienbo.documents.extraction.errors import unreadable
from tienbo.documents.extraction.measure import measure_xls, measured_xlsx, read_by_library
from tienbo.documents.extraction.packages import Package

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BESIDE_CELLS = re.compile(r"xl/(?:(?:worksheets|chartsheets|drawings|diagrams|charts)/[^/]+|comments[^/]*)\.xml")
# "&C&"Times New Roman,Bold"&14MẬT": codes of place, font and size before the words of a header.
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|\d+|K[\dA-F]{6}|[A-Z])')


def pieces_of_open_document(data: bytes) -> tuple[list[str], list[str]]:
    """The paragraphs of an ODT or ODS, with headers and footers. Raises Unreadable."""
    package = Package(data)
    content = package.xml("content.xml")
    if content is None:
        raise unreadable("corrupt")
    running: list[str] = []
    cells: list[str] = []
    for node in _paragraphs(content):
        in_table = next(node.iterancestors(f"{_TABLE}table-cell"), None) is not None
        (cells if in_table else running).append("".join(_open_text(node)))
    headers = ["".join(_open_text(node)) for node in _paragraphs(package.xml("styles.xml"))]
    return ["\n".join(running), *headers], cells


def _paragraphs(root: etree._Element | None) -> Iterator[etree._Element]:
    return iter(()) if root is None else root.iter(f"{_TEXT}p", f"{_TEXT}h")


def _open_text(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}s"):
            yield " "
        else:
            yield from _open_text(child)
        yield child.tail or ""


def pieces_of_workbook(data: bytes) -> tuple[list[str], list[str]]:
    """The text cells of an XLSX or XLS, and what an XLSX holds beside them. Raises Unreadable."""
    beside: list[str] = []
    if data.startswith(b"PK"):
        package = Package(data)
        measured_xlsx(package)
        beside = _beside_cells(package)
    else:
        measure_xls(data)
    found: list[str] = []
    with read_by_library():
        book = load_workbook(io.BytesIO(data))
        for name in book.sheet_names:
            found.append(name)
            rows = book.get_sheet_by_name(name).to_python()
            found += [cell for row in rows for cell in row if isinstance(cell, str)]
    return beside, found


def _beside_cells(package: Package) -> list[str]:
    """Headers and footers, text boxes and notes of an XLSX."""
    found: list[str] = []
    for name in package.names:
        root = package.xml(name) if _BESIDE_CELLS.fullmatch(name) else None
        if root is None:
            continue
        for part in root.iter(f"{_SHEET}headerFooter"):
            found += [_HEADER_CODES.sub("\n", line.text or "") for line in part]
        found += drawn_text(root) + ["".join(node.itertext()) for node in root.iter(f"{_SHEET}comment")]
    return found
