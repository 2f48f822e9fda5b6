"""Where each printed line of a report comes from: which units gave it, which did not and why. Pure.

A line is counted by its first column, as the printed "Đơn vị có số liệu" counts it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.output.basis import Said
from tienbo.reporting.output.snapshot import Line

Why = Literal["no_report", "blank", "not_collected", "withheld"]
WORDS: dict[Why, str] = {
    "no_report": "chưa có báo cáo",
    "blank": "để trống",
    "not_collected": "không thu thập",
    "withheld": "không cung cấp",
}


@dataclass(frozen=True)
class Unit:
    """A unit of the tree. ``number`` is its place in the annex; ``version`` 0: its report is not in the totals, and
    ``cells`` are what it is asked; else ``said`` is what its version says."""

    number: int
    name: str
    under: str
    version: int = 0
    digest: str = ""
    sent_on: str = ""
    typed_by_superior: bool = False
    said: Said | None = None
    cells: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Source:
    """Who gave a line: numbers of units; who did not, by why; to whom it does not apply. Equal sources are one."""

    given: tuple[int, ...]
    lacking: tuple[tuple[Why, tuple[int, ...]], ...] = ()
    outside: tuple[int, ...] = ()

    @property
    def asked(self) -> int:
        """Units that could give it."""
        return len(self.given) + sum(len(numbers) for _why, numbers in self.lacking)


@dataclass(frozen=True)
class SourceTable:
    """A printed table: its lines that have figures, each with its source."""

    code: str
    title: str
    lines: tuple[tuple[Line, Source], ...]

    def groups(self) -> list[tuple[str, Source]]:
        """Lines of one source together, named by their numbers: "1 đến 4; 6"."""
        places: dict[Source, list[int]] = {}
        for place, (_line, source) in enumerate(self.lines):
            places.setdefault(source, []).append(place)
        names = [line.number for line, _source in self.lines]
        return [("; ".join(_runs(found, names)), source) for source, found in places.items()]


@dataclass(frozen=True)
class Saying:
    """What a unit wrote that a sentence was made of, or (`name` "") a record of tasks.

    `number`: the unit's place in the annex, 0 where it is in no total; `level` 1 is what the sentence itself was made
    of; `verbatim`: taken over as it was.
    """

    level: int
    number: int
    name: str
    version: int
    text: str
    verbatim: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence of the report that came from elsewhere; `edited`: its words are no longer those of its sources."""

    text: str
    edited: bool
    sayings: tuple[Saying, ...]


@dataclass(frozen=True)
class SourceHeading:
    """A printed heading with its sentences that came from elsewhere."""

    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Sources:
    """All of a report: its units, numbered from 1, those in the totals first, its tables and its text."""

    units: tuple[Unit, ...]
    tables: tuple[SourceTable, ...]
    headings: tuple[SourceHeading, ...] = ()

    @property
    def inside(self) -> tuple[Unit, ...]:
        """The units whose reports are in the totals."""
        return tuple(unit for unit in self.units if unit.version)

    @property
    def outside(self) -> tuple[Unit, ...]:
        """The units whose reports are not."""
        return tuple(unit for unit in self.units if not unit.version)


def source_of(cells: Sequence[Cell], units: Iterable[Unit]) -> Source:
    """Who gave all of these cells that it is asked and that can apply to it, as `basis.coverage_of` counts it."""
    given, outside = [], []
    lacking: dict[Why, list[int]] = {}
    for unit in units:
        if unit.said is None:
            if not unit.cells.isdisjoint(cells):
                lacking.setdefault("no_report", []).append(unit.number)
            continue
        found = [unit.said[cell] for cell in cells if cell in unit.said]
        applicable = [(value, flag) for value, flag, _note in found if flag != "not_applicable"]
        without = [flag for value, flag in applicable if value is None]
        if found and not applicable:
            outside.append(unit.number)
        elif without:
            lacking.setdefault(_why(without), []).append(unit.number)
        elif applicable:
            given.append(unit.number)
    ordered = tuple((why, tuple(lacking[why])) for why in WORDS if why in lacking)
    return Source(tuple(given), ordered, tuple(outside))


def _why(flags: Sequence[str]) -> Why:
    """A line with several parts lacks a figure for the first of these reasons."""
    return next((why for why in ("withheld", "not_collected") if why in flags), "blank")


def ranges(numbers: Iterable[int]) -> str:
    """ "1-5; 7; 9-12"."""
    ordered = sorted(numbers)
    return "; ".join(_runs(ordered, {number: str(number) for number in ordered}, "-"))


def _runs(places: Sequence[int], names: Mapping[int, str] | Sequence[str], to: str = " đến ") -> Iterable[str]:
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] != places[end - 1] + 1:
            first, last = names[places[start]], names[places[end - 1]]
            yield first if end - start == 1 else f"{first}{to if end - start > 2 or to == '-' else '; '}{last}"
            start = end
