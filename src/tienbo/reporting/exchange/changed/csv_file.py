"""Changes of cells as a file for a spreadsheet (``core.csv_files``)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tienbo.core.csv_files import csv_lines
from tienbo.reporting.exchange.changed.page import Shown


def changes_csv(shown: Shown) -> Iterator[str]:
    """One line per cell: table, code, what is asked, both figures with mark and note, the difference."""
    old, new = shown.old_name, shown.new_name
    columns = [
        _("Table"),
        _("Code"),
        _("Content"),
        old,
        f"{_('Mark')} ({old})",
        new,
        f"{_('Mark')} ({new})",
        _("Difference"),
        f"{_('Note')} ({old})",
        f"{_('Note')} ({new})",
    ]
    return csv_lines(columns, (_line(row) for row in shown.cells))


def _line(row) -> list:
    before, after = row.change.old, row.change.new
    return [
        row.table,
        row.code,
        row.name,
        before.figure.value,
        _mark(before.figure.flag),
        after.figure.value,
        _mark(after.figure.flag),
        row.change.difference,
        before.note,
        after.note,
    ]


def _mark(flag: str) -> str:
    return "" if flag == "actual" else flag
