"""Cells and figures: where a number can stand in a report, and what stands there. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

# What the figure for the whole year is known by: a breakdown of its own, which no form may declare (ADR 0030).
BASIS, YEAR = "basis", "year"
# What the columns of a line add to its breakdown: sexes, the nested ethnic one, the whole year. "T" is the total to
# the end of the period, "value" the same of a line that is not split by sex: no breakdown at all.
COLUMN_ITEMS: dict[str, dict[str, str]] = {
    "T": {},
    "value": {},
    "F": {"sex": "F"},
    "FM": {"ethnic": "minority", "sex": "F"},
    "TY": {BASIS: YEAR},
    "valueY": {BASIS: YEAR},
    "FY": {BASIS: YEAR, "sex": "F"},
}
# The columns that hold a figure for the whole year, with the column of the actual figure beside each.
YEAR_COLUMNS = {"TY": "T", "FY": "F", "valueY": "value"}
# Under which head a column stands: a figure that is not split by sex under the total, on screen and on paper.
_UNDER = {"value": "T", "valueY": "TY"}
# Breakdowns that become columns; every other one becomes lines.
COLUMN_DIMENSIONS = ("sex", "ethnic")
# The item of a breakdown for a figure that was not split (a short form asks the sum only). It is a part like the
# others, so that a total is always the sum of its parts.
UNSPECIFIED = "unspecified"

STATUSES = ("actual", "estimate", "corrected")
MISSING = ("not_collected", "not_applicable", "withheld")


class Text(NamedTuple):
    """A text on screen or paper in both languages."""

    vi: str
    en: str

    def in_(self, lang: str) -> str:
        """The text in ``vi`` or ``en``."""
        return self.en if lang == "en" else self.vi


class Cell(NamedTuple):
    """A data element with a breakdown: the key of a figure within one report of one unit.

    `breakdown` is canonical, see `breakdown_code`; ``''`` is the total.
    """

    element: str
    breakdown: str = ""


@dataclass(frozen=True)
class Figure:
    """What stands in a cell. `value` None with flag ``actual`` is blank: nothing was said, and that is never
    zero.

    `flag` is one of `STATUSES` (with a value) or of `MISSING` (without): not collected, not applicable,
    withheld by rule.
    """

    value: Decimal | None = None
    flag: str = "actual"

    @property
    def is_blank(self) -> bool:
        """Neither a value nor a reason for having none."""
        return self.value is None and self.flag not in MISSING


def breakdown_code(items: Mapping[str, str]) -> str:
    """The canonical code: ``dimension=item`` joined by ``;``, sorted by dimension; ``''`` for no breakdown.

    Raises ValueError when a name holds ``=`` or ``;`` or is empty.
    """
    for name in (*items.keys(), *items.values()):
        if not name or set(name) & set("=;"):
            raise ValueError(f"{name!r} cannot be part of a breakdown code")
    return ";".join(f"{dimension}={items[dimension]}" for dimension in sorted(items))


def parse_breakdown(code: str) -> dict[str, str]:
    """The dimensions and items of a canonical code. Raises ValueError for anything that is not canonical."""
    items: dict[str, str] = {}
    for part in code.split(";") if code else []:
        dimension, equals, item = part.partition("=")
        if not equals or dimension in items:
            raise ValueError(f"{code!r} is not a breakdown code")
        items[dimension] = item
    if breakdown_code(items) != code:
        raise ValueError(f"{code!r} is not a canonical breakdown code")
    return items


def cell(element: str, items: Mapping[str, str], column: str = "T") -> Cell:
    """The cell of an element for a line's breakdown and a column of `COLUMN_ITEMS`."""
    return Cell(element, breakdown_code({**items, **COLUMN_ITEMS[column]}))


def head_of(column: str) -> str:
    """Under which head of a table a column of a line stands: ``value`` under ``T``."""
    return _UNDER.get(column, column)


def is_of_year(target: Cell) -> bool:
    """Whether a cell holds the figure for the whole year, not the one to the end of the period."""
    # In a canonical code the dimension is the whole of a part: no other name ends like it before "=".
    return f"{BASIS}={YEAR}" in target.breakdown.split(";")


def added(figures: Iterable[Figure | None]) -> Decimal | None:
    """The sum of figures, or None when one is missing or none applies."""
    values: list[Decimal] = []
    for figure in figures:
        if figure is None or (figure.value is None and figure.flag != "not_applicable"):
            return None
        if figure.value is not None:
            values.append(figure.value)
    return sum(values, Decimal(0)) if values else None


def usual_flag(target: Cell) -> str:
    """What a figure in a cell is when nobody says otherwise: one for the whole year is an estimate."""
    return "estimate" if is_of_year(target) else "actual"
