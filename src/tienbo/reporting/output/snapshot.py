"""Everything a printed report needs, as plain data: the one source of DOCX, PDF and XLSX. Pure.

Built by `gathering` either from a sent version (frozen: the same version gives the same snapshot for ever) or from a
draft as it stands. Texts are Vietnamese: an official paper has one language.

Table B11 and everything else marked "restricted" is printed, because this paper goes up the line only, and is
labelled "sử dụng hạn chế". Small counts stay as they are here: they are suppressed in what is published, which is not
this paper.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class Amount:
    """What stands in one printed place: a figure, a mark (code of a flag) beside it or instead of it, or nothing.

    `is_partial`: fewer (or more) units gave it than gave the total of its line, so that the two do not compare.
    """

    value: Decimal | None = None
    mark: str = ""
    is_partial: bool = False


NOTHING = Amount()


@dataclass(frozen=True)
class Coverage:
    """`given` of `asked` units: those that gave the figure, of those that can have one."""

    given: int
    asked: int

    def __str__(self) -> str:
        return f"{self.given}/{self.asked}"


@dataclass(frozen=True)
class Line:
    """One printed line of a table.

    ``now`` and ``before`` hold amounts by column (``T``, ``F``, ``FM``; what is not split by sex stands under ``T``),
    ``now`` those for the whole year too (``TY``, ``FY``), called ``estimate_head``.
    ``share`` is the percentage of women; `share_is_partial`: only over the units that gave both parts, so it is not
    the quotient of the printed totals. ``change`` is now less before, of the women where there are any;
    `is_not_compared`: both are there, but not as many units gave the one as gave the other, so no change is told.
    `is_choosing`: nor while bodies have yet to choose for the term. `is_of_term`: ``before`` is the term before.
    `parts`: keys of the lines that a total adds up. ``coverage`` is None in the paper of a unit with nobody below it.
    """

    key: str
    number: str
    label: str
    unit: str
    role: Literal["heading", "total", "entered"]
    indent: int = 0
    now: Mapping[str, Amount] = field(default_factory=dict)
    before: Mapping[str, Amount] = field(default_factory=dict)
    share: Decimal | None = None
    share_is_partial: bool = False
    share_before: Decimal | None = None
    change: Decimal | None = None
    is_not_compared: bool = False
    is_choosing: bool = False
    is_of_term: bool = False
    parts: tuple[str, ...] = ()
    coverage: Coverage | None = None
    estimate_head: str = ""
    agency: str = ""
    source: str = ""
    note: str = ""

    @property
    def main_column(self) -> str:
        """The column of which the change is told: women where they are counted."""
        return "F" if "F" in self.now else "T"


# A note that so many lines of a table bear stands under the table.
SHARED = 3


@dataclass(frozen=True)
class Table:
    """One printed table. ``columns``: the form's set of columns (people, people_no_minority, count, indicator)."""

    code: str
    title: str
    columns: str
    lines: tuple[Line, ...]
    is_restricted: bool = False
    note: str = ""

    @property
    def shared_notes(self) -> dict[str, tuple[str, ...]]:
        """Notes that several lines bear, with their numbers: said once under the table."""
        found: dict[str, list[str]] = {}
        for line in self.lines:
            if line.note:
                found.setdefault(line.note, []).append(line.number)
        return {note: tuple(numbers) for note, numbers in found.items() if len(numbers) >= SHARED}

    @property
    def skips_numbers(self) -> bool:
        """Whether the lines' numbers leave any out: rows that this report or this unit is not asked."""
        last: dict[str, int] = {}
        for line in self.lines:
            above, _dot, place = line.number.rpartition(".")
            if int(place) != last.get(above, 0) + 1:
                return True
            last[above] = int(place)
        return False

    @property
    def marks(self) -> tuple[str, ...]:
        """The codes of marks in use, in a fixed order."""
        used = {
            amount.mark for line in self.lines for amount in (*line.now.values(), *line.before.values()) if amount.mark
        }
        return tuple(sorted(used))

    @property
    def has_partial(self) -> bool:
        """Whether any figure or share rests on other units than the total of its line."""
        return any(
            line.share_is_partial or line.is_not_compared or any(amount.is_partial for amount in line.now.values())
            for line in self.lines
        )

    @property
    def compares_terms(self) -> bool:
        """Whether any line has the figure of the term before beside it."""
        figures = (amount.value for line in self.lines if line.is_of_term for amount in line.before.values())
        return any(value is not None for value in figures)

    @property
    def has_minority(self) -> bool:
        """Whether any line tells ethnic-minority women."""
        return any("FM" in line.now for line in self.lines)

    @property
    def estimate_head(self) -> str:
        """What the figures for the whole year are called; "" where no line has any."""
        return next((line.estimate_head for line in self.lines if "TY" in line.now), "")

    @property
    def estimates_women(self) -> bool:
        """Whether any line tells women of the whole year."""
        return any("FY" in line.now for line in self.lines)

    @property
    def has_coverage(self) -> bool:
        """Whether the lines say how many units they rest on."""
        return any(line.coverage for line in self.lines)


