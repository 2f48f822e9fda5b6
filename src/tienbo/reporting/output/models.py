"""The table of issued files."""

import pgtrigger
from django.db import models

from tienbo.files.models import StoredFile
from tienbo.reporting.versions.models import ReportVersion


class IssuedFile(models.Model):
    """One printed form of a version as it was issued. The same release prints the same bytes again."""

    class Format(models.TextChoices):
        DOCX = "docx"
        PDF = "pdf"
        XLSX = "xlsx"

    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="issued_files")
    format = models.CharField(max_length=5, choices=Format)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    release = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "format"], name="issued_file_one_per_version_and_format")
        ]
        triggers = [pgtrigger.Protect(name="issued_file_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.version_id}.{self.format}"
