"""Whether somebody may type into a report now, and if not, why, in words."""

from django.utils.translation import gettext as _

from tienbo.access.permissions import Permission
from tienbo.core.authorise import UnitOn
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import State


def right_to_enter(report: Report) -> tuple[Permission, UnitOn]:
    """What it takes to type into a report: to enter at the unit that answers for it, or, while the superior types, to
    enter for others at the superior."""
    if report.proxy_id is None:
        return Permission.REPORT_ENTER, report.answered_by
    return Permission.REPORT_ENTER_FOR, report.participant.superior.acting(report.scope_on)


def may_enter(user, report: Report) -> bool:
    """Whether the person is one who types for the report."""
    return user.has_perm(*right_to_enter(report))


def enters_for(user, report: Report) -> bool:
    """Whether the person, of the superior, can begin to type for a unit that has not begun itself."""
    superior = report.participant.superior
    return (
        superior is not None
        and not may_enter(user, report)
        and report.proxy_id is None
        and report.state == State.NOT_STARTED
        and report.participant.standing == Participant.Standing.REPORTS
        and user.has_perm(Permission.REPORT_ENTER_FOR, superior.acting(report.scope_on))
    )


def closed_because(user, report: Report) -> str:
    """Why the person cannot type now, in one sentence; empty when he can."""
    if report.participant.standing == Participant.Standing.EXEMPT:
        return _("The unit owes no report in this round: %(reason)s") % {"reason": report.participant.reason}
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
    if owed_by := report.participant.owed_by:
        return _("The unit no longer stands: %(successor)s owes its report. You can read it.") % {"successor": owed_by}
    return _("Only an officer of the unit types here. You can read it.")