@dataclass(frozen=True)
class ItemGroup:
    """Items of one type ("với cấp ủy, chính quyền cùng cấp"); an empty title where the heading has no types."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """One heading of the form with what the unit wrote. `level` 0 is the opening, 1 a Roman number, 2 one below it."""

    code: str
    level: Literal[0, 1, 2]
    title: str
    text: str = ""
    groups: tuple[ItemGroup, ...] = ()
    tables: tuple[str, ...] = ()
    is_restricted: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing was written."""
        return not self.text.strip() and not self.groups


@dataclass(frozen=True)
class Issuer:
    """The head and the foot of the paper: whose it is, how it is signed, who gets it."""

    name: str
    symbol: str
    place: str
    superior_line: str = ""
    recipients: tuple[str, ...] = ()
    authority: str = ""
    titles: tuple[str, ...] = ("TRƯỞNG BAN",)
    home_office: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A unit that is not in the totals, with the number of units below it that are missing with it."""

    name: str
    below: int
    under: str


@dataclass(frozen=True)
class Seal:
    """What marks a sent version: its number, its digest and the scheme of the digest, its day."""

    number: int
    digest: str
    scheme: str
    sent_on: dt.date


@dataclass(frozen=True)
class DrawnFrom:
    """Of a paper upward: the report from which its figures were drawn, as a version of it was sent. ``units``: how many
    are in it of those that owed a report; None where nobody reports to the unit."""

    title: str
    number: int
    sent_on: dt.date
    units: Coverage | None


@dataclass(frozen=True)
class Imprint:
    """What a paper gets when it is signed: number and symbol as the records clerk gave them, its day, who signed."""

    number: str = ""
    signed_on: dt.date | None = None
    signer: str = ""


# As it was sent: the places stay blank.
BLANK = Imprint()


@dataclass(frozen=True)
class Snapshot:
    """A whole report, ready to be printed.

    ``seal`` is None for a draft. ``day`` decides the layout and stands in the files' properties: the day of sending,
    or a draft's closing date. ``previous`` says what "kỳ trước" is, empty when there is nothing to compare with.
    ``units`` counts the units in the totals of those that owe a report (None for a unit with nobody below it).
    ``left_out``: titles of the form's tables that ask nothing of this unit or of any below it. ``mark_words`` and
    ``signs``: what each mark means and how it is printed, by its code. ``imprint``: what was recorded of the signed
    paper; it is no part of the version. ``address``: where a QR code on the paper leads to, "" for none.
    ``drawn_from``: where the figures of a paper upward come from.
    """

    title: str
    topic: str
    unit_name: str
    unit_code: str
    round_code: str
    issuer: Issuer
    addressee: str
    starts_on: dt.date
    ends_on: dt.date
    closing_on: dt.date
    previous: str
    day: dt.date
    seal: Seal | None
    is_illustrative: bool
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    left_out: tuple[str, ...]
    units: Coverage | None
    missing: tuple[Missing, ...]
    mark_words: Mapping[str, str]
    signs: Mapping[str, str]
    imprint: Imprint = BLANK
    address: str = ""
    drawn_from: DrawnFrom | None = None

    @property
    def subject(self) -> str:
        """Title and topic in one line; the title of a thematic report has no topic beside it."""
        return " ".join(filter(None, (self.title, self.topic)))

    @property
    def is_draft(self) -> bool:
        """Nothing was sent: the paper says DỰ THẢO."""
        return self.seal is None
