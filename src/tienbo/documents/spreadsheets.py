"""Spreadsheets from outside (XLSX, XLS, ODS) cell by cell: values, and what a value alone does not tell.

A library gives the values; beside them stand what it passes over and what would be taken for a value or for nothing:
error values, formulas, merged cells, percentages. Knows no report. Places are (row, column) from 0.

A file from outside is not trusted with memory: a sheet is refused before it is read when one of its cells stands so
far out that everything up to it would not fit (`extraction.measure`).
"""

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum, load_workbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from tienbo.documents.extraction.errors import unreadable
from tienbo.documents.extraction.measure import MAX_AREA, measure_ods, measure_xls, measured_xlsx, read_by_library
from tienbo.documents.extraction.packages import Package
from tienbo.documents.extraction.sniffing import kind_of

MAX_BYTES = 10 * 1024 * 1024
Value = str | float | int | bool | dt.date | dt.time | dt.datetime | dt.timedelta


class Place(NamedTuple):
    """A cell by its row and column, from 0."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """``D7``, as the program that shows it calls it."""
        return xl_rowcol_to_cell(self.row, self.column)


def place_of(address: str) -> Place:
    """The place of ``D7``. ValueError for anything else."""
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", address)
    if not match:
        raise ValueError(address)
    return Place(*xl_cell_to_rowcol(match[1] + match[2]))


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows`: its values from A1 on, "" for an empty cell; numbers as they are stored.

    `errors`: what stands there (``#REF!``), where the value reads as empty. `formulas`: their text, "" for one that
    repeats a neighbour's; `uncomputed`: those that no program has computed yet. `merged`: first and last cell of each.
    `is_whole`: errors and formulas could be seen; in XLS and ODS they cannot.
    """

    name: str
    is_visible: bool
    rows: list[list[Value]]
    errors: Mapping[Place, str] = field(default_factory=dict)
    formulas: Mapping[Place, str] = field(default_factory=dict)
    uncomputed: frozenset[Place] = frozenset()
    merged: tuple[tuple[Place, Place], ...] = ()
    is_whole: bool = True
    _xml: bytes = b""
    _percent_styles: frozenset[int] = frozenset()

    def at(self, place: Place) -> Value:
        """The value of a cell; "" outside of what is used."""
        if place.row < len(self.rows) and place.column < len(self.rows[place.row]):
            return self.rows[place.row][place.column]
        return ""

    def is_percent(self, place: Place) -> bool:
        """Whether the cell shows its number as a percentage: 0.25 stands there for 25%."""
        return place in self._percents

    @cached_property
    def _percents(self) -> frozenset[Place]:
        if not self._percent_styles:
            return frozenset()
        return frozenset(
            place_of(match[1].decode())
            for match in _STYLED.finditer(self._xml)
            if int(match[2]) in self._percent_styles
        )


@dataclass(frozen=True)
class Spreadsheet:
    """A workbook that was read. `kind`: ``xlsx``, ``xls`` or ``ods``."""

    kind: str
    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    has_links: bool = False


def read_spreadsheet(data: bytes) -> Spreadsheet:
    """Read a workbook. Raises Unreadable: too_large, encrypted, corrupt, bomb, xml_entities, not_a_workbook,
    too_far_out."""
    if len(data) > MAX_BYTES:
        raise unreadable("too_large_workbook")
    match kind_of(data):
        case "xlsx":
            return _read_xlsx(data)
        case "ods":
            measure_ods(Package(data))
            return Spreadsheet("ods", tuple(_plain_sheets(_open(data))))
        case "xls":
            measure_xls(data)
            return Spreadsheet("xls", tuple(_plain_sheets(_open(data))), has_macros=_VBA in data)
        case "ole" if "EncryptedPackage".encode("utf-16-le") in data:
            raise unreadable("encrypted")
        case _:
            raise unreadable("not_a_workbook")


