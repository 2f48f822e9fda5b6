"""Whose figures are in a report's totals, and what each of those units said. Pure.

A total tells how many units gave it; what a *derived* total (over parts) or a share rests on follows only from what
each unit said, so it is counted here from the units' own figures, exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.output.snapshot import Coverage

# What a unit said in each cell it is asked: the value as text (None: none), its flag, its note. A Cell is a key of it.
Said = Mapping[tuple[str, str], tuple[str | None, str, str]]


@dataclass(frozen=True)
class Basis:
    """``said``: the units in the totals, the report's own first. ``missing``: the units that are not, as (how many,
    the cells that each of them is asked)."""

    said: tuple[Said, ...]
    missing: tuple[tuple[int, frozenset[Cell]], ...] = ()

    @property
    def has_below(self) -> bool:
        """Whether any unit reports to this one."""
        return len(self.said) > 1 or bool(self.missing)

    @property
    def units(self) -> Coverage:
        """Units that gave a figure, of those that are asked any: as the rows count, a report in which nothing stands
        is of no unit."""
        given = sum(any(value is not None for value, _, _ in said.values()) for said in self.said)
        asked = sum(bool(said) for said in self.said) + sum(units for units, cells in self.missing if cells)
        return Coverage(given, asked)

    @property
    def own_is_blank(self) -> bool:
        """The unit itself is asked figures and has said nothing in any of them."""
        own = self.said[0].values()
        said = (value is not None or flag not in ("actual", "withheld") for value, flag, _ in own)
        return bool(own) and not any(said)


def coverage_of(cells: Sequence[Cell], basis: Basis) -> Coverage:
    """How many units gave all of these cells that they are asked and that can apply to them.

    A unit to which none of them can apply is not counted at all.
    """
    given = asked = 0
    for said in basis.said:
        found = [said[cell] for cell in cells if cell in said]
        applicable = [value for value, flag, _ in found if flag != "not_applicable"]
        if applicable:
            asked += 1
            given += None not in applicable
    # A missing unit is one unit, however many of the cells it is asked.
    asked += sum(units for units, its_cells in basis.missing if not its_cells.isdisjoint(cells))
    return Coverage(given, asked)


def paired_sums(pairs: Iterable[tuple[Cell, Cell]], basis: Basis) -> tuple[Decimal, Decimal] | None:
    """(whole, part) summed over the units that gave both, or None when none did: what a share may be computed from."""
    pairs = list(pairs)
    whole = part = Decimal(0)
    found = False
    for said in basis.said:
        for left, right in pairs:
            given = said.get(left), said.get(right)
            if all(given) and given[0][0] is not None and given[1][0] is not None:
                whole, part, found = whole + Decimal(given[0][0]), part + Decimal(given[1][0]), True
    return (whole, part) if found else None


def notes_of(cell: Cell, basis: Basis) -> tuple[str, ...]:
    """The notes that units wrote beside a cell, each once."""
    found = (said[cell][2] for said in basis.said if cell in said)
    return tuple(dict.fromkeys(note for note in found if note))
