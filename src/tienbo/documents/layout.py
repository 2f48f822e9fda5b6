"""Lowering: a document's blocks become lines, rules, tables and pages with their final text.

Everything that decides *what* is printed happens here, once, so that DOCX and PDF cannot differ in it:
fixed words, numbers in the Vietnamese way, list signs, capitals, cleaning. The writers only decide how a
role looks in their format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from tienbo.documents.breaking import broken_by_sense
from tienbo.documents.cleaning import clean, clean_line
from tienbo.documents.content import (
    Addressees,
    Annex,
    Block,
    Cell,
    Closing,
    Column,
    Document,
    Heading,
    Items,
    LegalBasis,
    Letterhead,
    Note,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Text,
    Title,
    place_header,
)
from tienbo.documents.editions import Edition, text_width_mm
from tienbo.documents.numerals import figure, letter
from tienbo.documents.styles import styles_of
from tienbo.documents.words import WORDS, Words, number_and_symbol, place_and_date

# What a file without a date says in its properties; any fixed day will do.
NO_DAY = date(2000, 1, 1)
# What the left column has of the width: issuer, number and copy list stand in it, motto, date and signature beside it.
LEFT_SHARE = 0.42
# A telephone reads an address of ours at this size from a hand's distance, off a printed sheet.
CODE_MM = 22
# No heading ends with a lonely "2015".
_NUMBERED = re.compile(r"\b(năm|tháng|ngày|quý|khóa|số) (?=\d)", re.IGNORECASE)
# No line of the text begins with the dash of "Sở Lao động - Thương binh và Xã hội": it would look like a list.
_BEFORE_DASH = re.compile(r" (?=[-–] )")


@dataclass(frozen=True)
class Line:
    """One paragraph: its role and its runs of clean text ("\\n" inside a run is a line break).

    A `held` line stays on the page of what follows it: no signature stands on a page without a word of text.
    """

    role: str
    runs: tuple[Run, ...]
    held: bool = False

    @property
    def text(self) -> str:
        """The words without emphasis."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Rule:
    """A centred rule under the text `of` in its `role`: `share` of that text's width."""

    of: str
    role: str
    share: float


@dataclass(frozen=True)
class Room:
    """Empty height for hand and seal."""

    mm: float


@dataclass(frozen=True)
class Square:
    """A QR code that leads to `address`, `mm` wide and high, at the left."""

    address: str
    mm: float


Stack = tuple[Line | Rule | Room | Square, ...]


@dataclass(frozen=True)
class Side:
    """Two columns beside each other without borders; `left_share` of the width belongs to the left one.

    Each row starts on one level in both columns (the number beside the place and date).
    """

    rows: tuple[tuple[Stack, Stack], ...]
    left_share: float


@dataclass(frozen=True)
class GridCell:
    """A printed cell: text, the mark raised behind it, its side, its span; `column` counts from 0."""

    column: int
    text: str
    mark: str = ""
    align: Literal["left", "center", "right"] = "left"
    bold: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Grid:
    """A printed table: shares of the width (they sum to 1), head rows, body rows."""

    shares: tuple[float, ...]
    head: tuple[tuple[GridCell, ...], ...]
    body: tuple[tuple[GridCell, ...], ...]
    # Positions of body rows that should not be parted from the next one (a total stays with what it adds up).
    held: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Break:
    """What follows starts on a new page."""


Piece = Line | Rule | Side | Grid | Break


@dataclass(frozen=True)
class Section:
    """Pages of one orientation with their own numbers from 1."""

    landscape: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Layout:
    """A lowered document. `draft` is the mark across the pages, empty for none; `digest_line` stands at
    their foot."""

    document: Document
    sections: tuple[Section, ...]
    title: str
    author: str
    draft: str
    digest_line: str


def lower(document: Document) -> Layout:
    """The pieces of a document, section by section. Pure: equal documents give equal layouts."""
    words = WORDS[document.language]
    sections: list[Section] = []
    landscape = False
    pieces: list[Piece] = []
    for block in document.blocks:
        if isinstance(block, Annex):
            if pieces:
                sections.append(Section(landscape, tuple(pieces)))
            landscape, pieces = block.landscape, []
        if isinstance(block, Closing) and pieces and isinstance(pieces[-1], Line):
            pieces[-1] = replace(pieces[-1], held=True)
        pieces.extend(piece for piece in _pieces(block, document, words) if not _is_empty(piece))
    sections.append(Section(landscape, tuple(pieces)))
    return Layout(
        document=document,
        sections=tuple(sections),
        title=clean_line(document.title) or _title(document),
        author=clean_line(document.author) or _author(document),
        draft=words.draft if document.draft else "",
        digest_line=clean_line(document.digest_line),
    )


def properties_day(document: Document) -> date:
    """The day written into a file's properties: the document's own, else its letterhead's, else a fixed
    one."""
    for block in document.blocks:
        if document.day is None and isinstance(block, Letterhead) and block.dated:
            return block.dated
    return document.day or NO_DAY


