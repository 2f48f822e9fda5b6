"""What became of estimates: those first sent, and what stands in their place now. Pure.

Two sums over different units cannot be compared, so a cell is told only over the units that gave it both times.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tienbo.reporting.definitions.cells import Cell, Figure, is_of_year

Figures = Mapping[Cell, Figure]


@dataclass(frozen=True)
class Held:
    """A cell of the whole year over some units: what they first sent, what stands now.

    ``units`` gave both, of ``told`` that gave one of the two; ``open``: those whose figure is still an estimate.
    """

    first: Decimal = Decimal(0)
    now: Decimal = Decimal(0)
    units: int = 0
    told: int = 0
    open: int = 0

    def __add__(self, other: "Held") -> "Held":
        return Held(
            self.first + other.first,
            self.now + other.now,
            self.units + other.units,
            self.told + other.told,
            self.open + other.open,
        )

    @property
    def difference(self) -> Decimal | None:
        """Now less first; None where no unit gave both."""
        return self.now - self.first if self.units else None

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of what was first sent; None where that is nothing."""
        return self.difference * 100 / self.first if self.units and self.first else None


def held_of(first: Figures, now: Figures) -> dict[Cell, Held]:
    """One unit: the cells of the whole year in which it gave a figure, then or now."""
    found = {}
    for cell in dict.fromkeys((*first, *now)):
        if not is_of_year(cell):
            continue
        then, stands = first.get(cell, Figure()), now.get(cell, Figure())
        if then.value is not None and stands.value is not None:
            found[cell] = Held(then.value, stands.value, 1, 1, int(stands.flag == "estimate"))
        elif then.value is not None or stands.value is not None:
            found[cell] = Held(told=1)
    return found


def held_over(units: Iterable[Mapping[Cell, Held]]) -> dict[Cell, Held]:
    """Several units together."""
    total: dict[Cell, Held] = {}
    for unit in units:
        for cell, each in unit.items():
            total[cell] = total.get(cell, Held()) + each
    return total


def changed_cells(held: Mapping[Cell, Held]) -> int:
    """In how many cells another figure stands now."""
    return sum(each.units != each.told or bool(each.difference) for each in held.values())
