"""Deadlines as official letters set them, and dates as they are written. Pure: no Django.

"Trước ngày 05/6" (before 5 June) is exclusive: the last day on time is 4 June, and the screen says so in
words. With an hour ("trước 17 giờ ngày 05/6") the day itself is on time.
"""

import datetime as dt
from dataclasses import dataclass

from tienbo.core.clock import ZONE

_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def form_date(day: dt.date) -> str:
    """``04/06/2015``: as every screen and every table shows a date."""
    return f"{day:%d/%m/}{day.year:04d}"


def official_date(day: dt.date) -> str:
    """``04/6/2015``: as official text writes it (Decree 30/2020/NĐ-CP: a day below 10 and the months 1 and 2
    take a 0).
    """
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def weekday(day: dt.date, lang: str = "vi") -> str:
    """``thứ Năm``, ``Thursday``."""
    return _WEEKDAYS[lang][day.weekday()]


def _month(day: dt.date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


@dataclass(frozen=True)
class Deadline:
    """A date by which something is due. `exclusive`: before it; else on it at the latest. `time`: of day, local.
    `grace_days`: a silent grace after the last day on time, in which nothing counts or is shown as late.
    """

    on: dt.date
    exclusive: bool
    time: dt.time | None = None
    grace_days: int = 0

    @property
    def last_on_time(self) -> dt.date:
        """The last day on which the thing is on time."""
        return self.on - dt.timedelta(days=1) if self.exclusive and self.time is None else self.on

    def days_left(self, today: dt.date) -> int:
        """Days until the last day on time: 0 on that day itself and in the grace after it, then negative."""
        left = (self.last_on_time - today).days
        return 0 if -self.grace_days <= left < 0 else left

    def is_late(self, moment: dt.date | dt.datetime) -> bool:
        """Whether something done on this day (or at this moment, when the deadline has an hour) is late.

        An aware moment is read in Viet Nam's time; a day without an hour counts as on time on the last day.
        """
        last = self.last_on_time + dt.timedelta(days=self.grace_days)
        if not isinstance(moment, dt.datetime):
            return moment > last
        local = moment.astimezone(ZONE).replace(tzinfo=None) if moment.tzinfo else moment
        if self.time is None or self.grace_days or local.date() != self.on:
            return local.date() > last
        return local.time() >= self.time if self.exclusive else local.time() > self.time

    def date_words(self, lang: str = "vi") -> str:
        """``thứ Năm, 04/06/2015``, with the hour before it where there is one: the last day on time."""
        day = self.last_on_time
        words = f"{weekday(day, lang)}, {form_date(day)}"
        if self.time is None:
            return words
        return f"{self.time:%H} giờ {self.time:%M}, {words}" if lang == "vi" else f"{self.time:%H:%M}, {words}"

    def sentence(self, lang: str, today: dt.date) -> str:
        """``Hạn cuối: thứ Năm, 04/06/2015 (còn 9 ngày)``, or ``Quá hạn 3 ngày`` once it has passed.

        In the grace only the day is said.
        """
        left = self.days_left(today)
        if left < 0:
            return f"Quá hạn {-left} ngày" if lang == "vi" else f"{_days(-left)} late"
        if lang == "vi":
            head, when = f"Hạn cuối: {self.date_words('vi')}", f"còn {left} ngày" if left else "hôm nay"
        else:
            head, when = f"Last day: {self.date_words('en')}", f"{_days(left)} left" if left else "today"
        return head if today > self.last_on_time else f"{head} ({when})"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
