"""What reporting knows for a report: how many reports from below were due, how many came on time (B01.15, B01.16)."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from tienbo.indicators.ports import Row, SourcedFigure, SourcedItem
from tienbo.reporting.rounds.models import Participant
from tienbo.reporting.rounds.queries import dues_of
from tienbo.reporting.versions.models import ReportVersion

DUE, ON_TIME = "committee.reports_due", "committee.reports_on_time"


def figures(
    *, unit, period: tuple[dt.date, dt.date], closing_on: dt.date, elements: Iterable[str]
) -> list[SourcedFigure]:
    """Counts of the reports to this unit whose last day on time lies in the period, and not after the closing date."""
    asked = {DUE, ON_TIME}.intersection(elements)
    if not asked:
        return []
    due = [
        participant
        for participant, last_on_time in _owed_to(unit)
        if period[0] <= last_on_time < period[1] and last_on_time <= closing_on
    ]
    first_late = dict(
        ReportVersion.objects.filter(report__participant__in=due, number=1).values_list(
            "report__participant_id", "is_late"
        )
    )
    rows = {participant: _row(participant) for participant in due}
    on_time = [row for participant, row in rows.items() if first_late.get(participant.pk) is False]
    return [
        SourcedFigure(element, "", Decimal(len(behind)), tuple(behind))
        for element, behind in ((DUE, rows.values()), (ON_TIME, on_time))
        if element in asked
    ]


def items(*, unit, period: tuple[dt.date, dt.date]) -> list[SourcedItem]:
    """Reporting writes no sentences about itself."""
    return []


def _owed_to(unit) -> list[tuple[Participant, dt.date]]:
    """Who owes this unit a report in any round, with the last day on time; a round without one for the kind asks none
    by a day."""
    participants = (
        Participant.objects.filter(superior__unit=unit, standing=Participant.Standing.REPORTS)
        .select_related("round", "report")
        .order_by("sort_key", "id")
    )
    dues = dues_of(participants)
    return [(each, dues[each.pk].deadline.last_on_time) for each in participants if each.pk in dues]


def _row(participant: Participant) -> Row:
    return Row("reporting", "report", str(participant.report.pk), f"{participant.name}: {participant.round.title}")
