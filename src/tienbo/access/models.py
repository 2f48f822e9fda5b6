"""Users and what they are at which unit."""

import datetime as dt
import uuid

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from tienbo.access.permissions import ROLE_NAMES, Role
from tienbo.units.models import Unit


class User(AbstractUser):
    """An account of one official. Permissions come from grants alone; Django's groups and staff flags are
    not used.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # Somebody else knows the password (it was handed over once): the person must choose one first.
    must_change_password = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def name_and_username(self) -> str:
        """Who it is beyond doubt: two accounts may bear one name."""
        return f"{self.display_name} ({self.username})" if self.display_name else self.username


class GrantQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> "GrantQuerySet":
        """Grants in force on a day."""
        return self.filter(valid_during__contains=day)


class Grant(models.Model):
    """`user` holds `role` at `unit` in these days; how far each permission of the role reaches is in
    `permissions`.

    ``basis`` names the decision or the delegation that gave it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(role.value, ROLE_NAMES[role]) for role in Role])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    valid_during = DateRangeField()
    basis = models.CharField(max_length=200, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="grant_once_per_person_role_and_unit",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("valid_during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(valid_during__isempty=False), name="grant_lasts_at_least_a_day"),
        ]
        indexes = [models.Index(fields=["user", "role"], name="grant_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} @ {self.unit_id}"
