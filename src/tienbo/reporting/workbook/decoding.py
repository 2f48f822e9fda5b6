"""Reads the figures of a workbook that came back, and says everything that is wrong with it. Pure.

A cell with an error is not read and changes nothing; every other cell of the file is. What the file does not hold (a
table, a line, a column) changes nothing either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tienbo.documents.spreadsheets import Place
from tienbo.reporting.definitions.cells import MISSING, Cell, Figure, Text
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.entry.figure_text import plain
from tienbo.reporting.workbook.cell_reading import read_cell
from tienbo.reporting.workbook.checks import (
    column_missing,
    date,
    error_value,
    formula_left,
    formula_outside,
    formula_uncomputed,
    identity_lost,
    identity_untrue,
    line_missing,
    line_twice,
    macros,
    merged,
    mixed_reports,
    no_sheet_of_ours,
    not_whole,
    note_too_long,
    other_form,
    other_report,
    outside_links,
    percent_as_fraction,
    percent_of_count,
    status_beside_number,
    status_unknown,
    surplus_rows,
    table_not_asked,
    table_twice,
    too_large,
    total_overwritten,
    truth,
    unseen_formulas,
)
from tienbo.reporting.workbook.facts import CellFacts, FileFacts, KnownSheet
from tienbo.reporting.workbook.layout import OF_A_LINE, LineText, SheetPlan, cells_by_place, read_as
from tienbo.reporting.workbook.planned import planned
from tienbo.reporting.workbook.problems import Problem, Severity
from tienbo.reporting.workbook.writing import MAX_NOTE

# Whose the file is, before anything else of it is looked at.
IDENTITY_CHECKS = (no_sheet_of_ours, identity_untrue, mixed_reports, other_report, other_form)
FILE_CHECKS = (
    macros, outside_links, unseen_formulas, identity_lost, table_twice, table_not_asked, column_missing, line_missing,
    line_twice, surplus_rows, total_overwritten,
)  # fmt: skip
CELL_CHECKS = (
    error_value, merged, formula_outside, formula_uncomputed, date, truth, percent_of_count, too_large, not_whole,
    formula_left, percent_as_fraction,
)  # fmt: skip


@dataclass(frozen=True)
class Given:
    """What a cell of the file says. `note` None, `tells_flag` False: not told, so what stands there stays."""

    figure: Figure
    note: str | None
    tells_flag: bool
    sheet: str
    address: str
    line: Line
    column: str


@dataclass
class Decoded:
    """Everything that was read.

    `raw`: the lines as they stand, by table and key, to be given back; `marks`: the problem at each (table, key,
    column); `carried`: the tables that the file holds.
    """

    given: dict[Cell, Given] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    raw: dict[str, dict[str, LineText]] = field(default_factory=dict)
    marks: dict[tuple[str, str, str], Problem] = field(default_factory=dict)
    carried: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Nothing of the file is taken."""
        return any(problem.severity == Severity.REFUSAL for problem in self.problems)


def identity_problems(facts: FileFacts) -> list[Problem]:
    """Why a file is not the workbook of the expected report; empty when it is. The first check that speaks speaks
    alone: the others would only say the same again."""
    return next((found for check in IDENTITY_CHECKS if (found := list(check.find(facts)))), [])


def decode(facts: FileFacts, flags: Mapping[str, Text]) -> Decoded:
    """Read a workbook for `facts.expected`. `flags`: the form's words for flags."""
    found = Decoded()
    found.problems += identity_problems(facts)
    if found.is_refused:
        return found
    for check in FILE_CHECKS:
        found.problems += check.find(facts)
    words = {plain(text.in_(lang)): flag for flag, text in flags.items() for lang in ("vi", "en")}
    tables = []
    for known, plan in planned(facts):
        tables.append(plan.table)
        found.raw[plan.table] = {}
        for key, line in plan.entered.items():
            _SheetLine(known, plan, key, line, words, flags).read_into(found)
    found.carried = tuple(tables)
    return found


