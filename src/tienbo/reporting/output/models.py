"""The table of issued files."""

import pgtrigger
from django.db import models
from django.db.models import Q

from tienbo.files.models import StoredFile
from tienbo.reporting.versions.models import ReportVersion


class IssuedFile(models.Model):
    """One printed form of a version as it was issued. The same release prints the same bytes again.

    `number`, `signed_on` and `signer` are what it bears of the signed paper; blank as it was sent. Recording or
    correcting the paper adds files and changes none. `address` is what its QR code leads to, "" without one.
    """

    class Format(models.TextChoices):
        DOCX = "docx"
        PDF = "pdf"
        XLSX = "xlsx"

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="issued_files")
    format = models.CharField(max_length=5, choices=Format)
    number = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    release = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "format"], condition=Q(number=""), name="issued_file_once_as_it_was_sent"
            ),
            models.UniqueConstraint(
                fields=["version", "format", "number", "signed_on", "signer"], name="issued_file_once_per_imprint"
            ),
            models.CheckConstraint(
                condition=Q(number="", signed_on__isnull=True, signer="") | ~Q(number="") & Q(signed_on__isnull=False),
                name="issued_file_number_with_its_day",
            ),
        ]
        triggers = [pgtrigger.Protect(name="issued_file_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.version_id}.{self.format}"
