"""Who may do what where: one join of grants and ancestry."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from tienbo.access.models import Grant, User
from tienbo.access.permissions import (
    REACH,
    ROLE_NAMES,
    ROLE_SENTENCES,
    ROLES,
    SENTENCES,
    Permission,
    Reach,
    Role,
    roles_with,
)
from tienbo.core import clock
from tienbo.core.vietnamese import nfc
from tienbo.units.models import Placement, Unit, UnitAncestor
from tienbo.units.queries import place_of


def _reach(permission: str) -> Q:
    reach = REACH[Permission(permission)]
    if reach is Reach.HERE:
        return Q(depth=0)
    return Q()


def units_where(user, permission: str, on: dt.date | None = None):
    """The units over which a person holds a permission, in the tree of a day (today when not given)."""
    if not getattr(user, "is_active", False) or user.pk is None:
        return Unit.objects.none()
    day = on or clock.today()
    ancestry = reach_of(user, permission).filter(descendant=OuterRef("pk"), valid_during__contains=day)
    return Unit.objects.filter(Exists(ancestry))


def reach_of(user, permission: str):
    """The lines of ancestry through which a person holds a permission: over each `descendant`, in its days.

    For lists whose records each have a day of their own:
    ``Exists(reach_of(...).filter(descendant=OuterRef("unit"),
    valid_during__contains=OuterRef("its_day")))``.
    """
    if not getattr(user, "is_active", False) or user.pk is None:
        return UnitAncestor.objects.none()
    grants = Grant.objects.on(clock.today()).filter(
        user=user, role__in=roles_with(permission), unit=OuterRef("ancestor")
    )
    return UnitAncestor.objects.filter(_reach(permission), Exists(grants))


def units_visible_to(user, on: dt.date | None = None):
    """The units a person may see in the tree of a day: those of the grants and all below."""
    return units_where(user, Permission.UNIT_VIEW, on)


def holds(user, permission: str, unit: Unit, on: dt.date | None = None) -> bool:
    """Whether a person holds a permission over one unit in the tree of a day."""
    if not getattr(user, "is_active", False) or user.pk is None:
        return False
    permission = Permission(permission)
    here_only = REACH[permission] is Reach.HERE
    return any(
        permission in ROLES[Role(role)] and (depth == 0 or not here_only)
        for role, depth in _roles_over(user, unit, on or clock.today())
    )


def remember_roles(user) -> None:
    """From now on ask the database only once what roles this person (this object) has over a unit: for a request that
    only reads."""
    user.remembered_roles = {}


def _roles_over(user, unit: Unit, day: dt.date) -> list[tuple[str, int]]:
    """The roles that reach a unit in the tree of a day, each with how many steps above it is held."""
    remembered = getattr(user, "remembered_roles", None)
    if remembered is not None and (unit.pk, day) in remembered:
        return remembered[unit.pk, day]
    ancestry = UnitAncestor.objects.filter(ancestor=OuterRef("unit"), descendant=unit, valid_during__contains=day)
    grants = Grant.objects.on(clock.today()).filter(user=user).annotate(depth=Subquery(ancestry.values("depth")[:1]))
    found = list(grants.filter(depth__isnull=False).values_list("role", "depth"))
    if remembered is not None:
        remembered[unit.pk, day] = found
    return found


@dataclass(frozen=True)
class Seat:
    """A unit at which a person holds roles today, and the name it bears today."""

    unit: Unit
    name: str
    roles: tuple[Role, ...]

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the roles allow at the unit itself (and, where a permission reaches further, below it)."""
        return frozenset().union(*(ROLES[role] for role in self.roles))


def seats_of(user) -> list[Seat]:
    """Where a person sits today, in the order in which the units were made. The units' placements are at
    hand.
    """
    day = clock.today()
    grants = (
        Grant.objects.on(day)
        .filter(user=user)
        .select_related("unit")
        .prefetch_related("unit__placements")
        .order_by("unit_id", "role")
    )
    roles: dict[Unit, list[Role]] = {}
    for grant in grants:
        roles.setdefault(grant.unit, []).append(Role(grant.role))
    return [Seat(unit, place_of(unit, day).name, tuple(held)) for unit, held in roles.items()]


def units_of(user: User) -> list[Unit]:
    """The units at which a person holds a role today, in the order in which they were made."""
    grants = Grant.objects.on(clock.today()).filter(user=user, unit=OuterRef("pk"))
    return list(Unit.objects.filter(Exists(grants)).order_by("pk"))


def has_second_factor(user: User) -> bool:
    """Whether the person shows a second factor when signing in."""
    return is_mfa_enabled(user)


def people_at(unit: Unit, roles: list[str] | None = None):
    """The persons with a grant at a unit today, those with one of the roles when given."""
    grants = Grant.objects.on(clock.today()).filter(unit=unit, user=OuterRef("pk"))
    if roles:
        grants = grants.filter(role__in=roles)
    return User.objects.filter(Exists(grants), is_active=True).order_by("username")


def names_of(uids) -> dict:
    """The names of persons by their uid, as a page may show who acted; a gone account is left out."""
    wanted = {uid for uid in uids if uid}
    if not wanted:
        return {}
    return {user.uid: str(user) for user in User.objects.filter(uid__in=wanted).order_by("pk")}


