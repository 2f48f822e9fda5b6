"""Fetch a round, a report or a version by its address and make sure that the person may see it, in one step.

A stranger is told that it does not exist. A report's address is the code of its round and the code that its unit bore
in it; a unit without a code is ``u`` and its number.
"""

from django.http import Http404

from tienbo.access.loaders import get_or_404
from tienbo.reporting.entry.queries import reports_visible_to
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rounds.queries import rounds_visible_to
from tienbo.reporting.versions.models import ReportVersion


def unit_slug(participant: Participant) -> str:
    """A participant's part of an address: ``051``, or ``u77`` without a code."""
    return participant.code or f"u{participant.unit_id}"


def round_or_404(user, code: str) -> Round:
    """The round of this code, in which a unit that the person sees takes part."""
    return get_or_404(rounds_visible_to(user), code=code)


def report_or_404(user, round_code: str, unit_code: str) -> Report:
    """A unit's report in a round, seen through the tree of the round's day."""
    round = Round.objects.filter(code=round_code).select_related("form", "unit").first()
    if round is None:
        raise Http404("no such round")
    visible = reports_visible_to(user, round).select_related(
        "participant__superior__unit", "unit", "round__form", "round__unit", "round__previous", "proxy"
    )
    found = visible.filter(participant__code=unit_code).first()
    if found is None and unit_code.startswith("u") and unit_code[1:].isdecimal():
        found = visible.filter(participant__code="", unit=int(unit_code[1:])).first()
    if found is None:
        raise Http404("no such report")
    return found


def version_or_404(user, round_code: str, unit_code: str, number: int) -> ReportVersion:
    """A version of a report that the person may see."""
    report = report_or_404(user, round_code, unit_code)
    version = report.versions.filter(number=number).first()
    if version is None:
        raise Http404("no such version")
    version.report = report
    return version
