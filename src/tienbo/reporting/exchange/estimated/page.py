"""Estimates and what became of them, line by line, with the units whose estimates changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tienbo.reporting.consolidation.chain import chain_now
from tienbo.reporting.consolidation.estimates import Held, changed_cells, held_of, held_over
from tienbo.reporting.consolidation.steps import Place
from tienbo.reporting.consolidation.tables import cells_of
from tienbo.reporting.definitions.cells import YEAR_COLUMNS, Cell, Text
from tienbo.reporting.definitions.estimating import estimate_head
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.grids import words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.queries import own_figures
from tienbo.reporting.rounds.audience import Shape, estimate_of, lines_of, tables_of
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import frozen_figures

WOMEN = Text("nữ", "women")


@dataclass(frozen=True)
class EstimateRow:
    """A figure of the whole year of a line: what was first sent and what stands now. ``row``: what the row asks."""

    line: Line
    row: Text
    column: str
    cell: Cell
    held: Held
    url: str

    @property
    def what(self) -> Text:
        """The row, what tells the line from others of its row, and whether women are meant."""
        parts = [self.row, self.line.qualifier, WOMEN if self.column == "FY" else Text("", "")]
        said = [each for each in parts if each.vi]
        return Text("; ".join(each.vi for each in said), "; ".join(each.en for each in said))

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent, as it is shown."""
        return None if self.held.percent is None else round(self.held.percent, 1)

    @property
    def name(self) -> str:
        """The same in the language of the screen."""
        return words(self.what)


@dataclass(frozen=True)
class UnitRow:
    """A unit whose estimates are no longer what it first sent: in how many cells."""

    participant: Participant
    cells: int
    url: str


@dataclass(frozen=True)
class EstimateTable:
    """A table of the form with its figures of the whole year."""

    code: str
    title: str
    rows: tuple[EstimateRow, ...]


@dataclass(frozen=True)
class Estimates:
    """A whole page. ``units``: how many are added up; ``changed``: those of them below whose estimates changed."""

    report: Report
    head: Text
    tables: tuple[EstimateTable, ...]
    units: int
    changed: tuple[UnitRow, ...]

    @property
    def rows(self) -> Iterator[EstimateRow]:
        """The figures of all tables."""
        return (row for table in self.tables for row in table.rows)

    @property
    def count(self) -> int:
        """Figures that were estimated."""
        return sum(1 for _row in self.rows)

    @property
    def corrected(self) -> int:
        """Those where something else stands now."""
        return sum(bool(row.held.difference) for row in self.rows)

    @property
    def still_open(self) -> int:
        """Those that are estimates still."""
        return sum(bool(row.held.open) for row in self.rows)


def estimates_of(report: Report) -> Estimates | None:
    """A report's estimates with all that is in its totals. None: its round asks none."""
    estimate_to = estimate_of(report.round)
    if estimate_to is None:
        return None
    units = list(_by_unit(report))
    total = held_over(held for _participant, held in units)
    changed = [
        UnitRow(participant, count, _address(report, participant))
        for participant, held in units
        if participant != report.participant and (count := changed_cells(held))
    ]
    scope = "consolidated" if len(units) > 1 or _has_below(report) else "own"
    shape = Shape.of(report.participant)
    tables = [
        EstimateTable(
            table.code,
            words(table.title.text),
            tuple(
                row for line in lines_of(report.round, shape, table.code, scope) for row in _rows(report, line, total)
            ),
        )
        for table in tables_of(report.round)
    ]
    return Estimates(
        report=report,
        head=estimate_head(estimate_to),
        tables=tuple(table for table in tables if table.rows),
        units=len(units),
        changed=tuple(changed),
    )


def unit_rows(report: Report) -> Iterator[tuple[Participant, Cell, Held]]:
    """Each figure of the whole year of each unit in the totals, the unit's own first."""
    for participant, held in _by_unit(report):
        for cell, each in held.items():
            yield participant, cell, each


def _by_unit(report: Report) -> Iterator[tuple[Participant, dict[Cell, Held]]]:
    """The unit itself as it stands, then each one in its totals as the version that counts; those that sent before."""
    below = chain_now(report)
    reports = [report.pk, *(version.report_id for version in below)]
    first = {
        version.report_id: version
        for version in ReportVersion.objects.filter(report__in=reports)
        .order_by("report", "number")
        .distinct("report")
        .only("report_id", "number", "figures")
    }
    if report.pk in first:
        yield report.participant, held_of(frozen_figures(first[report.pk]), own_figures(report))
    for version in below:
        yield version.report.participant, held_of(frozen_figures(first[version.report_id]), frozen_figures(version))


def _has_below(report: Report) -> bool:
    return Participant.objects.filter(superior=report.participant_id).exists()


def _address(report: Report, participant: Participant) -> str:
    below = Report(participant=participant, round=report.round)
    return report_address(below, "estimates")


def _rows(report: Report, line: Line, total: dict[Cell, Held]) -> Iterator[EstimateRow]:
    if line.is_heading or line.is_withheld:
        return
    for column, cells in cells_of(line).items():
        known = [total[cell] for cell in cells if cell in total] if column in YEAR_COLUMNS else []
        if known:
            cell = line.columns[column]
            row = definition_of(report.round.form).row_by_code[line.element].label
            yield EstimateRow(line, row, column, cell, sum(known, Held()), Place(report, cell).url)
