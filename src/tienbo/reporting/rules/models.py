"""The table of rule sets."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from tienbo.reporting.rules.states import RuleState
from tienbo.units.models import Unit

_FIXED = ("uid", "unit_id", "code", "version", "form_code", "title_vi", "title_en", "source", "digest")
_OTHERWISE = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in _FIXED)


class RuleSet(models.Model):
    """One version of a unit's rules for a form, as readable YAML (`rules.language`).

    ``digest`` is the SHA-256 of what it says. ``revision`` grows with each change of a draft. What is released is never
    changed, only retired; the database refuses anything else.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rule_sets")
    code = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    form_code = models.CharField(max_length=60)
    title_vi = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    source = models.TextField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=RuleState, default=RuleState.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by_uid = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code", "version"], name="rule_set_version_once"),
            models.UniqueConstraint(
                fields=["unit", "code"], condition=Q(state="draft"), name="rule_set_one_draft_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["unit", "code"], condition=Q(state="released"), name="rule_set_one_version_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", released_at__isnull=True)
                | (~Q(state="draft") & Q(released_at__isnull=False)),
                name="rule_set_released_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="rule_set_by_digest")]
        triggers = [
            pgtrigger.Protect(
                name="released_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state <> 'draft'"),
            ),
            pgtrigger.Protect(
                name="released_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"OLD.state <> 'draft' AND (OLD.state = 'retired' OR NEW.state = 'draft' OR {_OTHERWISE})"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state == RuleState.DRAFT
