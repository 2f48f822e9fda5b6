"""The places of a report that can be asked about, and what they are called."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Heading
from tienbo.reporting.questions.about import About
from tienbo.reporting.rounds.audience import Shape, asked_of_participant, headings_of, lines_of, tables_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rules.findings import column_name


class NotInTheReport(ValueError):
    """The report has no such place: a cell that the unit is not asked, a table or a heading of others."""


@dataclass(frozen=True)
class Place:
    """A place in words: `code` as the screens show it ("B02.03", "II.1", "" for the whole report), `name` in the
    reader's language, the `table` it stands in ("" for text) and the `line` of a cell."""

    code: str
    name: str
    table: str = ""
    line: str = ""


def place_of(report: Report, about: About) -> Place:
    """The place in words. NotInTheReport when the report does not have it."""
    return Places(report).of(about)


class Places:
    """The places of one report, looked up once per table."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.shape = Shape.of(report.participant)
        self.definition = definition_of(report.round.form)
        self._lines: dict[str, dict[Cell, tuple]] = {}

    def of(self, about: About) -> Place:
        """See `place_of`."""
        if about.kind == "cell":
            return self._cell(about.cell)
        if about.kind == "table":
            table = next((each for each in self.tables() if each.code == about.key), None)
            if table is None:
                raise NotInTheReport(str(about))
            return Place(table.code, f"{table.code}. {_in(table.title.text)}", table.code)
        if about.kind == "heading":
            heading = next((each for each in self.headings() if each.code == about.key), None)
            if heading is None:
                raise NotInTheReport(str(about))
            return Place(heading.num, f"{heading.num}. {_in(heading.text)}" if heading.num else _in(heading.text))
        return Place("", _("The report as a whole"))

    def tables(self) -> list:
        """The tables that ask the unit something."""
        return [table for table in tables_of(self.report.round) if self._of_table(table.code)]

    def headings(self) -> list[Heading]:
        """The headings under which something is written."""
        return [heading for heading in headings_of(self.report.round) if heading.kind != "heading"]

    def _cell(self, cell: Cell) -> Place:
        row = self.definition.row_by_code.get(cell.element)
        table = row.row.partition(".")[0] if row else ""
        found = self._of_table(table).get(cell) if table else None
        if found is None or cell not in self._typed:
            raise NotInTheReport(f"{cell.element} {cell.breakdown}".strip())
        line, column = found
        whole, label = _in(row.label), _in(line.label)
        parts = [line.code, *([] if label.startswith(whole) else [whole]), label]
        if line.qualifier.vi and _in(line.qualifier).lower() not in label.lower():
            parts.append(_in(line.qualifier))
        if name := column_name(line, column):
            parts.append(_in(name))
        return Place(line.code, " · ".join(parts), table, line.number)

    @property
    def _typed(self) -> frozenset[Cell]:
        return frozenset(asked_of_participant(self.report.participant).typed)

    def _of_table(self, code: str) -> dict[Cell, tuple]:
        if code not in self._lines:
            lines = lines_of(self.report.round, self.shape, code)
            self._lines[code] = {
                cell: (line, column) for line in lines if line.is_entered for column, cell in line.columns.items()
            }
        return self._lines[code]


def _in(text) -> str:
    return text.in_("en" if (get_language() or "vi").startswith("en") else "vi")
