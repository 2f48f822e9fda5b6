"""Reads of committees."""

import datetime as dt

from tienbo.committees.models import Committee, SigningSeat
from tienbo.units.models import Unit


def committee_of(unit: Unit, on: dt.date) -> Committee | None:
    """The committee of a unit on a day."""
    return Committee.objects.filter(unit=unit, valid_during__contains=on).first()


def signing_seat_of(committee: Committee, on: dt.date) -> SigningSeat | None:
    """How a committee's papers are signed on a day."""
    return committee.signing_seats.filter(valid_during__contains=on).first()
