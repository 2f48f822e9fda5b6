"""A report in the making: what stands in each line, and lines drawn by nothing but their size. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tienbo.demo.figures.people import Groups, handed_out, number, part, people, together, women_of
from tienbo.demo.figures.sizes import size_of, women_in
from tienbo.reporting.definitions.cells import YEAR_COLUMNS, Cell, Figure, breakdown_code, cell, parse_breakdown
from tienbo.reporting.definitions.kinds import own_levels
from tienbo.reporting.definitions.lines import Line, RoundOptions, Variant, all_lines_for
from tienbo.reporting.definitions.schema import Definition

Items = Mapping[str, str]
MILLION = 1_000_000
# How much of a row lies in the row that says "trong đó", where nothing closer is known.
WITHIN = (0.3, 0.9)


@dataclass(frozen=True)
class Subject:
    """Whose report it is: what the form looks at in the unit, and what is known of it besides.

    `name` (a code) and `period` are the seeds of chance: the same unit has the same bodies in every period. `below`:
    how many units of each kind report to it.
    """

    name: str
    kind: str
    options: RoundOptions
    sectors: Collection[str] = ()
    variant: Variant = "full"
    period: str = ""
    has_committee: bool = True
    below: Mapping[str, int] = field(default_factory=dict)


class Draft:
    """The numbers drawn so far by element and breakdown, also of lines that this unit is not asked."""

    def __init__(self, definition: Definition, subject: Subject) -> None:
        self.definition, self.subject = definition, subject
        lines = all_lines_for(
            definition,
            kind=subject.kind,
            sectors=subject.sectors,
            variant=subject.variant,
            options=subject.options,
        )
        self.lines = [line for line in lines if line.is_entered]
        self.leaves: dict[str, list[Items]] = {}
        for line in self.lines:
            self.leaves.setdefault(line.element, []).append(parse_breakdown(line.breakdown))
        self.drawn: dict[str, dict[str, tuple[Items, Groups]]] = {}

    def lasting(self, story: str) -> Random:
        """Chance that is the same for this unit in every period."""
        return Random(f"{self.subject.name} {story}")

    def passing(self, story: str) -> Random:
        """Chance that is another one in each period."""
        return Random(f"{self.subject.name} {self.subject.period} {story}")

    def chance(self, element: str) -> Random:
        """The chance of one row: a flow changes with the period, what stands does not."""
        return (self.passing if self.definition.row_by_code[element].nature == "flow" else self.lasting)(element)

    def levels(self, element: str) -> tuple[str, ...]:
        """The levels of a row that the unit fills itself."""
        return own_levels(self.subject.kind, self.definition.row_by_code[element].levels)

    def terms(self, element: str) -> tuple[str, ...]:
        """The terms of a row that the round asks, oldest first."""
        return self.subject.options.terms_of(self.definition, self.definition.row_by_code[element])

    def size(self, element: str, rng: Random) -> int:
        """How many there are of a row at this kind of unit."""
        return rng.randint(*size_of(element, self.subject.kind))

    def put(self, element: str, groups: Groups, items: Items | None = None) -> None:
        """Let this stand in a line."""
        items = items or {}
        self.drawn.setdefault(element, {})[breakdown_code(items)] = (items, groups)

    def spread(
        self,
        element: str,
        groups: Groups,
        rng: Random,
        weight: Callable[[Items], float] = lambda items: 1,
        step: int = 1,
    ) -> None:
        """Hand all of it to the lines of an element, by weight."""
        lines = self.leaves.get(element, [])
        if lines:
            shares = handed_out(rng, groups, [weight(items) for items in lines], step)
            for items, share in zip(lines, shares, strict=True):
                self.put(element, share, items)

    def total(self, element: str, items: Items | None = None) -> Groups:
        """What was drawn of an element, over the lines that have these items of its breakdowns."""
        dimensions = self.definition.row_by_code[element].line_dimensions
        wanted = {name: item for name, item in (items or {}).items() if name in dimensions}.items()
        found = self.drawn.get(element, {}).values()
        return together(*(groups for own, groups in found if wanted <= own.items()))

    def draw_the_rest(self) -> None:
        """Rows of which no story told: by their size, or as a part of the row that contains them, outer rows first."""
        waiting = [row for row in self.definition.rows() if row.code in self.leaves and row.code not in self.drawn]
        while waiting:
            row = waiting.pop(0)
            if any(other.code == row.of for other in waiting):
                waiting.append(row)
            elif row.of is not None:
                self._draw_inside(row.code, row.of)
            else:
                self._draw_by_size(row.code)

    def _draw_inside(self, element: str, whole: str) -> None:
        rng = self.chance(element)
        for items in self.leaves[element]:
            self.put(element, part(rng, self.total(whole, items), WITHIN), items)

    def _draw_by_size(self, element: str) -> None:
        """A number for each level, term or form that stands by itself; what adds up is handed out."""
        row, rng = self.definition.row_by_code[element], self.chance(element)
        apart = [
            name for name in row.line_dimensions if name == "level" or self.definition.breakdowns[name].kind != "parts"
        ]
        for alone in dict.fromkeys(tuple((name, items[name]) for name in apart) for items in self.leaves[element]):
            count = self.size(element, rng) * (MILLION if row.kind == "money" else 1)
            groups = people(rng, count, women_in(element)) if "F" in row.columns else number(count)
            lines = [items for items in self.leaves[element] if dict(alone).items() <= items.items()]
            for items, share in zip(lines, handed_out(rng, groups, [1] * len(lines)), strict=True):
                self.put(element, share, items)

    def figures(self) -> dict[Cell, Figure]:
        """The drawn numbers in their cells."""
        result = {}
        estimated = Estimates()
        for line in self.lines:
            items = parse_breakdown(line.breakdown)
            _, groups = self.drawn[line.element][line.breakdown]
            values = {"T": sum(groups), "value": sum(groups), "F": women_of(groups), "FM": groups[2]}
            for column, target in line.columns.items():
                if column in YEAR_COLUMNS:
                    value = estimated.of(line, column, values[YEAR_COLUMNS[column]])
                    # Women are counted by themselves: in a line of women alone they may come out one more.
                    most = result[line.columns["TY"]].value if column == "FY" else value
                    result[target] = Figure(min(value, most), "estimate")
                else:
                    result[cell(line.element, items, column)] = Figure(Decimal(values[column]))
        return result


class Estimates:
    """A year's figures out of eleven months: as much again for the twelfth. Lines of one element add up to the estimate
    of their sum, so that two rows that split the same agree in their estimates too."""

    def __init__(self) -> None:
        self._before: dict[tuple[str, str], int] = {}

    def of(self, line: Line, column: str, value: int) -> Decimal:
        """The estimate for a line of which this is the actual figure; money in millions more."""
        step = MILLION if line.kind == "money" else 1
        before = self._before.get((line.element, column), 0)
        self._before[line.element, column] = before + value
        return Decimal(_year(before + value, step) - _year(before, step))


def _year(value: int, step: int) -> int:
    return value + value // 11 // step * step
