"""Reads of the inbox."""

from tienbo.core.links import link_to
from tienbo.notices.models import Notice, Reading
from tienbo.notices.sentences import sentence_of
from tienbo.units.models import Unit


def inbox(user, unit: Unit, limit: int = 50) -> list[Notice]:
    """The latest notices of a unit, each with its `sentence`, its `url` ("" when it has no page) and
    `is_unread`.
    """
    seen = _seen(user, unit)
    notices = list(Notice.objects.filter(unit=unit).order_by("-id")[:limit])
    for notice in notices:
        notice.is_unread = notice.pk > seen
        notice.sentence = sentence_of(notice.code, notice.facts)
        notice.url = link_to(notice.module, notice.kind, notice.key)
    return notices


def unread_count(user, unit: Unit) -> int:
    """How many notices of the unit this person has not seen."""
    return Notice.objects.filter(unit=unit, id__gt=_seen(user, unit)).count()


def _seen(user, unit: Unit) -> int:
    reading = Reading.objects.filter(user=user, unit=unit).first()
    return reading.up_to if reading else 0
