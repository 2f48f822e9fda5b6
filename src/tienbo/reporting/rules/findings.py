"""A finding: one thing that figures do not agree with, said at its cell in both languages. Pure."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from tienbo.core.numbers import format_number
from tienbo.reporting.definitions.cells import YEAR_COLUMNS, Cell, Text
from tienbo.reporting.definitions.estimating import women_of
from tienbo.reporting.definitions.lines import Line

COLUMN_NAMES = {
    "T": Text("Tổng", "Total"),
    "F": Text("Nữ", "Women"),
    "FM": Text("Nữ DTTS", "Ethnic-minority women"),
}


@dataclass(frozen=True)
class Finding:
    """What a check says about a report.

    code        of the check (``K01``)
    severity    an error stops sending; a warning asks for a justification
    cells       the cells concerned, the one to look at first; empty for a whole table
    table       ``B02``; row_id (``B02.03``) and column (``T``, ``F``, ``FM`` or ``value``) of the first cell
    message_*   what is wrong, where, and what to do, with the values
    is_justified  a warning for which a justification was given; it travels with the report
    """

    code: str
    severity: Literal["error", "warning"]
    cells: tuple[Cell, ...]
    table: str
    row_id: str | None
    column: str | None
    message_vi: str
    message_en: str
    is_justified: bool = field(default=False)

    @property
    def is_of_table(self) -> bool:
        """It concerns a table as a whole, no row of it."""
        return not self.cells

    @property
    def key(self) -> str:
        """What a justification is kept under: the check with its first cell, or with its table."""
        if not self.cells:
            return f"{self.code}|{self.table}"
        return f"{self.code}|{self.cells[0].element}|{self.cells[0].breakdown}"

    @property
    def message(self) -> Text:
        """The message as a pair."""
        return Text(self.message_vi, self.message_en)


def number(value: Decimal) -> Text:
    """A value as each language writes it."""
    return Text(format_number(value), format_number(value, lang="en"))


def column_name(line: Line, column: str) -> Text | None:
    """The name of a line's column; None for the one actual figure of a line that is not split by sex."""
    if column in YEAR_COLUMNS:
        return women_of(line.estimate_head) if column == "FY" else line.estimate_head
    return None if "value" in line.columns else COLUMN_NAMES[column]


def place(line: Line, column: str) -> Text:
    """``Ô B02.03.2 (huyện; nhiệm kỳ 2015-2020), cột Nữ``: the cell as a person finds it."""
    name = column_name(line, column)
    vi, en = f"Ô {line.code}", f"Cell {line.code}"
    if line.qualifier.vi:
        vi, en = f"{vi} ({line.qualifier.vi})", f"{en} ({line.qualifier.en})"
    return Text(f"{vi}, cột {name.vi}", f"{en}, column {name.en}") if name else Text(vi, en)
