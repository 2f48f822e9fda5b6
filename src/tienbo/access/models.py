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
    # The software through which the person acts in this request, by the name of its token; the journal notes it.
    through = ""

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


class AccessTokenQuerySet(models.QuerySet):
    def in_force(self, day: dt.date) -> "AccessTokenQuerySet":
        """Tokens that are neither revoked nor past their last day."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=day)


class AccessToken(models.Model):
    """With it another software acts as its user (ADR 0033). Of the secret only the SHA-256 is kept.

    ``expires_on`` is the last day on which it opens anything; ``last_used_on`` the last day on which it did. It is
    never deleted: the list shows what there was.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="access_token_has_a_name")]
        indexes = [models.Index(fields=["user", "-made_at"], name="access_token_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.name}"
