"""Reads of the tree at a day."""

import datetime as dt

from tienbo.core import clock
from tienbo.core.vietnamese import search_key
from tienbo.units.models import Placement, StandingOffice, Unit


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
    return (
        Placement.objects.on(on)
        .filter(unit__in=Unit.objects.below(unit, on))
        .select_related("unit")
        .in_order()
    )


def matching(text: str, within, on: dt.date, limit: int = 20):
    """Placements on a day whose name holds the text, with or without tone marks, among the units `within` (a
    queryset).
    """
    return (
        Placement.objects.on(on)
        .filter(unit__in=within, search_key__contains=search_key(text))
        .select_related("unit", "parent")
        .in_order()[:limit]
    )


def standing_office_of(unit: Unit, on: dt.date | None = None) -> StandingOffice | None:
    """Who holds the secretariat of a unit's committee on a day."""
    day = on or clock.today()
    return (
        StandingOffice.objects.filter(unit=unit, valid_during__contains=day).select_related("held_by").first()
    )


def codes_on(day: dt.date) -> dict[str, str]:
    """Every official code in use on a day, with its unit's name."""
    places = Placement.objects.on(day).exclude(official_code="")
    return dict(places.values_list("official_code", "name"))


def codes_taken_from(day: dt.date) -> set[str]:
    """Every official code that belongs to some unit on this day or later."""
    places = Placement.objects.filter(valid_during__overlap=(day, None)).exclude(official_code="")
    return set(places.values_list("official_code", flat=True))