def cell_text(cell: Cell, column: Column, language: str) -> str:
    """A cell's value as printed, without its mark."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        raise TypeError("a cell holds text, a number or nothing; write yes and no as words")
    if isinstance(value, int | Decimal):
        return figure(value, language, column.decimals, column.signed)
    return clean(value).strip()


def numbered(number: str, level: int = 1) -> str:
    """A heading's number with its sign: "I" -> "I.", "a" -> "a)", "1.2" -> "1.2."; its own sign is kept."""
    number = clean_line(number)
    if not number or number[-1] in ".):-":
        return number
    return number + (")" if len(number) == 1 and number.islower() else ".")


# --- each kind of block ---------------------------------------------------------------------------


def _pieces(block: Block, document: Document, words: Words) -> list[Piece]:
    edition, language = document.edition, document.language
    match block:
        case Letterhead():
            return [_letterhead(block, document, words)]
        case Title():
            return _title_lines(block, document)
        case Addressees():
            return _addressees(block, words)
        case LegalBasis():
            return _basis(block)
        case Heading():
            text = _NUMBERED.sub("\\1\u00a0", clean_line(block.text))
            text = text.upper() if block.level == 1 else text
            return [_line(f"h{block.level}", f"{numbered(block.number)} {text}".strip())]
        case Paragraph():
            return [Line("body", _runs(block.text))]
        case Items():
            return _items(block)
        case Table():
            return _table(block, language)
        case Closing():
            return [_closing(block, edition, words)]
        case Annex():
            return _annex(block, edition, words)
        case PageBreak():
            return [Break()]
        case Note():
            return [Line("note", _runs(block.text))]
    raise TypeError(f"{type(block).__name__} is no block of a document")


def _letterhead(block: Letterhead, document: Document, words: Words) -> Side:
    edition, language = document.edition, document.language
    width = text_width_mm(edition, False) * LEFT_SHARE
    issuer = _name_lines("issuer", block.issuer, width, edition)
    body: list[Line | Rule | Room] = [*_name_lines("superior", block.superior, width, edition), *issuer]
    if issuer:
        body.append(Rule(issuer[-1].text, "issuer", edition.issuer_rule_share))
    state = (
        _line("national", words.national_name),
        _line("motto", words.motto),
        Rule(words.motto, "motto", 1.0),
    )
    number = _line("number", number_and_symbol(_number(block.number), clean_line(block.symbol), language))
    placed = place_and_date(clean_line(block.place), block.dated, block.month, block.year, language)
    rows: list[tuple[Stack, Stack]] = [(tuple(body), state), ((number,), (_line("place_date", placed),))]
    below = []
    if block.about:
        about = f"{words.about} {clean_line(block.about)}"
        below.append(_line("about", _broken("about", about, width, edition)))
    if document.draft:
        below.append(_line("draft", words.draft))
    if below:
        rows.append((tuple(below), ()))
    return Side(tuple(rows), LEFT_SHARE)


def _name_lines(role: str, names: tuple[str, ...], width_mm: float, edition: Edition) -> list[Line]:
    """Names of bodies and posts in capitals, each on as many lines as it needs."""
    shown = [clean_line(name).upper() for name in names if clean_line(name)]
    return [_line(role, line) for name in shown for line in _broken(role, name, width_mm, edition).split("\n")]


def _broken(role: str, text: str, width_mm: float, edition: Edition) -> str:
    """The text with line breaks where its sense allows them."""
    return "\n".join(broken_by_sense(text, width_mm, styles_of(edition)[role].size))


def _number(number: int | str | None) -> int | str | None:
    return clean_line(number) or None if isinstance(number, str) else number


def _title_lines(block: Title, document: Document) -> list[Piece]:
    edition = document.edition
    lines: list[Piece] = [_line("type_name", clean_line(block.kind).upper())]
    width = text_width_mm(edition, False)
    whole = (_broken("subject", clean_line(text), width, edition) for text in block.subject if clean_line(text))
    subject = [line for text in whole for line in text.split("\n")]
    lines += [_line("subject", text) for text in subject]
    if subject:
        lines.append(Rule(subject[-1], "subject", edition.subject_rule_share))
    return lines


def _addressees(block: Addressees, words: Words) -> list[Piece]:
    names = [clean_line(name).rstrip(" ;.,") for name in block.names]
    if len(names) == 1:
        return [_line("addressee", f"{words.to} {names[0]}")]
    lines: list[Piece] = [_line("addressee_head", words.to)]
    return lines + [_line("addressee_item", f"- {text}") for text in _closed(names)]


def _basis(block: LegalBasis) -> list[Piece]:
    return [_line("basis", text) for text in _closed([clean_line(line).rstrip(" ;.,") for line in block.lines])]


def _items(block: Items) -> list[Piece]:
    pieces: list[Piece] = []
    for position, item in enumerate(block.items, start=block.start):
        sign = {
            "dash": "-",
            "plus": "+",
            "number": f"{position}.",
            "letter": f"{letter(max(position, 1))})",
        }[block.style]
        text, below = (item, None) if isinstance(item, str) else (item.text, item.below)
        pieces.append(Line("item", (Run(f"{sign} "), *_runs(text))))
        if below is not None:
            pieces += _items(below)
    return pieces


