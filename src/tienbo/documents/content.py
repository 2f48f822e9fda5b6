"""What an official document says, as data: twelve kinds of block and the document that holds them.

Everything is frozen and typed; nothing here knows fonts, millimetres or files. Text is plain (never
markup): what a user typed is shown as typed, after `cleaning`. Texts that need emphasis inside a line are
tuples of `Run`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from tienbo.documents.editions import Edition
from tienbo.documents.formulas import Formula


@dataclass(frozen=True)
class Run:
    """A stretch of text inside a line, with its emphasis. `raised` is a superscript (a mark, a note
    number)."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False


Text = str | tuple[Run, ...]


# --- the top of the first page
# ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Letterhead:
    """Who issues the document, its number and day. Block 1.

    `issuer` and `superior` are lines of the left column, broken where the office breaks them (capitals are
    applied). `number` None: the records clerk has not given it, the place stays blank ("Số:
    /BC-BVSTBCPN"). An int below 10 is printed "05". `symbol` is what follows the slash. `dated` None: day
    and month stay blank, `month` and `year` are printed when known. `about` is the "V/v" line of an
    official letter (công văn), without the word "V/v".
    """

    issuer: tuple[str, ...]
    symbol: str
    place: str
    superior: tuple[str, ...] = ()
    number: int | str | None = None
    dated: date | None = None
    month: int | None = None
    year: int | None = None
    about: str = ""


@dataclass(frozen=True)
class Title:
    """Kind of the document ("Báo cáo") and what it is about, a line per item of `subject`. Block 2."""

    kind: str
    subject: tuple[str, ...] = ()


@dataclass(frozen=True)
class Addressees:
    """ "Kính gửi": one addressee on the same line, several on a line each. Block 3."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class LegalBasis:
    """The "Căn cứ" lines, without closing punctuation (";" and "." are added). Block 4."""

    lines: tuple[str, ...]


# --- the body
# ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    """A numbered part of the text. Block 5.

    Level 1 is printed in capitals ("I. CÔNG TÁC CHỈ ĐẠO"), 2 bold ("1. Tuyên truyền"), 3 bold italic, 4
    italic. `number` without punctuation ("I", "2", "a"): "." or ")" is added; empty for none.
    """

    level: Literal[1, 2, 3, 4]
    text: str
    number: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text. Line breaks inside the text are kept. Block 6."""

    text: Text


@dataclass(frozen=True)
class Item:
    """One point of a list, with an optional list below it."""

    text: Text
    below: Items | None = None


@dataclass(frozen=True)
class Items:
    """A list. Block 7.

    Styles: "dash" ("- "), "plus" ("+ ", for the second level), "number" ("1. "), "letter" ("a) ", the
    Vietnamese order: a b c d đ e g h i k ...). `start` is the number of the first point.
    """

    items: tuple[Item | str, ...]
    style: Literal["dash", "plus", "number", "letter"] = "dash"
    start: int = 1


# --- tables
# -----------------------------------------------------------------------------------------------------------

CellValue = str | int | Decimal | None


@dataclass(frozen=True)
class Column:
    """One column: `width` is a share of the table's width; figures stand right whatever `align` says.

    `decimals` fixes the places of a Decimal (None: as many as it has); `signed` writes "+" before a
    positive figure.
    """

    width: float
    align: Literal["left", "center", "right"] = "left"
    key: str = ""
    decimals: int | None = None
    signed: bool = False


