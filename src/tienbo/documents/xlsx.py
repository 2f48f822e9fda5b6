"""Tables as an Excel workbook: the same `Table` that DOCX and PDF print, with formulas beside the computed
values.

Made to be printed and checked: landscape A4 fitted to the width, head repeated on every page and frozen on
the screen, a title block above, a legend below. Text is always written as text, so a cell that begins with
"=" stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tienbo.documents.archives import settled_zip
from tienbo.documents.cleaning import clean, clean_line
from tienbo.documents.content import Cell, Column, Row, Table, place_header
from tienbo.documents.formulas import Formula, Ref
from tienbo.documents.layout import NO_DAY, cell_text

FONT = "Times New Roman"
SIZE = 11
# A sheet's width in characters is shared among the columns like the page's width.
SHEET_CHARACTERS = 150
NARROWEST = 5
LINE_POINTS = 15
# Excel's own limits.
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
LONGEST_FORMULA = 8_192
MOST_ARGUMENTS = 255
HIGHEST_ROW_POINTS = 409
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Excel keeps 15 digits of a number; longer ones are written as text, so that none is changed silently.
EXACT_DIGITS = 15


@dataclass(frozen=True)
class Sheet:
    """One sheet: a table with a title block above it and a legend below.

    `name` is the tab's text (cut and cleaned to what Excel allows; made unique in the workbook). `heading`
    lines are printed bold; the table's own caption and unit follow them. `frozen` columns stay in view at
    the left. `foot` is a small line at the foot of every printed page.
    """

    name: str
    table: Table
    heading: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    frozen: int = 2
    landscape: bool = True
    foot: str = ""


def to_xlsx(
    sheets: Sequence[Sheet],
    *,
    title: str = "",
    author: str = "",
    day: date | None = None,
    language: str = "vi",
) -> bytes:
    """The sheets as one workbook. The same sheets give the same bytes; `day` is the day in its properties.

    Separators of thousands and decimals are the reader's (a Vietnamese Excel shows 1.234 and 15,38). Raises
    KeyError when a formula names a row, column or sheet that is not there, ValueError for a workbook
    without sheets.
    """
    if not sheets:
        raise ValueError("a workbook needs at least one sheet")
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": clean_line(title),
            "author": clean_line(author),
            "created": datetime.combine(day or NO_DAY, time.min),
        }
    )
    book.set_calc_mode("auto")
    formats = _Formats(book)
    names = _unique_names(sheets)
    places = {sheet.name: _Places(sheet, name) for sheet, name in zip(sheets, names, strict=True)}
    for sheet in sheets:
        _write(book.add_worksheet(places[sheet.name].tab), sheet, places, formats, language)
    book.close()
    return settled_zip(buffer.getvalue())


# --- where things stand ---------------------------------------------------------------------------


class _Places:
    """Which sheet row and column a key stands for. Rows and columns count from 0."""

    def __init__(self, sheet: Sheet, tab: str) -> None:
        table = sheet.table
        self.tab = tab
        self.above = len(sheet.heading) + bool(table.caption) + bool(table.unit)
        self.head = self.above + (1 if self.above else 0)
        self.body = self.head + len(table.header) + bool(table.numbered)
        self.end = self.body + len(table.rows)
        self.rows = {row.key: self.body + i for i, row in enumerate(table.rows) if row.key}
        self.columns = {column.key: i for i, column in enumerate(table.columns) if column.key}

    def at(self, ref: Ref, row: int, column: int) -> tuple[int, int]:
        """The place of a ref; (row, column) is where its formula stands."""
        return (
            self.rows[ref.row] if ref.row else row,
            self.columns[ref.column] if ref.column else column,
        )


def address(formula: Formula, sheet: str, places: dict[str, _Places], row: int, column: int) -> str | None:
    """The formula in A1 notation with "="; None when it adds up nothing, or more than Excel takes."""
    groups = [_ranges(group, sheet, places, row, column) for group in formula.groups]
    if not all(groups) or any(len(parts) > MOST_ARGUMENTS for parts in groups):
        return None
    written = "=" + formula.pattern.format(*(",".join(parts) for parts in groups))
    return written if len(written) <= LONGEST_FORMULA else None


def _ranges(group: tuple[Ref, ...], sheet: str, places: dict[str, _Places], row: int, column: int) -> list[str]:
    """A group of cells, neighbours in a column joined: "C5:C9" and "C12"."""
    runs: list[list[Any]] = []
    for ref in group:
        home = places[ref.sheet or sheet]
        r, c = home.at(ref, row, column)
        prefix = f"'{home.tab.replace(chr(39), chr(39) * 2)}'!" if home.tab != places[sheet].tab else ""
        if runs and runs[-1][0] == prefix and runs[-1][1] == c and runs[-1][3] + 1 == r:
            runs[-1][3] = r
        else:
            runs.append([prefix, c, r, r])
    parts = []
    for prefix, c, first, last in runs:
        start, end = xl_rowcol_to_cell(first, c), xl_rowcol_to_cell(last, c)
        parts.append(prefix + (start if first == last else f"{start}:{end}"))
    return parts


def _unique_names(sheets: Sequence[Sheet]) -> list[str]:
    names: list[str] = []
    for position, sheet in enumerate(sheets, start=1):
        base = _FORBIDDEN_IN_NAME.sub(" ", clean_line(sheet.name)).strip(" '")[:LONGEST_NAME] or f"Sheet {position}"
        name, again = base, 2
        while name.casefold() in (known.casefold() for known in names):
            name = f"{base[: LONGEST_NAME - 4].rstrip()} ({again})"
            again += 1
        names.append(name)
    return names


# --- looks ----------------------------------------------------------------------------------------


class _Formats:
    """Formats by what they are made of: Excel wants one object per look."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple, Format] = {}

    def get(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, "font_size": SIZE, **properties})
        return self._made[key]

    def cell(self, cell: Cell, column: Column, row: Row) -> Format:
        """A ruled cell: figures right, text wrapped at its column's side; a mark rides on the number
        format."""
        properties: dict[str, Any] = {"border": 1, "valign": "vcenter", "text_wrap": True}
        if cell.bold or row.kind != "normal":
            properties["bold"] = True
        if isinstance(cell.value, int | Decimal) or cell.formula is not None:
            properties |= {"align": "right", "num_format": _number_format(cell, column)}
        else:
            properties |= {"align": column.align, "num_format": "@"}
        return self.get(**properties)


