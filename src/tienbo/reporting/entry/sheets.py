"""One table of a report as it stands: its lines, figures, what they are compared with, findings, progress.

A cell's *key* is its text in an address, a form field and a JSON answer: ``party.bch|sex=F;term=2010-2015``.
"""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from tienbo.reporting.definitions.cells import Cell, Figure, is_of_year, parse_breakdown
from tienbo.reporting.definitions.derived import comparison_cell
from tienbo.reporting.definitions.lines import Line, RoundOptions
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Definition, Table
from tienbo.reporting.entry.queries import Kept, earlier_figures, entries_of, findings_of, own_figures
from tienbo.reporting.entry.scales import Scale, shown
from tienbo.reporting.entry.standing import sent_figures
from tienbo.reporting.entry.tables import typed_cells
from tienbo.reporting.questions.models import Question
from tienbo.reporting.questions.queries import open_by_cell
from tienbo.reporting.rounds.audience import Shape, lines_of, options_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rules.engine import Finding

NOTHING = Kept(Figure(), "", 0)


def key_of(cell: Cell) -> str:
    """The key of a cell."""
    return f"{cell.element}|{cell.breakdown}"


def cell_of_key(key: str) -> Cell:
    """The cell of a key; whether a report is asked it is another matter."""
    element, _, breakdown = key.partition("|")
    return Cell(element, breakdown)


@dataclass(frozen=True)
class Place:
    """Where a typed cell stands: its line and its column (``T``, ``F``, ``FM``, ``value``)."""

    line: Line
    column: str


@dataclass(frozen=True)
class Compared:
    """What stands in grey beside a cell. `term`: the term it is of, where it is not of the cell's own."""

    figure: Figure | None
    term: str = ""


class TableSheet:
    """One table of one report, read once. Not for writing: `entry.actions` writes."""

    def __init__(self, report: Report, code: str, scale: Scale = Scale.DONG) -> None:
        """`scale`: the unit in which figures of money are shown and typed; those of the sheet itself are in đồng."""
        self.report, self.scale = report, scale
        self.definition: Definition = definition_of(report.round.form)
        self.table: Table = self.definition.table_by_code[code]
        self.lines = lines_of(report.round, Shape.of(report.participant), code)

    @property
    def code(self) -> str:
        """``B02``."""
        return self.table.code

    @cached_property
    def places(self) -> dict[Cell, Place]:
        """Every cell that is typed in this table, in order."""
        return {
            cell: Place(line, column) for line in self.lines if line.is_entered for column, cell in line.columns.items()
        }

    def shown(self, cell: Cell, figure: Figure) -> Figure:
        """A figure of a cell in the unit of the sheet."""
        return shown(figure, self.scale) if self.is_money(cell.element) else figure

    def is_money(self, element: str) -> bool:
        """Whether an element counts money, so that its figures have the unit of the sheet."""
        return self.definition.row_by_code[element].kind == "money"

    @cached_property
    def kept(self) -> dict[Cell, Kept]:
        """All working figures of the report."""
        return entries_of(self.report)

    @cached_property
    def figures(self) -> dict[Cell, Figure]:
        """The unit's own figures."""
        return own_figures(self.report, self.kept)

    @cached_property
    def before(self) -> dict[Cell, Figure]:
        """The unit's figures of the round that this one is compared with; empty without one."""
        return earlier_figures(self.report, self.report.round.previous) or {}

    @cached_property
    def sent(self) -> dict[Cell, Figure]:
        """What was sent last, while the report is being written again; empty otherwise."""
        return sent_figures(self.report)

    @cached_property
    def asked(self) -> dict[Cell, list[Question]]:
        """What the superior asks about cells of the report."""
        return open_by_cell(self.report)

    @cached_property
    def findings(self) -> list[Finding]:
        """What is said about this table."""
        return [finding for finding in findings_of(self.report, self.kept) if finding.table == self.code]

    @cached_property
    def reasons(self) -> dict[str, str]:
        """The justifications given in the report, by the finding's key."""
        return dict(self.report.justifications.values_list("finding", "text"))

    def compared(self, cell: Cell) -> Compared:
        """What a cell is compared with, as in the printed tables: a figure of a term with the term before it, in
        whatever report that stands. All others, and a term with none before it, with the same cell of the report
        before; a figure for the whole year with none."""
        if is_of_year(cell):
            return Compared(None)
        other = comparison_cell(self.definition, cell, self._options)
        if other is not None and other != cell:
            for figures in (self.figures, self.before):
                if (figure := figures.get(other)) is not None and figure.value is not None:
                    return Compared(figure, parse_breakdown(other.breakdown)["term"])
        return Compared(self.before.get(cell))

    @cached_property
    def compares_terms(self) -> bool:
        """Whether any figure of the table is held against the term before it."""
        return any(
            comparison_cell(self.definition, cell, self._options) in self.figures
            for cell, place in self.places.items()
            if place.line.nature == "term"
        )

    @cached_property
    def _options(self) -> RoundOptions:
        return options_of(self.report.round)

    def progress_in(self, code: str) -> tuple[int, int]:
        """Cells filled, of cells typed, in a table of the same report."""
        cells = typed_cells(self.report, code)
        return sum(not self.figures[cell].is_blank for cell in cells), len(cells)

    @property
    def done(self) -> int:
        """Cells with a figure or a reason for having none."""
        return self.progress_in(self.code)[0]

    @property
    def of(self) -> int:
        """Cells that are typed in this table."""
        return len(self.places)


def sheet_or_404(report: Report, code: str, scale: Scale = Scale.DONG) -> TableSheet:
    """The table of a report; Http404 for one that the form does not have or that asks this unit nothing."""
    if code not in definition_of(report.round.form).table_by_code:
        raise Http404("no such table")
    sheet = TableSheet(report, code, scale)
    if not sheet.lines:
        raise Http404("nothing asked in this table")
    return sheet


def tables_asked(report: Report) -> list[Table]:
    """The tables in which the unit is asked something, in the order of the form."""
    shape = Shape.of(report.participant)
    return [table for table in definition_of(report.round.form).tables if lines_of(report.round, shape, table.code)]
