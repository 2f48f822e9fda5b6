"""The states of a report and the moves between them: one table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a report stands, in the words of the office."""

    NOT_STARTED = "not_started", _("Not started")
    DRAFT = "draft", _("In progress")
    READY = "ready", _("Awaiting signature")
    SUBMITTED = "submitted", _("Sent")
    RETURNED = "returned", _("More asked")
    ACCEPTED = "accepted", _("Taken")


class Move(TextChoices):
    """What somebody does to a report as a whole."""

    ENTER = "enter", _("enter")
    PREPARE = "prepare", _("put forward for signature")
    RESUME = "resume", _("take back to edit")
    SUBMIT = "submit", _("send")
    RECALL = "recall", _("recall")
    RETURN = "return", _("ask for more")
    TAKE = "take", _("take")
    REOPEN = "reopen", _("reopen")


S, M = State, Move

TRANSITIONS: dict[tuple[State, Move], State] = {
    (S.NOT_STARTED, M.ENTER): S.DRAFT,
    (S.DRAFT, M.ENTER): S.DRAFT,
    (S.RETURNED, M.ENTER): S.DRAFT,
    (S.NOT_STARTED, M.PREPARE): S.READY,
    (S.DRAFT, M.PREPARE): S.READY,
    (S.RETURNED, M.PREPARE): S.READY,
    (S.READY, M.RESUME): S.DRAFT,
    (S.NOT_STARTED, M.SUBMIT): S.SUBMITTED,
    (S.DRAFT, M.SUBMIT): S.SUBMITTED,
    (S.RETURNED, M.SUBMIT): S.SUBMITTED,
    (S.READY, M.SUBMIT): S.SUBMITTED,
    (S.SUBMITTED, M.RECALL): S.DRAFT,
    (S.SUBMITTED, M.RETURN): S.RETURNED,
    (S.SUBMITTED, M.TAKE): S.ACCEPTED,
    (S.ACCEPTED, M.REOPEN): S.DRAFT,
}

# States from which nothing is owed any more.
DONE = frozenset({S.SUBMITTED, S.ACCEPTED})
# States in which a unit may still be let off: nobody above has been shown anything.
EXEMPTABLE = frozenset({S.NOT_STARTED, S.DRAFT})
# States in which figures and text may be edited.
EDITABLE = frozenset(state for state, move in TRANSITIONS if move is M.ENTER)


class MoveRefused(ValueError):
    """The report is in a state from which the move does not lead anywhere."""

    def __init__(self, state: str, move: Move):
        self.state, self.move = State(state), move
        super().__init__(f"{move} from {state}")


def after(state: str, move: Move) -> State:
    """The state after a move. MoveRefused when the table does not hold it."""
    try:
        return TRANSITIONS[State(state), move]
    except KeyError:
        raise MoveRefused(state, move) from None
