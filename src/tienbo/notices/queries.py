"""Reads of the inbox."""

from tienbo.notices.models import Notice, Reading
from tienbo.units.models import Unit


def inbox(user, unit: Unit, limit: int = 50) -> list[Notice]:
    """The latest notices of a unit, each with `is_unread` for this person."""
    seen = _seen(user, unit)
    notices = list(Notice.objects.filter(unit=unit).order_by("-id")[:limit])
    for notice in notices:
        notice.is_unread = notice.pk > seen
    return notices


def unread_count(user, unit: Unit) -> int:
    """How many notices of the unit this person has not seen."""
    return Notice.objects.filter(unit=unit, id__gt=_seen(user, unit)).count()


def _seen(user, unit: Unit) -> int:
    reading = Reading.objects.filter(user=user, unit=unit).first()
    return reading.up_to if reading else 0
