"""Where everything stands on a sheet of the workbook. Pure.

Row 1 and column A are hidden: the identity in A1, the name of each column in row 1, the key of each line in column A.
Both are read by what they say and not by where they stand, so that columns may be moved and rows sorted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tienbo.reporting.consolidation.tables import NOT_COMPARED
from tienbo.reporting.definitions.cells import MISSING, Cell, Figure, Text, head_of
from tienbo.reporting.definitions.estimating import women_of
from tienbo.reporting.definitions.lines import Line

# How sums of money may be written.
SCALES = {1: Text("", ""), 1_000_000: Text("triệu", "million")}
# Columns that hold figures, in their order; a line with one undivided figure has it under the total.
FIGURES = ("T", "F", "FM", "TY", "FY")
# Those of the whole year. A number in them is an estimate unless the cell or the status says otherwise.
OF_YEAR = ("TY", "FY")
FIRST_LINE = 6
HEAD = FIRST_LINE - 1


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its name in the hidden row, its heading, its width in characters."""

    key: str
    heading: Text
    width: float


@dataclass(frozen=True)
class SheetPlan:
    """One table as a sheet. `before`: what the grey figures are ("" without any); `scale`: how many đồng its sums of
    money count."""

    table: str
    title: Text
    note: Text
    lines: tuple[Line, ...]
    before: str
    identity: str
    scale: int = 1

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The columns of figures that the table has."""
        used = {head_of(column) for line in self.lines for column in line.columns}
        return tuple(column for column in FIGURES if column in used)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns after the key, in order."""
        names = {
            "T": Text("Tổng số", "Total") if "F" in self.figures else Text("Kỳ này", "This period"),
            "F": Text("Trong đó: nữ", "Of which women"),
            "FM": Text("Nữ dân tộc thiểu số", "Ethnic-minority women"),
        }
        if head := self.estimate_head:
            names |= {"TY": head, "FY": women_of(head)}
        found = [Column("code", Text("Mã số", "Code"), 11), Column("label", Text("Chỉ tiêu", "Item"), 52)]
        found.append(Column("unit", Text("Đơn vị tính", "Unit"), 10))
        for key in self.figures:
            found.append(Column(key, names[key], 13))
            if key == "F":
                found.append(Column("share", Text("% nữ", "% women"), 8))
        if self.before:
            for key in self.figures:
                if key not in NOT_COMPARED:
                    words = names[key]
                    heading = Text(f"{words.vi}, kỳ so sánh", f"{words.en}, compared")
                    found.append(Column(f"{key}.before", heading, 13))
        found.append(Column("status", Text("Tình trạng số liệu", "Status"), 22))
        found.append(Column("note", Text("Ghi chú", "Note"), 34))
        return tuple(found)

    @cached_property
    def estimate_head(self) -> Text | None:
        """What the columns of the whole year are called; None without any."""
        return next((line.estimate_head for line in self.lines if line.year_columns), None)

    @cached_property
    def entered(self) -> Mapping[str, Line]:
        """The lines that are typed, by their key."""
        return {key_of_line(line): line for line in self.lines if line.is_entered}

    def scale_of(self, line: Line) -> int:
        """By what the figures of a line are divided on the sheet."""
        return self.scale if line.kind == "money" else 1

    def unit_of(self, line: Line) -> Text:
        """What a line counts, as the sheet says it."""
        unit, scale = line.unit, SCALES[self.scale_of(line)]
        return Text(f"{scale.vi} {unit.vi}".strip(), f"{scale.en} {unit.en}".strip())

    @cached_property
    def rows(self) -> list[tuple[int, Line]]:
        """The lines with the row (from 0) in which each is written."""
        return list(enumerate(self.lines, start=FIRST_LINE))


def cells_by_place(line: Line) -> dict[str, Cell]:
    """The cells of a line by the column of the sheet."""
    return {head_of(column): cell for column, cell in line.columns.items()}


