"""A form on paper or in an office's own workbook, read into tables whose rows a person then maps to elements. Pure.

Nothing is decided here: which column holds the words, what a row might be and which element it is likest to are
proposals, made from the words of the headings and the row alone.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tienbo.core.vietnamese import nfc, search_key
from tienbo.reporting.definitions.drafting.editing import (
    Data,
    short_elements,
    with_row,
    with_short_rows,
    with_table,
    with_unit,
    without_row,
)
from tienbo.reporting.definitions.drafting.text import formed, plain
from tienbo.reporting.definitions.schema import Definition

# What stands at the head of a column, without marks.
LABEL_HEADS = ("noi dung", "chi tieu", "tieu chi", "ten chi tieu", "danh muc", "content", "indicator")
NUMBER_HEADS = ("stt", "tt", "so tt", "no", "no.")
UNIT_HEADS = ("don vi tinh", "dvt", "don vi", "unit")
_WOMEN = re.compile(r"\bnu\b|\bwomen\b|\bfemale\b")
_MINORITY = re.compile(r"\bdtts\b|\bdan toc\b|\bminority\b")
# (1), 2, A: the row of column numbers below the heads.
_COLUMN_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[A-Z])\)?$")
_NUMBERING = re.compile(
    r"^\s*(?:[-–+•*]|\(?[IVXLC]{1,5}[.)]|\(?\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zđ]{1,2}[.)])\s+", re.IGNORECASE
)
_HEADS_LOOKED_FOR = 15
MOST_TABLES, MOST_ROWS_READ, LONGEST = 20, 99, 300
# From which likeness an element is proposed, and from which it is taken for granted until somebody says otherwise.
PROPOSED, CLEAR = 0.35, 0.72


@dataclass(frozen=True)
class ForeignRow:
    """One row as the paper has it: its number, its words without the number, its unit, how far it is set in."""

    number: str
    label: str
    unit: str = ""

    @property
    def is_heading(self) -> bool:
        """A Roman number or a capital letter stands before what only introduces the rows below."""
        return bool(re.fullmatch(r"[IVXLC]+|[A-HĐ]", self.number.rstrip(".)")))


@dataclass(frozen=True)
class ForeignTable:
    """One table of the paper. `by`: breakdowns that its columns show."""

    name: str
    rows: tuple[ForeignRow, ...]
    by: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """To be kept as JSON."""
        rows = [[row.number, row.label, row.unit] for row in self.rows]
        return {"name": self.name, "by": list(self.by), "rows": rows}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "ForeignTable":
        """What `as_data` gave."""
        return cls(data["name"], tuple(ForeignRow(*row) for row in data["rows"]), tuple(data["by"]))


def foreign_tables(grids: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> list[ForeignTable]:
    """The tables in a file's grids of texts (name, rows): those with rows of words; the others are left out."""
    found = []
    for name, rows in grids:
        texts = [[_clean(text) for text in row] for row in rows]
        if table := _table(name, texts):
            found.append(table)
    return found[:MOST_TABLES]


def _clean(text: Any) -> str:
    return " ".join(nfc(str(text)).split())[:LONGEST]


def _table(name: str, rows: list[list[str]]) -> ForeignTable | None:
    head, label, number, unit = _columns(rows)
    if label is None:
        return None
    heads = rows[head] + (rows[head + 1] if head + 1 < len(rows) else [])
    by = _by(search_key(text) for text in heads)
    found = []
    for row in rows[head + 1 :]:
        text = row[label] if label < len(row) else ""
        if not text or _is_column_number(row) or search_key(text) in LABEL_HEADS:
            continue
        # A row of figures alone, or a head of two rows, has no words here.
        if not re.search(r"[^\W\d_]", text):
            continue
        own = row[number] if number is not None and number < len(row) else ""
        if not own and (match := _NUMBERING.match(text)):
            own = match[0].strip()
        words = _NUMBERING.sub("", text)
        measure = row[unit] if unit is not None and unit < len(row) else ""
        found.append(ForeignRow(own[:20], words, measure[:60]))
    return ForeignTable(_clean(name), tuple(found[:MOST_ROWS_READ]), by) if found else None


def _columns(rows: list[list[str]]) -> tuple[int, int | None, int | None, int | None]:
    """The row of heads (-1: none), and the columns of words, of numbers and of units."""
    for at, row in enumerate(rows[:_HEADS_LOOKED_FOR]):
        keys = [search_key(text) for text in row]
        label = _first(keys, lambda key: key.startswith(LABEL_HEADS))
        if label is not None and len([key for key in keys if key]) > 1:
            number = _first(keys, lambda key: key in NUMBER_HEADS)
            return at, label, number, _first(keys, lambda key: key.startswith(UNIT_HEADS))
    widths: Counter[int] = Counter()
    for row in rows:
        widths.update({number: len(text) for number, text in enumerate(row) if re.search(r"[^\W\d_]", text)})
    wide = widths.most_common(1)
    return -1, wide[0][0] if wide and wide[0][1] > len(rows) * 4 else None, None, None


def _first(keys: Sequence[str], holds) -> int | None:
    return next((number for number, key in enumerate(keys) if key and holds(key)), None)


def _by(keys: Iterable[str]) -> tuple[str, ...]:
    women = [key for key in keys if _WOMEN.search(key)]
    if not women:
        return ()
    return ("sex", "ethnic") if any(_MINORITY.search(key) for key in women) else ("sex",)


