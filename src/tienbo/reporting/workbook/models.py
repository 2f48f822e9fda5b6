"""The table of workbooks that came back."""

import uuid

from django.db import models

from tienbo.files.models import StoredFile
from tienbo.reporting.rounds.models import Report


class WorkbookUpload(models.Model):
    """One file that somebody sent, alone or with others (`batch`), and what was found in it.

    Only who sent it sees it. `file` is kept from when it was opened until it is put aside; one whose figures were
    written is kept for good, as what they came from: their changes bear its `uid` as their operation. ``verdict``: see
    `verdicts.Verdict.as_data`, in both languages.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SHOWN = "shown"
        REFUSED = "refused"
        TAKEN = "taken"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.UUIDField()
    position = models.PositiveIntegerField()
    by_uid = models.UUIDField()
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, blank=True, related_name="workbooks")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    verdict = models.JSONField(default=dict)
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="workbook_one_per_place_in_batch"),
            models.CheckConstraint(
                condition=models.Q(state="taken", taken_at__isnull=False)
                | ~models.Q(state="taken") & models.Q(taken_at__isnull=True),
                name="workbook_taken_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["report", "state"], name="workbook_by_report")]

    def __str__(self) -> str:
        return self.name
