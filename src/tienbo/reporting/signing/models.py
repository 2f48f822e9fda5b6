"""The table of examined files."""

import pgtrigger
from django.db import models

from tienbo.documents.signatures import Addition, Examination
from tienbo.reporting.output.models import IssuedFile


class ExaminedFile(models.Model):
    """What was found of the signatures of a kept file, by the roots of that day. Never changed: when the roots change,
    another examination is added and the newest is shown.

    ``sha256``: the file; ``original``: the issued PDF that it begins with, None for a file of other origin;
    ``addition``: what it holds beyond it; ``signatures``: plain data of `documents.signatures.Signature`, in order;
    ``roots``: the fingerprint of the roots, "" when none were configured.
    """

    sha256 = models.CharField(max_length=64)
    original = models.ForeignKey(IssuedFile, on_delete=models.PROTECT, null=True, related_name="+")
    addition = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Addition])
    signatures = models.JSONField()
    roots = models.CharField(max_length=64, blank=True)
    examined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "roots"], name="file_examined_once_per_roots")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}: {len(self.signatures)}"

    @property
    def examination(self) -> Examination:
        """The signatures as they were found."""
        return Examination.of_facts(self.signatures)
