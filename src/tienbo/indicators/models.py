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


class Flag(models.TextChoices):
    """What a figure is, or why there is none. Blank is `actual` without a value: nothing was said, never zero."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    CORRECTED = "corrected"
    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    WITHHELD = "withheld"


class Observation(models.Model):
    """A unit's own figure for a period, from an accepted report version.

    ``closing_on`` is the last day whose events it counts (for stocks: the day it is of), ``tree_on`` the day of the
    tree whose boundaries it is within. Of a cell and a period one observation is current: what was taken last; the
    others are superseded (``superseded_at``), never changed. Periods of different length stand side by side (ADR
    0014). What was signed is read from the version, never from here. ``source_*`` are the plain key of the version.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="observations")
    element = models.ForeignKey(DataElement, on_delete=models.PROTECT, related_name="observations")
    breakdown = models.ForeignKey(Breakdown, on_delete=models.PROTECT, related_name="+")
    period = DateRangeField()
    closing_on = models.DateField()
    tree_on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    flag = models.CharField(max_length=15, choices=Flag)
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
            ),
            models.UniqueConstraint(
                fields=["unit", "period", "element", "breakdown"],
                condition=Q(superseded_at__isnull=True),
                name="observation_one_current_per_cell_and_period",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="superseded_only", exclude=["superseded_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.element_id} {self.breakdown_id} {self.value}"
