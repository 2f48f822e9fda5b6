"""The figures of one report laid out for checking: which cells belong together, what an element's value is. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tienbo.reporting.definitions.cells import Cell, Figure, cell, parse_breakdown
from tienbo.reporting.definitions.expressions import Reference
from tienbo.reporting.definitions.lines import (
    Line,
    RoundOptions,
    Variant,
    all_lines_for,
    is_addressed,
)
from tienbo.reporting.definitions.schema import Check, Definition

Figures = Mapping[Cell, Figure]


@dataclass(frozen=True)
class Leaf:
    """A typed line with its breakdown taken apart."""

    line: Line
    items: Mapping[str, str]


class Sheet:
    """One report's own figures with the lines of its unit, the checks they are held to, and the reports beside it.

    `beside`: figures by name: ``previous``, ``half_year``, ``children.sum`` / ``.count`` / ``.max``, or the code of
    another form; a name that is absent or None is not known, and what needs it is not judged. `earlier`: the unit's
    earlier comparable reports.
    """

    def __init__(
        self,
        definition: Definition,
        *,
        kind: str,
        sectors: Collection[str],
        variant: Variant,
        options: RoundOptions,
        cells: Figures,
        checks: Sequence[Check] | None = None,
        beside: Mapping[str, Figures | None] | None = None,
        earlier: Sequence[Figures] = (),
    ) -> None:
        self.definition, self.options = definition, options
        self.checks = definition.checks if checks is None else checks
        self.kind, self.sectors = kind, sectors
        self.figures = cells
        self.beside, self.earlier = beside or {}, earlier
        laid_out = _laid_out(definition, kind, tuple(sorted(sectors)), variant, options)
        self.lines, self.leaves, self._by_element = laid_out

    def leaves_of(self, element: str, binding: Mapping[str, str] | None = None) -> list[Leaf]:
        """The typed lines of an element, those with these items of its breakdowns."""
        wanted = (binding or {}).items()
        return [leaf for leaf in self._by_element.get(element, ()) if wanted <= leaf.items.items()]

    def leaves_for(self, check: Check) -> Iterable[Leaf]:
        """The typed lines to which a check is narrowed by elements, tables and kinds of rows; all without these."""
        if not (check.elements or check.tables or check.measures):
            return self.leaves
        return (
            leaf
            for leaf in self.leaves
            if (not check.elements or leaf.line.element in check.elements)
            and (not check.tables or leaf.line.table in check.tables)
            and (not check.measures or leaf.line.kind in check.measures)
        )

    def value(self, target: Cell, at: str = "now") -> Decimal | None:
        """The value in one cell, now or in a report beside it."""
        figures = self.figures if at == "now" else self.beside.get(at)
        figure = figures.get(target) if figures else None
        return figure.value if figure else None

    def total(self, reference: Reference, column: str, binding: Mapping[str, str], *, in_sum: bool) -> Decimal | None:
        """The value of an element in a column, summed over all its typed lines that match the binding.

        None when any of them is blank, not collected or withheld. What does not apply counts as nothing `in_sum`,
        where other terms stand beside it (a department has no commune staff); alone it is None.
        """
        row = self.definition.row_by_code[reference.element]
        leaves = self.leaves_of(reference.element, restricted(binding, row.line_dimensions))
        if not leaves:
            # Who answers for a whole territory is asked whatever any unit below it is.
            asked = self.options.whole or is_addressed(self.definition, row, kind=self.kind, sectors=self.sectors)
            return Decimal(0) if in_sum and not asked else None
        figures = self.figures if reference.at == "now" else self.beside.get(reference.at)
        if figures is None:
            return None
        values: list[Decimal] = []
        for leaf in leaves:
            # A column that the line does not have holds nothing; a line with one figure has it as its total.
            columns, wanted = leaf.line.columns, reference.column or column
            target = columns.get(wanted) or (
                columns.get("value" if wanted == "T" else "T" if wanted == "value" else "")
            )
            figure = figures.get(target) if target else None
            if figure is not None and figure.value is not None:
                values.append(figure.value)
            elif figure is None or figure.flag != "not_applicable":
                return None
        return sum(values, Decimal(0)) if values or in_sum else None

    def cells_of(self, references: Iterable[Reference], column: str, binding: Mapping[str, str]) -> tuple[Cell, ...]:
        """The typed cells of this report that stand behind the references."""
        found: dict[Cell, None] = {}
        for reference in references:
            if reference.at == "now":
                row = self.definition.row_by_code[reference.element]
                for leaf in self.leaves_of(reference.element, restricted(binding, row.line_dimensions)):
                    found[cell(reference.element, leaf.items, reference.column or column)] = None
        return tuple(found)


@lru_cache(maxsize=128)
def _laid_out(
    definition: Definition, kind: str, sectors: tuple[str, ...], variant: Variant, options: RoundOptions
) -> tuple[tuple[Line, ...], tuple[Leaf, ...], Mapping[str, list[Leaf]]]:
    """The lines of units of one shape, the typed ones taken apart, and these by element: the same for all of them."""
    lines = all_lines_for(definition, kind=kind, sectors=sectors, variant=variant, options=options)
    leaves = tuple(Leaf(line, parse_breakdown(line.breakdown)) for line in lines if line.is_entered)
    by_element: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        by_element.setdefault(leaf.line.element, []).append(leaf)
    return lines, leaves, by_element


def restricted(binding: Mapping[str, str], dimensions: Collection[str]) -> dict[str, str]:
    """The part of a binding that concerns these breakdowns."""
    return {name: item for name, item in binding.items() if name in dimensions}
