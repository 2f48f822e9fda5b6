"""The tables of committees."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models

from tienbo.units.models import Spanned, Unit


class Committee(Spanned, models.Model):
    """The committee (or, at a small unit, the focal officer) of a unit in these days, as its papers name it.

    ``symbol`` stands in document numbers (BVSTBCPN); ``superior_line`` is printed above the name; ``place`` is the
    place name before the date; ``recipients`` are the lines of "Nơi nhận" of its reports.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="committees")
    name = models.CharField(max_length=250)
    symbol = models.CharField(max_length=40)
    superior_line = models.CharField(max_length=250, blank=True)
    place = models.CharField(max_length=80)
    recipients = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    has_committee = models.BooleanField(default=True)
    valid_during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="committee_one_per_unit_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("valid_during", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return self.name


class SigningSeat(Spanned, models.Model):
    """How the committee's reports are signed in these days.

    ``authority`` is "" (the head signs), "KT. TRƯỞNG BAN", "TM. BAN ..."; ``titles`` are the lines above the name, the
    seat first; ``home_office`` is the second title of the double-title form. No person is named here: the name is
    entered with the signed paper.
    """

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="signing_seats")
    authority = models.CharField(max_length=80, blank=True)
    titles = ArrayField(models.CharField(max_length=120))
    home_office = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    valid_during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="signing_seat_one_at_a_time",
                expressions=[("committee", RangeOperators.EQUAL), ("valid_during", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return " / ".join([self.authority, *self.titles])


class PaperIssuer(Spanned, models.Model):
    """Whose paper the reports of one kind are in these days, where it is not the committee's own: the head and the foot
    that are printed in place of the committee's. No person is named here.

    ``kind_of_paper``: a plain code (reports: the code of their form; committees know no reports). ``addressee``: the
    line after "Kính gửi"; empty: as for any paper of the committee. The others as in `Committee` and `SigningSeat`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paper_issuers")
    kind_of_paper = models.CharField(max_length=60)
    name = models.CharField(max_length=250)
    superior_line = models.CharField(max_length=250, blank=True)
    symbol = models.CharField(max_length=40)
    place = models.CharField(max_length=80)
    addressee = models.CharField(max_length=250, blank=True)
    recipients = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    authority = models.CharField(max_length=80, blank=True)
    titles = ArrayField(models.CharField(max_length=120))
    home_office = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    valid_during = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="paper_issuer_one_per_kind_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("kind_of_paper", RangeOperators.EQUAL),
                    ("valid_during", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind_of_paper}: {self.name}"
