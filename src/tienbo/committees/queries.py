"""Reads of committees."""

import datetime as dt

from tienbo.committees.models import Committee, SigningSeat
from tienbo.units.kinds import Kind
from tienbo.units.models import Placement, StandingOffice, Unit
from tienbo.units.queries import children_of, place_of

# Offices, which may serve the committee of the unit above them; a territory serves its own.
OFFICES = (Kind.DEPARTMENT, Kind.PARTY_BODY, Kind.MASS_ORG, Kind.SUB_UNIT)


def committee_of(unit: Unit, on: dt.date) -> Committee | None:
    """The committee of a unit on a day."""
    return Committee.objects.filter(unit=unit, valid_during__contains=on).first()


def signing_seat_of(committee: Committee, on: dt.date) -> SigningSeat | None:
    """How a committee's papers are signed on a day."""
    return committee.signing_seats.filter(valid_during__contains=on).first()


def committees_on_record(unit: Unit) -> list[Committee]:
    """All that a unit's committee was and will be, newest first, with the seats that sign at hand."""
    return list(Committee.objects.filter(unit=unit).prefetch_related("signing_seats").order_by("-valid_during"))


def standing_offices_on_record(unit: Unit) -> list[StandingOffice]:
    """Which units held, hold and will hold the standing office, newest first, with their names at hand."""
    offices = StandingOffice.objects.filter(unit=unit).select_related("held_by")
    return list(offices.prefetch_related("held_by__placements").order_by("-valid_during"))


def possible_standing_offices(unit: Unit, on: dt.date) -> list[Placement]:
    """Who may hold the standing office of a unit's committee: the unit itself, or an office directly under it."""
    return [place_of(unit, on), *children_of(unit, on).filter(kind__in=OFFICES)]
