"""When those below are to send the reports that a letter from above asks of a unit: earlier than the unit itself.

As an open round says for their kinds of unit; where none is open, by as many days as the form is used to.
"""

import datetime as dt
import re
from dataclasses import dataclass

from tienbo.core.deadlines import Deadline, official_date
from tienbo.guidance.open_rounds import open_rounds, usual_days_below
from tienbo.units.models import Unit

_DATE = re.compile(r"\d{1,2}\s?(?:[/.-]|tháng)\s?\d{1,2}(?:\s?(?:[/.-]|năm)\s?\d{4})?(?!\d)")


@dataclass(frozen=True)
class BroughtForward:
    """A day for those below; `round` is the title of the round that sets it, "" when the form's usual days do."""

    deadline: Deadline
    round: str


def day_below(unit: Unit, report: str, asked: Deadline) -> BroughtForward:
    """The day for those directly below a unit that itself owes the report by `asked`; never a later one."""
    for each in open_rounds(unit=unit, report=report, due=asked.on):
        if each.last_days and each.last_days[0] <= asked.last_on_time:
            return BroughtForward(_with_last_day(asked, each.last_days[0]), each.title)
    earlier = asked.last_on_time - dt.timedelta(days=usual_days_below(unit=unit))
    return BroughtForward(_with_last_day(asked, earlier), "")


def _with_last_day(asked: Deadline, last: dt.date) -> Deadline:
    """The same way of saying it ("trước ngày") with another last day on time."""
    return Deadline(asked.on - (asked.last_on_time - last), asked.exclusive, asked.time)


def words_with_day(words: str, day: dt.date) -> str:
    """``trước ngày 26/5/2015`` of ``trước ngày 05/6``."""
    return _DATE.sub(official_date(day), words, count=1)