@dataclass(frozen=True)
class HeaderCell:
    """A cell of the head, spanning `columns` and `rows` of the grid."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Cell:
    """A value with its mark. None is printed as nothing: blank is never zero.

    `mark` is printed raised after the figure ("12" + "(e)"), or alone when there is no value ("x").
    `formula` tells XLSX what the value was computed from. `columns` is the span.
    """

    value: CellValue = None
    mark: str = ""
    formula: Formula | None = None
    columns: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Row:
    """A row: "section" and "total" rows are bold; a plain value stands for `Cell(value)`."""

    cells: tuple[Cell | CellValue, ...]
    kind: Literal["normal", "section", "total"] = "normal"
    key: str = ""

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells, plain values wrapped."""
        return tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """A table. Block 8. Its head repeats on every page.

    `caption` stands above it (bold), `unit` at its right ("Đơn vị tính: người"), `numbered` adds the row
    "(1) (2) ...". `empty` is what a table without rows says. Raises ValueError when head or rows do not
    fill the columns exactly.
    """

    columns: tuple[Column, ...]
    header: tuple[tuple[HeaderCell | str, ...], ...]
    rows: tuple[Row, ...] = ()
    caption: str = ""
    unit: str = ""
    numbered: bool = False
    empty: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs at least one column")
        place_header(self)
        for position, row in enumerate(self.rows, start=1):
            filled = sum(cell.columns for cell in row.filled)
            if filled != len(self.columns):
                raise ValueError(f"row {position} fills {filled} of {len(self.columns)} columns")


@dataclass(frozen=True)
class PlacedHeader:
    """A cell of the head with its place in the grid, counted from 0."""

    row: int
    column: int
    cell: HeaderCell


def place_header(table: Table) -> tuple[PlacedHeader, ...]:
    """Where each cell of the head stands, row by row; ValueError when cells overlap, stick out or leave a
    hole."""
    width, height = len(table.columns), len(table.header)
    taken: set[tuple[int, int]] = set()
    placed: list[PlacedHeader] = []
    for row, cells in enumerate(table.header):
        column = 0
        for given in cells:
            cell = given if isinstance(given, HeaderCell) else HeaderCell(given)
            while (row, column) in taken:
                column += 1
            area = {(r, c) for r in range(row, row + cell.rows) for c in range(column, column + cell.columns)}
            if column + cell.columns > width or row + cell.rows > height or area & taken:
                raise ValueError(f"the head's cell {cell.text!r} does not fit the grid")
            taken |= area
            placed.append(PlacedHeader(row, column, cell))
            column += cell.columns
    if len(taken) != width * height:
        raise ValueError("the head leaves a hole in its grid")
    return tuple(placed)


# --- the end, annexes
# -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Signature:
    """Who signs: "KT. TRƯỞNG BAN", the seat in the committee, room for hand and seal, the seat at home, the
    name.

    `home_office` is for committees that use their host's seal (both seats are shown). `name` None: left
    blank.
    """

    titles: tuple[str, ...]
    authority: str = ""
    home_office: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True)
class Code:
    """A QR code that leads to `address`, with a few words below it."""

    address: str
    words: str


@dataclass(frozen=True)
class Closing:
    """The end of the document: copy list at the left, signature at the right. Block 9.

    `recipients` are given without dash and punctuation; the last one is the archive line ("Lưu: VT, VP"). `code` stands
    below them, beside the room for hand and seal.
    """

    signature: Signature
    recipients: tuple[str, ...] = ()
    code: Code | None = None


@dataclass(frozen=True)
class Annex:
    """Starts an annex on a new page with its own page numbers. Block 10.

    `number` is the Roman numeral when there are two or more ("I"). `attached_to` is the line in brackets
    below the title ("Kèm theo Báo cáo số ...").
    """

    title: str
    number: str = ""
    attached_to: str = ""
    landscape: bool = True


@dataclass(frozen=True)
class PageBreak:
    """The next block starts on a new page. Block 11."""


@dataclass(frozen=True)
class Note:
    """A small line under a table or a text: a remark or the legend of its marks. Block 12."""

    text: Text


Block = (
    Letterhead
    | Title
    | Addressees
    | LegalBasis
    | Heading
    | Paragraph
    | Items
    | Table
    | Closing
    | Annex
    | PageBreak
    | Note
)


@dataclass(frozen=True)
class Document:
    """A document ready to be written.

    `draft` prints "DỰ THẢO" at the top and across every page. `digest_line` is printed small at the foot of
    every page. `title` and `author` go into the files' properties (by default: what the title and
    letterhead blocks say); `day` is the day in those properties (by default the letterhead's), so that
    nothing depends on a clock.
    """

    edition: Edition
    blocks: tuple[Block, ...]
    draft: bool = False
    language: Literal["vi", "en"] = "vi"
    digest_line: str = ""
    title: str = ""
    author: str = ""
    day: date | None = field(default=None)