def _table(block: Table, language: str) -> list[Piece]:
    pieces: list[Piece] = []
    if block.caption:
        pieces.append(_line("caption", clean_line(block.caption)))
    if block.unit:
        pieces.append(_line("unit", clean_line(block.unit)))
    total = sum(column.width for column in block.columns)
    head: list[list[GridCell]] = [[] for _ in block.header]
    for placed in place_header(block):
        cell = placed.cell
        head[placed.row].append(
            GridCell(
                placed.column,
                clean(cell.text).strip(),
                "",
                "center",
                True,
                columns=cell.columns,
                rows=cell.rows,
            )
        )
    if block.numbered:
        head.append([GridCell(i, f"({i + 1})", "", "center") for i in range(len(block.columns))])
    body = []
    for row in block.rows:
        cells, place = [], 0
        for cell in row.filled:
            column = block.columns[place]
            is_figure = isinstance(cell.value, int | Decimal)
            bold = cell.bold or row.kind != "normal"
            text, mark = cell_text(cell, column, language), clean_line(cell.mark)
            if not text:
                text, mark = mark, ""
            side = "right" if is_figure else column.align
            cells.append(GridCell(place, text, mark, side, bold, columns=cell.columns))
            place += cell.columns
        body.append(tuple(cells))
    if not body and block.empty:
        body.append((GridCell(0, clean(block.empty).strip(), "", "center", columns=len(block.columns)),))
    shares = tuple(column.width / total for column in block.columns)
    held = frozenset(i for i, row in enumerate(block.rows[1:]) if row.kind == "total") | frozenset(
        i for i, row in enumerate(block.rows[:-1]) if row.kind == "section"
    )
    return [*pieces, Grid(shares, tuple(tuple(row) for row in head), tuple(body), held)]


def _closing(block: Closing, edition: Edition, words: Words) -> Side:
    left: list[Line | Rule | Room | Square] = []
    if block.recipients:
        left.append(_line("recipients_head", words.recipients))
        names = [clean_line(name).rstrip(" ;.,") for name in block.recipients]
        left += [_line("recipients", f"- {text}") for text in _closed(names)]
    if block.code:
        left += [Square(block.code.address, CODE_MM), _line("note", clean_line(block.code.words))]
    signature = block.signature
    width = text_width_mm(edition, False) * (1 - LEFT_SHARE)
    seats = (signature.authority, *signature.titles)
    right: list[Line | Rule | Room] = [*_name_lines("signature", seats, width, edition)]
    right.append(Room(edition.seal_room_mm))
    right += _name_lines("home_office", signature.home_office, width, edition)
    if signature.name:
        right.append(_line("signer", clean_line(signature.name)))
    return Side(((tuple(left), tuple(right)),), LEFT_SHARE)


def _annex(block: Annex, edition: Edition, words: Words) -> list[Piece]:
    pieces: list[Piece] = [_line("annex_label", f"{words.annex} {clean_line(block.number)}".strip())]
    if block.title:
        width = text_width_mm(edition, block.landscape)
        pieces.append(_line("annex_title", _broken("annex_title", clean_line(block.title).upper(), width, edition)))
    if block.attached_to:
        text = clean_line(block.attached_to)
        pieces.append(_line("annex_ref", text if text.startswith("(") else f"({text})"))
    return pieces


# --- small parts ----------------------------------------------------------------------------------


def _is_empty(piece: Piece) -> bool:
    """A line without words is not printed: it would be a gap on paper and a nameless paragraph in the tags."""
    return isinstance(piece, Line) and not piece.text.strip()


def _line(role: str, text: str) -> Line:
    return Line(role, (Run(text),))


def _runs(text: Text) -> tuple[Run, ...]:
    """Clean runs; a plain string is one run. Outer blanks go, inner ones between runs stay."""
    if isinstance(text, str):
        return (Run(_glued(clean(text).strip(" \n"))),)
    runs = [Run(_glued(clean(run.text)), run.bold, run.italic, run.raised) for run in text]
    return tuple(run for run in runs if run.text) or (Run(""),)


def _glued(text: str) -> str:
    return _BEFORE_DASH.sub("\u00a0", text)


def _closed(names: list[str]) -> list[str]:
    """Lines of a list closed as the rule asks: ";" after each, "." after the last."""
    return [f"{name}{'.' if i == len(names) else ';'}" for i, name in enumerate(names, start=1)]


def _title(document: Document) -> str:
    """For the files' properties: kind and subject of the title, else the "V/v" line."""
    for block in document.blocks:
        if isinstance(block, Title):
            found = clean_line(" ".join((block.kind.upper(), *block.subject)))
        elif isinstance(block, Letterhead):
            found = clean_line(block.about)
        else:
            continue
        if found:
            return found
    return WORDS[document.language].document


def _author(document: Document) -> str:
    """For the files' properties: the issuing body."""
    for block in document.blocks:
        if isinstance(block, Letterhead):
            return clean_line(" ".join(block.issuer)).upper()
    return ""
