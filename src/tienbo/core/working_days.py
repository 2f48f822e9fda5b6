"""Working days in Viet Nam. Pure: no Django.

Saturdays, Sundays and public holidays (Labour Code 2019, Art. 112, Tết by the lunar calendar) are no working days; the
library `holidays` knows them, and the days that the Government has swapped so far. What it decides later is given to
the calendar as exceptions: a day off more, or a Saturday on which offices work.

A deadline never moves by itself. An official letter sets a day, and the day stands; Article 148 of the Civil Code
moves the end of a term, not a day that was named. What is offered here is the advice to send on the last working day
before.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

import holidays

from tienbo.core.deadlines import Deadline, official_date, weekday

# When an office closes: what is sent later is read on the next working day.
OFFICE_CLOSES = dt.time(17)
# No run of days off is longer: two weeks of Tết and the weekends around them, twice over.
LONGEST_REST = 40
_LIBRARY_LANGUAGES = {"vi": "vi", "en": "en_US"}


@dataclass(frozen=True)
class Decided:
    """What the Government (or the province) decided for one day: `is_off`, and in words why ("" when nobody said)."""

    is_off: bool
    words: str = ""


@dataclass(frozen=True)
class WorkingDays:
    """The calendar, with the days of which something else was decided."""

    exceptions: Mapping[dt.date, Decided] = field(default_factory=dict)

    def is_working_day(self, day: dt.date) -> bool:
        """Whether offices work on a day."""
        decided = self.exceptions.get(day)
        return not decided.is_off if decided else _is_worked_by_law(day)

    def last_on_or_before(self, day: dt.date) -> dt.date:
        """The day itself if it is a working day, else the last working day before it."""
        return self._nearest(day, -1)

    def first_on_or_after(self, day: dt.date) -> dt.date:
        """The day itself if it is a working day, else the first working day after it."""
        return self._nearest(day, 1)

    def previous(self, day: dt.date) -> dt.date:
        """The last working day before a day."""
        return self._nearest(day - dt.timedelta(days=1), -1)

    def next(self, day: dt.date) -> dt.date:
        """The first working day after a day."""
        return self._nearest(day + dt.timedelta(days=1), 1)

    def add(self, day: dt.date, number: int) -> dt.date:
        """The working day that is `number` working days after a day (before it, when negative); 0 is the day itself."""
        for _ in range(abs(number)):
            day = self.next(day) if number > 0 else self.previous(day)
        return day

    def why_off(self, day: dt.date, lang: str = "vi") -> str:
        """Why offices do not work on a day: ``Chủ nhật``, ``Quốc khánh``; "" for a working day."""
        if self.is_working_day(day):
            return ""
        decided = self.exceptions.get(day)
        if decided and decided.words:
            return decided.words
        if name := _known(lang).get(day):
            return name.split("; ")[0]
        if day.weekday() >= 5:
            return weekday(day, lang)
        return "ngày nghỉ" if lang == "vi" else "a day off"

    def advice(self, deadline: Deadline, lang: str = "vi") -> str:
        """``07/6/2015 là Chủ nhật: nên gửi trước 17 giờ thứ Sáu, 05/6/2015``; "" when the last day on time is a working
        day."""
        last = deadline.last_on_time
        reason = self.why_off(last, lang)
        if not reason:
            return ""
        send = self.previous(last)
        hour = OFFICE_CLOSES.hour
        if lang == "vi":
            return (
                f"{official_date(last)} là {_within(reason)}: nên gửi trước {hour} giờ {weekday(send)}, "
                f"{official_date(send)}"
            )
        return (
            f"{official_date(last)} is {_article(reason)}{reason}: better send it before {hour}:00 on "
            f"{weekday(send, 'en')}, {official_date(send)}"
        )

    def _nearest(self, day: dt.date, step: int) -> dt.date:
        for _ in range(LONGEST_REST):
            if self.is_working_day(day):
                return day
            day += dt.timedelta(days=step)
        raise ValueError(f"no working day within {LONGEST_REST} days of {day}: look at the days off on record")


def _within(reason: str) -> str:
    """Vietnamese writes a common noun small within a sentence; a name keeps its capital."""
    return reason[:1].lower() + reason[1:] if reason.startswith("Ngày ") else reason


def _article(reason: str) -> str:
    """Days of the week take none in English, nor do the names of days off."""
    return "" if reason[:1].isupper() or reason.startswith("a ") else "a day off: "


@lru_cache(maxsize=4096)
def _is_worked_by_law(day: dt.date) -> bool:
    # The ladders of a country's offices ask for the same weeks a hundred thousand times a night.
    return _known("vi").is_working_day(day)


@cache
def _known(lang: str) -> holidays.HolidayBase:
    """What the library knows, with names in one language; years are added when first asked for."""
    return holidays.country_holidays("VN", language=_LIBRARY_LANGUAGES[lang])
