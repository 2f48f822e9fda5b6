"""Who may do what where: one join of grants and ancestry."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from tienbo.access.models import Grant, User
from tienbo.access.permissions import REACH, Permission, Reach, roles_with
from tienbo.core import clock
from tienbo.units.models import Unit, UnitAncestor


def _reach(permission: str) -> Q:
    reach = REACH[Permission(permission)]
    if reach is Reach.HERE:
        return Q(depth=0)
    if reach is Reach.CHILDREN:
        return Q(depth=1)
    return Q()


def units_where(user, permission: str, on: dt.date | None = None):
    """The units over which a person holds a permission, in the tree of a day (today when not given)."""
    if not getattr(user, "is_active", False) or user.pk is None:
        return Unit.objects.none()
    day = on or clock.today()
    grants = Grant.objects.on(clock.today()).filter(
        user=user, role__in=roles_with(permission), unit=OuterRef("ancestor")
    )
    ancestry = UnitAncestor.objects.filter(
        _reach(permission), Exists(grants), descendant=OuterRef("pk"), valid_during__contains=day
    )
    return Unit.objects.filter(Exists(ancestry))


def units_visible_to(user, on: dt.date | None = None):
    """The units a person may see in the tree of a day: those of the grants and all below."""
    return units_where(user, Permission.UNIT_VIEW, on)


def holds(user, permission: str, unit: Unit, on: dt.date | None = None) -> bool:
    """Whether a person holds a permission over one unit in the tree of a day."""
    if not getattr(user, "is_active", False) or user.pk is None:
        return False
    day = on or clock.today()
    ancestry = UnitAncestor.objects.filter(
        _reach(permission), ancestor=OuterRef("unit"), descendant=unit, valid_during__contains=day
    )
    return (
        Grant.objects.on(clock.today())
        .filter(Exists(ancestry), user=user, role__in=roles_with(permission))
        .exists()
    )


def seats_of(user) -> list[Grant]:
    """The grants of a person that hold today, with their units."""
    return list(
        Grant.objects.on(clock.today()).filter(user=user).select_related("unit").order_by("unit_id", "role")
    )


def people_at(unit: Unit, roles: list[str] | None = None):
    """The persons with a grant at a unit today, those with one of the roles when given."""
    grants = Grant.objects.on(clock.today()).filter(unit=unit, user=OuterRef("pk"))
    if roles:
        grants = grants.filter(role__in=roles)
    return User.objects.filter(Exists(grants), is_active=True).order_by("username")
