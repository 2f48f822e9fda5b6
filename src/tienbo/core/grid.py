"""What the entry table shows: plain values for ``{% include "core/_grid.html" %}`` with one context object `grid`.

Texts are ready to show (``1.234``); the table computes nothing but hints. What a person types goes to `url` as JSON:

    POST {op, changes: [{cell, text, flag, note, base, how}], justifications: [{row, code, text}]}   (X-CSRFToken)
    200  {saved: [{cell, text, revision, flag}], refused: [{cell, text, message, choices: [{text, label}]}],
          conflicts: [{cell, yours, theirs, text, flag, by, at, revision}],
          findings: [{row, cell, severity, message, code, justified, justification}],
          derived: {cell: text}, changes: {cell: text}, previous: {cell: text}, sent: {cell: text},
          progress: {done, of}, saved_at: "10:42", told: [sentence], badge: "<span …>"}

`how` says how the figure came: typed, pasted, offline (typed while nothing could be sent), filled (one figure put into
several cells); typed when left out. In a conflict `yours` and `theirs` are words to show; `text` and `flag` are theirs,
ready to stand in the cell. A finding with `row` "" is about the whole table. `previous`, `sent` (what stands
below a figure that was sent otherwise before, "" where it was not), `told` and `badge` (the state of the record, for
the page's ``[data-badge]``) may be left out.

`op` is a UUID: the same one twice is the same act. 409: the table takes no more figures. 403 with a `message`, and 404:
this person may not type here any more. 401, 403 without one, and any redirect: signed out. 400, 422: unreadable.
Anything else is tried again. Without script the form posts ``v.<cell>``, ``b.<cell>`` (base
revision), ``f.<cell>`` (mark; not sent where there is a script), ``n.<cell>`` (note), ``j.<row>.<code>`` (reason for a
warning) and ``act`` = save, none or same. A mark is a code of ``statuses.MARKS``; "" is an actual figure.
"""

from dataclasses import dataclass, field

from tienbo.core.statuses import INSTEAD_OF_A_NUMBER


@dataclass(frozen=True)
class Column:
    """A column: `kind` is entered, previous, derived or note; columns with one `group` stand under one head.

    `part_of` names the column of the same row that this one cannot exceed (women in total): a hint while typing.
    """

    key: str
    head: str
    kind: str = "entered"
    group: str = ""
    part_of: str = ""

    @property
    def label(self) -> str:
        """What the column is called where no head stands above it: on a phone."""
        return f"{self.group}: {self.head}" if self.group else self.head


@dataclass(frozen=True)
class Problem:
    """That a cell is wrong (`severity` error) or doubtful (warning); the sentence stands below the row."""

    severity: str
    message: str = ""


@dataclass(frozen=True)
class Finding:
    """One sentence below a row, or above the rows. A warning may be justified: `code` names the check, `justification`
    is the reason."""

    severity: str
    message: str
    code: str = ""
    cell: str = ""
    justified: bool = False
    justification: str = ""


@dataclass(frozen=True)
class Asked:
    """That somebody asks about a cell: a `word` for below the figure, the `whole` sentence, the `url` of what is asked,
    and whether it still `waits` for an answer."""

    word: str
    whole: str
    url: str
    waits: bool


@dataclass(frozen=True)
class Cell:
    """A figure: `cell` its key, `base` the revision it was read at, `flag` a code of `statuses.MARKS`, "" or "actual".

    For a note column `cell` is the figure the note belongs to and `text` the note. `previous_of` says what the grey
    figure is where it is not that of the grid's `previous_label` ("nhiệm kỳ 2010-2015"). `sent` says what was sent
    before ("đã gửi: 12") where that is something else; `asked` that somebody asks about it. `usual` is the mark that a
    figure takes here when nobody says otherwise ("" for an actual one).
    """

    cell: str = ""
    text: str = ""
    base: int | str = ""
    flag: str = ""
    note: str = ""
    derived: bool = False
    formula: str = ""
    previous_text: str = ""
    previous_of: str = ""
    change_text: str = ""
    problem: Problem | None = None
    readonly: bool = False
    decimals: bool = False
    usual: str = ""
    sent: str = ""
    asked: Asked | None = None

    @property
    def mark(self) -> str:
        """The code of the mark shown; "" for an actual figure."""
        return "" if self.flag == "actual" else self.flag

    @property
    def offered(self) -> str:
        """The mark that the form without script offers: an empty cell's is the usual one."""
        return self.mark if self.text else self.mark or self.usual

    @property
    def instead(self) -> bool:
        """Whether the mark stands instead of a number."""
        return self.flag in INSTEAD_OF_A_NUMBER


@dataclass(frozen=True)
class Row:
    """A row: `kind` is section (a heading), line or total. `cells` by column key; a missing one is not asked of it."""

    id: str
    label: str
    number: str = ""
    unit: str = ""
    indent: int = 0
    kind: str = "line"
    cells: dict[str, Cell] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Progress:
    """How many rows or cells of a table are filled."""

    done: int
    of: int


@dataclass(frozen=True)
class Grid:
    """A whole table. `owner` (the person's uid) keeps what was typed offline on a shared machine apart from others'.

    `previous_label` ("6 tháng đầu năm 2014") shows the figure of that period in grey inside each entered cell; leave it
    empty where the form has columns of kind previous. `action` is where the form without script goes (this page).
    `findings` are about the table as a whole. `can_be_none`: some cells are about what happens in the period, so that
    there may be nothing to report; `can_be_same`: some may stay as they were. `cell_url` is the page of one cell
    (``?cell=`` its key): each figure that is only read leads there.
    """

    url: str
    table_code: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    progress: Progress
    title: str = ""
    readonly: bool = False
    legend: bool = True
    saved_at: str = ""
    previous_label: str = ""
    owner: str = ""
    action: str = ""
    findings: tuple[Finding, ...] = ()
    can_be_none: bool = True
    can_be_same: bool = True
    cell_url: str = ""

    @property
    def numbers(self) -> str:
        """How much room the rows' numbers need: short ("5.1"), full ("B02.03") or long ("B02.03.1.2")."""
        longest = max((len(row.number) for row in self.rows), default=0)
        return "short" if longest <= 4 else "full" if longest <= 7 else "long"
