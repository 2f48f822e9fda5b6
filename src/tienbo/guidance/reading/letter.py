"""What a letter says: frozen records, every find with its place in the normalised text.

Absent values are None or (); nothing is invented. `start` and `end` are offsets into `Letter.text`; the exact
words that were found stand in `raw` and are a piece of that text.
"""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

LetterKind = Literal[
    "official_letter", "plan", "report", "decision", "directive", "guidance", "invitation", "notice", "other"
]
Firmness = Literal["required", "coordinate", "encourage"]
Recurrence = Literal["monthly", "quarterly", "yearly"]
Comparator = Literal[">=", ">", "<=", "<", "="]


@dataclass(frozen=True)
class Deadline:
    """A day by which something is due.

    `on` is the day as printed, None when it recurs or when no year can be told. `exclusive` says "before that
    day": then `last_on_time` is the day before. With an hour (`at`) the day itself is on time. `recipient` is
    who is to receive the work, when the sentence names one. `year_implied` is True when the letter printed no
    year.
    """

    raw: str
    start: int
    end: int
    on: date | None
    month: int | None
    day: int | None
    at: time | None
    exclusive: bool
    last_on_time: date | None
    recurrence: Recurrence | None
    recipient: str | None
    year_implied: bool = False


@dataclass(frozen=True)
class ClosingDate:
    """The day on which figures are closed (chốt số liệu): what is counted, not when it is due."""

    raw: str
    start: int
    end: int
    on: date | None
    year_implied: bool = False


@dataclass(frozen=True)
class Target:
    """A level to reach. `striven_for`: the letter says "phấn đấu". `change`: the value is a change against a
    baseline.
    """

    raw: str
    start: int
    end: int
    comparator: Comparator
    value: float | int
    unit: str
    striven_for: bool
    change: bool


@dataclass(frozen=True)
class Citation:
    """Another document that the letter names. `issuer` only when the text names it, never guessed from the
    symbol.
    """

    raw: str
    start: int
    end: int
    kind: str
    number: str | None
    issued_on: date | None
    issuer: str | None


@dataclass(frozen=True)
class Task:
    """Something the letter asks for: a bullet, a lettered item or a paragraph. `paragraph` counts from 1."""

    text: str
    start: int
    end: int
    paragraph: int
    firmness: Firmness
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Section:
    """A numbered part. `number` as printed without its punctuation ("1", "II", "2.1", "a"); None for
    unnumbered work.
    """

    number: str | None
    title: str | None
    start: int
    end: int
    sections: tuple["Section", ...] = ()
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Who signed. `authority` is normalised ("KT.", also for "K/T"); `principal` is the seat signed for
    ("TRƯỞNG BAN"), or the body and the seat ("ỦY BAN NHÂN DÂN KT. CHỦ TỊCH").

    `titles` are the signer's own: the seat in the committee, then the home office.
    """

    authority: str | None = None
    principal: str | None = None
    titles: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True)
class Warn:
    """Something the reader should look at: a stable code and a sentence in two languages."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True)
class Mark:
    """A place to mark on the screen. `path` leads to the value in the JSON ("deadlines[0]",
    "sections[1].tasks[2]").
    """

    start: int
    end: int
    kind: str
    path: str


@dataclass(frozen=True)
class Letter:
    """Everything that was read. `text` is the normalised text that all offsets point into."""

    text: str
    is_letter: bool
    kind: LetterKind = "other"
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    subject: str | None = None
    addressees: tuple[str, ...] = ()
    copy_to: tuple[str, ...] = ()
    signature: Signature = field(default_factory=Signature)
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    closing_dates: tuple[ClosingDate, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[Warn, ...] = ()
    marks: tuple[Mark, ...] = ()
