"""Reads of outgoing mail and of the calendar, for pages and commands."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Max, Min, QuerySet

from tienbo.core import clock
from tienbo.core.days_off import calendar
from tienbo.core.models import DayOff, OutgoingMail

State = OutgoingMail.State


@dataclass(frozen=True)
class MailStatus:
    """How outgoing mail stands: the server ("" when none is set up), counts of what is kept, the oldest that waits, the
    last that was sent."""

    server: str
    waiting: int
    sent: int
    stopped: int
    oldest_waiting: dt.datetime | None
    last_sent: dt.datetime | None


def mail_status() -> MailStatus:
    """How outgoing mail stands."""
    counts = dict(OutgoingMail.objects.order_by().values("state").annotate(n=Count("id")).values_list("state", "n"))
    oldest = OutgoingMail.objects.filter(state=State.WAITING).aggregate(at=Min("created_at"))["at"]
    return MailStatus(
        server=str(settings.MAIL_SERVER or ""),
        waiting=counts.get(State.WAITING, 0),
        sent=counts.get(State.SENT, 0),
        stopped=counts.get(State.REFUSED, 0) + counts.get(State.GIVEN_UP, 0),
        oldest_waiting=oldest,
        last_sent=OutgoingMail.objects.aggregate(at=Max("sent_at"))["at"],
    )


def mail_in_trouble() -> QuerySet[OutgoingMail]:
    """Messages that were refused or given up, or failed at least once and wait, the latest first."""
    return OutgoingMail.objects.exclude(state=State.SENT).exclude(last_error="").order_by("-tried_at", "-pk")


@dataclass(frozen=True)
class SpecialDay:
    """A day that is no ordinary day of its week: why, whether offices work, and whether that was decided here."""

    on: dt.date
    words: str
    works: bool
    is_decided: bool


def special_days(first: dt.date, last: dt.date, lang: str) -> list[SpecialDay]:
    """Days of the week on which offices rest, days at the weekend on which they work, and all that was decided."""
    days = calendar()
    decided = dict(DayOff.objects.filter(on__range=(first, last)).values_list("on", "words"))
    found = []
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        works = days.is_working_day(day)
        if day in decided or works == (day.weekday() >= 5):
            found.append(SpecialDay(day, decided.get(day) or days.why_off(day, lang), works, day in decided))
    return found


def coming_special_days(lang: str) -> list[SpecialDay]:
    """Those from today to the end of next year."""
    today = clock.today()
    return special_days(today, dt.date(today.year + 1, 12, 31), lang)
