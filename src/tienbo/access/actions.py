"""Writes of users and grants."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tienbo.access.models import Grant, User
from tienbo.access.passwords import new_password
from tienbo.access.permissions import ROLES, Permission, Role
from tienbo.access.queries import asked_of_a_manager, has_second_factor, people_at, units_of
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM, authorise
from tienbo.core.telling import tell
from tienbo.journal.actions import Subject, record, record_first
from tienbo.units.models import Unit
from tienbo.units.queries import place_of

# What somebody who may only let others send can give.
DELEGABLE = {Role.DELEGATE}


class AlreadyHeld(ValueError):
    """The person holds this role at this unit on some of these days already."""


class NotOfThisUnit(ValueError):
    """A head lets only a person of his own unit send in his place."""


class NoSecondFactor(ValueError):
    """The person has set up none."""


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
    for user, post in zip(users, posts, strict=True):
        _tell_of_role(by, user, post.role, post.unit)
    return users


@transaction.atomic
def grant_role(
    *, by, user: User, role: Role, unit: Unit, since: dt.date, until: dt.date | None = None, basis: str = ""
) -> Grant:
    """Give a person a role at a unit from a day (to the day before `until`).

    Nobody gives himself a role. Only a system administrator makes another. A head may let a person of his
    own unit send in his place (role delegate), by a paper named in `basis`; everything else asks for the
    permission to manage people. A role that may send is told to the unit.
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
    _tell_of_role(by, user, role, unit)
    return grant


@transaction.atomic
def end_grant(*, by, grant: Grant) -> None:
    """From today the grant no longer holds."""
    grant = Grant.objects.select_for_update().select_related("user", "unit").get(pk=grant.pk)
    authorise_ending(by, grant)
    today = clock.today()
    if grant.valid_during.lower >= today:
        grant.delete()
    elif grant.valid_during.upper is None or grant.valid_during.upper > today:
        grant.valid_during = (grant.valid_during.lower, today)
        grant.save(update_fields=["valid_during"])
    _journal(by, "grant.ended", grant.user, grant.unit, {"role": grant.role})


@transaction.atomic
def issue_password(*, by, user: User) -> str:
    """A new one-time password for a person who has forgotten his; returned once. His units are told: with it
    somebody else can enter as him until he has chosen his own.
    """
    user = _managed(by, user)
    password = new_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _journal_at_his_units(by, "user.password_issued", user)
    _tell(by, "user.password_issued", user, units_of(user))
    return password


@transaction.atomic
def remove_second_factor(*, by, user: User) -> None:
    """For a person who has lost both telephone and recovery codes; where his role demands a second factor, he must
    set up a new one before anything else. His units are told.
    """
    user = _managed(by, user)
    if not has_second_factor(user):
        raise NoSecondFactor(str(user))
    user.authenticator_set.all().delete()
    _journal_at_his_units(by, "user.second_factor_removed", user)
    _tell(by, "user.second_factor_removed", user, units_of(user))


@transaction.atomic
def choose_password(*, by: User, password: str) -> None:
    """A person sets his own password; only he knows it from now on.

    ValidationError when it is weak, or the present one, which somebody else may know.
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    validate_password(password, user)
    # The session that asks keeps its own copy of the person and goes on with the new password.
    user.password = by.password = make_password(password)
    user.must_change_password = by.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(by=by, action="user.password_chosen", module="access", kind="user", key=user.uid)


@transaction.atomic
def change_details(*, by: User, email: str, phone: str) -> None:
    """A person corrects his own address and telephone; his name is how others know him, and not his to change."""
    user = User.objects.select_for_update().get(pk=by.pk)
    user.email, user.phone = email, phone
    user.save(update_fields=["email", "phone"])
    record(by=by, action="user.details_changed", module="access", kind="user", key=user.uid)


@transaction.atomic
def rename_account(*, by, user: User, display_name: str) -> None:
    """Another holder of the post, or a mistake in the name; the journal keeps both names."""
    user = _managed(by, user)
    before, user.display_name = user.display_name, display_name
    user.save(update_fields=["display_name"])
    _journal_at_his_units(by, "user.renamed", user, {"before": before, "name": display_name})


@transaction.atomic
def lock_account(*, by, user: User, locked: bool) -> None:
    """The person can no longer enter (or can again); his roles stay on record. Where it is so already, nothing
    happens: asked twice is done once.
    """
    user = _managed(by, user)
    if user.is_active != locked:
        return
    user.is_active = not locked
    user.save(update_fields=["is_active"])
    _journal_at_his_units(by, "user.locked" if locked else "user.unlocked", user)


def authorise_ending(by, grant: Grant) -> None:
    """PermissionDenied to whom may not end this grant; the page that asks whether to end it asks this too."""
    _authorise_role(by, Role(grant.role), grant.unit)
    _not_oneself(by, grant.user)


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
    asked = asked_of_a_manager(user)
    if not asked and by is not SYSTEM:
        raise PermissionDenied("the person holds no role that anybody manages")
    for permission, unit in asked:
        authorise(by, permission, unit)
    return user


def _journal(by, action: str, user: User, unit: Unit | None, facts: dict) -> None:
    uid = unit.uid if unit else None
    record(by=by, action=action, module="access", kind="user", key=user.uid, unit_uid=uid, facts=facts)


def _journal_at_his_units(by, action: str, user: User, facts: dict | None = None) -> None:
    """A line at each unit where the person holds a role: whoever keeps its journal reads of it, wherever the one
    who did it sits.
    """
    for unit in units_of(user) or [None]:
        _journal(by, action, user, unit, facts or {})


def _tell_of_role(by, user: User, role: Role, unit: Unit) -> None:
    """Who sends speaks for the unit: nobody becomes that unseen."""
    # `_tell` keeps silent for the program itself; so nothing is looked up for hundreds of accounts at once.
    if by is not SYSTEM and Permission.REPORT_SEND in ROLES[role]:
        _tell(by, "grant.given", user, [unit, *units_of(user)], role=role.value, unit=place_of(unit).name)


def _tell(by, code: str, user: User, units: list[Unit], **facts: str) -> None:
    """Tell a person, by way of his units, what another did to his account. What the program does at the command line
    is not told: whoever runs it there holds everything anyway.
    """
    if by is SYSTEM:
        return
    facts |= {"by": by.name_and_username, "person": user.name_and_username}
    tell(units=list(dict.fromkeys(units)), code=code, facts=facts, module="access", kind="user", key=user.uid)