def key_of_line(line: Line) -> str:
    """What names a line in the hidden column, for good."""
    return f"{line.element}|{line.breakdown}"


@dataclass(frozen=True)
class Written:
    """One figure as it is kept: what `write` takes and `decode` gives back."""

    figure: Figure
    note: str = ""


@dataclass(frozen=True)
class LineText:
    """A line as it stands on the sheet: what is in its cells of figures, its status, its note."""

    cells: Mapping[str, str | Decimal | None]
    status: str = ""
    note: str = ""


# Marks that stand in a cell in place of a number; the others are said in words.
ALONE = {"not_collected": ":", "withheld": "×"}
BEHIND = {"estimate": "e", "corrected": "r", "actual": "a"}
# What the column of the status says of a whole line.
OF_A_LINE = ("estimate", "corrected", "not_collected", "not_applicable")


def encode(line: Line, kept: Mapping[Cell, Written], flags: Mapping[str, Text], lang: str, scale: int = 1) -> LineText:
    """A line as it is written: a mark that holds for all its actual figures as its status, any other in its cell.

    `flags`: the words of the form for them; `scale`: by what values are divided.
    """
    cells = cells_by_place(line)
    figures = {place: kept[cell].figure if cell in kept else Figure() for place, cell in cells.items()}
    said = {figure.flag for place, figure in figures.items() if not figure.is_blank and place not in OF_YEAR}
    shared = said.pop() if len(said) == 1 else ""
    blank = any(figure.is_blank for figure in figures.values())
    # A reason for having no number, said of the line, would be said of its blank cells too.
    status = shared if shared in OF_A_LINE and not (blank and shared not in BEHIND) else ""
    texts = {
        place: _text(_scaled(figure, scale), flags, lang, read_as(place, status, has_number=figure.value is not None))
        for place, figure in figures.items()
    }
    first = next(iter(cells.values()), None)
    note = kept[first].note if first in kept else ""
    return LineText(texts, flags[status].in_(lang) if status else "", note)


def read_as(place: str, status: str, *, has_number: bool) -> str:
    """The flag of a cell that says none itself, on a line of this status: that one, where it can be. A number of the
    whole year is an estimate, until the line is said to be corrected."""
    if not has_number:
        return status if status in MISSING else "actual"
    if place in OF_YEAR:
        return "corrected" if status == "corrected" else "estimate"
    return status or "actual"


def _scaled(figure: Figure, scale: int) -> Figure:
    return figure if scale == 1 or figure.value is None else Figure(figure.value / scale, figure.flag)


def _text(figure: Figure, flags: Mapping[str, Text], lang: str, unsaid: str) -> str | Decimal | None:
    """`unsaid`: the flag that need not be said in the cell."""
    if figure.value is None:
        if figure.is_blank or figure.flag == unsaid:
            return None
        return ALONE.get(figure.flag) or flags[figure.flag].in_(lang)
    if figure.flag == unsaid:
        return figure.value
    whole = figure.value == figure.value.to_integral_value()
    number = f"{figure.value:.0f}" if whole else f"{figure.value:.10f}".rstrip("0").replace(".", ",")
    # Never three places after the comma: they could be read as thousands.
    number += "0" if number[-4:-3] == "," else ""
    return f"{number} {BEHIND[figure.flag]}"


def sheet_lines(
    plan: SheetPlan, kept: Mapping[Cell, Written], flags: Mapping[str, Text], lang: str
) -> dict[str, LineText]:
    """What stands on a sheet, by the key of the line."""
    return {key: encode(line, kept, flags, lang, plan.scale_of(line)) for key, line in plan.entered.items()}


def parts_rows(plan: SheetPlan, total: Line) -> Sequence[int]:
    """The rows of the lines that a total adds up."""
    wanted = {f"{total.element}|{part}" for part in total.parts}
    return [
        FIRST_LINE + place
        for place, line in enumerate(plan.lines)
        if line.role != "total" and key_of_line(line) in wanted
    ]
