"""Which figures of a report are unusual beside those of the other units of its kind under the same superior.

A hint for the superior who takes it, never shown to the unit: the figures of others are none of its business, and being
unlike them is no mistake. The measure is that of `rules.outliers`; what was sent last is compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tienbo.reporting.definitions.cells import Cell, Text
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.definitions.schema import Outlier
from tienbo.reporting.rounds.audience import Shape, lines_of, tables_of
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rules.findings import place
from tienbo.reporting.rules.outliers import Unusual, unusual
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import frozen_figures

# The most unusual ones are enough for a look.
SHOWN = 8
HOW = Outlier()


@dataclass(frozen=True)
class PeerHint:
    """A figure that is unlike those of `others` units: where it stands, and how far it is from their middle."""

    where: Text
    value: Decimal
    unusual: Unusual
    others: int


def unlike_its_peers(report: Report) -> list[PeerHint]:
    """The most unusual figures that a report was sent with, the most unusual first. Two queries for all units."""
    participant = report.participant
    peers = Participant.objects.filter(
        round=report.round_id,
        superior=participant.superior_id,
        kind=participant.kind,
        standing=Participant.Standing.REPORTS,
    )
    sent = ReportVersion.objects.filter(report__participant__in=peers).order_by("report_id", "-number")
    figures = {version.report_id: frozen_figures(version) for version in sent.distinct("report_id")}
    own = figures.pop(report.pk, None)
    if own is None or len(figures) < HOW.reports:
        return []
    found = []
    for cell, line, column in _cells(report):
        value = own[cell].value if cell in own else None
        others = [each[cell].value for each in figures.values() if cell in each and each[cell].value is not None]
        if value is not None and (how := unusual(value, others, measure=line.kind, how=HOW)) is not None:
            found.append(PeerHint(place(line, column), value, how, len(others)))
    return sorted(found, key=lambda hint: -hint.unusual.deviations)[:SHOWN]


def _cells(report: Report) -> Iterator[tuple[Cell, Line, str]]:
    shape = Shape.of(report.participant)
    for table in tables_of(report.round):
        for line in lines_of(report.round, shape, table.code):
            if line.is_entered:
                for column, cell in line.actual_columns.items():
                    yield cell, line, column
