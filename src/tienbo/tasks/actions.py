"""Writes of tasks."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc, search_key
from tienbo.documents.extraction import RECORDS, admitted_media_type, refuse_marked_text
from tienbo.files.actions import store_file
from tienbo.journal.actions import record
from tienbo.tasks.models import Result, Task
from tienbo.tasks.permissions import REPORT
from tienbo.tasks.states import TRANSITIONS, Firmness, State
from tienbo.units.models import Unit


@dataclass(frozen=True)
class NewTask:
    """What one unit is asked to do: see `Task` for the meaning of each. `key` is unique for the unit and the paper."""

    unit: Unit
    key: str
    text: str
    part: str = ""
    order: int = 0
    position: str = ""
    section: str = ""
    firmness: str = Firmness.REQUIRED
    due_on: dt.date | None = None
    due_exclusive: bool = False
    due_time: dt.time | None = None
    recurrence: str = ""


@dataclass(frozen=True)
class EvidenceFile:
    """A file as a person gives it."""

    name: str
    data: bytes


class ChangedMeanwhile(Exception):
    """Somebody else reported the task since the form was opened; `task` holds what it says now."""

    def __init__(self, task: Task) -> None:
        super().__init__(f"task {task.pk} is at revision {task.revision}")
        self.task = task


class NotAllowedNow(Exception):
    """The task's state does not allow this act."""


class ResultMissing(ValueError):
    """A result needs a sentence."""


@transaction.atomic
def assign_tasks(
    *, by, tasks: list[NewTask], module: str, kind: str, group: str, source: str, given_on: dt.date | None = None
) -> list[Task]:
    """Give many tasks at once, all of one paper. The caller, whose paper it is, has authorised.

    One journal line stands for all of them: its subject is the group.
    """
    moment = clock.now()
    made = Task.objects.bulk_create(
        [
            Task(
                unit=task.unit,
                module=module,
                kind=kind,
                key=task.key,
                group=group,
                source=source[:300],
                order=task.order,
                position=task.position,
                section=task.section,
                text=nfc(task.text),
                part=nfc(task.part),
                search_key=search_key(task.text),
                firmness=task.firmness,
                due_on=task.due_on,
                due_exclusive=task.due_exclusive,
                due_time=task.due_time,
                recurrence=task.recurrence,
                given_on=given_on or clock.today(),
                created_at=moment,
            )
            for task in tasks
        ],
        batch_size=1000,
    )
    facts = {"tasks": len(made), "units": len({task.unit_id for task in made})}
    record(by=by, action="tasks.assigned", module="tasks", kind="group", key=group, facts=facts)
    return made


@transaction.atomic
def take_back_tasks(*, by, group: str) -> int:
    """The paper was withdrawn: its tasks are gone, unless a unit has ever reported one. Returns how many."""
    tasks = Task.objects.select_for_update().filter(group=group)
    if Result.objects.filter(task__in=list(tasks)).exists():
        raise NotAllowedNow("take_back_tasks")
    count, _ = tasks.delete()
    record(by=by, action="tasks.taken_back", module="tasks", kind="group", key=group, facts={"tasks": count})
    return count


@transaction.atomic
def rename_paper(*, by, group: str, source: str) -> int:
    """The paper got its number after its tasks were given: they call it by its full name from now on. How many."""
    count = Task.objects.filter(group=group).update(source=source[:300])
    record(by=by, action="tasks.renamed", module="tasks", kind="group", key=group, facts={"tasks": count})
    return count


@transaction.atomic
def report_result(
    *,
    by,
    task: Task,
    result: str,
    evidence: str = "",
    file: EvidenceFile | None = None,
    base: int | None = None,
) -> Task:
    """Say in one sentence what was done, with its evidence (a document's number, a link, a file); also to amend it.

    `base` is the revision the writer saw: `ChangedMeanwhile` when the task has moved on. A file once given stays
    until another takes its place. A file or a sentence that bears a secrecy mark is refused (`Classified`) and nothing
    of it kept; so is a file that cannot be looked into (`Unreadable`). What was said before stays in `Result`.
    """
    authorise(by, REPORT, task)
    task = Task.objects.select_for_update().get(pk=task.pk)
    after = _after(task, "report_result")
    if base is not None and base != task.revision:
        raise ChangedMeanwhile(task)
    if not (sentence := nfc(result).strip()):
        raise ResultMissing(task.pk)
    refuse_marked_text(sentence, evidence)
    if file is not None:
        media_type = admitted_media_type(file.data, RECORDS)
        task.evidence_file = store_file(by=by, name=file.name, media_type=media_type, data=file.data)
    return _reported(by, task, after, sentence, nfc(evidence).strip())


@transaction.atomic
def prove_tasks(*, by, tasks: Collection[Task], result: str, evidence: str) -> list[Task]:
    """An act of the program did what these tasks ask: those that are open are done, with the act as their result. The
    caller, whose act it is, has authorised. A result that a person gave stays as it is."""
    ids = [task.pk for task in tasks]
    still_open = Task.objects.select_for_update().filter(pk__in=ids, state=State.OPEN).order_by("pk")
    return [_reported(by, task, _after(task, "report_result"), result, evidence) for task in still_open]


@transaction.atomic
def disprove_tasks(*, by, tasks: Collection[Task], evidence: str) -> list[Task]:
    """The act was taken back: the tasks that it alone proved are open again. The caller has authorised."""
    ids = [task.pk for task in tasks]
    proved = Task.objects.select_for_update().filter(pk__in=ids, state=State.DONE, evidence=evidence).order_by("pk")
    return [_reopened(by, task) for task in proved]


def _reported(by, task: Task, after: State, sentence: str, evidence: str) -> Task:
    amended = task.state == State.DONE
    task.state = after
    task.result = sentence
    task.evidence = evidence
    task.done_at = task.done_at or clock.now()
    task.done_by_uid = getattr(by, "uid", None)
    task.revision += 1
    task.save(
        update_fields=[
            "state", "result", "evidence", "evidence_file", "done_at", "done_by_uid", "revision",
        ]
    )  # fmt: skip
    Result.objects.create(
        task=task,
        revision=task.revision,
        text=task.result,
        evidence=task.evidence,
        evidence_file=task.evidence_file,
        at=clock.now(),
        by_uid=task.done_by_uid,
    )
    _journal(by, "task.amended" if amended else "task.reported", task)
    return task


@transaction.atomic
def reopen_task(*, by, task: Task) -> Task:
    """The task is not done after all; its sentence stays as a draft to go on from."""
    authorise(by, REPORT, task)
    return _reopened(by, Task.objects.select_for_update().get(pk=task.pk))


def _reopened(by, task: Task) -> Task:
    task.state = _after(task, "reopen_task")
    task.done_at = None
    task.done_by_uid = None
    task.revision += 1
    task.save(update_fields=["state", "done_at", "done_by_uid", "revision"])
    _journal(by, "task.reopened", task)
    return task


def _after(task: Task, act: str) -> State:
    if (after := TRANSITIONS.get((State(task.state), act))) is None:
        raise NotAllowedNow(act)
    return after


def _journal(by, action: str, task: Task) -> None:
    record(
        by=by,
        action=action,
        module="tasks",
        kind="task",
        key=task.pk,
        unit_uid=task.unit.uid,
        facts={"evidence": bool(task.evidence or task.evidence_file_id), "revision": task.revision},
    )
