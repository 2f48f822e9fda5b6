"""Reads of tasks: a unit's list, the board of a paper, counts, results for a report."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from tienbo.access.queries import names_of
from tienbo.core import clock
from tienbo.core.clock import ZONE
from tienbo.core.deadlines import Deadline
from tienbo.core.vietnamese import search_key
from tienbo.journal.queries import history
from tienbo.tasks.models import Result, Task
from tienbo.tasks.states import SOON, Standing, State, standing
from tienbo.units.models import Unit

# Choices of the list's filter by state: what each shows.
SHOWN = ("open", "late", "soon", "done", "all")


@dataclass(frozen=True)
class Progress:
    """How many of a set of tasks there are, are done, are late."""

    total: int = 0
    done: int = 0
    late: int = 0


@dataclass(frozen=True)
class Column:
    """One task across all units: its place in the paper, and how many of those asked have done it."""

    key: str
    position: str
    text: str
    part: str
    firmness: str
    deadline: Deadline | None
    done: int
    total: int


@dataclass(frozen=True)
class Cell:
    """What one unit has done with one task."""

    task_id: int
    standing: Standing


@dataclass(frozen=True)
class Board:
    """A paper's tasks across (`columns`, in its order) and, per unit id, the cells in the same order.

    None stands where a unit was not given the task.
    """

    columns: list[Column]
    cells: dict[int, list[Cell | None]]

    def progress_of(self, unit_id: int) -> Progress:
        """How far one unit has come."""
        cells = [cell for cell in self.cells.get(unit_id, []) if cell]
        return Progress(
            total=len(cells),
            done=sum(cell.standing.code in ("done", "done_late") for cell in cells),
            late=sum(cell.standing.code == "late" for cell in cells),
        )


def of_origin(unit: Unit, module: str, kind: str, keys: Iterable[str]) -> list[Task]:
    """The tasks that a unit was given from these places."""
    return list(Task.objects.filter(unit=unit, module=module, kind=kind, key__in=set(keys)).order_by("pk"))


def tasks_of_unit(unit: Unit, *, shown: str = "open", firmness: str = "", group: str = ""):
    """A unit's tasks as its list shows them, the soonest due first; `shown` is one of `SHOWN`."""
    today = clock.today()
    tasks = Task.objects.filter(unit=unit).soonest_first()
    if shown in ("open", "late", "soon"):
        tasks = tasks.filter(state=State.OPEN)
    if shown == "done":
        tasks = tasks.filter(state=State.DONE)
    if shown == "late":
        tasks = tasks.filter(last_day__lt=today)
    if shown == "soon":
        tasks = tasks.filter(last_day__range=(today, today + dt.timedelta(days=SOON)))
    if firmness:
        tasks = tasks.filter(firmness=firmness)
    return tasks.filter(group=group) if group else tasks


def papers_of_unit(unit: Unit) -> list[tuple[str, str]]:
    """The papers (group, source) that gave a unit tasks, the latest first."""
    rows = Task.objects.filter(unit=unit).order_by("-given_on", "group").values_list("group", "source")
    return list(dict(rows).items())


def tasks_of_paper(group: str, unit: Unit):
    """What a paper asks of one unit, in its order."""
    return Task.objects.filter(group=group, unit=unit).order_by("order", "pk")


def summary(unit: Unit) -> dict[str, int]:
    """Counts for a unit's desk: `open`, `late`, `soon` (due within `states.SOON` days), `done`."""
    today = clock.today()
    return (
        Task.objects.filter(unit=unit)
        .with_last_day()
        .aggregate(
            open=Count("pk", filter=Q(state=State.OPEN)),
            late=Count("pk", filter=Q(state=State.OPEN, last_day__lt=today)),
            soon=Count(
                "pk",
                filter=Q(state=State.OPEN, last_day__range=(today, today + dt.timedelta(days=SOON))),
            ),
            done=Count("pk", filter=Q(state=State.DONE)),
        )
    )


def progress_of_papers(groups: Iterable[str], unit: Unit | None = None) -> dict[str, Progress]:
    """How far each paper's tasks have come, over all units or for one: one query."""
    today = clock.today()
    tasks = Task.objects.with_last_day().filter(group__in=list(groups))
    if unit is not None:
        tasks = tasks.filter(unit=unit)
    rows = (
        tasks.order_by("group")
        .values("group")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(state=State.DONE)),
            late=Count("pk", filter=Q(state=State.OPEN, last_day__lt=today)),
        )
    )
    return {row.pop("group"): Progress(**row) for row in rows}


def board(group: str) -> Board:
    """A paper's tasks by unit: two queries, whatever the number of units. Made for five thousand cells."""
    tasks = Task.objects.filter(group=group)
    first = {task.key: task for task in tasks.order_by("order", "key", "pk").distinct("order", "key")}
    look: dict[tuple, Standing] = {}
    today = clock.today()
    by_key: dict[str, dict[int, Cell]] = defaultdict(dict)
    for number, key, unit, state, done_at in tasks.order_by("pk").values_list(
        "pk", "key", "unit_id", "state", "done_at"
    ):
        task, done_on = first[key], done_at.astimezone(ZONE).date() if done_at else None
        if (key, state, done_on) not in look:
            look[key, state, done_on] = standing(
                state=state, firmness=task.firmness, deadline=task.deadline, done_on=done_on, today=today
            )
        by_key[key][unit] = Cell(number, look[key, state, done_on])
    columns = [
        Column(
            key=key,
            position=task.position,
            text=task.text,
            part=task.part,
            firmness=task.firmness,
            deadline=task.deadline,
            done=sum(cell.standing.status == "accepted" for cell in by_key[key].values()),
            total=len(by_key[key]),
        )
        for key, task in first.items()
    ]
    units = dict.fromkeys(unit for cells in by_key.values() for unit in cells)
    return Board(columns, {unit: [by_key[key].get(unit) for key in first] for unit in units})


def results_of(unit: Unit, period: tuple[dt.date, dt.date]):
    """The tasks a unit finished in a period [start, end), in their papers' order."""
    start, end = (dt.datetime.combine(day, dt.time(), tzinfo=ZONE) for day in period)
    return Task.objects.filter(unit=unit, state=State.DONE, done_at__gte=start, done_at__lt=end).order_by(
        "given_on", "group", "order", "pk"
    )


@dataclass(frozen=True)
class Event:
    """One line of a task's history: `code` is the journal's action, `by` the person's name or "".

    `result` is what was said then.
    """

    at: dt.datetime
    code: str
    by: str
    result: Result | None = None


def events_of(task: Task) -> list[Event]:
    """What happened to a task, newest first; it begins with its being given."""
    lines = list(history("tasks", "task", task.pk))
    names = names_of(line.actor_uid for line in lines)
    said = {result.revision: result for result in task.results.select_related("evidence_file").order_by("pk")}
    events = [
        Event(line.at, line.action, names.get(line.actor_uid, ""), said.get(line.facts["revision"])) for line in lines
    ]
    return [Event(task.created_at, "task.given", ""), *events][::-1]


def find(text: str, tasks, limit: int = 20):
    """Among tasks (a queryset), those whose text holds these words; tone marks may be left out."""
    return tasks.filter(search_key__contains=search_key(text)).order_by(F("due_on").asc(nulls_last=True), "pk")[:limit]
