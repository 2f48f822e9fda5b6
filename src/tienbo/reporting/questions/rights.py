"""Who may ask about a report, and who replies for the unit."""

from tienbo.access.permissions import Permission
from tienbo.core.authorise import UnitOn
from tienbo.reporting.rounds.models import Participant, Report


def asking_side(report: Report) -> UnitOn | None:
    """Over whom the permission to ask (to take the report) is needed; None for the topmost report: nobody asks."""
    superior = report.participant.superior
    return superior.acting(report.scope_on) if superior else None


def may_ask(user, report: Report) -> bool:
    """Whether the person is one of the superior who takes the report; while the superior types it, it asks itself
    nothing."""
    side = asking_side(report)
    return (
        side is not None
        and report.proxy_id is None
        and report.participant.standing == Participant.Standing.REPORTS
        and user.has_perm(Permission.REPORT_TAKE, side)
    )


def may_close(user, report: Report) -> bool:
    """Whether the person closes and takes back what the superior asked."""
    side = asking_side(report)
    return side is not None and user.has_perm(Permission.REPORT_TAKE, side)


def may_answer(user, report: Report) -> bool:
    """Whether the person replies for the unit: whoever enters its figures or sends them."""
    over = report.answered_by
    return user.has_perm(Permission.REPORT_ENTER, over) or user.has_perm(Permission.REPORT_SEND, over)
