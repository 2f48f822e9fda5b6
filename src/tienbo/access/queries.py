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


def names_of(uids) -> dict:
    """The names of persons by their uid, as a page may show who acted; a gone account is left out."""
    wanted = {uid for uid in uids if uid}
    if not wanted:
        return {}
    return {user.uid: str(user) for user in User.objects.filter(uid__in=wanted).order_by("pk")}
