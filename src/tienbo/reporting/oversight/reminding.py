"""Whom a superior can remind of its report: who still has to send it, by itself, and was not reminded today."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from tienbo.core import clock
from tienbo.notices.queries import keys_told
from tienbo.reporting.oversight.choosing import Choice, LeftOut, ticked_below
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import DONE

REMINDED = "report.reminded"


def chosen_to_remind(report: Report, slugs: Sequence[str]) -> Choice:
    """Of the ticked reports, those whose unit is reminded."""
    ticked = ticked_below(report, slugs)
    reached = remindable(ticked)
    return Choice(tuple(reached), tuple(LeftOut(each, _why(each)) for each in ticked if each not in reached))


def remindable(reports: Sequence[Report]) -> list[Report]:
    """Those of which the unit can be reminded now."""
    owing = [each for each in reports if _owes(each) and each.proxy_id is None]
    midnight = dt.datetime.combine(clock.today(), dt.time(), tzinfo=clock.ZONE)
    told = keys_told(code=REMINDED, module="reporting", kind="report", keys=[each.pk for each in owing], since=midnight)
    return [each for each in owing if str(each.pk) not in told]


def _owes(report: Report) -> bool:
    return report.state not in DONE and report.participant.standing == Participant.Standing.REPORTS


def _why(report: Report) -> str:
    if report.participant.standing != Participant.Standing.REPORTS:
        return _("owes no report")
    if report.state in DONE:
        return ""
    return _("the superior types for it") if report.proxy_id else _("reminded today already")
