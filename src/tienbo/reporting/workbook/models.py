"""The tables of workbooks that came back, and of how an office's own tables are read."""

import uuid

from django.db import models

from tienbo.files.models import StoredFile
from tienbo.reporting.rounds.models import Report
from tienbo.units.models import Unit


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


class OwnLayout(models.Model):
    """How the tables of an office's own workbook or Word file are read into reports on one form, said once.

    ``unit``: whose it is; ``for_below``: it was made by a superior for the units below it and does not say which of
    them a file is of. ``layout``: see `own.layouts`. ``sample``: the file on which it was said, kept with it so that it
    can be changed. A draft reads nothing; one that is retired reads nothing any more and can be used again.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        ACTIVE = "active"
        RETIRED = "retired"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="own_layouts")
    for_below = models.BooleanField(default=False)
    form_code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    layout = models.JSONField(default=dict)
    sample = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_by_uid = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    changed_by_uid = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "form_code", "name"],
                condition=models.Q(state="active"),
                name="own_layout_in_use_has_its_own_name",
            )
        ]

    def __str__(self) -> str:
        return self.name
