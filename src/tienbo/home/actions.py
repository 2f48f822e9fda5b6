"""What is kept at the top of the tree for everybody: days that were decided, and mail that stands still."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core import days_off
from tienbo.core.actions.mail import try_again
from tienbo.core.authorise import authorise
from tienbo.core.models import DayOff
from tienbo.core.working_days import Decided
from tienbo.journal.actions import record
from tienbo.units.models import Unit


@transaction.atomic
def decide_days(*, by, top: Unit | None, days: Sequence[tuple[dt.date, Decided]]) -> int:
    """Record what was decided for some days besides the known calendar; a day on record is corrected.

    Returns how many rows changed. `top` is the unit at the top of the tree: the days hold for everybody.
    """
    authorise(by, Permission.SYSTEM_KEEP, top)
    known = {row.on: row for row in DayOff.objects.select_for_update().filter(on__in=[day for day, _ in days])}
    changed = []
    for day, decided in days:
        row = known.get(day) or DayOff(on=day)
        if row.pk and (row.is_off, row.words) == (decided.is_off, decided.words):
            continue
        row.is_off, row.words = decided.is_off, decided.words
        row.save()
        changed.append(day.isoformat())
    if changed:
        _journal(by, "calendar.decided", "calendar", top, {"days": len(changed), "on": changed[:50]})
        _read_anew()
    return len(changed)


@transaction.atomic
def withdraw_day(*, by, top: Unit | None, day: dt.date) -> bool:
    """What was decided for a day no longer holds: the known calendar stands again. Whether anything was on record."""
    authorise(by, Permission.SYSTEM_KEEP, top)
    gone, _ = DayOff.objects.filter(on=day).delete()
    if gone:
        _journal(by, "calendar.withdrawn", "calendar", top, {"on": day.isoformat()})
        _read_anew()
    return bool(gone)


@transaction.atomic
def send_mail_again(*, by, top: Unit | None) -> int:
    """After the cause was mended: send what waits, was refused or was given up. Returns how many messages there are."""
    authorise(by, Permission.SYSTEM_KEEP, top)
    count = try_again(by=by)
    if count:
        _journal(by, "mail.tried_again", "mail", top, {"count": count})
    return count


def _read_anew() -> None:
    days_off.forget()
    transaction.on_commit(days_off.forget)


def _journal(by, action: str, kind: str, top: Unit | None, facts: dict) -> None:
    uid = top.uid if top else None
    record(by=by, action=action, module="core", kind=kind, key="all", unit_uid=uid, facts=facts)
