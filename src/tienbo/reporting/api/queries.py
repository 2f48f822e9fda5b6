"""Reads for lists that other software pages through: a fixed number of queries whatever their length."""

from collections.abc import Sequence

from django.db.models import QuerySet

from tienbo.core.incoming import whole_number
from tienbo.reporting.api.told import report_told
from tienbo.reporting.entry.queries import reports_visible_to
from tienbo.reporting.rounds.models import Report, Round
from tienbo.reporting.rounds.queries import dues_of
from tienbo.reporting.versions.models import CountedVersion, ReportVersion


def reports_found(user, round: Round, *, state: str | None, unit: str | None) -> QuerySet[Report]:
    """The reports of a round that the person may read: those in a state, that of a unit by its part of the address."""
    found = reports_visible_to(user, round)
    if state is not None:
        found = found.filter(state=state)
    if unit is None:
        return found
    number = whole_number(unit[1:]) if unit.startswith("u") else None
    of_code = found.filter(participant__code=unit)
    return of_code if number is None or of_code.exists() else found.filter(participant__code="", unit=number)


def reports_told(reports: Sequence[Report]) -> list[dict]:
    """`shapes.ReportTold` of each: three queries for all."""
    dues = dues_of([report.participant for report in reports])
    versions = ReportVersion.objects.filter(report__in=reports).order_by("report", "-number").distinct("report")
    newest = {version.report_id: version for version in versions}
    counted = counted_of(reports)
    return [
        report_told(report, dues.get(report.participant_id), newest.get(report.pk), counted.get(report.pk))
        for report in reports
    ]


def counted_of(reports: Sequence[Report]) -> dict[int, int]:
    """The key of the version that is taken, by report."""
    return dict(CountedVersion.objects.filter(report__in=reports).values_list("report", "version"))
