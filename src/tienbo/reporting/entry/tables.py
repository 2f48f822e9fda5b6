"""The cells of one table of a report."""

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.rounds.audience import Shape, lines_of
from tienbo.reporting.rounds.models import Report


def typed_cells(report: Report, table: str) -> list[Cell]:
    """The cells that the unit types in a table, in order."""
    return [cell for line in _entered(report, table) for cell in line.columns.values()]


def flow_cells(report: Report, table: str) -> list[Cell]:
    """The typed cells of a table about what happens in the period: of them alone it can be said that nothing did."""
    return [cell for line in _entered(report, table) if line.nature == "flow" for cell in line.columns.values()]


def copyable_cells(report: Report, table: str) -> list[Cell]:
    """The typed cells of a table whose figures may stay as they were: stocks and term figures."""
    return [cell for line in _entered(report, table) if line.nature != "flow" for cell in line.columns.values()]


def _entered(report: Report, table: str):
    lines = lines_of(report.round, Shape.of(report.participant), table)
    return (line for line in lines if line.is_entered)
