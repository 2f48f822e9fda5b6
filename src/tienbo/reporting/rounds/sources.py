"""What reporting knows for a report: how many units below owed one, how many were on time (B01.15, B01.16)."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from tienbo.indicators.ports import Row, SourcedFigure, SourcedItem
from tienbo.reporting.rounds.models import Participant

DUE, ON_TIME = "committee.reports_due", "committee.reports_on_time"


def figures(
    *, unit, period: tuple[dt.date, dt.date], closing_on: dt.date, elements: Iterable[str]
) -> list[SourcedFigure]:
    """Counts over the rounds whose closing date lies in the period."""
    asked = set(elements)
    participants = (
        Participant.objects.filter(
            superior__unit=unit,
            standing=Participant.Standing.REPORTS,
            round__closing_on__gte=period[0],
            round__closing_on__lt=period[1],
        )
        .select_related("round", "report")
        .prefetch_related("report__versions")
        .order_by("sort_key", "id")
    )
    due, on_time = [], []
    for participant in participants:
        row = Row("reporting", "report", str(participant.report.pk), f"{participant.name}: {participant.round.title}")
        due.append(row)
        versions = sorted(participant.report.versions.all(), key=lambda version: version.number)
        if versions and not versions[0].is_late:
            on_time.append(row)
    return [
        SourcedFigure(element, "", Decimal(len(rows)), tuple(rows))
        for element, rows in ((DUE, due), (ON_TIME, on_time))
        if element in asked
    ]


def items(*, unit, period: tuple[dt.date, dt.date], heading: str) -> list[SourcedItem]:
    """Reporting writes no sentences about itself."""
    return []
