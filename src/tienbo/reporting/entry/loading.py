"""Fetch a report by its address and make sure that the person may see it, in one step.

A stranger is told that it does not exist. A report's address is the code of its round and the code that its unit bore
in it; a unit without a code is ``u`` and its number.
"""

from django.http import Http404
from django.urls import reverse

from tienbo.core.incoming import whole_number
from tienbo.reporting.entry.queries import may_see
from tienbo.reporting.rounds.models import Report


def report_address(report: Report, name: str = "report", *further) -> str:
    """The address of a page of a report, by the page's name."""
    return reverse(f"reporting:{name}", args=[report.round.code, report.participant.slug, *further])


def report_or_404(user, round_code: str, unit_code: str) -> Report:
    """A unit's report in a round, seen through the tree of the round's day."""
    of_round = Report.objects.filter(round__code=round_code)
    found = _seen(user, of_round.filter(participant__code=unit_code))
    if found is None and unit_code.startswith("u") and (number := whole_number(unit_code[1:])):
        found = _seen(user, of_round.filter(participant__code="", unit=number))
    if found is None:
        raise Http404("no such report")
    return found


def _seen(user, reports) -> Report | None:
    """The first of them that the person may see: codes are taken again, and two units may bear one."""
    whole = reports.select_related(
        "participant__superior__unit",
        "participant__unit",
        "participant__owed_by",
        "unit",
        "round__form",
        "round__unit",
        "round__previous",
    ).prefetch_related("round__dues")
    return next((each for each in whole.order_by("participant__sort_key", "id") if may_see(user, each)), None)
