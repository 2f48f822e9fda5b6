"""Fetch a round, a report or a version by its address and make sure that the person may see it, in one step.

A stranger is told that it does not exist. `entry.loading` says what the address of a report is.
"""

from django.http import Http404

from tienbo.access.loaders import get_or_404
from tienbo.reporting.entry.loading import report_or_404
from tienbo.reporting.rounds.models import Round
from tienbo.reporting.rounds.queries import rounds_visible_to
from tienbo.reporting.versions.models import ReportVersion

__all__ = ["report_or_404", "round_or_404", "version_or_404"]


def round_or_404(user, code: str) -> Round:
    """The round of this code, in which a unit that the person sees takes part."""
    return get_or_404(rounds_visible_to(user), code=code)


def version_or_404(user, round_code: str, unit_code: str, number: int) -> ReportVersion:
    """A version of a report that the person may see."""
    report = report_or_404(user, round_code, unit_code)
    version = report.versions.filter(number=number).first()
    if version is None:
        raise Http404("no such version")
    version.report = report
    return version
