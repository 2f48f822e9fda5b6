"""The table of tasks."""

import datetime as dt

import pgtrigger
from django.db import models
from django.db.models import Case, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When

from tienbo.access.queries import reach_of
from tienbo.core import clock
from tienbo.core.clock import ZONE
from tienbo.core.deadlines import Deadline
from tienbo.files.models import StoredFile
from tienbo.tasks import states
from tienbo.tasks.permissions import VIEW
from tienbo.tasks.states import Firmness, Recurrence, State
from tienbo.units.models import Unit

_EXCLUSIVE = Q(due_exclusive=True, due_time__isnull=True)


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user) -> "TaskQuerySet":
        """Tasks of units that a person may look at, in the tree of the day on which each was given."""
        reach = reach_of(user, VIEW)
        return self.filter(
            Exists(reach.filter(descendant=OuterRef("unit"), valid_during__contains=OuterRef("given_on")))
        )

    def with_last_day(self) -> "TaskQuerySet":
        """Each with `last_day`, the last day on time: null where it has no date or is only encouraged."""
        day_before = ExpressionWrapper(F("due_on") - dt.timedelta(days=1), output_field=DateField())
        return self.annotate(
            last_day=Case(
                When(firmness=Firmness.ENCOURAGED, then=Value(None)),
                When(_EXCLUSIVE, then=day_before),
                default=F("due_on"),
                output_field=DateField(),
            )
        )

    def late(self, today: dt.date) -> "TaskQuerySet":
        """Open ones whose last day has passed."""
        return self.with_last_day().filter(state=State.OPEN, last_day__lt=today)

    def soonest_first(self) -> "TaskQuerySet":
        """Open before done, then by the last day on time, then as the paper orders them."""
        return self.with_last_day().order_by(
            Case(When(state=State.OPEN, then=0), default=1),
            F("last_day").asc(nulls_last=True),
            "group",
            "order",
            "pk",
        )


class Task(models.Model):
    """One thing that one unit was asked to do.

    ``module``, ``kind``, ``key`` name the place it comes from (a proposal of a letter), ``group`` the paper as
    "module/kind/key", all as plain strings: nothing here knows what a letter is. ``source`` is that paper in words,
    ``position`` and ``section`` its place in it. ``part`` says what of the text this task is, where the text sets
    several days; ``search_key`` is the text for searching without tone marks. ``due_exclusive``: before ``due_on``;
    else on it at the latest. ``given_on`` is the day whose tree decides who sees the task. ``revision`` counts the
    changes, so that two persons who report at once are told.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    module = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    group = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    order = models.PositiveIntegerField(default=0)
    position = models.CharField(max_length=20, blank=True)
    section = models.TextField(blank=True)
    text = models.TextField()
    part = models.CharField(max_length=300, blank=True)
    search_key = models.TextField(db_collation="C")
    firmness = models.CharField(max_length=12, choices=Firmness)
    due_on = models.DateField(null=True, blank=True)
    due_exclusive = models.BooleanField(default=False)
    due_time = models.TimeField(null=True, blank=True)
    recurrence = models.CharField(max_length=10, choices=Recurrence, blank=True)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    result = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    evidence_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_on = models.DateField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_uid = models.UUIDField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "module", "kind", "key"], name="task_one_per_origin_and_unit"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, done_at__isnull=True)
                | Q(state=State.DONE, done_at__isnull=False) & ~Q(result=""),
                name="task_done_has_a_result_and_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(recurrence="") | Q(due_on__isnull=True), name="task_that_recurs_has_no_single_day"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="task_by_unit"),
            models.Index(fields=["group", "unit", "order"], name="task_by_group"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.text[:80]}".strip()

    @property
    def scope_on(self) -> dt.date:
        """The day whose tree decides who may see and report it."""
        return self.given_on

    @property
    def deadline(self) -> Deadline | None:
        """When it is due, or None."""
        return Deadline(self.due_on, self.due_exclusive, self.due_time) if self.due_on else None

    @property
    def standing(self) -> states.Standing:
        """How it looks today: late, soon, done and so on."""
        return states.standing(
            state=self.state,
            firmness=self.firmness,
            deadline=self.deadline,
            done_on=self.done_at.astimezone(ZONE).date() if self.done_at else None,
            today=clock.today(),
        )


class Result(models.Model):
    """What was said about a task at one of its revisions, by whom and when: append-only. The last one is the task's."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="results")
    revision = models.PositiveIntegerField()
    text = models.TextField()
    evidence = models.TextField(blank=True)
    evidence_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by_uid = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "revision"], name="result_one_per_task_and_revision")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.task_id}/{self.revision} {self.text[:80]}"
