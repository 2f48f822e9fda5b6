"""Reads an office's own file by a layout, into what the comparison with the report takes. Pure.

A file does not say what it was written from: every difference from the report is the file's. An empty cell says
nothing, so nothing is ever taken out.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tienbo.documents.spreadsheets import Place
from tienbo.reporting.definitions.cells import MISSING, Cell, Figure, Text
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.entry.figure_text import DASHES, Said, plain
from tienbo.reporting.workbook.cell_reading import CellRead, read_cell
from tienbo.reporting.workbook.checks import (
    date,
    error_value,
    formula_outside,
    formula_uncomputed,
    macros,
    merged,
    not_whole,
    note_too_long,
    outside_links,
    percent_as_fraction,
    percent_of_count,
    too_large,
    truth,
    unseen_formulas,
)
from tienbo.reporting.workbook.decoding import Decoded, Given
from tienbo.reporting.workbook.facts import CellFacts, FileFacts, KnownSheet
from tienbo.reporting.workbook.layout import cells_by_place, read_as
from tienbo.reporting.workbook.own.checks import (
    cell_not_asked,
    column_missing,
    column_unclear,
    line_not_asked,
    note_alone,
    row_missing,
    row_unclear,
    table_missing,
    table_unclear,
)
from tienbo.reporting.workbook.own.grids import grids_of, shown
from tienbo.reporting.workbook.own.layouts import FIGURES, NOTE, PLACES, Layout, RowRule
from tienbo.reporting.workbook.own.locating import Located, locate
from tienbo.reporting.workbook.writing import MAX_NOTE

# In a Word file there are no formulas to be seen.
FILE_CHECKS = (macros, outside_links, unseen_formulas)
TABLE_CHECKS = (table_missing, table_unclear, column_missing, column_unclear, row_missing, row_unclear)
# A formula is what an office's own table is made of: its number is taken without a word.
CELL_CHECKS = (
    error_value, merged, formula_outside, formula_uncomputed, date, truth, percent_of_count, too_large, not_whole,
    percent_as_fraction,
)  # fmt: skip


def read_own(layout: Layout, facts: FileFacts, flags: Mapping[str, Text]) -> Decoded:
    """Read a file for `facts.expected`. `flags`: the form's words for flags."""
    return read_located(locate(layout, grids_of(facts.book)), facts, flags)


def read_located(located: Sequence[Located], facts: FileFacts, flags: Mapping[str, Text]) -> Decoded:
    """The same, of a file in which the layout was located already."""
    plans = facts.expected.plans if facts.expected else {}
    lines = {key: line for plan in plans.values() for key, line in plan.entered.items()}
    words = {plain(text.in_(lang)): flag for flag, text in flags.items() for lang in ("vi", "en")}
    found = Decoded()
    for check in FILE_CHECKS:
        if check is not unseen_formulas or facts.book.kind != "docx":
            found.problems += check.find(facts)
    for each in located:
        for check in TABLE_CHECKS:
            found.problems += check.find(each)
        found.problems += line_not_asked.find(each, lines)
        for rule, row in each.rows.items():
            if rule.line in lines:
                _OwnRow(each, rule, row, lines[rule.line], words).read_into(found)
    tables = {given.line.table for given in found.given.values()}
    found.carried = tuple(code for code in plans if code in tables)
    return found


class _OwnRow:
    """Reads one row."""

    def __init__(self, located: Located, rule: RowRule, row: int, line: Line, words: Mapping[str, str]) -> None:
        self.located, self.rule, self.row, self.line, self.words = located, rule, row, line, words
        self.known = KnownSheet(located.grid.sheet, None, Place(0, 0))
        self.scale = located.table.scale if line.kind == "money" else 1

    def read_into(self, found: Decoded) -> None:
        """Its figures, its note, its problems."""
        cells = cells_by_place(self.line)
        first = next(iter(cells), None)
        note = self._note(found)
        told = False
        for column in FIGURES:
            place = PLACES[self.rule.place].get(column)
            if column not in self.located.columns or place is None:
                continue
            cell = cells.get(place)
            facts = self._facts(self.located.columns[column], cell)
            if cell is None:
                if _says_something(facts):
                    found.problems.append(cell_not_asked.problem_of(facts))
                continue
            read = self._read(facts)
            found.problems += read.problems
            figure = self._figure(read.said, place)
            if figure is not None:
                said = note if place == first else None
                told |= said is not None
                address = facts.place.address
                found.given[cell] = Given(
                    figure, said, read.said.flag is not None, self.known.name, address, self.line, place
                )
        if note and not told:
            found.problems.append(note_alone.problem_of(self._facts(self.located.columns[NOTE])))

    def _facts(self, column: int, cell: Cell | None = None) -> CellFacts:
        cell = cell or Cell(self.line.element, self.line.breakdown)
        return CellFacts(self.known, Place(self.row, column), self.line, cell, self.scale)

    def _read(self, facts: CellFacts) -> CellRead:
        dash = self.located.table.dash
        if dash and isinstance(facts.value, str) and facts.value.strip() in DASHES:
            return CellRead(Said(Decimal(0)) if dash == "zero" else Said(flag="not_applicable"))
        return read_cell(facts, CELL_CHECKS, self.words)

    @staticmethod
    def _figure(said: Said | None, place: str) -> Figure | None:
        """None: nothing is said."""
        if said is None or (said.value is None and said.flag is None):
            return None
        if said.value is None and said.flag not in MISSING:
            return None
        return Figure(said.value, said.flag or read_as(place, "", has_number=said.value is not None))

    def _note(self, found: Decoded) -> str | None:
        """The note; None when it says nothing or is too long."""
        if NOTE not in self.located.columns:
            return None
        facts = self._facts(self.located.columns[NOTE])
        said = shown(facts.value)
        if len(said) > MAX_NOTE:
            found.problems.append(note_too_long.problem_of(facts, MAX_NOTE))
            return None
        return said or None


def _says_something(facts: CellFacts) -> bool:
    return any(char in "123456789" for char in shown(facts.value))
