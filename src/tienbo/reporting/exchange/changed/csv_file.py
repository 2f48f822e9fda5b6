"""Changes of cells as a file (docs/csv-files.md)."""

from collections.abc import Iterator

from tienbo.core.csv_files import csv_lines
from tienbo.reporting.definitions.cells import Figure
from tienbo.reporting.exchange.changed.page import CellRow, Shown

COLUMNS = (
    "table",
    "line",
    "label",
    "element",
    "breakdown",
    "from",
    "to",
    "old",
    "old_flag",
    "old_note",
    "new",
    "new_flag",
    "new_note",
    "change",
)


def changes_csv(shown: Shown) -> Iterator[str]:
    """The lines of the file: one for each cell that differs."""
    return csv_lines(COLUMNS, (_line(shown, row) for row in shown.cells))


def _line(shown: Shown, row: CellRow) -> list:
    old, new = row.change.old, row.change.new
    return [
        row.table,
        row.code,
        row.name,
        *row.change.cell,
        shown.pair.old_value,
        shown.pair.new_value,
        old.figure.value,
        _flag(old.figure),
        old.note,
        new.figure.value,
        _flag(new.figure),
        new.note,
        row.change.difference,
    ]


def _flag(figure: Figure) -> str:
    return "blank" if figure.is_blank else figure.flag
