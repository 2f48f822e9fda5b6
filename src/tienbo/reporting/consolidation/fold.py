"""How totals add up; pure. The oracle of the tests and of `tienbo verify`.

Total of a cell = own figure + totals of the taken children, cell by cell. A missing child stays missing: it is counted
in `expected`, never as zero. A figure that is not summed (aggregation "none") is passed on from the one unit that gave
it; two givers make it unknown.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tienbo.reporting.definitions.cells import Cell, Figure


@dataclass(frozen=True)
class Total:
    """A cell's total and its coverage, counted in units."""

    value: Decimal | None = None
    expected: int = 0
    reported: int = 0
    estimated: int = 0
    not_collected: int = 0
    not_applicable: int = 0
    withheld: int = 0

    @property
    def missing(self) -> int:
        """Units that were asked and have said nothing."""
        return self.expected - self.reported - self.not_collected - self.not_applicable - self.withheld

    @property
    def countable(self) -> int:
        """The N of "n of N": units asked, less those to which the cell cannot apply."""
        return self.expected - self.not_applicable

    @property
    def is_complete(self) -> bool:
        """Every unit that could give a value gave one."""
        return self.reported == self.countable

    @property
    def is_estimate(self) -> bool:
        """A total that holds an estimate is an estimate."""
        return self.estimated > 0


def own_total(figure: Figure) -> Total:
    """What one unit's own figure brings to a total."""
    return Total(
        value=figure.value,
        expected=1,
        reported=int(figure.value is not None),
        estimated=int(figure.value is not None and figure.flag == "estimate"),
        not_collected=int(figure.flag == "not_collected"),
        not_applicable=int(figure.flag == "not_applicable"),
        withheld=int(figure.flag == "withheld"),
    )


def add(left: Total, right: Total, *, summed: bool = True) -> Total:
    """Two totals of disjoint sets of units as one."""
    if left.value is None or right.value is None:
        value = left.value if right.value is None else right.value
    else:
        value = left.value + right.value if summed else None
    return Total(
        value=value,
        expected=left.expected + right.expected,
        reported=left.reported + right.reported,
        estimated=left.estimated + right.estimated,
        not_collected=left.not_collected + right.not_collected,
        not_applicable=left.not_applicable + right.not_applicable,
        withheld=left.withheld + right.withheld,
    )


def fold(
    own: Mapping[Cell, Figure],
    children: Iterable[Mapping[Cell, Total]],
    outstanding: Mapping[Cell, int],
    is_summed: Callable[[str], bool],
) -> dict[Cell, Total]:
    """The totals of a unit.

    `own`: a figure (blank or not) for every cell the unit itself is asked; `children`: the totals of each taken report
    directly below; `outstanding`: how many units below, not in those, are asked each cell; `is_summed(element)`.
    """
    totals = {cell: own_total(figure) for cell, figure in own.items()}
    for child in children:
        for cell, total in child.items():
            totals[cell] = add(totals[cell], total, summed=is_summed(cell.element)) if cell in totals else total
    for cell, units in outstanding.items():
        if units:
            totals[cell] = add(totals.get(cell, Total()), Total(expected=units))
    # A third giver must not revive what two givers made unknown.
    return {
        cell: _unknown(total) if total.reported > 1 and not is_summed(cell.element) else total
        for cell, total in totals.items()
    }


def _unknown(total: Total) -> Total:
    return Total(
        None,
        total.expected,
        total.reported,
        total.estimated,
        total.not_collected,
        total.not_applicable,
        total.withheld,
    )


def asked_counts(shapes: Counter, cells_of: Callable[[object], Iterable[Cell]]) -> Counter:
    """How many units are asked each cell: `shapes` counts units by what the form looks at."""
    counts: Counter = Counter()
    for shape, units in shapes.items():
        for cell in cells_of(shape):
            counts[cell] += units
    return counts
