"""Dates as letters print them: "ngày 23 tháng 3 năm 2015", "23/3/2015", "23-3-2015", "05/6".

Patterns run on the shadow text (small letters, no tone marks). Groups carry a suffix so that two dates fit
one pattern.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

FIRST_YEAR, LAST_YEAR = 1930, 2100
_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True)
class DayMonth:
    """A printed date; `year` is None when the letter prints none."""

    day: int
    month: int
    year: int | None

    def on(self, year: int | None = None) -> date | None:
        """The calendar day, in its own year or the one given; None when there is no such day."""
        return make_date(self.year or year, self.month, self.day)


def make_date(year: int | None, month: int, day: int) -> date | None:
    """A date, or None when it is none or lies outside 1930-2100."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_date(suffix: str = "") -> str:
    """A pattern for a date with its year."""
    return (
        rf"(?:(?P<d{suffix}>\d{{1,2}}) ?thang ?(?P<m{suffix}>\d{{1,2}}) ?,? ?(?:nam|/|-|\.) ?(?P<y{suffix}>{_YEAR})"
        rf"|(?P<e{suffix}>\d{{1,2}}) ?(?P<s{suffix}>[/.-]) ?(?P<n{suffix}>\d{{1,2}})"
        rf" ?(?P=s{suffix}) ?(?P<z{suffix}>{_YEAR}))"
        rf"(?!\d)"
    )


def any_date(suffix: str = "") -> str:
    """A pattern for a date with or without its year."""
    return (
        rf"(?:{full_date(suffix)}"
        rf"|(?P<f{suffix}>\d{{1,2}}) ?(?:thang|/) ?(?P<o{suffix}>\d{{1,2}})(?! ?[/.-] ?\d)(?!\d)(?! ?%))"
    )


def read_date(match: re.Match[str], suffix: str = "") -> DayMonth | None:
    """The date that a match of `full_date` or `any_date` found; None for 31/2 and the like."""
    groups = match.groupdict()
    for day, month, year in (("d", "m", "y"), ("e", "n", "z"), ("f", "o", "")):
        if groups.get(day + suffix):
            found = DayMonth(
                int(groups[day + suffix]),
                int(groups[month + suffix]),
                int(groups[year + suffix]) if year and groups.get(year + suffix) else None,
            )
            return found if found.on(found.year or 2024) else None
    return None


TIME = (
    r"(?P<hour>\d{1,2}) ?(?:gio|h|g|:)(?: ?(?P<minute>\d{2})(?: ?phut)?)?(?![\d/])"
    r"(?: (?P<half>sang|trua|chieu|toi)(?![a-z]))?"
)


def read_time(match: re.Match[str]) -> time | None:
    """The hour that a match of `TIME` found."""
    if not match.groupdict().get("hour"):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] in ("chieu", "toi") and hour < 12:
        hour += 12
    if hour == 24 and minute == 0:
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def month_end(year: int | None, month: int) -> date | None:
    """The last day of a month."""
    first = make_date(year, month, 1)
    if first is None:
        return None
    following = date(first.year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
