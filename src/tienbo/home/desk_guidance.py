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
from tienbo.home.desk import Below, DeskItem
from tienbo.tasks import queries as tasks

# Tasks further ahead than this wait on their own page.
AHEAD = 30
MOST = 6
LATEST = 2


def letter_items(seat: Seat) -> list[DeskItem]:
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


def task_items(seat: Seat, today: dt.date) -> list[DeskItem]:
    """The unit's tasks that are late or due soon."""
    if Permission.TASK_VIEW not in seat.permissions:
        return []
    near = tasks.tasks_of_unit(seat.unit, shown="open").filter(
        last_day__isnull=False, last_day__lte=today + dt.timedelta(days=AHEAD)
    )
    may_report = Permission.TASK_REPORT in seat.permissions
    items = [
        DeskItem(
            kind="task",
            title=task.text,
            detail=task.source,
            url=reverse("tasks:task", args=[task.pk]),
            action=_("Report the result") if may_report else _("See"),
            state=task.standing.status,
            label=str(task.standing.label),
            days_late=task.standing.days,
            due=task.deadline,
        )
        for task in near[:MOST]
    ]
    others = tasks.summary(seat.unit)["open"] - len(items)
    if others > 0:
        items.append(_other_tasks(others))
    return items


def _other_tasks(count: int) -> DeskItem:
    """Tasks without a day, or with a distant one: counted, not listed."""
    title = ngettext("%(n)d task without a result", "%(n)d tasks without a result", count) % {"n": count}
    return DeskItem(
        kind="task",
        title=title,
        detail=_("No date, or more than %(days)d days ahead") % {"days": AHEAD},
        url=reverse("tasks:list"),
        action=_("See the tasks"),
        weight=8,
    )


def letters_out(seat: Seat) -> list[Below]:
    """The latest letters that the unit issued: how many have acknowledged, how many tasks are done and late."""
    if Permission.LETTER_ISSUE not in seat.permissions:
        return []
    issued = [letter for letter in letters.letters_issued(seat.unit)[:LATEST] if letter.state == LetterState.ISSUED]
    progress = tasks.progress_of_papers([letter.group for letter in issued])
    return [_letter_out(letter, progress.get(letter.group)) for letter in issued]


def _letter_out(letter, progress: tasks.Progress | None) -> Below:
    lines = []
    if progress and progress.total:
        lines.append(_("Tasks done: %(done)d/%(total)d") % {"done": progress.done, "total": progress.total})
        if progress.late:
            lines.append(ngettext("%(n)d task late", "%(n)d tasks late", progress.late) % {"n": progress.late})
    return Below(
        title=letter.subject,
        url=reverse("guidance:board", args=[letter.uid]),
        label=_("Acknowledged"),
        done=letter.acknowledged,
        total=letter.addressed,
        lines=tuple(lines),
    )