def people_below(unit: Unit, on: dt.date, *, text: str = "", role: str = "") -> QuerySet[User]:
    """The persons with a role at a unit or below it today, top of the tree first.

    `text` looks in post titles and usernames, and in the names of their units with or without tone marks;
    `role` keeps those who hold it. Each person has ``depth`` and ``unit_key`` to sort by.
    """
    held = Q(
        grants__valid_during__contains=clock.today(),
        grants__unit__ancestry_above__ancestor=unit,
        grants__unit__ancestry_above__valid_during__contains=on,
        grants__unit__placements__valid_during__contains=on,
    )
    if role:
        held &= Q(grants__role=role)
    if text := text.strip():
        named = Q(grants__unit__in=Placement.objects.on(on).named(text).values("unit"))
        held &= named | Q(username__icontains=text) | Q(display_name__icontains=nfc(text))
    # All in one filter: it is one grant that must meet every condition.
    return User.objects.filter(held).annotate(
        depth=Min("grants__unit__ancestry_above__depth"), unit_key=Min("grants__unit__placements__sort_key")
    )


@dataclass(frozen=True)
class HeldRole:
    """One grant as a page shows it."""

    grant: Grant
    role: Role
    unit_name: str
    first_day: dt.date
    last_day: dt.date | None
    is_over: bool

    @property
    def role_name(self) -> str:
        """The role's name in the active language."""
        return str(ROLE_NAMES[self.role])

    @property
    def sentence(self) -> str:
        """What somebody in the role does."""
        return str(ROLE_SENTENCES[self.role])

    @property
    def permissions(self) -> list[str]:
        """What the role allows, in words."""
        return [str(SENTENCES[permission]) for permission in Permission if permission in ROLES[self.role]]


def held_roles(
    users: Sequence[User], *, below: Unit | None = None, on: dt.date | None = None
) -> dict[int, list[HeldRole]]:
    """The roles in force on a day (today) of many persons, by person: at every unit, or at those below one."""
    day = on or clock.today()
    grants = Grant.objects.on(day).filter(user__in=users)
    if below:
        ancestry = UnitAncestor.objects.filter(ancestor=below, descendant=OuterRef("unit"), valid_during__contains=day)
        grants = grants.filter(Exists(ancestry))
    return _held(grants, day)


def past_and_future_roles(user: User) -> list[HeldRole]:
    """The roles of a person that do not hold today, newest first."""
    today = clock.today()
    grants = Grant.objects.filter(user=user).exclude(valid_during__contains=today)
    held = _held(grants, today).get(user.pk, [])
    return sorted(held, key=lambda one: one.first_day, reverse=True)


def delegations_of(unit: Unit) -> list[HeldRole]:
    """Who may send, could send or will be able to send in the head's place at a unit, newest first."""
    held = _held(Grant.objects.filter(unit=unit, role=Role.DELEGATE), clock.today())
    everyone = [one for roles in held.values() for one in roles]
    return sorted(everyone, key=lambda one: (one.first_day, one.grant.pk), reverse=True)


def held_role(grant: Grant) -> HeldRole:
    """One grant as a page shows it."""
    return _as_held(grant, clock.today())


def ongoing_grants_visible_to(user) -> QuerySet[Grant]:
    """Grants that hold today or later, at the units that a person sees."""
    today = clock.today()
    ongoing = Q(valid_during__upper_inf=True) | Q(valid_during__endswith__gt=today)
    return Grant.objects.filter(ongoing, unit__in=units_visible_to(user)).select_related("user", "unit")


def _held(grants: QuerySet[Grant], day: dt.date) -> dict[int, list[HeldRole]]:
    found: dict[int, list[HeldRole]] = {}
    at_hand = grants.select_related("unit", "user").prefetch_related("unit__placements")
    for grant in at_hand.order_by("unit_id", "role", "pk"):
        found.setdefault(grant.user_id, []).append(_as_held(grant, day))
    return found


def _as_held(grant: Grant, day: dt.date) -> HeldRole:
    span = grant.valid_during
    return HeldRole(
        grant=grant,
        role=Role(grant.role),
        unit_name=place_of(grant.unit, day).name,
        first_day=span.lower,
        last_day=span.upper - dt.timedelta(days=1) if span.upper else None,
        is_over=span.upper is not None and span.upper <= day,
    )


def person_visible_to(user, uid) -> User:
    """The person of this uid who holds, held or will hold a role at a unit that `user` sees.
    User.DoesNotExist else.
    """
    visible = Grant.objects.filter(user=OuterRef("pk"), unit__in=units_visible_to(user))
    return User.objects.get(Q(Exists(visible)) | Q(pk=user.pk), uid=uid)


def asked_of_a_manager(person: User) -> list[tuple[Permission, Unit]]:
    """What somebody must hold who changes the roles and the account of a person: to manage people wherever that one
    holds a role, and where that one is a system administrator, to be one too. Empty: nobody manages him.
    """
    asked = []
    for grant in Grant.objects.on(clock.today()).filter(user=person).select_related("unit"):
        asked.append((Permission.PEOPLE_MANAGE, grant.unit))
        if grant.role == Role.SYSTEM_ADMINISTRATOR:
            asked.append((Permission.UNIT_CHANGE, grant.unit))
    return asked


def manages(user, person: User) -> bool:
    """Whether `user` may change the roles and the account of another person."""
    asked = asked_of_a_manager(person)
    return user.pk != person.pk and bool(asked) and all(user.has_perm(permission, unit) for permission, unit in asked)