# In an OLE file the stream of macros bears this name.
_VBA = "_VBA_PROJECT".encode("utf-16-le")
_CELL = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"')
_STYLED = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^<>]*? s="(\d+)"')
_FORMULA = re.compile(rb"<f(?:\s[^<>]*)?(?:/>|>([^<]*)</f>)\s*(<(?:v|is)>[^<])?")
_ERROR_VALUE = re.compile(rb"<v>([^<]*)<")
# How far behind its mark the value of an error stands at most.
_NEAR = 1_000


def _open(data: bytes) -> CalamineWorkbook:
    with read_by_library():
        return load_workbook(io.BytesIO(data))


def _read_xlsx(data: bytes) -> Spreadsheet:
    package = Package(data)
    raws = measured_xlsx(package)
    percents = _percent_styles(package)
    book = _open(data)
    sheets = []
    for sheet in _plain_sheets(book):
        raw = raws.get(sheet.name, b"")
        formulas, uncomputed = _formulas(raw)
        sheets.append(
            Sheet(
                sheet.name,
                sheet.is_visible,
                sheet.rows,
                _errors(raw),
                formulas,
                uncomputed,
                sheet.merged,
                True,
                raw if percents else b"",
                percents,
            )  # fmt: skip
        )
    return Spreadsheet(
        "xlsx",
        tuple(sheets),
        has_macros=any(name.endswith("vbaProject.bin") for name in package.names),
        has_links=any(name.startswith("xl/externalLinks/") for name in package.names),
    )


def _plain_sheets(book: CalamineWorkbook) -> Iterator[Sheet]:
    area = 0
    for place, about in enumerate(book.sheets_metadata):
        try:
            sheet = book.get_sheet_by_index(place)
        except (CalamineError, ValueError):
            # A sheet that is a chart has no cells.
            continue
        area += sheet.total_height * sheet.total_width
        if area > MAX_AREA:
            raise unreadable("too_far_out")
        yield Sheet(
            about.name,
            about.visible == SheetVisibleEnum.Visible,
            sheet.to_python(skip_empty_area=False),
            merged=tuple((Place(*first), Place(*last)) for first, last in sheet.merged_cell_ranges or ()),
            is_whole=False,
        )


def _cells_with(raw: bytes, mark: bytes) -> Iterator[tuple[Place, int]]:
    """The place of each cell in which a mark stands, and where the mark first stands in it in the XML. Forward only: a
    file may hold a mark a million times far behind any cell."""
    start = raw.find(b"<c ")
    while start >= 0 and (at := raw.find(mark, start)) >= 0:
        start = raw.rfind(b"<c ", start, at)
        if match := _CELL.match(raw, start):
            yield place_of(match[1].decode()), at
        start = raw.find(b"<c ", at)


def _errors(raw: bytes) -> dict[Place, str]:
    found = {}
    for place, at in _cells_with(raw, b' t="e"'):
        if match := _ERROR_VALUE.search(raw, at, at + _NEAR):
            found[place] = match[1].decode(errors="replace")
    return found


def _formulas(raw: bytes) -> tuple[dict[Place, str], frozenset[Place]]:
    found, uncomputed = {}, set()
    for place, at in _cells_with(raw, b"<f"):
        if match := _FORMULA.match(raw, at):
            found[place] = (match[1] or b"").decode(errors="replace")
            if not match[2]:
                uncomputed.add(place)
    return found, frozenset(uncomputed)


def _percent_styles(package: Package) -> frozenset[int]:
    """The numbers of the cell styles that show a percentage: the built-in formats 9 and 10, and any with a % sign."""
    root = package.xml("xl/styles.xml")
    if root is None:
        return frozenset()
    formats, styles = {9, 10}, frozenset()
    for each in root.iter():
        local = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if local == "numFmt" and "%" in each.get("formatCode", "") and each.get("numFmtId", "").isdigit():
            formats.add(int(each.get("numFmtId")))
        elif local == "cellXfs":
            shown = [style.get("numFmtId", "") for style in each]
            styles = frozenset(
                place for place, number in enumerate(shown) if number.isdigit() and int(number) in formats
            )
    return styles
