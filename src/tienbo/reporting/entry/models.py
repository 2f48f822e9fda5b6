"""Tables of working figures and text."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tienbo.indicators.models import Breakdown, DataElement, Flag
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion


class Entry(models.Model):
    """The working figure of one cell of a report. ``revision`` grows with each change."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="entries")
    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="+")
    breakdown = models.ForeignKey(Breakdown, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    flag = models.CharField(max_length=15, choices=Flag, default=Flag.ACTUAL)
    note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "element", "breakdown"], name="entry_one_per_report_and_cell"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(flag__in=["actual", "estimate", "corrected"]),
                name="entry_without_value_when_there_is_none_to_give",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(flag__in=["estimate", "corrected"]),
                name="entry_estimate_or_correction_has_a_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.element_id}/{self.breakdown_id} = {self.value}"


class EntryChange(models.Model):
    """One edit of one cell: append-only. ``operation`` makes a repeated request harmless."""

    class Origin(models.TextChoices):
        TYPED = "typed"
        PASTED = "pasted"
        DECLARED = "declared"
        COPIED = "copied"
        WORKBOOK = "workbook"
        DERIVED = "derived"
        OFFLINE = "offline"
        FILLED = "filled"
        DRAWN = "drawn"
        SOFTWARE = "software"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="entry_changes")
    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="+")
    breakdown = models.ForeignKey(Breakdown, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    old_value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    old_flag = models.CharField(max_length=15, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    flag = models.CharField(max_length=15, choices=Flag)
    note = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=10, choices=Origin)
    operation = models.UUIDField()
    by_uid = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "element", "breakdown", "revision"], name="change_one_per_cell_and_revision"
            )
        ]
        indexes = [models.Index(fields=["report", "operation"], name="change_by_operation")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.old_value} -> {self.value}"


class Draw(models.Model):
    """Figures of a paper upward drawn from a version of the report that feeds it: append-only. ``operation`` is that of
    the changes it made, so that each cell tells from which version its figure came (`EntryChange`)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="draws")
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="drawn_into")
    operation = models.UUIDField(unique=True)
    cells = models.PositiveIntegerField()
    by_uid = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report_id} < {self.version_id}"


class Passage(models.Model):
    """The text of one heading of a report: prose, and items where the heading asks items.

    ``items`` and ``sources`` (where the paragraphs of the prose come from) are shaped as `entry.wording` says.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="passages")
    heading = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    items = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "heading"], name="passage_one_per_report_and_heading")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.heading}"


class PassageChange(models.Model):
    """What the text of a heading became, each time: append-only. ``operation`` makes a repeated request harmless."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="passage_changes")
    heading = models.CharField(max_length=60)
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    items = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    operation = models.UUIDField(null=True)
    by_uid = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "heading", "revision"], name="passage_change_one_per_heading_and_revision"
            ),
            models.UniqueConstraint(
                fields=["report", "heading", "operation"], name="passage_change_once_per_operation"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report_id} {self.heading} {self.revision}"


class Justification(models.Model):
    """Why a warning is right as it stands; it travels with the report. ``finding`` is the finding's key."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="justifications")
    finding = models.CharField(max_length=200)
    text = models.CharField(max_length=500)
    by_uid = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "finding"], name="justification_one_per_finding")]

    def __str__(self) -> str:
        return f"{self.finding}: {self.text}"


class JustificationChange(models.Model):
    """One edit of a justification: append-only. No ``text``: it was taken back. ``operation``: see `PassageChange`."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="justification_changes")
    finding = models.CharField(max_length=200)
    old_text = models.CharField(max_length=500, blank=True)
    text = models.CharField(max_length=500, blank=True)
    operation = models.UUIDField(null=True)
    by_uid = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "finding", "operation"], name="justification_change_once_per_operation"
            )
        ]
        indexes = [models.Index(fields=["report", "finding"], name="justification_change_by_key")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.finding}: {self.old_text} -> {self.text}"


class TableScale(models.Model):
    """In what unit the figures of money of one table are shown and typed. They are kept in đồng whatever it is; a table
    without a row is in đồng."""

    class Scale(models.TextChoices):
        DONG = "dong", _("đồng")
        MILLION = "million", _("million đồng")

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="table_scales")
    table = models.CharField(max_length=10)
    scale = models.CharField(max_length=10, choices=Scale)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "table"], name="table_scale_one_per_table")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.table}: {self.scale}"
