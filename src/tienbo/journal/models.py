"""The journal's one table."""

import pgtrigger
from django.db import models


class LineQuerySet(models.QuerySet):
    def about(self, module: str, kind: str, key) -> "LineQuerySet":
        """The lines of one subject, oldest first."""
        return self.filter(module=module, kind=kind, key=str(key)).order_by("id")


class Line(models.Model):
    """One act. Never changed, never deleted: the database refuses both."""

    at = models.DateTimeField()
    actor_uid = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    module = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    unit_uid = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = LineQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["module", "kind", "key", "id"], name="journal_line_by_subject"),
            models.Index(fields=["unit_uid", "-id"], name="journal_line_by_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["module", "kind", "key", "previous"], name="journal_one_line_follows_another"
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.kind} {self.key}"
