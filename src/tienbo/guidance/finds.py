"""From what the reader read to what a person decides about: tasks and report deadlines. Pure.

A paragraph that sets several days ("báo cáo trước ngày 05/6 đối với báo cáo 6 tháng và trước ngày 05/12 đối với báo cáo
năm") is as many tasks: each is handed in, reported and late by itself, as an official keeps them on his calendar. They
have the paragraph's text, and each its `part` of it. A deadline inside a task is not proposed a second time, unless it
is a periodic report's: those set the due days of reporting rounds.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from tienbo.core.vietnamese import search_key
from tienbo.guidance.reading import Deadline, Letter, Section, Task

_FIRMNESS = {"required": "required", "coordinate": "coordinate", "encourage": "encouraged"}
_REPORTS = (
    ("half_year", re.compile(r"6 thang|sau thang|giua nam|so ket")),
    ("annual", re.compile(r"bao cao nam\b|tong ket nam|\bca nam\b|ket qua nam|bao cao tong ket|bao cao hang nam")),
)
# The report named after the day ("trước ngày 05/6 đối với báo cáo ...") wins over one named before it.
_AFTER = re.compile(r"\W{0,3}(?:doi voi|cho|la thoi han)\b")
_REACH = 160
# Between the clauses of one sentence, and where a clause ends for good.
_BREAK = re.compile(r"[,;.:]\s|\n|\svà\s")
_CLAUSE_END = re.compile(r"[.:;](?=\s|$)|\n")
_JOINT = re.compile(r"[ ,;]*\b(?:và|hoặc)$")
_LONGEST_PART = 300


@dataclass(frozen=True)
class Found:
    """One find as it is first proposed; the fields are those of `Proposal`."""

    kind: str
    order: int
    text: str
    start: int
    end: int
    part: str = ""
    position: str = ""
    section_number: str = ""
    section_title: str = ""
    firmness: str = "required"
    due_on: dt.date | None = None
    due_exclusive: bool = False
    due_time: dt.time | None = None
    recurrence: str = ""
    report_kind: str = ""
    deadlines: list[dict] = field(default_factory=list)
    targets: list[dict] = field(default_factory=list)
    citations: list[dict] = field(default_factory=list)


def finds_of(letter: Letter) -> list[Found]:
    """Everything to be decided about a letter, in its order: tasks, then deadlines."""
    tasks: list[Found] = []
    covered: set[tuple[int, int]] = set()
    for path, title, number, task in _tasks(letter.sections, (), ()):
        covered |= {(deadline.start, deadline.end) for deadline in task.deadlines}
        days = _days_of(task)
        for index, day in enumerate(days or [None]):
            part = _part(letter.text, task, days, index) if len(days) > 1 else ""
            tasks.append(_task(len(tasks), path, title, number, task, day, part))
    deadlines: list[Found] = []
    for index, deadline in enumerate(letter.deadlines):
        kind = report_kind_at(letter, index)
        if kind or (deadline.start, deadline.end) not in covered:
            deadlines.append(_deadline(len(deadlines), deadline, kind, tasks, letter.issued_on))
    return [*tasks, *deadlines]


def report_kind_at(letter: Letter, index: int) -> str:
    """Which periodic report the deadline at this index is for: ``half_year``, ``annual`` or ``""``.

    The words are looked for in the deadline's own paragraph, between the deadlines before and after it.
    """
    here = letter.deadlines[index]
    left = max(letter.text.rfind("\n", 0, here.start) + 1, here.start - _REACH)
    right = letter.text.find("\n", here.end)
    right = min(len(letter.text) if right < 0 else right, here.end + _REACH)
    for other in letter.deadlines:
        if other.end <= here.start:
            left = max(left, other.end)
        elif other.start >= here.end:
            right = min(right, other.start)
    before, after = search_key(letter.text[left : here.start]), search_key(letter.text[here.end : right])
    if _AFTER.match(after):
        return _first(after) or _last(before)
    return _last(before) or _first(after)


def _first(words: str) -> str:
    """The report named first in the words, when a report is named at all."""
    hits = [(match.start(), kind) for kind, pattern in _REPORTS if (match := pattern.search(words))]
    return min(hits)[1] if hits and "bao cao" in words else ""


def _last(words: str) -> str:
    """The report named last before the day."""
    hits = [(match.start(), kind) for kind, pattern in _REPORTS for match in pattern.finditer(words)]
    return max(hits)[1] if hits and "bao cao" in words else ""


def _tasks(
    sections: tuple[Section, ...], numbers: tuple[str, ...], titles: tuple[str, ...]
) -> Iterator[tuple[str, str, str, Task]]:
    """Every task with its position ("2.3"), the titles above it and the number of its section."""
    for section in sections:
        path = _down(numbers, section.number)
        above = (*titles, section.title) if section.title else titles
        number = ".".join(path)
        for ordinal, task in enumerate(section.tasks, start=1):
            position = f"{number}.{ordinal}" if number else str(ordinal)
            yield position[:20], " › ".join(above), number[:20], task
        yield from _tasks(section.sections, path, above)


def _down(numbers: tuple[str, ...], number: str | None) -> tuple[str, ...]:
    """The path of numbers one level down; "2.1" below "2" already says both."""
    if not number:
        return numbers
    if numbers and number.startswith(".".join(numbers) + "."):
        return (number,)
    return (*numbers, number)


def _days_of(task: Task) -> list[Deadline]:
    """The deadlines by which a task is due, each day once; a day whose year is not known says nothing."""
    found: dict[tuple, Deadline] = {}
    for each in task.deadlines:
        if each.on or each.recurrence:
            when = (each.on,) if each.on else (each.recurrence, each.month, each.day)
            found.setdefault((*when, each.at, each.exclusive), each)
    return list(found.values())


def _part(text: str, task: Task, days: list[Deadline], index: int) -> str:
    """The words of a task that belong to one of its days: the clause around it, up to those of its neighbours."""
    here = days[index]
    left = _border(text, days[index - 1], here) if index else _clause_start(text, task.start, here.start)
    if index + 1 < len(days):
        right = _border(text, here, days[index + 1])
    else:
        end = _CLAUSE_END.search(text, here.end, task.end)
        right = end.start() if end else task.end
    return _JOINT.sub("", " ".join(text[left:right].split())).strip(" ,;:-–")[:_LONGEST_PART]


def _border(text: str, before: Deadline, after: Deadline) -> int:
    """Where the words of one day end and those of the next begin.

    Words that follow their day ("đối với báo cáo 6 tháng") reach to the last break, others only to the first.
    """
    between = text[before.end : after.start]
    breaks = [match.end() for match in _BREAK.finditer(between)]
    if not breaks:
        return after.start
    return before.end + (breaks[-1] if _AFTER.match(search_key(between)) else breaks[0])


def _clause_start(text: str, start: int, end: int) -> int:
    return max((match.end() for match in _CLAUSE_END.finditer(text, start, end)), default=start)


def _task(order: int, position: str, title: str, number: str, task: Task, day: Deadline | None, part: str) -> Found:
    return Found(
        kind="task",
        order=order,
        position=position,
        section_number=number,
        section_title=title,
        text=task.text,
        part=part,
        start=task.start,
        end=task.end,
        firmness=_FIRMNESS[task.firmness],
        due_on=day.on if day else None,
        due_exclusive=bool(day and day.on) and day.exclusive,
        due_time=day.at if day and day.on else None,
        recurrence="" if day is None or day.on else day.recurrence or "",
        deadlines=[asdict(deadline) for deadline in task.deadlines],
        targets=[asdict(target) for target in task.targets],
        citations=[asdict(citation) for citation in task.citations],
    )


def _deadline(order: int, deadline: Deadline, report_kind: str, tasks: list[Found], issued_on: dt.date | None) -> Found:
    within = next((task for task in tasks if task.start <= deadline.start < task.end), None)
    on = deadline.on or (_next_time(deadline, issued_on) if report_kind else None)
    return Found(
        kind="deadline",
        order=order,
        position=within.position if within else "",
        section_number=within.section_number if within else "",
        section_title=within.section_title if within else "",
        text=deadline.raw,
        start=deadline.start,
        end=deadline.end,
        due_on=on,
        due_exclusive=deadline.exclusive,
        due_time=deadline.at,
        recurrence="" if on else deadline.recurrence or "",
        report_kind=report_kind,
    )


def _next_time(deadline: Deadline, issued_on: dt.date | None) -> dt.date | None:
    """The first time after the letter that a report due every year falls due: a round needs a day."""
    if deadline.recurrence != "yearly" or not (issued_on and deadline.month and deadline.day):
        return None
    try:
        this_year = dt.date(issued_on.year, deadline.month, deadline.day)
        return this_year if this_year > issued_on else this_year.replace(year=issued_on.year + 1)
    except ValueError:
        return None