def _is_column_number(row: Sequence[str]) -> bool:
    told = [text for text in row if text]
    return len(told) > 1 and all(_COLUMN_NUMBER.match(text) for text in told)


# --- which element a row is -------------------------------------------------------------------------------------------


class Likeness:
    """How like the words of a row are to those of known elements: the cosine of their weighted words and pairs of
    words, without marks. Deterministic; words that many elements have weigh little."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._parts = {code: Counter(_parts(label)) for code, label in labels.items()}
        seen = Counter(part for parts in self._parts.values() for part in parts)
        self._weight = {part: 1 + math.log((1 + len(labels)) / times) for part, times in seen.items()}
        self._most = 1 + math.log(1 + len(labels))
        self._length = {code: self._norm(parts) for code, parts in self._parts.items()}

    def nearest(self, words: str, most: int = 5) -> list[tuple[str, float]]:
        """The likest elements with their likeness (0 to 1), the likest first; none below `PROPOSED`."""
        asked = Counter(_parts(words))
        length = self._norm(asked)
        if not length:
            return []
        found = []
        for code, parts in self._parts.items():
            shared = sum(
                self._squared(part) * min(asked[part], times) for part, times in parts.items() if part in asked
            )
            if shared and (alike := shared / (length * self._length[code])) >= PROPOSED:
                found.append((code, round(min(alike, 1.0), 4)))
        return sorted(found, key=lambda each: (-each[1], each[0]))[:most]

    def _squared(self, part: str) -> float:
        return self._weight.get(part, self._most) ** 2

    def _norm(self, parts: Counter[str]) -> float:
        return math.sqrt(sum(self._squared(part) * times for part, times in parts.items()))


def _parts(text: str) -> list[str]:
    words = re.findall(r"\w+", search_key(text))
    return words + [f"{one} {next_one}" for one, next_one in zip(words, words[1:], strict=False)]


# --- from rows that somebody has mapped to a table of the draft -------------------------------------------------------


@dataclass(frozen=True)
class MappedRow:
    """A row as somebody mapped it. `element`: a known one; "": a new one, of this `unit`."""

    label: str
    element: str = ""
    unit: str = ""


@dataclass(frozen=True)
class MappedTable:
    """A table to be made: its code and title, its rows; `by`: what new elements are broken down by."""

    code: str
    title: str
    rows: tuple[MappedRow, ...] = field(default=())
    by: tuple[str, ...] = ()


def with_mapped(definition: Definition, table: MappedTable, known: Mapping[str, Data], prefix: str) -> Definition:
    """The draft with such a table at its end.

    `known`: rows of elements as some form asks them: kind, nature and breakdowns come from there, the words from the
    paper. An element that the draft asks elsewhere moves here. New elements are counts of what happens in the period,
    asked of every unit, until somebody says otherwise; their codes begin with `prefix`.
    """
    audience = "all" if "all" in definition.audiences else next(iter(definition.audiences))
    made = with_table(
        definition,
        {
            "code": table.code,
            "title": {"vi": table.title, "en": table.title},
            "columns": _columns_for(definition, table, known),
        },
    )
    for row in table.rows:
        if row.element:
            stands = made.row_by_code.get(row.element)
            fields = dict(known[row.element]) | {"vi": row.label}
            if stands is not None:
                made = without_row(made, stands.row)
        else:
            unit = row.unit or next(iter(definition.units.values())).vi
            made, code = with_unit(made, unit, unit)
            fields = {
                "code": free_element(prefix, row.label, {*made.row_by_code, *known}),
                "vi": row.label,
                "en": row.label,
                "unit": code,
                "kind": "count",
                "nature": "flow",
                "aggregation": "sum",
                "by": list(table.by),
                "audience": audience,
                "fill": "manual",
            }
        fields.pop("row", None)
        made = with_row(made, table.code, fields)
    # An element that moved here is still asked of those who fill the short form.
    return formed(with_short_rows(plain(made), short_elements(definition)))


def _columns_for(definition: Definition, table: MappedTable, known: Mapping[str, Data]) -> str:
    """The narrowest set of printed columns that has what the rows need."""
    dimensions = {each for row in table.rows for each in (known[row.element]["by"] if row.element else table.by)}
    needed = {"T", "F"} if "sex" in dimensions else {"value"}
    needed |= {"FM"} if "ethnic" in dimensions else set()
    fitting = [name for name, columns in definition.column_sets.items() if needed <= set(columns)]
    sized = sorted(fitting, key=lambda name: (len(definition.column_sets[name]), name))
    with_all = {name for name in sized if ("FM" in definition.column_sets[name]) == ("FM" in needed)}
    return next((name for name in sized if name in with_all), next(iter(definition.column_sets)))


def free_element(prefix: str, label: str, taken: Iterable[str]) -> str:
    """A code for a new element, from the first words of its label: ``u04.so_lop_tap_huan``."""
    words = re.findall(r"[a-z0-9]+", search_key(label))[:6] or ["x"]
    stem, used = f"{prefix}.{'_'.join(words)}"[:50].rstrip("_"), set(taken)
    return next(code for number in range(1, 1000) if (code := stem if number == 1 else f"{stem}_{number}") not in used)
