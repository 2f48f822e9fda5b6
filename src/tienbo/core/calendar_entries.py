"""What is due to a person: the port through which modules that know of due days tell the calendar feed and the digest.

The setting ``CALENDAR_SOURCES`` names functions ``entries(user) -> Iterable[CalendarEntry]``. A source gives what is
still owed, in the active language, and no figures.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from tienbo.core.deadlines import Deadline


@dataclass(frozen=True)
class CalendarEntry:
    """One thing that one unit owes by a day.

    ``module``, ``kind``, ``key`` stay the same as long as it is the same thing, also when its day moves; ``changed_at``
    is when what is said of it last changed. ``url`` is its page, a path of the site.
    """

    module: str
    kind: str
    key: str
    title: str
    unit: str
    deadline: Deadline
    changed_at: dt.datetime
    url: str = ""


def entries_for(user) -> list[CalendarEntry]:
    """What every source gives for a person, the soonest first."""
    found = [entry for source in settings.CALENDAR_SOURCES for entry in import_string(source)(user)]
    return sorted(found, key=lambda entry: (entry.deadline.last_on_time, entry.unit, entry.title, entry.key))
