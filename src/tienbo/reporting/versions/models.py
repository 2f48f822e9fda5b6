"""Tables of frozen reports."""

import uuid

import pgtrigger
from django.db import models

from tienbo.files.models import StoredFile
from tienbo.indicators.models import Breakdown, DataElement
from tienbo.register.models import OfficialDocument
from tienbo.reporting.rounds.models import Report

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class ReportVersion(models.Model):
    """A report as it was sent. Immutable: the database refuses to change or delete it.

    ``figures``: [[element, breakdown, value as text or null, flag, note]] in canonical order; ``justifications``:
    [[finding, text]]; ``narrative``: {heading: {"text", "items"}}; ``outstanding``: the units below that are not in
    the totals, [[uid, kind, sectors, variant]]; ``header`` is the hashed header (docs/digest.md) and
    ``scheme`` that of the digest. Nonces keep a guess at another unit's few figures from being checked against a hash;
    scheme 1 has none for the totals.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    header = models.JSONField()
    figures = models.JSONField()
    justifications = models.JSONField()
    narrative = models.JSONField()
    outstanding = models.JSONField()
    nonce_figures = models.CharField(max_length=64)
    nonce_narrative = models.CharField(max_length=64)
    nonce_totals = models.CharField(max_length=64, blank=True)
    scheme = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    submitted_at = models.DateTimeField()
    submitted_by_uid = models.UUIDField(null=True)
    last_on_time = models.DateField(null=True)
    is_late = models.BooleanField()
    entered_by_superior = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="version_numbered_once")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.report} v{self.number}"

    @property
    def unit(self):
        """Whose report it is; its scope is the report's."""
        return self.report.unit

    @property
    def scope_on(self):
        """The day whose tree decides who sees it."""
        return self.report.scope_on


class VersionChild(models.Model):
    """A version consolidates a version of a unit directly below."""

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="consolidated_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "child"], name="version_child_once")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.version_id} > {self.child_id}"


class VersionTotal(models.Model):
    """One cell's total over the unit and all below as frozen, with its coverage in units.

    ``expected`` units were asked; of them ``reported`` gave a value (``estimated`` of those an estimate), others said
    not collected, not applicable or withheld; the rest is missing.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="totals")
    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="+")
    breakdown = models.ForeignKey(Breakdown, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    expected = models.PositiveIntegerField()
    reported = models.PositiveIntegerField()
    estimated = models.PositiveIntegerField()
    not_collected = models.PositiveIntegerField()
    not_applicable = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "element", "breakdown"], name="total_one_per_version_and_cell")
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.version_id} {self.element_id}/{self.breakdown_id} = {self.value}"


class CountedVersion(models.Model):
    """The version of a report that its superior has taken: this is what adds up. A newer one taken replaces it."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="counted")
    version = models.OneToOneField(ReportVersion, on_delete=models.PROTECT, related_name="counting")
    taken_at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.report_id}: v{self.version_id}"


class Decision(models.Model):
    """What became of a version: taken, more asked, recalled, reopened, receipt from above. Append-only."""

    class Outcome(models.TextChoices):
        TAKEN = "taken"
        RETURNED = "returned"
        RECALLED = "recalled"
        REOPENED = "reopened"

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    message = models.TextField(blank=True)
    cells = models.JSONField(default=list)
    at = models.DateTimeField()
    by_uid = models.UUIDField(null=True)

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.version_id} {self.outcome}"


class SignedPaper(models.Model):
    """What was recorded of a version's signed document: a fact apart from the figures.

    A scan that comes later and a correction are rows of their own: a version's newest row is its paper, the others are
    its history. ``document`` is the entry in the register; a paper that keeps its number in the next version keeps its
    entry too, so that number, day and file stand here for the version they were recorded for.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="signed_papers")
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)
    signed_on = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signer = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_uid = models.UUIDField(null=True)

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.number}"
