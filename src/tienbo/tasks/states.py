"""States of a task, how firmly it is asked, and what it looks like on a day; the table of transitions. Pure."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tienbo.core.deadlines import Deadline


class State(TextChoices):
    """Where a task stands."""

    OPEN = "open", pgettext_lazy("task", "Open")
    DONE = "done", pgettext_lazy("task", "Done")


class Firmness(TextChoices):
    """How hard the asker asks: the words of the paper, kept."""

    REQUIRED = "required", pgettext_lazy("firmness", "requested")
    COORDINATE = "coordinate", pgettext_lazy("firmness", "in co-ordination")
    ENCOURAGED = "encouraged", pgettext_lazy("firmness", "encouraged")


class Recurrence(TextChoices):
    """How often a task comes back; such a task has no single day."""

    NONE = "", _("once")
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    YEARLY = "yearly", _("every year")


# (state before, act) -> state after. An act that is not here is refused.
TRANSITIONS = {
    (State.OPEN, "report_result"): State.DONE,
    (State.DONE, "report_result"): State.DONE,
    (State.DONE, "reopen_task"): State.OPEN,
}


@dataclass(frozen=True)
class Standing:
    """How a task looks on a day.

    `code`: done | done_late | late | soon | due | undated | encouraged. `days`: late by so many days (late, done_late),
    left until the last day on time (soon, due), else 0.
    """

    code: str
    days: int = 0

    @property
    def status(self) -> str:
        """The status of the common vocabulary (``core.statuses``) that shows it."""
        return {"done": "accepted", "done_late": "accepted", "late": "late"}.get(self.code, "not_started")

    @property
    def label(self) -> str:
        """The word shown with the status, in the active language."""
        if self.code == "done_late":
            return ngettext("Done, %(days)d day late", "Done, %(days)d days late", self.days) % {"days": self.days}
        if self.code == "late":
            return ngettext("%(days)d day late", "%(days)d days late", self.days) % {"days": self.days}
        return gettext("Done") if self.code == "done" else gettext("Not done")


# From so many days on a task counts as soon due.
SOON = 14


def standing(
    *, state: str, firmness: str, deadline: Deadline | None, done_on: dt.date | None, today: dt.date
) -> Standing:
    """What a task is on a day: an encouraged or undated one is never late, nor finished late."""
    can_be_late = deadline is not None and firmness != Firmness.ENCOURAGED
    if state == State.DONE:
        late = -deadline.days_left(done_on) if can_be_late and done_on else 0
        return Standing("done_late", late) if late > 0 else Standing("done")
    if firmness == Firmness.ENCOURAGED:
        return Standing("encouraged")
    if deadline is None:
        return Standing("undated")
    left = deadline.days_left(today)
    if left < 0:
        return Standing("late", -left)
    return Standing("soon" if left <= SOON else "due", left)
