"""The table of choices about sentences from below."""

import pgtrigger
from django.db import models

from tienbo.reporting.rounds.models import Report


class ItemChoice(models.Model):
    """What whoever writes a report chose about one sentence of a unit below. Append-only: of each of the two questions
    (dropped or not, apart from its group or not) the newest row answers.

    ``unit`` and ``item`` say which sentence it is; ``words`` (SHA-256) how it read: one that reads otherwise since is a
    new sentence to look at.
    """

    class Outcome(models.TextChoices):
        DROPPED = "dropped"
        RESTORED = "restored"
        APART = "apart"
        TOGETHER = "together"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="item_choices")
    heading = models.CharField(max_length=60)
    unit = models.UUIDField()
    item = models.UUIDField()
    words = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome)
    by_uid = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["report", "heading"], name="item_choice_by_heading")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report_id} {self.heading} {self.item}: {self.outcome}"