class _SheetLine:
    """Reads one line of a sheet."""

    def __init__(
        self,
        known: KnownSheet,
        plan: SheetPlan,
        key: str,
        line: Line,
        words: Mapping[str, str],
        flags: Mapping[str, Text],
    ) -> None:
        self.known, self.plan, self.key, self.line, self.words, self.flags = known, plan, key, line, words, flags
        # As the sheet was written, whatever the report shows its money in by now.
        self.scale = known.identity.scale if line.kind == "money" else 1

    def read_into(self, found: Decoded) -> None:
        """Its figures, its note, its problems."""
        if len(self.known.rows.get(self.key, [])) != 1:
            return
        cells = cells_by_place(self.line)
        first = next(iter(cells), None)
        status = self._status(found)
        note = self._note(found)
        raw: dict[str, str | Decimal | None] = {}
        for column, cell in cells.items():
            place = self.known.place(self.key, column)
            if place is None:
                continue
            facts = CellFacts(self.known, place, self.line, cell, self.scale)
            raw[column] = _shown(facts)
            read = self._figure(facts, column, status, found)
            if read is not None:
                said = note if column == first else None
                found.given[cell] = Given(read[0], said, read[1], self.known.name, place.address, self.line, column)
        found.raw[self.plan.table][self.key] = LineText(raw, self._said("status"), self._said("note"))

    def _figure(self, facts: CellFacts, column: str, status: str | None, found: Decoded) -> tuple[Figure, bool] | None:
        """The figure of a cell and whether its flag is told; None when it is not read."""
        read = read_cell(facts, CELL_CHECKS, self.words)
        for problem in read.problems:
            self._tell(found, column, problem)
        if read.said is None:
            return None
        number, flag = read.said.value, read.said.flag
        if number is None and flag is None and not self.known.sheet.is_whole:
            # Such a file does not tell an empty cell from an error.
            return None
        is_told = flag is not None or status is not None
        if flag is None:
            flag = read_as(column, status or "", has_number=number is not None)
        if number is not None and flag in MISSING:
            self._tell(found, column, status_beside_number.problem_of(facts, self.flags[flag]))
            return None
        return Figure(number, flag), is_told

    def _status(self, found: Decoded) -> str | None:
        """The flag that the status says of the line; "" for none, None when it cannot be told."""
        if self.known.place(self.key, "status") is None:
            return None
        said = self._said("status")
        if not said:
            return ""
        flag = self.words.get(plain(said))
        if flag in OF_A_LINE or flag == "actual":
            return flag
        self._tell(found, "status", status_unknown.problem_of(self._at("status"), said))
        return None

    def _note(self, found: Decoded) -> str | None:
        """The note; None when the column is gone or it is too long."""
        if self.known.place(self.key, "note") is None:
            return None
        said = self._said("note")
        if len(said) > MAX_NOTE:
            self._tell(found, "note", note_too_long.problem_of(self._at("note"), MAX_NOTE))
            return None
        return said

    def _said(self, column: str) -> str:
        place = self.known.place(self.key, column)
        value = self.known.sheet.at(place) if place else ""
        return f"{value:g}" if isinstance(value, float) else str(value).strip()

    def _at(self, column: str) -> CellFacts:
        place = self.known.place(self.key, column) or Place(0, 0)
        return CellFacts(self.known, place, self.line, Cell(self.line.element, self.line.breakdown))

    def _tell(self, found: Decoded, column: str, problem: Problem) -> None:
        found.problems.append(problem)
        mark = (self.plan.table, self.key, column)
        if mark not in found.marks or problem.severity == Severity.ERROR:
            found.marks[mark] = problem


def _shown(facts: CellFacts) -> str | Decimal | None:
    """What stood in a cell, to be shown again."""
    if facts.error:
        return facts.error
    value = facts.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return Decimal(str(value))
    return str(value) or None
