"""Cells and figures: where a number can stand in a report, and what stands there. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

# The sexes and the nested ethnic breakdown as columns of a line. "T" is the total: no breakdown at all.
SEX_COLUMNS: dict[str, dict[str, str]] = {
    "T": {},
    "F": {"sex": "F"},
    "FM": {"ethnic": "minority", "sex": "F"},
}
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
    """The cell of an element for a line's breakdown and a column ``T`` (or ``value``), ``F`` or ``FM``."""
    return Cell(element, breakdown_code({**items, **SEX_COLUMNS.get(column, {})}))


def added(figures: Iterable[Figure | None]) -> Decimal | None:
    """The sum of figures, or None when one is missing or none applies."""
    values: list[Decimal] = []
    for figure in figures:
        if figure is None or (figure.value is None and figure.flag != "not_applicable"):
            return None
        if figure.value is not None:
            values.append(figure.value)
    return sum(values, Decimal(0)) if values else None
