"""Writes of access tokens."""

import datetime as dt
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tienbo.access.models import AccessToken, User
from tienbo.access.queries import asked_of_a_manager, units_of
from tienbo.access.tokens.queries import hash_of, may_hold_token, tokens_in_force
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.journal.actions import record

SECRET_BYTES = 32
# Programs that look for lost secrets know ours by it.
PREFIX = "tienbo_"
LONGEST = dt.timedelta(days=365)
MOST_TOKENS = 20


class NameTaken(ValueError):
    """A token of the person that is in force has this name already."""


class TooManyTokens(ValueError):
    """The person has `MOST_TOKENS` in force."""


class BadLastDay(ValueError):
    """The last day has passed already, or lies more than a year ahead."""


@transaction.atomic
def issue_token(*, by: User, name: str, may_write: bool, expires_on: dt.date) -> tuple[AccessToken, str]:
    """A new token of the person himself, and its secret, which is returned once and kept nowhere.

    PermissionDenied to whom may see no reports.
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    if not may_hold_token(user):
        raise PermissionDenied("sees no reports")
    today, name = clock.today(), " ".join(nfc(name).split())
    if not today <= expires_on <= today + LONGEST:
        raise BadLastDay(expires_on.isoformat())
    there = tokens_in_force(user)
    if there.filter(name=name).exists():
        raise NameTaken(name)
    if there.count() >= MOST_TOKENS:
        raise TooManyTokens(MOST_TOKENS)
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = AccessToken.objects.create(
        user=user,
        name=name,
        secret_hash=hash_of(secret),
        may_write=may_write,
        made_at=clock.now(),
        expires_on=expires_on,
    )
    facts = {"name": name, "until": expires_on.isoformat(), "writes": may_write}
    _journal(by, "token.issued_to_write" if may_write else "token.issued", token, facts)
    return token, secret


@transaction.atomic
def revoke_token(*, by: User, token: AccessToken) -> bool:
    """From now on the token opens nothing; whether it was not revoked before. Its holder may, and whoever manages the
    holder's account."""
    user = User.objects.select_for_update().get(pk=token.user_id)
    if by.pk != user.pk:
        asked = asked_of_a_manager(user)
        if not asked:
            raise PermissionDenied("the person holds no role that anybody manages")
        for permission, unit in asked:
            authorise(by, permission, unit)
    revoked = AccessToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=clock.now())
    if revoked:
        _journal(by, "token.revoked", token, {"name": token.name})
    return bool(revoked)


@transaction.atomic
def note_use(*, by: User, token: AccessToken) -> None:
    """That the token was used today, written once a day: what is done through it is in the journal and in the history
    of each figure."""
    today = clock.today()
    if by.pk == token.user_id and token.last_used_on != today:
        AccessToken.objects.filter(pk=token.pk).update(last_used_on=today)


def _journal(by: User, action: str, token: AccessToken, facts: dict) -> None:
    """A line at each unit where the holder has a role, so that whoever keeps its journal reads of it."""
    for unit in units_of(token.user) or [None]:
        record(
            by=by,
            action=action,
            module="access",
            kind="user",
            key=token.user.uid,
            unit_uid=unit.uid if unit else None,
            facts=facts,
        )
