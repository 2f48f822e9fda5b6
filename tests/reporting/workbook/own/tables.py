"""An office's own tables, made by hand for the tests, and the report that they are read for."""

import datetime as dt
from decimal import Decimal

from tienbo.documents.spreadsheets import Place, Sheet, Spreadsheet
from tienbo.reporting.definitions.cells import Cell, Text
from tienbo.reporting.definitions.lines import Line, RoundOptions, all_lines_for
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.workbook.decoding import Decoded
from tienbo.reporting.workbook.facts import Expected, FileFacts
from tienbo.reporting.workbook.layout import SheetPlan, key_of_line
from tienbo.reporting.workbook.own.declaring import Meant, declared
from tienbo.reporting.workbook.own.grids import Grid
from tienbo.reporting.workbook.own.layouts import Layout, TableLayout
from tienbo.reporting.workbook.own.reading import read_own

FORM = load_builtin("vstbcpn-2015")
OPTIONS = RoundOptions("half_year", {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)})
LINES: tuple[Line, ...] = all_lines_for(FORM, kind="district", options=OPTIONS)
FLAGS = {code: flag.text for code, flag in FORM.flags.items()}
BY_CODE = {line.code: line for line in LINES}


YEARS = RoundOptions("annual", OPTIONS.terms, estimate_to=dt.date(2015, 12, 31))


def plans(options: RoundOptions = OPTIONS) -> dict[str, SheetPlan]:
    """The tables that a district is asked."""
    found: dict[str, list[Line]] = {}
    for line in all_lines_for(FORM, kind="district", options=options):
        found.setdefault(line.table, []).append(line)
    nothing = Text("", "")
    return {code: SheetPlan(code, nothing, nothing, tuple(lines), "", "") for code, lines in found.items()}


PLANS = plans()


def sheet(rows, name: str = "Biểu số liệu", merged=(), *, is_visible: bool = True) -> Sheet:
    """A sheet of these rows; `merged`: pairs of (row, column)."""
    width = max(len(row) for row in rows)
    whole = [[*row, *[""] * (width - len(row))] for row in rows]
    places = tuple((Place(*first), Place(*last)) for first, last in merged)
    return Sheet(name, is_visible, whole, merged=places)


def book(*sheets: Sheet, kind: str = "xlsx") -> Spreadsheet:
    """A file of these sheets."""
    return Spreadsheet(kind, sheets)


def line(code: str) -> str:
    """The key of a line by its code."""
    return key_of_line(BY_CODE[code])


def cell(code: str, column: str = "T") -> Cell:
    """A cell of a line."""
    columns = BY_CODE[code].columns
    return columns["value" if column == "T" and "value" in columns else column]


def said(of: Sheet, columns: dict[int, str], rows: dict[int, str], **more) -> TableLayout:
    """How a sheet is read: the use of columns, the code of rows (``B01.05``, ``B01.05 F`` for a row of women)."""
    meant = {}
    for row, text in rows.items():
        code, _, place = text.partition(" ")
        meant[row] = Meant(line(code), place or "T")
    return declared(Grid(of), columns, meant, **more)


def read(table: TableLayout, *sheets: Sheet, kind: str = "xlsx", asked=PLANS) -> Decoded:
    """What is read from a file of these sheets."""
    found = book(*sheets, kind=kind)
    expected = Expected(("", ""), "", "", "", asked)
    return read_own(Layout((table,)), FileFacts(found, (), found.sheets, expected), FLAGS)


def values(decoded: Decoded) -> dict[Cell, Decimal | str]:
    """The figures that were read: a number, or the reason for having none."""
    return {
        each: given.figure.flag if given.figure.value is None else given.figure.value
        for each, given in decoded.given.items()
    }


def codes(decoded: Decoded) -> set[str]:
    """What was found wrong."""
    return {problem.code for problem in decoded.problems}
