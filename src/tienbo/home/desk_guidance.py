"""The desk's items that come from letters and tasks."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tienbo.access.permissions import Permission
from tienbo.access.queries import Seat
from tienbo.core import statuses
from tienbo.guidance import queries as letters
from tienbo.guidance.states import State as LetterState
from tienbo.home.desk import DeskItem
from tienbo.tasks import queries as tasks

# Tasks further ahead than this wait on their own page.
AHEAD = 30
MOST = 6


def letter_items(user, seat: Seat, today: dt.date) -> list[DeskItem]:
    """Letters received that nobody at the unit has acknowledged yet, and drafts begun."""
    if Permission.LETTER_VIEW not in seat.permissions:
        return []
    items = []
    waiting = letters.letters_received(seat.unit).filter(acknowledged_at__isnull=True, letter__state=LetterState.ISSUED)
    for addressee in waiting[:MOST]:
        letter = addressee.letter
        items.append(
            DeskItem(
                kind="letter",
                title=letter.subject,
                detail=letter.number,
                url=reverse("guidance:letter", args=[letter.uid]),
                action=_("Read and acknowledge"),
                state=statuses.NOT_STARTED,
                label=_("To acknowledge"),
                weight=3,
            )
        )
    if Permission.LETTER_ISSUE in seat.permissions:
        for draft in letters.drafts_of(seat.unit)[:MOST]:
            items.append(
                DeskItem(
                    kind="letter",
                    title=draft.subject or _("Letter without a subject"),
                    detail=_undecided(draft.undecided),
                    url=reverse("guidance:letter", args=[draft.uid]),
                    action=_("Go on"),
                    state=statuses.DRAFT,
                    label=_("Draft letter"),
                    weight=6,
                )
            )
    return items


def _undecided(count: int) -> str:
    if not count:
        return _("Everything that was read is decided")
    return ngettext("%(n)d find to decide", "%(n)d finds to decide", count) % {"n": count}


def task_items(user, seat: Seat, today: dt.date) -> list[DeskItem]:
    """The unit's tasks that are late or due soon."""
    if Permission.TASK_VIEW not in seat.permissions:
        return []
    near = tasks.tasks_of_unit(seat.unit, shown="open").filter(
        last_day__isnull=False, last_day__lte=today + dt.timedelta(days=AHEAD)
    )
    return [
        DeskItem(
            kind="task",
            title=task.text,
            detail=task.source,
            url=reverse("tasks:task", args=[task.pk]),
            action=_("Report the result") if Permission.TASK_REPORT in seat.permissions else _("See"),
            state=task.standing.status,
            label=str(task.standing.label),
            days_late=task.standing.days,
            due=task.deadline,
        )
        for task in near[:MOST]
    ]
