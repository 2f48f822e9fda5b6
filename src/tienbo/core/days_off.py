"""The calendar of working days with what was decided, read once a minute by each process."""

import time

from tienbo.core.models import DayOff
from tienbo.core.working_days import Decided, WorkingDays

# How long another process may go on with the calendar as it was.
KEPT_SECONDS = 60

_kept: tuple[float, WorkingDays] | None = None


def calendar() -> WorkingDays:
    """The working days. A page that names many deadlines costs one query a minute."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
        rows = DayOff.objects.order_by("on").values_list("on", "is_off", "words")
        _kept = (time.monotonic(), WorkingDays({on: Decided(is_off, words) for on, is_off, words in rows}))
    return _kept[1]


def forget() -> None:
    """Read it anew when it is next asked for."""
    global _kept
    _kept = None
