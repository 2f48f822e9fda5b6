"""Tables of the tree through time."""

import datetime as dt
import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from tienbo.core.vietnamese import search_key
from tienbo.units.kinds import Kind, Sector


class UnitQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> "UnitQuerySet":
        """The units that stand in the tree on this day."""
        return self.filter(Exists(Placement.objects.filter(unit=OuterRef("pk"), valid_during__contains=day)))

    def below(self, unit: "Unit", day: dt.date, *, itself: bool = True) -> "UnitQuerySet":
        """The subtree of a unit on this day."""
        ancestry = UnitAncestor.objects.filter(descendant=OuterRef("pk"), ancestor=unit, valid_during__contains=day)
        return self.filter(Exists(ancestry if itself else ancestry.filter(depth__gt=0)))


class Unit(models.Model):
    """An office, a territory or an organisation as an identity: it never moves, whatever it is called."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = UnitQuerySet.as_manager()

    def __str__(self) -> str:
        latest = max(self.placements.all(), key=lambda place: place.valid_during.lower, default=None)
        return latest.name if latest else str(self.uid)


class Spanned:
    """A row that holds in ``valid_during``, which is half-open: [first day, day after the last)."""

    @property
    def first_day(self) -> dt.date:
        """The first day on which it holds."""
        return self.valid_during.lower

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which it holds; None while no end is known."""
        upper = self.valid_during.upper
        return upper - dt.timedelta(days=1) if upper else None


class PlacementQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> "PlacementQuerySet":
        """The tree as it stood on this day."""
        return self.filter(valid_during__contains=day)

    def named(self, text: str) -> "PlacementQuerySet":
        """Those with these words in their name, or with this official code; no words mean all.

        Tone marks may be left out; a word may be cut short at its end ("hoa" finds "Hòa An", not "Đa khoa").
        """
        if not (wanted := search_key(text)):
            return self
        words = Q(search_key__startswith=wanted) | Q(search_key__contains=f" {wanted}")
        return self.filter(words | Q(official_code__iexact=text.strip()))

    def in_order(self) -> "PlacementQuerySet":
        """Vietnamese alphabetical order of the names."""
        return self.order_by("sort_key", "unit_id")


class Placement(Spanned, models.Model):
    """What a unit was called, what it was, and under whom it stood, from one day to another.

    ``official_code`` is the code of the
    statistics office for territories, a short symbol for offices; at one day a code belongs to one unit.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="child_placements")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    form = models.CharField(max_length=20, blank=True)
    sectors = ArrayField(models.CharField(max_length=20, choices=Sector), default=list, blank=True)
    official_code = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    valid_during = DateRangeField()
    legal_basis = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=800, db_collation="C")
    search_key = models.CharField(max_length=250, db_collation="C")

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="placement_one_per_unit_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("valid_during", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="placement_code_belongs_to_one_unit_at_a_time",
                expressions=[
                    ("official_code", RangeOperators.EQUAL),
                    ("valid_during", RangeOperators.OVERLAPS),
                ],
                condition=~Q(official_code=""),
            ),
            models.CheckConstraint(condition=Q(valid_during__isempty=False), name="placement_lasts_at_least_a_day"),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="placement_not_under_itself"),
        ]
        indexes = [
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="placement_by_search_key"),
            models.Index(fields=["parent", "sort_key"], name="placement_by_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAncestor(models.Model):
    """Derived from placements, never edited: `ancestor` stood `depth` levels above `descendant` in these
    days.

    Each unit is its own ancestor at depth 0.
    """

    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="ancestry_below")
    descendant = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="ancestry_above")
    depth = models.PositiveSmallIntegerField()
    valid_during = DateRangeField()

    class Meta:
        indexes = [
            models.Index(fields=["descendant", "ancestor", "depth"], name="ancestry_upward"),
            models.Index(fields=["ancestor", "descendant", "depth"], name="ancestry_downward"),
            GistIndex(fields=["ancestor", "valid_during"], name="ancestry_by_span"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id} ({self.depth})"


class Succession(models.Model):
    """`to_unit` took over from `from_unit` on a day, wholly, in part, or to an unknown extent.

    Only whole links carry figures through a reform; the others are flagged.
    """

    class Share(models.TextChoices):
        WHOLE = "whole"
        PART = "part"
        UNKNOWN = "unknown"

    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successors")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessors")
    on = models.DateField()
    share = models.CharField(max_length=10, choices=Share)
    legal_basis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_unit", "to_unit", "on"], name="succession_stated_once"),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="succession_to_another_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit_id} -> {self.to_unit_id} on {self.on}"


class StandingOffice(Spanned, models.Model):
    """`held_by` holds the standing office (secretariat) of `unit`'s committee in these days. A role, never
    an agency by name.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standing_offices")
    held_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="secretariats")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    valid_during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="standing_office_one_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("valid_during", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_by_id} for {self.unit_id}"
