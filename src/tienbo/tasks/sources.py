"""What tasks give to others: the due days of those that are still open."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from tienbo.access.permissions import Permission
from tienbo.access.queries import seats_of
from tienbo.core.calendar_entries import CalendarEntry
from tienbo.tasks.models import Task
from tienbo.tasks.states import State

# Who works on the unit's tasks, or answers for them. Who only looks on has no due days.
CONCERNED = {Permission.TASK_REPORT, Permission.REPORT_SEND}


def calendar_entries(user) -> Iterator[CalendarEntry]:
    """Open tasks with a day: those of one paper that fall due together are one entry (``core.calendar_entries``)."""
    names = {
        seat.unit.pk: seat.name
        for seat in seats_of(user)
        if Permission.TASK_VIEW in seat.permissions and CONCERNED & seat.permissions
    }
    tasks = Task.objects.filter(unit__in=names, state=State.OPEN).with_last_day().filter(last_day__isnull=False)
    together: dict[tuple, list[Task]] = {}
    for task in tasks.order_by("order", "pk"):
        together.setdefault((task.unit_id, task.group, task.last_day, task.due_time), []).append(task)
    for (unit, group, last_day, _), found in together.items():
        yield _entry(names[unit], f"{unit}/{group}/{last_day.isoformat()}", found)


def _entry(unit: str, key: str, tasks: Iterable[Task]) -> CalendarEntry:
    first = tasks[0]
    several = ngettext("%(n)d task of “%(paper)s”", "%(n)d tasks of “%(paper)s”", len(tasks))
    return CalendarEntry(
        module="tasks",
        kind="paper",
        key=key,
        title=several % {"n": len(tasks), "paper": first.source},
        unit=unit,
        deadline=first.deadline,
        changed_at=max(task.created_at for task in tasks),
        url=reverse("tasks:task", args=[first.pk]) if len(tasks) == 1 else reverse("tasks:list"),
    )
