"""Tables of what is measured and of what was measured."""

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from tienbo.units.models import Unit


class DataElement(models.Model):
    """What is counted. The code never changes, so a series goes on when a form does."""

    class Kind(models.TextChoices):
        COUNT = "count"
        MONEY = "money"
        RATE = "rate"

    class Nature(models.TextChoices):
        """Flows add over time; stocks do not; term figures belong to a named term and are never mixed."""

        FLOW = "flow"
        STOCK = "stock"
        TERM = "term"

    class Aggregation(models.TextChoices):
        """How units add up: sum, count of bodies each tested on its own (added too), or not at all."""

        SUM = "sum"
        COUNT = "count"
        NONE = "none"

    code = models.CharField(max_length=60, unique=True)
    name_vi = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    unit_label = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind)
    nature = models.CharField(max_length=10, choices=Nature)
    aggregation = models.CharField(max_length=10, choices=Aggregation)
    is_restricted = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.code


class Breakdown(models.Model):
    """One combination of breakdown items, by its canonical code ("dim=item;dim=item", sorted). Immutable."""

    code = models.CharField(max_length=200, unique=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.code or "(total)"


class Observation(models.Model):
    """A unit's own figure for a period, from an accepted report version.

    A later version supersedes it (``superseded_at``); what was signed is read from the version, never from here.
    ``source_*`` are the plain key of the version.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="observations")
    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="observations")
    breakdown = models.ForeignKey(Breakdown, on_delete=models.PROTECT, related_name="+")
    period = DateRangeField()
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    flag = models.CharField(max_length=15)
    source_module = models.CharField(max_length=40)
    source_kind = models.CharField(max_length=40)
    source_key = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["element", "breakdown", "unit"],
                condition=Q(superseded_at__isnull=True),
                name="observation_current",
            ),
            models.Index(fields=["source_module", "source_kind", "source_key"], name="observation_by_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_module", "source_kind", "source_key", "element", "breakdown"],
                name="observation_once_per_source_and_cell",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.element_id} {self.breakdown_id} {self.value}"
