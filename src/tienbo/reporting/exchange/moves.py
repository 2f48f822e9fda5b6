"""What a person may do to a report as a whole, now: the state's table of moves and the person's permissions together.

Only what is possible is shown; `actions` decides again when it is done.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tienbo.access.permissions import Permission
from tienbo.reporting.entry.rights import may_enter
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import TRANSITIONS, Move, State

# Acts by their part of the address; each names the move it makes. `paper` and `sign` move nothing.
LABELS = {
    "prepare": _("Put forward for signature"),
    "resume": _("Take back to edit"),
    "submit": _("Send the figures"),
    "recall": _("Recall"),
    "take": _("Take the report"),
    "return": _("Ask for more"),
    "reopen": _("Reopen"),
    "receipt": _("Record that it was received above"),
    "paper": _("Record the signed paper"),
    "sign": _("Sign here"),
}
ICONS = {
    "prepare": "sign", "resume": "back", "submit": "send", "recall": "back", "take": "check", "return": "back",
    "reopen": "pencil", "receipt": "check", "paper": "document",
}  # fmt: skip
# Unfolded on a page in this order; the first that is offered to the one whose turn it is stands out.
ORDER = ("take", "submit", "prepare", "receipt", "paper", "return", "resume", "recall", "reopen")
_MOVES = {"receipt": Move.TAKE}


@dataclass(frozen=True)
class Offer:
    """An act that the person may do now."""

    code: str

    @property
    def label(self) -> str:
        """What stands on the button."""
        return str(LABELS[self.code])

    @property
    def icon(self) -> str:
        """Its icon."""
        return ICONS[self.code]


def allowed(user, report: Report, act: str) -> bool:
    """Whether the person's permissions cover an act, whatever the state."""
    superior = report.participant.superior
    if act in {"prepare", "resume"}:
        return may_enter(user, report)
    if act in {"submit", "reopen"} and report.proxy_id is not None:
        return may_enter(user, report)
    if act in {"submit", "recall", "reopen"}:
        return user.has_perm(Permission.REPORT_SEND, report.answered_by)
    if act in {"take", "return"}:
        scope = superior.acting(report.scope_on) if superior else None
        return scope is not None and user.has_perm(Permission.REPORT_TAKE, scope)
    if act == "receipt":
        return superior is None and user.has_perm(Permission.PAPER_RECORD, report.answered_by)
    return user.has_perm(Permission.PAPER_RECORD, report.answered_by)


def possible(report: Report, act: str, *, sent: bool) -> bool:
    """Whether the state of the report leads anywhere by the act; `sent`: a version exists."""
    if report.participant.standing != Participant.Standing.REPORTS:
        return False
    if act in {"paper", "sign"}:
        return sent and report.state in {State.SUBMITTED, State.ACCEPTED}
    if act in {"take", "return"} and report.participant.superior_id is None:
        return False
    if act == "receipt" and report.participant.superior_id is not None:
        return False
    move = _MOVES[act] if act in _MOVES else Move(act)
    return (State(report.state), move) in TRANSITIONS


def offers(user, report: Report, *, sent: bool) -> list[Offer]:
    """What the person may do now, the most expected first."""
    return [Offer(act) for act in ORDER if possible(report, act, sent=sent) and allowed(user, report, act)]
