"""What a cell of a report and of all below it is called: the code of its line, row, qualifier, column; pure but for the
round's form."""

from dataclasses import dataclass

from tienbo.reporting.definitions.cells import Cell, Text
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.rounds.audience import Shape, lines_of, tables_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rules.findings import column_name


@dataclass(frozen=True)
class CellLabel:
    """``code`` of the line (``B02.03.2``), what the row asks, what tells the line from others of its row, the column
    and what it is called (None for the one actual figure of a line)."""

    table: str
    code: str
    row: Text
    qualifier: Text
    column: str = "value"
    column_name: Text | None = None

    def what(self, lang: str) -> str:
        """ "Ủy viên; cấp xã; Nữ"."""
        words = (self.row, self.qualifier, self.column_name)
        return "; ".join(each.in_(lang) for each in words if each and each.vi)


class CellLabels:
    """The labels of a report's cells, in the order of the form."""

    def __init__(self, report: Report) -> None:
        self.definition = definition_of(report.round.form)
        self._labels: dict[Cell, CellLabel] = {}
        shape = Shape.of(report.participant)
        for table in tables_of(report.round):
            for scope in ("consolidated", "own"):
                for line in lines_of(report.round, shape, table.code, scope):
                    for column, cell in line.columns.items():
                        row = self.definition.row_by_code[line.element]
                        name = column_name(line, column)
                        label = CellLabel(table.code, line.code, row.label, line.qualifier, column, name)
                        self._labels.setdefault(cell, label)
        self._places = {cell: place for place, cell in enumerate(self._labels)}

    def __getitem__(self, cell: Cell) -> CellLabel:
        """The label of a cell; of one that no line of the unit's tables has, the row and the breakdown's code."""
        if cell in self._labels:
            return self._labels[cell]
        row = self.definition.row_by_code[cell.element]
        return CellLabel(row.row.partition(".")[0], row.row, row.label, Text(cell.breakdown, cell.breakdown))

    def place(self, cell: Cell) -> tuple[int, Cell]:
        """To sort cells as the form has them."""
        return self._places.get(cell, len(self._places)), cell
