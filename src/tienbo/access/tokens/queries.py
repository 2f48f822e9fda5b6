"""Reads of access tokens: whose a secret is, why it opens nothing, and what there is."""

import hashlib
import uuid

from django.db.models import QuerySet

from tienbo.access.models import AccessToken, User
from tienbo.access.permissions import Permission
from tienbo.access.queries import seats_of, units_where
from tienbo.access.seat import needs_second_factor
from tienbo.core import clock


def hash_of(secret: str) -> str:
    """What is kept of a secret. It has 256 random bits, so that one hash is enough."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def token_of_secret(secret: str) -> AccessToken | None:
    """The token of a secret, with its user, whether or not it opens anything (`closed_because`)."""
    return AccessToken.objects.filter(secret_hash=hash_of(secret)).select_related("user").first()


def closed_because(token: AccessToken) -> str:
    """Why a token opens nothing today: revoked, expired, locked (the account), password (somebody else knows it, and
    the holder has chosen no other yet), second_factor (a role of the holder demands one that is not set up); "" when it
    opens. A session is held to the same (`access.seat`)."""
    user = token.user
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_on < clock.today():
        return "expired"
    if not user.is_active:
        return "locked"
    if user.must_change_password:
        return "password"
    return "second_factor" if needs_second_factor(user, seats_of(user)) else ""


def may_hold_token(user: User) -> bool:
    """Whether there is anything for software to read in the person's place: reports that he may see."""
    return units_where(user, Permission.REPORT_VIEW).exists()


def tokens_of(user: User) -> QuerySet[AccessToken]:
    """Every token that a person ever had, the newest first."""
    return AccessToken.objects.filter(user=user).order_by("-made_at", "-pk")


def tokens_in_force(user: User) -> QuerySet[AccessToken]:
    """Those of a person that are neither revoked nor past their last day."""
    return tokens_of(user).in_force(clock.today())


def token_of(uid: uuid.UUID) -> AccessToken | None:
    """The token of this uid, with its user."""
    return AccessToken.objects.filter(uid=uid).select_related("user").first()
