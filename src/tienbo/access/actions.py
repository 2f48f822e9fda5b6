"""Writes of users and grants."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tienbo.access.models import Grant, User
from tienbo.access.passwords import new_password
from tienbo.access.permissions import Permission, Role
from tienbo.access.queries import people_at
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM, authorise
from tienbo.journal.actions import Subject, record, record_first
from tienbo.units.models import Unit

# What somebody who may only let others send can give.
DELEGABLE = {Role.DELEGATE}


class AlreadyHeld(ValueError):
    """The person holds this role at this unit on some of these days already."""


class NotOfThisUnit(ValueError):
    """A head lets only a person of his own unit send in his place."""


@transaction.atomic
def create_user(
    *,
    by,
    username: str,
    display_name: str,
    unit: Unit,
    password: str | None = None,
    must_change_password: bool = False,
    email: str = "",
    phone: str = "",
) -> User:
    """Make an account for a person at a unit; the caller gives the roles. No password: the account cannot
    log in.
    """
    authorise(by, Permission.PEOPLE_MANAGE, unit)
    user = User(
        username=username,
        display_name=display_name,
        email=email,
        phone=phone,
        must_change_password=must_change_password,
        password=make_password(password),
    )
    user.save()
    _journal(by, "user.created", user, unit, {})
    return user


@transaction.atomic
def open_account(
    *,
    by,
    unit: Unit,
    username: str,
    display_name: str,
    role: Role,
    since: dt.date,
    basis: str = "",
    email: str = "",
    phone: str = "",
) -> tuple[User, str]:
    """Make an account with its first role and a one-time password, returned once and kept nowhere."""
    password = new_password()
    user = create_user(
        by=by,
        username=username,
        display_name=display_name,
        unit=unit,
        password=password,
        must_change_password=True,
        email=email,
        phone=phone,
    )
    grant_role(by=by, user=user, role=role, unit=unit, since=since, basis=basis)
    return user, password


@dataclass(frozen=True)
class Post:
    """An account to be made with its one role."""

    username: str
    display_name: str
    unit: Unit
    role: Role
    phone: str = ""


@transaction.atomic
def open_accounts(*, by, posts: Sequence[Post], encoded: str, since: dt.date) -> list[User]:
    """Many accounts at once, each with its role from a day on, all with one password that is already hashed."""
    for post in posts:
        _authorise_role(by, post.role, post.unit)
    users = User.objects.bulk_create(
        [
            User(username=post.username, display_name=post.display_name, phone=post.phone, password=encoded)
            for post in posts
        ]
    )
    Grant.objects.bulk_create(
        [
            Grant(user=user, role=post.role.value, unit=post.unit, valid_during=(since, None))
            for user, post in zip(users, posts, strict=True)
        ]
    )
    subjects = [
        Subject(user.uid, post.unit.uid, {"role": post.role.value, "since": since.isoformat()})
        for user, post in zip(users, posts, strict=True)
    ]
    record_first(by=by, action="user.created", module="access", kind="user", subjects=subjects)
    return users


@transaction.atomic
def grant_role(
    *, by, user: User, role: Role, unit: Unit, since: dt.date, until: dt.date | None = None, basis: str = ""
) -> Grant:
    """Give a person a role at a unit from a day (to the day before `until`).

    Nobody gives himself a role. Only a system administrator makes another. A head may let a person of his
    own unit send in his place (role delegate), by a paper named in `basis`; everything else asks for the
    permission to manage people.
    """
    _authorise_role(by, role, unit)
    _not_oneself(by, user)
    if role in DELEGABLE and not people_at(unit).filter(pk=user.pk).exists():
        raise NotOfThisUnit(str(user))
    span = (since, until)
    if Grant.objects.filter(user=user, role=role, unit=unit, valid_during__overlap=span).exists():
        raise AlreadyHeld(str(user))
    grant = Grant.objects.create(user=user, role=role.value, unit=unit, valid_during=span, basis=basis)
    facts = {"role": role.value, "since": since.isoformat(), "basis": basis}
    if until:
        facts["until"] = until.isoformat()
    _journal(by, "grant.given", user, unit, facts)
    return grant


@transaction.atomic
def end_grant(*, by, grant: Grant) -> None:
    """From today the grant no longer holds."""
    grant = Grant.objects.select_for_update().select_related("user", "unit").get(pk=grant.pk)
    _authorise_role(by, Role(grant.role), grant.unit)
    _not_oneself(by, grant.user)
    today = clock.today()
    if grant.valid_during.lower >= today:
        grant.delete()
    elif grant.valid_during.upper is None or grant.valid_during.upper > today:
        grant.valid_during = (grant.valid_during.lower, today)
        grant.save(update_fields=["valid_during"])
    _journal(by, "grant.ended", grant.user, grant.unit, {"role": grant.role})


@transaction.atomic
def issue_password(*, by, user: User, unit: Unit) -> str:
    """A new one-time password for a person who has forgotten his; returned once. `unit` is where the journal
    keeps it.
    """
    user = _managed(by, user)
    password = new_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _journal(by, "user.password_issued", user, unit, {})
    return password


@transaction.atomic
def choose_password(*, by: User, password: str) -> None:
    """A person sets his own password; only he knows it from now on."""
    user = User.objects.select_for_update().get(pk=by.pk)
    # The session that asks keeps its own copy of the person and goes on with the new password.
    user.password = by.password = make_password(password)
    user.must_change_password = by.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(by=by, action="user.password_chosen", module="access", kind="user", key=user.uid)


@transaction.atomic
def change_details(*, by: User, display_name: str, email: str, phone: str) -> None:
    """A person corrects his own name or post, address and telephone."""
    user = User.objects.select_for_update().get(pk=by.pk)
    user.display_name, user.email, user.phone = display_name, email, phone
    user.save(update_fields=["display_name", "email", "phone"])
    record(by=by, action="user.details_changed", module="access", kind="user", key=user.uid)


@transaction.atomic
def lock_account(*, by, user: User, unit: Unit, locked: bool) -> None:
    """The person can no longer enter (or can again); his roles stay on record."""
    user = _managed(by, user)
    user.is_active = not locked
    user.save(update_fields=["is_active"])
    _journal(by, "user.locked" if locked else "user.unlocked", user, unit, {})


def _authorise_role(by, role: Role, unit: Unit) -> None:
    authorise(by, Permission.DELEGATE if role in DELEGABLE else Permission.PEOPLE_MANAGE, unit)
    if role is Role.SYSTEM_ADMINISTRATOR:
        # Only system administrators hold this: whoever manages people must not rise above himself.
        authorise(by, Permission.UNIT_CHANGE, unit)


def _not_oneself(by, user: User) -> None:
    if by.pk == user.pk:
        raise PermissionDenied("nobody changes his own roles")


def _managed(by, user: User) -> User:
    """The account, locked for a change, if `by` manages people wherever the person holds a role."""
    _not_oneself(by, user)
    user = User.objects.select_for_update().get(pk=user.pk)
    grants = list(Grant.objects.on(clock.today()).filter(user=user).select_related("unit"))
    if not grants and by is not SYSTEM:
        raise PermissionDenied("the person holds no role that anybody manages")
    for grant in grants:
        authorise(by, Permission.PEOPLE_MANAGE, grant.unit)
        if grant.role == Role.SYSTEM_ADMINISTRATOR:
            authorise(by, Permission.UNIT_CHANGE, grant.unit)
    return user


def _journal(by, action: str, user: User, unit: Unit, facts: dict) -> None:
    record(by=by, action=action, module="access", kind="user", key=user.uid, unit_uid=unit.uid, facts=facts)
