"""Reads of the tree at a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from tienbo.core import clock
from tienbo.units.models import Placement, StandingOffice, Succession, Unit, UnitAncestor


class UnknownCode(LookupError):
    """No unit bears this code on that day."""


def place_of(unit: Unit, on: dt.date | None = None) -> Placement:
    """Where a unit stood on a day; the last place it had before, or the first it ever had, when it stood
    nowhere then.
    """
    day = on or clock.today()
    places = sorted(unit.placements.all(), key=lambda place: place.valid_during.lower)
    if not places:
        raise Placement.DoesNotExist(f"unit {unit.uid} was never placed")
    earlier = [place for place in places if place.valid_during.lower <= day]
    return earlier[-1] if earlier else places[0]


def places_of(unit_ids, on: dt.date) -> dict[int, Placement]:
    """Placements of many units on a day, by unit id: one query. Those that stood nowhere are left out."""
    return {place.unit_id: place for place in Placement.objects.on(on).filter(unit_id__in=list(unit_ids))}


def unit_by_code(code: str, on: dt.date | None = None) -> Unit:
    """The unit that bore an official code on a day. UnknownCode when none did."""
    day = on or clock.today()
    place = Placement.objects.on(day).filter(official_code=code).select_related("unit").first()
    if place is None:
        raise UnknownCode(code)
    return place.unit


def children_of(unit: Unit, on: dt.date):
    """Placements directly under a unit on a day, in Vietnamese order."""
    return Placement.objects.on(on).filter(parent=unit).select_related("unit").in_order()


def tree_below(unit: Unit, on: dt.date):
    """Placements of the whole subtree of a unit on a day, itself included, in Vietnamese order."""
    return Placement.objects.on(on).filter(unit__in=Unit.objects.below(unit, on)).select_related("unit").in_order()


def standing_office_of(unit: Unit, on: dt.date | None = None) -> StandingOffice | None:
    """Who holds the secretariat of a unit's committee on a day."""
    day = on or clock.today()
    return StandingOffice.objects.filter(unit=unit, valid_during__contains=day).select_related("held_by").first()


def codes_on(day: dt.date) -> dict[str, str]:
    """Every official code in use on a day, with its unit's name."""
    places = Placement.objects.on(day).exclude(official_code="")
    return dict(places.values_list("official_code", "name"))


def codes_taken_from(day: dt.date) -> set[str]:
    """Every official code that belongs to some unit on this day or later."""
    places = Placement.objects.filter(valid_during__overlap=(day, None)).exclude(official_code="")
    return set(places.values_list("official_code", flat=True))


@dataclass(frozen=True)
class Contact:
    """Whom to ring: the office, the unit whose committee it serves, and its telephone and address ('' when
    not known).
    """

    name: str
    unit: str
    phone: str
    email: str = ""


def contact_of(unit: Unit, on: dt.date) -> Contact:
    """The standing office of a unit's committee on a day, or the unit itself where none is on record."""
    return _contact(place_of(unit, on), on)


def contact_above(unit: Unit, on: dt.date) -> Contact:
    """Whom an officer of a unit asks: the standing office of the unit above; at the top, its own."""
    place = place_of(unit, on)
    above = Placement.objects.on(on).filter(unit=place.parent_id).first() if place.parent_id else None
    return _contact(above or place, on)


def _contact(place: Placement, on: dt.date) -> Contact:
    holder = Placement.objects.on(on).filter(unit=OuterRef("held_by")).values("name")
    offices = StandingOffice.objects.filter(unit=place.unit_id, valid_during__contains=on)
    office = offices.annotate(holder=Subquery(holder)).first()
    if office and office.holder:
        return Contact(office.holder, place.name, office.phone, office.email)
    return Contact(place.name, "", place.phone)


def top_of_tree(on: dt.date | None = None) -> Unit | None:
    """The unit that stands under no other on a day, when there is one such."""
    tops = list(Placement.objects.on(on or clock.today()).filter(parent=None).select_related("unit").order_by("pk")[:2])
    return tops[0].unit if len(tops) == 1 else None


