"""What time it is. Every moment and day in the program comes from here, so that a demo and a test can live in 2015.

"Today" is the day in Asia/Ho_Chi_Minh, whatever the server's zone.
"""

import contextlib
import contextvars
import datetime as dt
import os
from collections.abc import Iterator
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_set: contextvars.ContextVar[dt.datetime | None] = contextvars.ContextVar("clock", default=None)


def now() -> dt.datetime:
    """This moment, aware, in Viet Nam's zone.

    ``TIENBO_TODAY`` (ISO date; the demo sets it) moves the date and keeps the time of day.
    """
    if (moment := _set.get()) is not None:
        return moment
    real = dt.datetime.now(ZONE)
    if day := os.environ.get("TIENBO_TODAY"):
        return dt.datetime.combine(dt.date.fromisoformat(day), real.timetz())
    return real


def today() -> dt.date:
    """The day in Viet Nam."""
    return now().date()


@contextlib.contextmanager
def at(moment: dt.datetime | dt.date) -> Iterator[None]:
    """Within the block the clock stands at this moment; a date means nine in the morning."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(9), tzinfo=ZONE)
    token = _set.set(moment.astimezone(ZONE))
    try:
        yield
    finally:
        _set.reset(token)