def _number_format(cell: Cell, column: Column) -> str:
    places = 0
    if isinstance(cell.value, Decimal):
        places = (
            max(-int(cell.value.normalize().as_tuple().exponent), 0) if column.decimals is None else column.decimals
        )
    elif cell.value is None:
        places = column.decimals or 0
    mark = '"' + clean_line(cell.mark).replace('"', "") + '"' if cell.mark else ""
    plain = "#,##0" + ("." + "0" * places if places else "") + mark
    return f"+{plain};-{plain};{plain}" if column.signed else plain


# --- writing --------------------------------------------------------------------------------------


def _write(page: Worksheet, sheet: Sheet, places: dict[str, _Places], formats: _Formats, language: str) -> None:
    table, here = sheet.table, places[sheet.name]
    last = len(table.columns) - 1
    _set_page(page, sheet, here)
    widths = _set_columns(page, table)

    title = formats.get(bold=True, font_size=SIZE + 1, align="left", valign="vcenter")
    lines = [*sheet.heading, *([table.caption] if table.caption else [])]
    for row, text in enumerate(lines):
        page.write_string(row, 0, clean_line(text), title)
    if table.unit:
        page.write_string(here.above - 1, last, clean_line(table.unit), formats.get(italic=True, align="right"))

    _write_head(page, table, here, widths, formats)
    for row, given in enumerate(table.rows, start=here.body):
        column = 0
        for cell in given.filled:
            look = formats.cell(cell, table.columns[column], given)
            if cell.columns > 1:
                page.merge_range(row, column, row, column + cell.columns - 1, "", look)
            _write_cell(page, row, column, cell, table.columns[column], look, sheet, places, language)
            column += cell.columns
        lines = _lines(given.filled, widths)
        if lines > 1:
            page.set_row(row, min(LINE_POINTS * lines, HIGHEST_ROW_POINTS))
    if not table.rows and table.empty:
        look = formats.get(border=1, align="center")
        if last:
            page.merge_range(here.body, 0, here.body, last, clean(table.empty), look)
        else:
            page.write_string(here.body, 0, clean(table.empty), look)
    note = formats.get(italic=True, font_size=SIZE - 1)
    start = here.end + 1 + bool(not table.rows and table.empty)
    for row, text in enumerate(sheet.legend, start=start):
        page.write_string(row, 0, clean_line(text), note)


