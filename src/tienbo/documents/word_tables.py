"""The tables of a Word file (DOCX) as sheets of texts, so that one reader reads both. Knows no report.

A merged cell has its text in its first place; the others are empty and named in `merged`. Deleted and hidden text is
left out and old fonts are converted, as in the text of a letter (`extraction.docx`). A table that only lays out a
letterhead or a signature is none.
"""

import re
from collections.abc import Iterator

from lxml import etree

from tienbo.documents.extraction.docx import Walker, WordText, opened, owner
from tienbo.documents.extraction.errors import unreadable
from tienbo.documents.extraction.measure import MAX_AREA, MAX_SHEETS
from tienbo.documents.extraction.packages import Package
from tienbo.documents.extraction.wordlists import W
from tienbo.documents.spreadsheets import MAX_BYTES, Place, Sheet, Spreadsheet

# Word itself makes no wider tables.
_MAX_COLUMNS = 63
_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 3
_NUMBER = re.compile(r"\d[\d.,]*")


def read_word_tables(data: bytes) -> Spreadsheet:
    """Each table of a DOCX as a sheet, ``Bảng 1``, ``Bảng 2``, in the order of the document.

    Raises Unreadable: too_large_workbook, corrupt, encrypted, bomb, xml_entities, too_far_out.
    """
    if len(data) > MAX_BYTES:
        raise unreadable("too_large_workbook")
    document, walker = opened(Package(data), WordText())
    sheets, area = [], 0
    for table in document.iter(f"{W}tbl"):
        sheet = _sheet(walker, table, f"Bảng {len(sheets) + 1}")
        if _is_layout(sheet):
            continue
        area += len(sheet.rows) * len(sheet.rows[0])
        if area > MAX_AREA or len(sheets) == MAX_SHEETS:
            raise unreadable("too_far_out")
        sheets.append(sheet)
    return Spreadsheet("docx", tuple(sheets))


def _is_layout(sheet: Sheet) -> bool:
    """As `extraction.docx` tells it, few rows of one or two cells; none of them a number."""
    width = max((len(row) for row in sheet.rows), default=0)
    is_small = len(sheet.rows) <= _LAYOUT_ROWS and width <= _LAYOUT_COLUMNS
    return not width or (is_small and not any(_NUMBER.fullmatch(str(text)) for row in sheet.rows for text in row))


def _sheet(walker: Walker, table: etree._Element, name: str) -> Sheet:
    rows: list[list[str]] = []
    merged: list[tuple[Place, Place]] = []
    # Cells that go on downwards, by their first column: their first place and their width.
    open_cells: dict[int, tuple[Place, int]] = {}
    for number, row in enumerate(each for each in table.iter(f"{W}tr") if owner(each, f"{W}tbl") is table):
        texts: list[str] = []
        still_open: dict[int, tuple[Place, int]] = {}
        for column, width, down, text in _cells(walker, row):
            place = Place(number, column)
            texts += [""] * (column - len(texts))
            above = open_cells.get(column)
            if down == "continue" and above is not None and above[1] == width:
                still_open[column] = above
                text = ""
            elif down:
                still_open[column] = (place, width)
            elif width > 1:
                merged.append((place, Place(number, column + width - 1)))
            texts += [text, *[""] * (width - 1)]
        merged += [_whole(cell, number - 1) for column, cell in open_cells.items() if still_open.get(column) != cell]
        open_cells = still_open
        rows.append(texts)
    merged += [_whole(cell, len(rows) - 1) for cell in open_cells.values()]
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row += [""] * (width - len(row))
    return Sheet(name, True, rows, merged=tuple(sorted(each for each in merged if each[0] != each[1])))


def _whole(cell: tuple[Place, int], last_row: int) -> tuple[Place, Place]:
    first, width = cell
    return first, Place(last_row, first.column + width - 1)


def _cells(walker: Walker, row: etree._Element) -> Iterator[tuple[int, int, str, str]]:
    """Each cell of a row: its column, over how many it goes, "restart" or "continue" when it goes on downwards, its
    text on one line."""
    column = _number(row, "trPr/{W}gridBefore", 0)
    for cell in row.iter(f"{W}tc"):
        if owner(cell, f"{W}tr") is not row:
            continue
        width = max(1, _number(cell, "tcPr/{W}gridSpan", 1))
        if column + width > _MAX_COLUMNS:
            raise unreadable("too_far_out")
        down = cell.find(f"{W}tcPr/{W}vMerge")
        kind = "" if down is None else "restart" if down.get(f"{W}val") == "restart" else "continue"
        yield column, width, kind, " ".join(" ".join(walker.lines(cell)).split())
        column += width


def _number(node: etree._Element, path: str, usual: int) -> int:
    found = node.find(W + path.replace("{W}", W))
    text = "" if found is None else found.get(f"{W}val", "")
    if not text.isascii() or not text.isdigit():
        return usual
    if len(text) > 3:
        raise unreadable("too_far_out")
    return int(text)
