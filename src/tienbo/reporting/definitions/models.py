"""The table of form versions."""

import pgtrigger
from django.db import models


class FormVersion(models.Model):
    """One version of a form, as its readable definition (YAML). Immutable: a change is a new version.

    ``digest`` is the SHA-256 of the canonical definition; reports carry it in their own digest.
    """

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="form_version_registered_once")]
        triggers = [pgtrigger.Protect(name="form_immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"
