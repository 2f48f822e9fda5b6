"""On which working days a unit is reminded, and who is told. Pure: no Django.

Days are counted in working days from the last day on time. Rungs after it are counted from the end of the silent grace
of the round, in which nothing is shown as late. Where the last day is no working day, the rung of the day itself falls
on the working day before it, on which the report had better be sent.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tienbo.core.deadlines import Deadline
from tienbo.core.working_days import WorkingDays

USUAL = (-5, -2, 0, 1, 3, 5)
# From how many working days after the last day on the unit's head is told too, and the superior's office.
HEAD_FROM, OFFICE_FROM = 1, 3
# After the last rung one each week, until so many working days after: then a person's word is needed, not a machine's.
WEEK, WEEKLY_UNTIL = 5, 60
FIRST, LAST = -20, 30
MOST = 12


class BadLadder(ValueError):
    """Too many rungs, or one out of bounds."""


@dataclass(frozen=True)
class Ladder:
    """`days`: the rungs, in working days from the last day on time (negative before it); `weekly`: whether reminding
    goes on each week after the last of them that is after the day."""

    days: tuple[int, ...] = USUAL
    weekly: bool = True

    @classmethod
    def of(cls, days: Iterable[int], weekly: bool) -> "Ladder":
        """A ladder of these rungs, in order and once each. BadLadder."""
        chosen = tuple(sorted(set(days)))
        if len(chosen) > MOST or any(not FIRST <= each <= LAST for each in chosen):
            raise BadLadder(str(chosen))
        return cls(chosen, weekly)

    @property
    def rungs(self) -> tuple[int, ...]:
        """All rungs, those of each week among them."""
        if not self.weekly:
            return self.days
        last = max((each for each in self.days if each > 0), default=0)
        return (*self.days, *range(last + WEEK, WEEKLY_UNTIL + 1, WEEK))


def day_of(rung: int, deadline: Deadline, working_days: WorkingDays) -> dt.date:
    """The working day on which a rung falls."""
    last = deadline.last_on_time
    if rung == 0:
        return working_days.last_on_or_before(last)
    if rung < 0:
        # From the day on which the report had better be sent, so that no two rungs fall on one day.
        return working_days.add(working_days.last_on_or_before(last), rung)
    return working_days.add(last + dt.timedelta(days=deadline.grace_days), rung)


def rung_on(
    today: dt.date, deadline: Deadline, ladder: Ladder, working_days: WorkingDays, sent: Collection[int] = ()
) -> int | None:
    """The rung that falls on a day and is not `sent` yet; None on a day that is no working day, or has no rung."""
    if not working_days.is_working_day(today):
        return None
    for rung in ladder.rungs:
        if rung not in sent and day_of(rung, deadline, working_days) == today:
            return rung
    return None


def is_for_head(rung: int) -> bool:
    """Whether the unit's head is told, and not only those who write the report."""
    return rung >= HEAD_FROM


def is_for_office(rung: int) -> bool:
    """Whether the office to which the unit reports is told who is late."""
    return rung >= OFFICE_FROM
