"""The days on which the demo's offices act, in the order in which such things happen. Pure.

Between the letter and the first reports lies a span; what happens in it (letters taken note of and passed on, rounds
opened, results told) is placed by shares of it, so that a letter of another day keeps the order.
"""

import datetime as dt
from dataclasses import dataclass

from tienbo.core.clock import ZONE

# Days before the province's addressees owe their reports.
COMMUNES_SEND = 14
DISTRICTS_SEND = 3
# Days after it.
PROVINCE_SENDS = 4
# Days from the letter to the first reports: the fewest in which the offices of a province can be told of a round.
LEAST_SPAN, USUAL_SPAN, LONGEST_SPAN = 21, 67, 400
USUAL_HALF_YEAR, USUAL_ANNUAL = (6, 5), (12, 5)
USUAL_OPENING, BUILT = (4, 1), (3, 2)


@dataclass(frozen=True)
class Calendar:
    """The days of a round: when communes, then districts and departments, then the province send."""

    low: dt.date
    middle: dt.date
    top: dt.date

    @classmethod
    def before(cls, due: dt.date) -> "Calendar":
        """Days that are on time for those who owe their reports before `due`."""
        days = dt.timedelta
        return cls(due - days(days=COMMUNES_SEND), due - days(days=DISTRICTS_SEND), due + days(days=PROVINCE_SENDS))


@dataclass(frozen=True)
class LetterDays:
    """What happens to a letter, and when: each act in a few days from one on."""

    issued: dt.date
    reports: dt.date

    @classmethod
    def of(cls, printed: dt.date | None, half_year: dt.date) -> "LetterDays":
        """A letter is issued on the day printed on it, as long as that leaves time before the first reports."""
        reports = Calendar.before(half_year).low
        if printed and LEAST_SPAN <= (reports - printed).days <= LONGEST_SPAN:
            return cls(printed, reports)
        return cls(reports - dt.timedelta(days=USUAL_SPAN), reports)

    def at(self, share: float) -> dt.date:
        """The day when so much of the span has passed."""
        return self.issued + dt.timedelta(days=round((self.reports - self.issued).days * share))

    def acknowledged(self, share: float) -> dt.date:
        """When the offices take note, from the first (0) to the last (1)."""
        return self.at(0.03 + 0.09 * share)

    @property
    def passed_on(self) -> dt.date:
        """When districts send their own letters to their communes."""
        return self.at(0.16)

    def acknowledged_below(self, share: float) -> dt.date:
        """When the communes take note."""
        return self.at(0.19 + 0.06 * share)

    @property
    def opened(self) -> dt.date:
        """When the rounds are opened."""
        return self.at(0.27)

    def reported(self, share: float) -> dt.date:
        """When results of tasks are told."""
        return self.at(0.45 + 0.35 * share)


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """An hour of a day in Viet Nam."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=ZONE)
