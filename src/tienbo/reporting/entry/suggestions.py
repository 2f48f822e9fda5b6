"""Figures that other modules know from their records, offered beside a table: "13, from 13 records"."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tienbo.core.links import link_to
from tienbo.indicators.ports import Row, sources
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.entry.sheets import TableSheet, key_of


@dataclass(frozen=True)
class Suggestion:
    """A figure that records prove, for one cell of the table; `rows` are the records behind it."""

    cell: Cell
    line: Line
    value: Decimal
    rows: tuple[Row, ...]
    stands: Decimal | None

    @property
    def key(self) -> str:
        """The cell's key."""
        return key_of(self.cell)

    @property
    def is_taken(self) -> bool:
        """The table has this figure already."""
        return self.stands == self.value

    @property
    def links(self) -> list[tuple[str, str]]:
        """The records, each with its address ('' where it has no page)."""
        return [(row.title, link_to(row.module, row.kind, row.key)) for row in self.rows]


def suggestions_for(sheet: TableSheet) -> Sequence[Suggestion]:
    """What the sources know of this table's cells, in the table's order."""
    round = sheet.report.round
    elements = {cell.element for cell, place in sheet.places.items() if place.line.fill != "manual"}
    if not elements:
        return ()
    known = {
        Cell(figure.element, figure.breakdown): figure
        for source in sources()
        for figure in source.figures(
            unit=sheet.report.unit,
            period=(round.starts_on, round.period.upper),
            closing_on=round.closing_on,
            elements=elements,
        )
    }
    return tuple(
        Suggestion(cell, place.line, known[cell].value, known[cell].rows, sheet.figures[cell].value)
        for cell, place in sheet.places.items()
        if cell in known
    )
