"""Tables of questions."""

import pgtrigger
from django.db import models
from django.db.models import Q

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.states import RUNNING, Side, State
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import APPEND_ONLY, ReportVersion
from tienbo.units.models import Unit


class Question(models.Model):
    """One question about one place of a report (``kind`` and ``key``: see `about.About`).

    ``version`` is the one that was looked at, None while the unit was still writing. ``stood`` is what stood at the
    place when it was last asked (see `entry.standing`): sending something else there answers it.
    """

    class Kind(models.TextChoices):
        CELL = "cell"
        TABLE = "table"
        HEADING = "heading"
        REPORT = "report"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    stood = models.CharField(max_length=100, blank=True)
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, null=True, related_name="questions")
    asking_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_by_uid = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True)
    closed_by_uid = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="report", key="") | (~Q(kind="report") & ~Q(key="")), name="question_about_a_place"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "withdrawn"], closed_at__isnull=False)
                | Q(state__in=["open", "answered"], closed_at__isnull=True),
                name="question_closed_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["report", "state"], name="question_by_report")]
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report_id} {self.about}"

    @property
    def about(self) -> About:
        """The place."""
        return About(self.kind, self.key)

    @property
    def cell(self) -> Cell | None:
        """The cell, for a question about one."""
        return self.about.cell

    @property
    def is_open(self) -> bool:
        """Waits for the unit."""
        return self.state == State.OPEN

    @property
    def is_running(self) -> bool:
        """Waits for the unit, or for whoever asked."""
        return self.state in RUNNING


class Reply(models.Model):
    """What was said after the question, by either side: append-only. ``version``: the unit sent another figure or text
    at the place in this version, and ``text`` says what (``12 → 15``) or nothing."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="replies")
    side = models.CharField(max_length=8, choices=Side)
    text = models.TextField(blank=True)
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by_uid = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | Q(version__isnull=False), name="reply_says_something"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.text[:40]}"
