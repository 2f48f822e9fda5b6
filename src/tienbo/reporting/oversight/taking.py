"""Taking many reports in one act: each by itself, so that one that cannot be taken holds up no other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from tienbo.core.statuses import status_word
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.exchange.actions import take_report
from tienbo.reporting.exchange.shown import ShownOtherwise
from tienbo.reporting.oversight.choosing import Choice, LeftOut, ticked_below
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import MoveRefused, State
from tienbo.reporting.versions.models import ReportVersion


@dataclass(frozen=True)
class Taken:
    """What became of one report; `problem` says why it was not taken, "" when it was."""

    report: Report
    problem: str = ""


def chosen_to_take(report: Report, slugs: Sequence[str]) -> Choice:
    """Of the ticked reports, those that wait to be taken."""
    ticked = ticked_below(report, slugs)
    return Choice(
        tuple(each for each in ticked if each.state == State.SUBMITTED),
        tuple(LeftOut(each) for each in ticked if each.state != State.SUBMITTED),
    )


def sent_again(reports: Sequence[Report]) -> list[tuple[Report, str]]:
    """Those of these reports that were sent before, each with the page of what changed since. One query."""
    again = ReportVersion.objects.filter(report__in=[each.pk for each in reports], number=2)
    numbers = set(again.values_list("report_id", flat=True))
    return [(each, report_address(each, "changes")) for each in reports if each.pk in numbers]


def take_each(*, by, reports: Sequence[Report], shown: Mapping[int, str] | None = None) -> list[Taken]:
    """Take reports, each in a transaction of its own. `shown`: by report, the version that was shown
    (`exchange.shown`)."""
    return [_take(by, report, (shown or {}).get(report.pk, "")) for report in reports]


def _take(by, report: Report, shown: str) -> Taken:
    try:
        take_report(by=by, report=report, shown=shown)
    except ShownOtherwise:
        return Taken(report, _("it was sent again meanwhile"))
    except MoveRefused as refused:
        return Taken(report, _("now: %(state)s") % {"state": status_word(refused.state)})
    except PermissionDenied:
        return Taken(report, _("you may not take it"))
    return Taken(report)
