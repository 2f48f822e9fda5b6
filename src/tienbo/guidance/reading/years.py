"""The year that a letter implies for a date it prints without one.

Rule (design page "letter read"): the year of the letter's own subject ("hoạt động năm 2015"), else the year
of its date; never a day before the letter itself: 10/01 in a letter of November is next January.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tienbo.guidance.reading.dates import make_date
from tienbo.guidance.reading.page import shadow

_PERIOD = re.compile(r"(?:giai doan|nhiem ky|nien khoa|thoi ky)\W{0,3}(?:tu )?(?:nam )?(?:19|20)\d\d")
_SPAN = re.compile(r"((?:19|20)\d\d) ?(?:-|den|den nam) ?((?:19|20)\d\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PLANNING = re.compile(r"ke hoach|du toan|dang ky|danh sach")
# A closing date may lie a little before the letter that asks for the figures.
_CLOSING_TOLERANCE = timedelta(days=45)


@dataclass(frozen=True)
class Years:
    """What is known of the time of a letter.

    `issued_on` its date; `printed_from` the first day of the month, or of the year, that it prints while its day is
    still blank; `subject_year` the one year its subject names; `covers_years` True when the subject names a period of
    several years.
    """

    issued_on: date | None
    printed_from: date | None
    subject_year: int | None
    covers_years: bool

    @property
    def earliest(self) -> date | None:
        """No deadline lies before this day."""
        return self.issued_on or self.printed_from

    def is_past(self, day: date) -> bool:
        """True for a day before the letter."""
        return self.earliest is not None and day < self.earliest

    def imply(self, month: int, day: int, clause: str = "", *, closing: bool = False) -> date | None:
        """The date a yearless day means; `clause` is the shadow of the words around it. None when no year is
        known.
        """
        first = self.earliest
        if first is None:
            return make_date(self.subject_year, month, day)
        floor = first - _CLOSING_TOLERANCE if closing else first
        years = [first.year, first.year + 1, first.year + 2]
        if self.subject_year and self.subject_year >= first.year:
            years.insert(0, self.subject_year)
        if self.subject_year == first.year + 1 and _PLANNING.search(clause):
            # A plan for next year that is due before the year begins.
            years.insert(0, first.year)
        for year in years:
            found = make_date(year, month, day)
            if found and found >= floor:
                return found
        return None


def years_of(issued_on: date | None, printed_from: date | None, subject: str | None) -> Years:
    """Read the years from the subject and the date of a letter."""
    low = shadow(subject or "")
    # "Quyết định số 1898/QĐ-TTg ngày 28/11/2017" in a subject names another document's year.
    low = re.sub(r"(?:\d{1,2}/){1,2}(?:19|20)\d\d|\d+/(?:19|20)\d\d/|thang \d{1,2} nam (?:19|20)\d\d", " ", low)
    covers = bool(_PERIOD.search(low) or _SPAN.search(low))
    years = {int(year) for year in _YEAR.findall(low)}
    subject_year = years.pop() if len(years) == 1 and not covers else None
    return Years(issued_on, printed_from, subject_year, covers)
