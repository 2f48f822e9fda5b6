"""What differs between two states of a report: figures cell by cell, the text word by word, reasons for warnings. Pure.

A *state* is a version as it was frozen, or the working figures and text as they stand. A cell in which nothing was said
and which bears no note is the same as one that is not there: blank, never zero.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from tienbo.reporting.definitions.cells import Cell, Figure

# Blocks of more words than these are shown as a whole, old and new: comparing them word by word costs too much.
MOST_WORDS = 3000
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class Stood(NamedTuple):
    """What stands in a cell: the figure and its note."""

    figure: Figure = Figure()
    note: str = ""

    @property
    def says_nothing(self) -> bool:
        """Neither a figure, nor a reason for having none, nor a note."""
        return self.figure.is_blank and not self.note


class Wording(NamedTuple):
    """What stands under a heading: prose, and items as (text, kind)."""

    text: str = ""
    items: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> str:
        """All of it as one text: the prose, then the items line by line."""
        return "\n".join(part for part in (self.text, *(f"– {text}" for text, _kind in self.items)) if part)


@dataclass(frozen=True)
class State:
    """A report at one moment; build it with `state`, which leaves out what says nothing."""

    cells: Mapping[Cell, Stood] = field(default_factory=dict)
    text: Mapping[str, Wording] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


def state(cells: Mapping[Cell, Stood], text: Mapping[str, Wording], reasons: Mapping[str, str]) -> State:
    """A state of these figures, texts by heading, and reasons by the key of their finding."""
    return State(
        {cell: stood for cell, stood in cells.items() if not stood.says_nothing},
        {heading: wording for heading, wording in text.items() if wording.whole},
        {finding: reason for finding, reason in reasons.items() if reason},
    )


def frozen_state(figures: Iterable[Sequence], narrative: Mapping[str, Mapping], reasons: Iterable[Sequence]) -> State:
    """The state of a version from what is stored of it (see ``ReportVersion``)."""
    return state(
        {
            Cell(element, breakdown): Stood(Figure(Decimal(value) if value is not None else None, flag), note)
            for element, breakdown, value, flag, note in figures
        },
        {
            heading: wording_of(passage.get("text", ""), passage.get("items", ()))
            for heading, passage in narrative.items()
        },
        dict(reasons),
    )


def wording_of(text: str, items: Iterable[Mapping]) -> Wording:
    """What stands under a heading, from a passage as it is stored."""
    return Wording(text, tuple((item["text"], item.get("type", "")) for item in items))


@dataclass(frozen=True)
class CellChange:
    """One cell that differs."""

    cell: Cell
    old: Stood
    new: Stood

    @property
    def difference(self) -> Decimal | None:
        """New less old; None when one of the two has no value."""
        old, new = self.old.figure.value, self.new.figure.value
        return None if old is None or new is None else new - old

    @property
    def is_of_figure(self) -> bool:
        """The figure or its mark differs, not the note alone."""
        return self.old.figure != self.new.figure


class Piece(NamedTuple):
    """A run of words of a text that changed: `kept` stands in both, `removed` in the old, `added` in the new."""

    kind: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True)
class HeadingChange:
    """The text of one heading that differs."""

    heading: str
    old: Wording
    new: Wording

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        """Whether the heading had no text before, has none now, or another."""
        return "added" if not self.old.whole else "removed" if not self.new.whole else "changed"

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Both texts word by word."""
        return pieces_of(self.old.whole, self.new.whole)


@dataclass(frozen=True)
class ReasonChange:
    """The reason for a warning that differs; "": none was given."""

    finding: str
    old: str
    new: str


@dataclass(frozen=True)
class Changes:
    """All that differs between an old and a new state, each in the order of its key."""

    cells: tuple[CellChange, ...] = ()
    headings: tuple[HeadingChange, ...] = ()
    reasons: tuple[ReasonChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cells or self.headings or self.reasons)

    def __len__(self) -> int:
        return len(self.cells) + len(self.headings) + len(self.reasons)


def changes_between(old: State, new: State) -> Changes:
    """What somebody did who made the new state out of the old one."""
    return Changes(
        tuple(CellChange(*each) for each in _differing(old.cells, new.cells, Stood())),
        tuple(HeadingChange(*each) for each in _differing(old.text, new.text, Wording())),
        tuple(ReasonChange(*each) for each in _differing(old.reasons, new.reasons, "")),
    )


def applied(changes: Changes, old: State) -> State:
    """The old state with the changes made: the new one."""
    return state(
        {**old.cells, **{each.cell: each.new for each in changes.cells}},
        {**old.text, **{each.heading: each.new for each in changes.headings}},
        {**old.reasons, **{each.finding: each.new for each in changes.reasons}},
    )


def _differing(old: Mapping, new: Mapping, nothing):
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key, nothing), new.get(key, nothing)
        if before != after:
            yield key, before, after


def pieces_of(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts word by word: line by line first, then the words of the lines that differ."""
    if old == new:
        return (Piece("kept", new),) if new else ()
    found: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = "".join(before[i:j]), "".join(after[k:m])
        if tag == "equal":
            found.append(Piece("kept", left))
        else:
            found += _words(left, right)
    return tuple(_joined(found))


def _words(old: str, new: str) -> list[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if not before or not after or len(before) + len(after) > MOST_WORDS:
        return [Piece("removed", old), Piece("added", new)]
    found = []
    # A space is no likeness: two sentences that share nothing else must not be shown as woven into each other.
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("kept", "".join(before[i:j])))
        else:
            found += [Piece("removed", "".join(before[i:j])), Piece("added", "".join(after[k:m]))]
    return found


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one, empty ones left out."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and found[-1].kind == piece.kind:
            found[-1] = Piece(piece.kind, found[-1].text + piece.text)
        else:
            found.append(piece)
    return found
