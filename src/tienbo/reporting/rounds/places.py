"""Who reports to whom: the nearest unit above that takes part. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


class Place(Protocol):
    """What is looked at in a placement."""

    unit_id: int
    parent_id: int | None
    kind: str
    name: str


def superiors_of(
    places: Iterable[Place], root: int, wanted: Collection[int], takers: Collection[int] | None = None
) -> dict[int, int | None]:
    """For each unit that takes part (`wanted`, unit ids) the nearest one above it that takes reports; None for the
    root. `takers`: those that do (all that take part when not given)."""
    takers = wanted if takers is None else takers
    parents: Mapping[int, int | None] = {place.unit_id: place.parent_id for place in places}

    def nearest(unit: int) -> int | None:
        above = parents[unit]
        while above is not None and above not in takers:
            above = parents.get(above)
        return above

    return {unit: None if unit == root else nearest(unit) for unit in parents if unit in wanted}


@dataclass(frozen=True)
class Gathering:
    """One unit that takes reports: its name, how deep it stands, and how many of each kind report to it directly."""

    name: str
    depth: int
    kinds: dict[str, int]

    @property
    def total(self) -> int:
        """All units that report to it directly."""
        return sum(self.kinds.values())


def gatherings(places: Iterable[Place], root: int, wanted: Collection[int]) -> list[Gathering]:
    """Every unit that takes reports, the root first, each under the one it reports to."""
    by_unit = {place.unit_id: place for place in places}
    superiors = superiors_of(by_unit.values(), root, wanted)
    below: dict[int, list[int]] = {}
    for unit, above in superiors.items():
        if above is not None:
            below.setdefault(above, []).append(unit)
    found: list[Gathering] = []

    def visit(unit: int, depth: int) -> None:
        if unit not in below:
            return
        kinds = Counter(by_unit[each].kind for each in below[unit])
        found.append(Gathering(by_unit[unit].name, depth, dict(kinds)))
        for each in below[unit]:
            visit(each, depth + 1)

    visit(root, 0)
    return found
