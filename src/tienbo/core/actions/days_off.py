"""Days off that were decided besides the known calendar."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from tienbo.core import days_off
from tienbo.core.authorise import authorise
from tienbo.core.models import DayOff
from tienbo.core.working_days import Decided


@transaction.atomic
def decide_days(*, by, over, days: Sequence[tuple[dt.date, Decided]]) -> int:
    """Record what was decided for some days; a day on record is corrected. Returns how many rows changed.

    `over` is the unit at the top of the tree: the days hold for everybody.
    """
    authorise(by, "system.keep", over)
    changed = 0
    known = {row.on: row for row in DayOff.objects.select_for_update().filter(on__in=[day for day, _ in days])}
    for day, decided in dict(days).items():
        row = known.get(day) or DayOff(on=day)
        if row.pk and (row.is_off, row.words) == (decided.is_off, decided.words):
            continue
        row.is_off, row.words = decided.is_off, decided.words
        row.save()
        changed += 1
    transaction.on_commit(days_off.forget)
    days_off.forget()
    return changed


@transaction.atomic
def withdraw_day(*, by, over, day: dt.date) -> bool:
    """What was decided for a day no longer holds: the known calendar stands again. Whether anything was on record."""
    authorise(by, "system.keep", over)
    gone, _ = DayOff.objects.filter(on=day).delete()
    transaction.on_commit(days_off.forget)
    days_off.forget()
    return bool(gone)
