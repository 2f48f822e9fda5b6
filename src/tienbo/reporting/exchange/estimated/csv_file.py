"""Estimates and what became of them as a file (docs/csv-files.md)."""

from collections.abc import Iterator

from tienbo.core.csv_files import csv_lines
from tienbo.reporting.consolidation.cell_labels import CellLabels
from tienbo.reporting.consolidation.estimates import Held
from tienbo.reporting.exchange.estimated.page import Estimates, unit_rows
from tienbo.reporting.rounds.models import Report

_CELL = ("table", "line", "label", "element", "breakdown")
_FIGURES = ("first", "now", "change", "percent", "units", "told", "still_estimates")


def estimates_csv(shown: Estimates) -> Iterator[str]:
    """A line for each figure of the page."""
    rows = (
        (table.code, row.line.code, row.what.vi, *row.cell, *_figures(row.held))
        for table in shown.tables
        for row in table.rows
    )
    return csv_lines((*_CELL, *_FIGURES), rows)


def units_csv(report: Report) -> Iterator[str]:
    """A line for each figure of each unit in the totals."""
    labels = CellLabels(report)
    rows = (
        (unit.code, unit.name, label.table, label.code, label.what("vi"), *cell, *_figures(held))
        for unit, cell, held in unit_rows(report)
        for label in (labels[cell],)
    )
    return csv_lines(("unit", "unit_name", *_CELL, *_FIGURES), rows)


def _figures(held: Held) -> tuple:
    """Without a figure of both times there is nothing to tell: blank, not zero."""
    if not held.units:
        return (None, None, None, None, 0, held.told, held.open)
    percent = None if held.percent is None else round(held.percent, 2)
    return (held.first, held.now, held.difference, percent, held.units, held.told, held.open)
