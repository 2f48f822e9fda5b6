"""The states of a question and the moves between them: one table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a question stands."""

    OPEN = "open", _("Not answered")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Taken back")


class Move(TextChoices):
    """What somebody does to a question."""

    ANSWER = "answer", _("reply")
    ASK_AGAIN = "ask_again", _("ask again")
    CLOSE = "close", _("close")
    WITHDRAW = "withdraw", _("take back")


class Side(TextChoices):
    """Who speaks in a thread: the superior that asks, or the unit that is asked."""

    ASKING = "asking"
    ASKED = "asked"


S, M = State, Move

TRANSITIONS: dict[tuple[State, Move], State] = {
    (S.OPEN, M.ANSWER): S.ANSWERED,
    (S.ANSWERED, M.ANSWER): S.ANSWERED,
    (S.OPEN, M.ASK_AGAIN): S.OPEN,
    (S.ANSWERED, M.ASK_AGAIN): S.OPEN,
    (S.CLOSED, M.ASK_AGAIN): S.OPEN,
    (S.OPEN, M.CLOSE): S.CLOSED,
    (S.ANSWERED, M.CLOSE): S.CLOSED,
    (S.OPEN, M.WITHDRAW): S.WITHDRAWN,
}

# What somebody still has to say something about: the unit (open), or whoever asked (answered).
RUNNING = frozenset({S.OPEN, S.ANSWERED})


class MoveRefused(ValueError):
    """The question is in a state from which the move does not lead anywhere."""

    def __init__(self, state: str, move: Move):
        self.state, self.move = State(state), move
        super().__init__(f"{move} from {state}")


def after(state: str, move: Move) -> State:
    """The state after a move. MoveRefused when the table does not hold it."""
    try:
        return TRANSITIONS[State(state), move]
    except KeyError:
        raise MoveRefused(state, move) from None
