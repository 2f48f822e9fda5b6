"""Writes of users and grants."""

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tienbo.access.models import Grant, User
from tienbo.access.permissions import Permission, Role
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.journal.actions import record
from tienbo.units.models import Unit

# What somebody who may only let others send can give.
DELEGABLE = {Role.DELEGATE}


@transaction.atomic
def create_user(
    *,
    by,
    username: str,
    display_name: str,
    unit: Unit,
    password: str | None = None,
    encoded: str = "",
    must_change_password: bool = False,
    email: str = "",
    phone: str = "",
) -> User:
    """Make an account for a person at a unit; the caller gives the roles. No password: the account cannot
    log in. `encoded` is a password already hashed (many accounts of a demo share one).
    """
    authorise(by, Permission.PEOPLE_MANAGE, unit)
    user = User(
        username=username,
        display_name=display_name,
        email=email,
        phone=phone,
        must_change_password=must_change_password,
        password=encoded or make_password(password),
    )
    user.save()
    _journal(by, "user.created", user, unit, {})
    return user


@transaction.atomic
def grant_role(
    *, by, user: User, role: Role, unit: Unit, since: dt.date, until: dt.date | None = None, basis: str = ""
) -> Grant:
    """Give a person a role at a unit from a day (to the day before `until`).

    A head may let another send (role delegate) without managing people; everything else asks for that
    permission.
    """
    permission = Permission.DELEGATE if role in DELEGABLE else Permission.PEOPLE_MANAGE
    authorise(by, permission, unit)
    grant = Grant.objects.create(
        user=user, role=role.value, unit=unit, valid_during=(since, until), basis=basis
    )
    _journal(by, "grant.given", user, unit, {"role": role.value, "since": since.isoformat(), "basis": basis})
    return grant


@transaction.atomic
def end_grant(*, by, grant: Grant) -> None:
    """From today the grant no longer holds."""
    permission = Permission.DELEGATE if Role(grant.role) in DELEGABLE else Permission.PEOPLE_MANAGE
    authorise(by, permission, grant.unit)
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    today = clock.today()
    if grant.valid_during.lower >= today:
        grant.delete()
    else:
        grant.valid_during = (grant.valid_during.lower, today)
        grant.save(update_fields=["valid_during"])
    _journal(by, "grant.ended", grant.user, grant.unit, {"role": grant.role})


def _journal(by, action: str, user: User, unit: Unit, facts: dict) -> None:
    record(by=by, action=action, module="access", kind="user", key=user.pk, unit_uid=unit.uid, facts=facts)
