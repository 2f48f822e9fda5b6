"""Writes the workbook of a report as XLSX: a sheet of instructions, a sheet for each table. Pure.

What the person fills in is open and yellow; everything else is protected, without a password. The same content gives
the same bytes.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tienbo.documents.archives import settled_zip
from tienbo.documents.spreadsheets import Place
from tienbo.reporting.definitions.cells import Text, head_of
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.workbook.layout import (
    FIRST_LINE,
    HEAD,
    OF_A_LINE,
    OF_YEAR,
    LineText,
    SheetPlan,
    cells_by_place,
    key_of_line,
    parts_rows,
)
from tienbo.reporting.workbook.problems import Problem, Severity

FONT = "Times New Roman"
OPEN, GREY, HEADING, ERROR, WARNING, CHANGED = "#FFF9DB", "#F1F3F5", "#E4ECF5", "#FFC9C9", "#FFE8B3", "#D3F0DA"
ASKED = "#CFE2FF"
MAX_NOTE = 300
# The height of a line of text, in points.
_ROW = 18


@dataclass(frozen=True)
class Front:
    """What the first sheet says: whose workbook it is, of what, until when, when it was made; `lines`: the rest in
    sentences, `results`: what was found in a workbook that is given back."""

    title: str
    unit: str
    facts: Sequence[tuple[str, str]]
    lines: Sequence[str]
    results: Sequence[Problem] = ()
    absent: Sequence[str] = ()


@dataclass(frozen=True)
class SheetContent:
    """What is written into one sheet: its lines by key, the compared figures by cell of the sheet, remarks at cells.

    `marks`: (key of the line, name of the column) to what it is (error, warning, question, change) and sentences.
    """

    plan: SheetPlan
    lines: Mapping[str, LineText]
    before: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    marks: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """The language, and the form's words for flags that a line's status offers."""

    lang: str
    flags: Mapping[str, Text]

    def of(self, vi: str, en: str) -> str:
        """The text in the language of the workbook."""
        return en if self.lang == "en" else vi


def write_workbook(front: Front, sheets: Sequence[SheetContent], words: Words, made_at: dt.datetime) -> bytes:
    """The bytes of the workbook. `made_at` stands in its properties."""
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": front.title, "subject": front.unit, "created": made_at.replace(tzinfo=None)})
    formats = _Formats(book)
    _write_front(book.add_worksheet(words.of("Hướng dẫn", "Instructions")), front, sheets, words, formats)
    for content in sheets:
        _SheetWriter(book.add_worksheet(content.plan.table), content, words, formats).write()
    if len(sheets):
        book.worksheets()[0].activate()
    book.close()
    return settled_zip(buffer.getvalue())


class _Formats:
    """Formats by what they say; a workbook holds each once."""

    def __init__(self, book: Workbook) -> None:
        self._book, self._known = book, {}

    def get(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format(
                {"font_name": FONT, "font_size": 11, "valign": "vcenter", **properties}
            )
        return self._known[key]


def _write_front(
    page: Worksheet, front: Front, sheets: Sequence[SheetContent], words: Words, formats: _Formats
) -> None:
    page.hide_gridlines(2)
    page.set_default_row(_ROW)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 10)
    page.set_column(2, 2, 60)
    page.set_column(3, 3, 60)
    page.merge_range(0, 0, 0, 3, front.title, formats.get(bold=True, font_size=14, text_wrap=True))
    page.set_row(0, 40)
    page.merge_range(1, 0, 1, 3, front.unit, formats.get(bold=True, font_size=12))
    row = 3
    for name, said in front.facts:
        page.write_string(row, 0, name, formats.get(font_color="#495057"))
        page.merge_range(row, 1, row, 3, said, formats.get())
        row += 1
    row += 1
    for said in front.lines:
        page.merge_range(row, 0, row, 3, said, formats.get(text_wrap=True, valign="top"))
        page.set_row(row, _ROW * (1 + len(said) // 135))
        row += 1
    row += 1
    if front.results or front.absent:
        row = _write_results(page, row, front, words, formats)
    page.write_string(row, 0, words.of("Các biểu trong tệp", "Tables in this file"), formats.get(bold=True))
    for content in sheets:
        row += 1
        page.write_url(
            row,
            0,
            f"internal:'{content.plan.table}'!A1",
            formats.get(font_color="#0B5394", underline=1),
            content.plan.table,
        )
        page.write_string(row, 1, "")
        page.merge_range(row, 1, row, 3, content.plan.title.in_(words.lang), formats.get())
    page.protect("", {"format_columns": True, "format_rows": True})


def _write_results(page: Worksheet, row: int, front: Front, words: Words, formats: _Formats) -> int:
    head = formats.get(bold=True, bg_color=HEADING, border=1)
    page.write_string(row, 0, words.of("Trang tính", "Sheet"), head)
    page.write_string(row, 1, words.of("Ô", "Cell"), head)
    page.write_string(row, 2, words.of("Vấn đề", "What is wrong"), head)
    page.write_string(row, 3, words.of("Cách sửa", "What to do"), head)
    for problem in front.results:
        row += 1
        colour = ERROR if problem.severity == Severity.ERROR else WARNING
        cell = formats.get(text_wrap=True, border=1, valign="top")
        page.write_string(row, 0, problem.sheet, formats.get(border=1, bg_color=colour, valign="top"))
        page.write_string(row, 1, problem.cell, cell)
        message, remedy = problem.message.in_(words.lang), problem.remedy.in_(words.lang)
        page.write_string(row, 2, message, cell)
        page.write_string(row, 3, remedy, cell)
        page.set_row(row, _ROW * (1 + max(len(message), len(remedy)) // 58))
    if front.absent:
        row += 1
        said = words.of(
            "Biểu không có trong tệp đã gửi (giữ nguyên): ", "Tables not in the file that was sent (left as they are): "
        )
        page.merge_range(row, 0, row, 3, said + ", ".join(front.absent), formats.get(text_wrap=True, italic=True))
    return row + 2


class _SheetWriter:
    """Writes one table."""

    def __init__(self, page: Worksheet, content: SheetContent, words: Words, formats: _Formats) -> None:
        self.page, self.content, self.words, self.formats = page, content, words, formats
        self.plan = content.plan
        self.places = {column.key: number for number, column in enumerate(self.plan.columns, start=1)}

    def write(self) -> None:
        """Everything of the sheet."""
        self.page.set_default_row(_ROW)
        self._write_head()
        for row, line in self.plan.rows:
            self._write_line(line, row)
        self._write_checks()
        self.page.freeze_panes(FIRST_LINE, self.places["label"] + 1)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(HEAD)
        self.page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})

    def _write_head(self) -> None:
        page, words, formats = self.page, self.words, self.formats
        hidden = formats.get(font_color="#868E96", font_size=8)
        page.set_column(0, 0, 8, None, {"hidden": True})
        page.write_string(0, 0, self.plan.identity, hidden)
        for column in self.plan.columns:
            number = self.places[column.key]
            page.set_column(number, number, column.width)
            page.write_string(0, number, column.key, hidden)
            head = formats.get(bold=True, bg_color=HEADING, border=1, text_wrap=True, align="center")
            page.write_string(HEAD, number, column.heading.in_(words.lang), head)
        page.set_row(0, None, None, {"hidden": True})
        title = f"{self.plan.table}. {self.plan.title.in_(words.lang)}"
        page.write_string(1, 1, title, formats.get(bold=True, font_size=13))
        page.write_string(2, 1, self._how(), formats.get(italic=True, font_color="#495057"))
        page.write_string(3, 1, self.plan.note.in_(words.lang), formats.get(italic=True, font_color="#495057"))
        if self.plan.before:
            said = words.of("Kỳ so sánh: ", "Compared with: ") + self.plan.before
            page.write_string(4, 1, said, formats.get(italic=True, font_color="#495057"))
        page.set_row(HEAD, 32)

    def _how(self) -> str:
        return self.words.of(
            "Chỉ nhập vào ô nền vàng. Không có: ghi 0. Chưa có số: để trống. Không gộp ô, không dán công thức.",
            "Fill in the yellow cells only. None: type 0. Not known yet: leave empty. No merged cells, no formulas.",
        )

    def _write_line(self, line: Line, row: int) -> None:
        page, get, lang = self.page, self.formats.get, self.words.lang
        strong = {"bold": True} if line.role != "entered" else {}
        key = key_of_line(line)
        page.write_string(row, 0, key if line.is_entered else "")
        page.write_string(row, self.places["code"], line.code, get(border=1, **strong))
        label = get(border=1, text_wrap=True, indent=min(line.indent, 6), **strong)
        page.write_string(row, self.places["label"], line.label.in_(lang), label)
        if len(line.label.in_(lang)) > 50:
            page.set_row(row, _ROW * (1 + len(line.label.in_(lang)) // 50))
        page.write_string(
            row,
            self.places["unit"],
            "" if line.is_heading else self.plan.unit_of(line).in_(lang),
            get(border=1, align="center"),
        )
        text = self.content.lines.get(key, LineText({})) if line.is_entered else LineText({})
        cells = cells_by_place(line)
        for place in self.plan.figures:
            self._write_figure(line, row, place, text.cells.get(place) if place in cells else None, place in cells)
        if "share" in self.places:
            self._write_share(line, row, cells)
        for place in self.plan.figures:
            if f"{place}.before" in self.places:
                self._write_before(key, row, place, is_there=place in cells)
        for name, said in (("status", text.status), ("note", text.note)):
            self._write_words(line, key, row, name, said)

    def _write_figure(self, line: Line, row: int, place: str, value: str | Decimal | None, is_there: bool) -> None:
        page, get, column = self.page, self.formats.get, self.places[place]
        numbers = {"num_format": "#,##0.####" if self._has_decimals(line) else "#,##0", "align": "right", "border": 1}
        if not is_there or line.is_heading:
            page.write_blank(row, column, None, get(border=1, bg_color=GREY))
            return
        if line.is_withheld:
            page.write_string(row, column, "×", get(bg_color=GREY, **(numbers | {"align": "center"})))
            return
        if line.is_derived_total:
            page.write_formula(
                row, column, self._sum(line, place), get(bg_color=GREY, bold=True, **numbers), self._summed(line, place)
            )
            return
        mark = self.content.marks.get((key_of_line(line), place))
        colours = {"error": ERROR, "warning": WARNING, "question": ASKED}
        colour = OPEN if mark is None else colours.get(mark[0], CHANGED)
        style = get(locked=False, bg_color=colour, **numbers)
        if isinstance(value, Decimal):
            page.write_number(row, column, float(value), style)
        elif value:
            page.write_string(row, column, value, style)
        else:
            page.write_blank(row, column, None, style)
        if mark and mark[1]:
            page.write_comment(row, column, mark[1], {"x_scale": 2, "y_scale": 1.2, "font_size": 9})

    def _has_decimals(self, line: Line) -> bool:
        return line.kind == "rate" or self.plan.scale_of(line) > 1

    def _sum(self, line: Line, place: str) -> str:
        letter = xl_col_to_name(self.places[place])
        cells = [f"{letter}{row + 1}" for row in parts_rows(self.plan, line)]
        if not cells:
            return '=""'
        return f'=IF(COUNT({",".join(cells)})<{len(cells)},"",SUM({",".join(cells)}))'

    def _summed(self, line: Line, place: str) -> float | str:
        values = []
        for part in line.parts:
            text = self.content.lines.get(f"{line.element}|{part}")
            value = text.cells.get(place) if text else None
            if not isinstance(value, Decimal):
                return ""
            values.append(value)
        return float(sum(values, Decimal(0))) if values else ""

    def _write_share(self, line: Line, row: int, cells: Mapping[str, object]) -> None:
        style = self.formats.get(border=1, bg_color=GREY, num_format="0.0", align="right")
        if not {"T", "F"} <= cells.keys() or line.is_withheld or line.is_heading:
            self.page.write_blank(row, self.places["share"], None, style)
            return
        whole, part = (f"{xl_col_to_name(self.places[place])}{row + 1}" for place in ("T", "F"))
        formula = f'=IF(AND(ISNUMBER({whole}),ISNUMBER({part})),IF({whole}>0,{part}*100/{whole},""),"")'
        self.page.write_formula(row, self.places["share"], formula, style, self._share(line))

    def _share(self, line: Line) -> float | str:
        if line.is_derived_total:
            whole, part = self._summed(line, "T"), self._summed(line, "F")
        else:
            text = self.content.lines.get(key_of_line(line), LineText({}))
            found = [text.cells.get(place) for place in ("T", "F")]
            whole, part = (float(value) if isinstance(value, Decimal) else "" for value in found)
        return part * 100 / whole if whole and part != "" else ""

    def _write_before(self, key: str, row: int, place: str, *, is_there: bool) -> None:
        style = self.formats.get(border=1, bg_color=GREY, font_color="#495057", num_format="#,##0.####", align="right")
        value = self.content.before.get((key, place)) if is_there else None
        column = self.places[f"{place}.before"]
        if value is None:
            self.page.write_blank(row, column, None, style)
        else:
            self.page.write_number(row, column, float(value), style)

    def _write_words(self, line: Line, key: str, row: int, name: str, said: str) -> None:
        mark = self.content.marks.get((key, name))
        if not line.is_entered:
            self.page.write_blank(row, self.places[name], None, self.formats.get(border=1, bg_color=GREY))
            return
        colour = OPEN if mark is None else {"error": ERROR, "warning": WARNING}.get(mark[0], CHANGED)
        style = self.formats.get(border=1, bg_color=colour, locked=False, text_wrap=True)
        self.page.write_string(row, self.places[name], said, style)
        if mark and mark[1]:
            self.page.write_comment(row, self.places[name], mark[1], {"x_scale": 2, "font_size": 9})

    def _write_checks(self) -> None:
        """What Excel itself checks: numbers or marks, a status of the list, women within the total."""
        if not self.plan.entered:
            return
        last = FIRST_LINE + len(self.plan.lines) - 1
        statuses = [self.words.flags[flag].in_(self.words.lang) for flag in OF_A_LINE if flag in self.words.flags]
        of = self.words.of
        self._validate(
            "status",
            last,
            {"validate": "list", "source": statuses},
            of("Tình trạng", "Status"),
            of("Chọn một mục trong danh sách, hoặc để trống.", "Choose from the list, or leave empty."),
        )
        self._validate(
            "note",
            last,
            {"validate": "length", "criteria": "<=", "value": MAX_NOTE},
            of("Ghi chú", "Note"),
            of(f"Ghi chú dài nhất {MAX_NOTE} ký tự.", f"A note has at most {MAX_NOTE} characters."),
        )
        for place in self.plan.figures:
            self._check_numbers(place, last)
        for marked, inner, outer in (("F", "F", "T"), ("FM", "FM", "F"), ("FY", "FY", "TY"), ("TY", "T", "TY")):
            if inner in self.places and outer in self.places:
                small, large = (f"{xl_col_to_name(self.places[each])}{FIRST_LINE + 1}" for each in (inner, outer))
                rule = f"=AND(ISNUMBER({small}),ISNUMBER({large}),{small}>{large})"
                wrong = {
                    "type": "formula",
                    "criteria": rule,
                    "format": self.formats.get(font_color="#C92A2A", bold=True),
                }
                self.page.conditional_format(FIRST_LINE, self.places[marked], last, self.places[marked], wrong)

    def _check_numbers(self, place: str, last: int) -> None:
        here = [each for each in self.plan.entered.values() if place in map(head_of, each.columns)]
        if not here:
            return
        column = self.places[place]
        cell = Place(FIRST_LINE, column).address
        number = (
            f"AND(ISNUMBER({cell}),{cell}>=0"
            + ("" if any(map(self._has_decimals, here)) else f",INT({cell})={cell}")
            + ")"
        )
        behind = ("e", "r", "a") if place in OF_YEAR else ("e", "r")
        marks = ",".join(f'RIGHT({cell})="{each}"' for each in behind)
        marks = f'AND(ISTEXT({cell}),OR({cell}=":",{cell}="×",{cell}="x",{marks}))'
        rule = {"validate": "custom", "value": f"=OR({number},{marks})", "ignore_blank": True, "error_type": "warning"}
        self._validate(
            place,
            last,
            rule,
            self.words.of("Kiểm tra số vừa nhập", "Check the figure"),
            self.words.of(
                "Ô nhận số không âm (số đếm là số nguyên); ghi 12e nếu là số ước, dấu : nếu không thu thập được.",
                "The cell takes a number that is not negative (a count is whole); 12e: an estimate, : not collected.",
            ),
        )

    def _validate(self, column: str, last: int, rule: Mapping[str, Any], title: str, message: str) -> None:
        """A check of the program itself on a whole column. Excel takes 32 characters of title and 255 of message."""
        place = self.places[column]
        said = {"error_title": title[:32], "error_message": message[:255]}
        self.page.data_validation(FIRST_LINE, place, last, place, {**rule, **said})
