"""Reports filled in one line."""

from decimal import Decimal

from tienbo.core.authorise import SYSTEM
from tienbo.reporting.entry.actions import FigureInput, record_figures
from tienbo.reporting.entry.tables import typed_cells
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.models import Report


def fill_with_zeros(report: Report, table: str = "") -> None:
    """A zero in every cell of a table, or of the whole report: full, and nothing contradicts anything."""
    cells = typed_cells(report, table) if table else asked_of_participant(report.participant).typed
    record_figures(by=SYSTEM, report=report, figures=[FigureInput(cell, Decimal(0)) for cell in cells])