def contact_of_root(on: dt.date) -> Contact | None:
    """The standing office of the top of the tree, when there is one top."""
    tops = list(Placement.objects.on(on).filter(parent=None).order_by("pk")[:2])
    return _contact(tops[0], on) if len(tops) == 1 else None


@dataclass(frozen=True)
class Node:
    """A line of the tree as a page shows it: a placement, how far it is indented, and its parent's name."""

    place: Placement
    depth: int
    parent_name: str


def tree_seen(top: Unit, on: dt.date, *, levels: int | None = None) -> list[Node]:
    """The subtree of a unit in the order of a tree (children under their parent, by kind, then by name); two
    queries.

    `levels` bounds how deep: 1 is the unit and those directly below.
    """
    ancestry = UnitAncestor.objects.filter(ancestor=top, valid_during__contains=on)
    if levels is not None:
        ancestry = ancestry.filter(depth__lte=levels)
    depths = dict(ancestry.values_list("descendant_id", "depth"))
    places = {
        place.unit_id: place for place in Placement.objects.on(on).filter(unit_id__in=depths).select_related("unit")
    }
    below: dict[int | None, list[Placement]] = {}
    for place in sorted(places.values(), key=_as_listed):
        below.setdefault(place.parent_id, []).append(place)
    nodes: list[Node] = []
    waiting = [places[top.pk]] if top.pk in places else []
    while waiting:
        place = waiting.pop()
        parent = places.get(place.parent_id)
        nodes.append(Node(place, depths[place.unit_id], parent.name if parent else ""))
        waiting.extend(reversed(below.get(place.unit_id, [])))
    return nodes


# Offices first, territories after them, and a unit's own sub-units last: as official lists are written.
_ORDER = {
    kind: number
    for number, kind in enumerate(
        ("national", "province", "department", "party_body", "mass_org", "district", "commune", "sub_unit")
    )
}


def _as_listed(place: Placement) -> tuple:
    return _ORDER[place.kind], place.sort_key, place.unit_id


def ancestors_of(unit: Unit, on: dt.date) -> list[Placement]:
    """Those above a unit on a day, the highest first."""
    above = UnitAncestor.objects.filter(descendant=unit, depth__gt=0, valid_during__contains=on)
    depths = dict(above.values_list("ancestor_id", "depth"))
    places = Placement.objects.on(on).filter(unit_id__in=depths).select_related("unit")
    return sorted(places, key=lambda place: -depths[place.unit_id])


def search_places(text: str, *, within, on: dt.date, kind: str = ""):
    """Placements on a day, of the units `within` (a queryset), called or coded so (`named`).

    Each has `parent_name`, the name of the unit above on that day (None at the top).
    """
    found = Placement.objects.on(on).filter(unit__in=within).named(text)
    if kind:
        found = found.filter(kind=kind)
    above = Placement.objects.on(on).filter(unit=OuterRef("parent")).values("name")
    return found.annotate(parent_name=Subquery(above)).select_related("unit").in_order()


def child_counts(unit_ids: Iterable[int], on: dt.date) -> dict[int, int]:
    """How many units stand directly under each on a day; those with none are left out."""
    below = Placement.objects.on(on).filter(parent__in=list(unit_ids)).order_by("parent")
    return dict(below.values("parent").annotate(number=Count("pk")).values_list("parent", "number"))


@dataclass(frozen=True)
class Life:
    """What became of a unit: its placements, the earliest first, and the links of succession either way."""

    placements: list[Placement]
    predecessors: list[Succession]
    successors: list[Succession]


def life_of(unit: Unit) -> Life:
    """A unit through time; four queries."""
    return Life(
        list(unit.placements.select_related("parent").prefetch_related("parent__placements").order_by("valid_during")),
        list(_links(unit.predecessors)),
        list(_links(unit.successors)),
    )


def _links(links):
    related = links.select_related("from_unit", "to_unit")
    return related.prefetch_related("from_unit__placements", "to_unit__placements").order_by("on", "pk")
