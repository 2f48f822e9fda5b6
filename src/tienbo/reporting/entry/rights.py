"""Whether somebody may type into a report now, and if not, why, in words."""

from django.utils.translation import gettext as _

from tienbo.access.permissions import Permission
from tienbo.reporting.entry.actions import Scope
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import State


def may_enter(user, report: Report) -> bool:
    """Whether the person is the one who types for the report: the unit's officer, or the superior's for a proxy."""
    if report.proxy_id is None:
        return user.has_perm(Permission.REPORT_ENTER, report)
    return user.has_perm(Permission.REPORT_ENTER_FOR, Scope(report.proxy, report.scope_on))


def closed_because(user, report: Report) -> str:
    """Why the person cannot type now, in one sentence; empty when he can."""
    if report.participant.standing == Participant.Standing.EXEMPT:
        return _("The unit owes no report in this round: %(reason)s") % {"reason": report.participant.reason}
    if report.participant.standing == Participant.Standing.OWED:
        return _("The report is owed by a successor of the unit.")
    if not report.is_editable:
        return {
            State.READY: _("The report waits for signature. Take it back to edit before changing anything."),
            State.SUBMITTED: _("The report is sent. As long as it is not taken, the head or a delegate may recall it."),
            State.ACCEPTED: _("The report is taken. To change it, reopen it: a new version is sent then."),
        }[State(report.state)]
    if may_enter(user, report):
        return ""
    if report.proxy_id is not None:
        return _("The superior types this report for the unit. You can read it.")
    return _("Only an officer of the unit types here. You can read it.")