def _set_page(page: Worksheet, sheet: Sheet, here: _Places) -> None:
    page.set_paper(9)  # A4
    if sheet.landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
    page.set_footer(f"&L&8 {clean_line(sheet.foot).replace('&', '&&')}&R&P/&N" if sheet.foot else "&R&P/&N")
    if here.body > here.head:
        page.repeat_rows(here.head, here.body - 1)
    page.freeze_panes(here.body, min(sheet.frozen, len(sheet.table.columns)))


def _set_columns(page: Worksheet, table: Table) -> list[float]:
    total = sum(column.width for column in table.columns)
    widths = [max(round(SHEET_CHARACTERS * column.width / total, 1), NARROWEST) for column in table.columns]
    for position, width in enumerate(widths):
        page.set_column(position, position, width)
    return widths


def _write_head(page: Worksheet, table: Table, here: _Places, widths: list[float], formats: _Formats) -> None:
    look = formats.get(border=1, bold=True, align="center", valign="vcenter", text_wrap=True)
    needed = [1.0] * len(table.header)
    for placed in place_header(table):
        row, column, cell = here.head + placed.row, placed.column, placed.cell
        text = clean(cell.text).strip()
        if cell.rows > 1 or cell.columns > 1:
            page.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", look)
        page.write_string(row, column, text, look)
        lines = _lines_in(text, sum(widths[column : column + cell.columns]))
        for spanned in range(placed.row, placed.row + cell.rows):
            needed[spanned] = max(needed[spanned], lines / cell.rows)
    for row, lines in enumerate(needed, start=here.head):
        page.set_row(row, LINE_POINTS * lines + 3)
    if table.numbered:
        small = formats.get(border=1, align="center", font_size=SIZE - 2)
        for column in range(len(table.columns)):
            page.write_string(here.body - 1, column, f"({column + 1})", small)


def _write_cell(
    page: Worksheet,
    row: int,
    column: int,
    cell: Cell,
    about: Column,
    look: Format,
    sheet: Sheet,
    places: dict[str, _Places],
    language: str,
) -> None:
    value = cell.value
    written = cell.formula and address(cell.formula, sheet.name, places, row, column)
    if written:
        shown = "" if value is None else value if isinstance(value, str) else float(value)
        if isinstance(shown, float) and shown.is_integer():
            shown = int(shown)
        page.write_formula(row, column, written, look, shown)
    elif isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS:
        page.write_number(row, column, value, look)
    else:
        text = cell_text(cell, about, language) or clean_line(cell.mark)
        if text:
            page.write_string(row, column, text[:LONGEST_TEXT], look)
        else:
            page.write_blank(row, column, None, look)


def _lines(cells: tuple[Cell, ...], widths: list[float]) -> int:
    """Lines of the highest cell: not every program finds a row's height, and none does for merged cells."""
    lines, column = 1, 0
    for cell in cells:
        if isinstance(cell.value, str):
            lines = max(lines, _lines_in(cell.value, sum(widths[column : column + cell.columns])))
        column += cell.columns
    return lines


def _lines_in(text: str, width: float) -> int:
    return sum(max(-(-len(line) // max(int(width) - 1, 1)), 1) for line in text.split("\n"))
