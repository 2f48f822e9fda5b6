"""The tables of form versions and of drafts of forms."""

import uuid

import pgtrigger
from django.db import models

from tienbo.units.models import Unit


class FormVersion(models.Model):
    """One version of a form, as its readable definition (YAML). Immutable: a change is a new version.

    ``digest`` is the SHA-256 of the canonical definition; reports carry it in their own digest. ``unit``: whose form it
    is, for its own rounds and those of units below; None: it comes with the program, for everybody.
    """

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    registered_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="forms")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="form_version_registered_once")]
        triggers = [pgtrigger.Protect(name="form_immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class FormDraft(models.Model):
    """The next version of a form while it is written: right in shape, its parts may not agree yet (`drafting`).

    ``based_on``: the version that it began with. ``revision`` grows with each change. ``reading``: tables of a paper
    form that was read and not mapped yet (`drafting.foreign.ForeignTable.as_data`). Released, it becomes a form version
    and is gone.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="form_drafts")
    code = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField()
    based_on = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="drafts")
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    source = models.TextField()
    reading = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code} v{self.version} (draft)"
