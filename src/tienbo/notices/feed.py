"""A person's due days as an iCalendar file (RFC 5545), in the active language. No figures.

The file depends on nothing but what it says: read twice, it is the same to the byte, so that a calendar program that
asks every hour is told that nothing changed.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from tienbo.core.calendar_entries import CalendarEntry
from tienbo.core.days_off import calendar as working_days
from tienbo.notices.letters import address, language

# At nine in the morning, three days before the last day on time.
ALARM = -dt.timedelta(days=2, hours=15)
# SEQUENCE counts minutes from here: it grows with every change and fits the 31 bits that programs have for it.
_FIRST_MINUTE = dt.datetime(2010, 1, 1, tzinfo=dt.UTC)


def write_feed(entries: Iterable[CalendarEntry]) -> bytes:
    """The file."""
    made = Calendar()
    made.add("prodid", "-//Tien Bo//tienbo//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        made.add(name, _("Tiến Bộ: due days"))
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", dt.timedelta(hours=6), parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    for entry in entries:
        made.add_component(_event(entry))
    return made.to_ical()


def etag_of(content: bytes) -> str:
    """What names exactly this content."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _event(entry: CalendarEntry) -> Event:
    """All day on the last day on time; it makes nobody busy."""
    day, changed = entry.deadline.last_on_time, entry.changed_at.astimezone(dt.UTC).replace(microsecond=0)
    identity = hashlib.sha256(f"{entry.module}/{entry.kind}/{entry.key}".encode()).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{identity}@tienbo")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(0, int((changed - _FIRST_MINUTE).total_seconds() // 60)))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", f"{entry.title} ({entry.unit})")
    last = _("Last day on time: %(day)s.") % {"day": entry.deadline.date_words(language())}
    advice = working_days().advice(entry.deadline, language())
    event.add("description", "\n".join(filter(None, [last, f"{advice}." if advice else ""])))
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["Tiến Bộ"])
    if entry.url and settings.PUBLIC_URL:
        event.add("url", address(entry.url))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM)
    alarm.add("description", entry.title)
    event.add_component(alarm)
    return event
