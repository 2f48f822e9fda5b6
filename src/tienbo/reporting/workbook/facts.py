"""What a workbook that came back is, as the checks look at it: the sheets that are ours, their columns and lines. Pure.

A sheet is known by the identity in it and by nothing else: not by its name, its place or its file's name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tienbo.documents.spreadsheets import Place, Sheet, Spreadsheet, Value
from tienbo.reporting.definitions.cells import Cell, Text
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.workbook.identity import Identity, NotOurs, is_identity
from tienbo.reporting.workbook.layout import SheetPlan
from tienbo.reporting.workbook.problems import Problem, Severity

# How far from its corner a sheet's identity is looked for: rows and columns may have been put before it.
_CORNER = 8


@dataclass(frozen=True)
class KnownSheet:
    """A sheet of ours.

    `identity` None: it bears one that is not true. `head`: where it stands; the names of the columns are in its row,
    the keys of the lines in its column.
    """

    sheet: Sheet
    identity: Identity | None
    head: Place

    @property
    def name(self) -> str:
        """As the person sees it."""
        return self.sheet.name

    @cached_property
    def columns(self) -> dict[str, list[int]]:
        """Where each named column stands: more than one place for a column that was copied."""
        found: dict[str, list[int]] = {}
        for number, value in enumerate(self.sheet.rows[self.head.row]):
            if number != self.head.column and isinstance(value, str) and value.strip():
                found.setdefault(value.strip(), []).append(number)
        return found

    @cached_property
    def rows(self) -> dict[str, list[int]]:
        """Where each line stands, by its key."""
        found: dict[str, list[int]] = {}
        for number in range(self.head.row + 1, len(self.sheet.rows)):
            value = self.sheet.at(Place(number, self.head.column))
            if isinstance(value, str) and "|" in value:
                found.setdefault(value.strip(), []).append(number)
        return found

    @cached_property
    def _single_rows(self) -> dict[str, int]:
        return {key: rows[0] for key, rows in self.rows.items() if len(rows) == 1}

    @cached_property
    def _single_columns(self) -> dict[str, int]:
        return {key: columns[0] for key, columns in self.columns.items() if len(columns) == 1}

    def place(self, key: str, column: str) -> Place | None:
        """Where a line's cell stands; None when the line or the column is gone or there twice."""
        row, number = self._single_rows.get(key), self._single_columns.get(column)
        return None if row is None or number is None else Place(row, number)


@dataclass(frozen=True)
class Expected:
    """The report that the workbook is read for: what its identity must say, and in words."""

    identity: tuple[str, str]
    form: str
    unit: str
    round: str
    plans: Mapping[str, SheetPlan]


@dataclass(frozen=True)
class FileFacts:
    """A workbook as the checks look at it. `expected` None: its report is not known yet; `named` says the unit and the
    round of an identity, where they are known."""

    book: Spreadsheet
    known: Sequence[KnownSheet]
    others: Sequence[Sheet]
    expected: Expected | None = None
    named: Mapping[tuple[str, str], Text] | None = None

    @property
    def true(self) -> list[KnownSheet]:
        """The sheets whose identity is true."""
        return [each for each in self.known if each.identity]

    def name_of(self, identity: Identity) -> Text:
        """The report that an identity is of, in words."""
        return (self.named or {}).get(identity.report, Text("báo cáo khác", "another report"))


@dataclass(frozen=True)
class CellFacts:
    """A cell in which a figure may stand. `scale`: how many đồng it counts, where it holds money."""

    known: KnownSheet
    place: Place
    line: Line
    cell: Cell
    scale: int = 1

    @cached_property
    def value(self) -> Value:
        """What stands in it."""
        return self.known.sheet.at(self.place)

    @property
    def error(self) -> str | None:
        """``#REF!`` and its like."""
        return self.known.sheet.errors.get(self.place)

    @property
    def formula(self) -> str | None:
        """The formula that computes it; None without one."""
        return self.known.sheet.formulas.get(self.place)

    @property
    def is_uncomputed(self) -> bool:
        """Its formula was never computed."""
        return self.place in self.known.sheet.uncomputed

    @property
    def is_percent(self) -> bool:
        """It shows its number as a percentage."""
        return self.known.sheet.is_percent(self.place)

    @property
    def is_merged(self) -> bool:
        """It is joined with others."""
        return bool(self.known.sheet.merged) and any(
            first.row <= self.place.row <= last.row and first.column <= self.place.column <= last.column
            for first, last in self.known.sheet.merged
        )

    @property
    def counts(self) -> bool:
        """It takes whole numbers only."""
        return self.line.kind != "rate" and self.scale == 1

    def problem(self, code: str, severity: Severity, message: Text, remedy: Text) -> Problem:
        """A problem at this cell."""
        return Problem(code, severity, message, remedy, self.known.name, self.place.address)


def is_number(value: Value) -> bool:
    """Whether a value of a spreadsheet is a number: TRUE is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def facts_of(book: Spreadsheet) -> FileFacts:
    """The sheets of ours in a workbook, and the others."""
    known, others = [], []
    for sheet in book.sheets:
        head = _head(sheet)
        if head is None:
            others.append(sheet)
            continue
        try:
            identity = Identity.read(str(sheet.at(head)))
        except NotOurs:
            identity = None
        known.append(KnownSheet(sheet, identity, head))
    return FileFacts(book, tuple(known), tuple(others))


def _head(sheet: Sheet) -> Place | None:
    for row, values in enumerate(sheet.rows[:_CORNER]):
        for column, value in enumerate(values[:_CORNER]):
            if is_identity(value):
                return Place(row, column)
    return None
