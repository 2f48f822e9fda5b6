"""Writes of calendar feeds."""

import secrets

from django.db import transaction

from tienbo.access.models import User
from tienbo.core import clock
from tienbo.journal.actions import record
from tienbo.notices.models import CalendarFeed
from tienbo.notices.queries import hash_of

SECRET_BYTES = 32


@transaction.atomic
def make_feed(*, by: User, language: str) -> str:
    """A new secret address for a person's due days; an earlier one leads nowhere from now on.

    Returns the secret, which is kept nowhere.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    User.objects.select_for_update().get(pk=by.pk)
    CalendarFeed.objects.update_or_create(
        user=by, defaults={"secret_hash": hash_of(secret), "language": language, "made_at": clock.now()}
    )
    _journal(by, "user.calendar_made")
    return secret


@transaction.atomic
def revoke_feed(*, by: User) -> bool:
    """The secret address leads nowhere from now on; whether there was one."""
    User.objects.select_for_update().get(pk=by.pk)
    gone, _ = CalendarFeed.objects.filter(user=by).delete()
    if gone:
        _journal(by, "user.calendar_revoked")
    return bool(gone)


def _journal(user: User, action: str) -> None:
    record(by=user, action=action, module="access", kind="user", key=user.uid)
