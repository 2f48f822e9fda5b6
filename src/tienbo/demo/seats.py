"""Who acts for a unit in the demo."""

from tienbo.access.actions import grant_role
from tienbo.access.models import User
from tienbo.access.permissions import Role
from tienbo.core.authorise import SYSTEM
from tienbo.demo.province import SINCE, username_stem
from tienbo.units.kinds import Kind
from tienbo.units.models import Placement

# Where one officer does everything, and sends under a delegation.
SMALL = (Kind.COMMUNE, Kind.SUB_UNIT)


def give_delegations(people: dict[str, User]) -> None:
    """Officers of communes and sub-units send their figures under a recorded delegation: their heads never log in."""
    for place in Placement.objects.on(SINCE).filter(kind__in=SMALL).select_related("unit"):
        grant_role(
            by=SYSTEM,
            user=officer_of(people, place),
            role=Role.DELEGATE,
            unit=place.unit,
            since=SINCE,
            basis="Giấy ủy quyền gửi số liệu (minh họa)",
        )


def officer_of(people: dict[str, User], place: Placement) -> User:
    """The account of a unit's officer."""
    if place.kind == Kind.PROVINCE:
        return people["thuongtruc"]
    stem = username_stem(place)
    return people[stem if place.kind == Kind.COMMUNE else f"{stem}.cb"]


def sender_of(people: dict[str, User], place: Placement) -> User:
    """Who sends a unit's papers: its head, or the officer under a delegation."""
    if place.kind == Kind.PROVINCE:
        return people["lanhdao"]
    return officer_of(people, place) if place.kind in SMALL else people[f"{username_stem(place)}.ld"]
