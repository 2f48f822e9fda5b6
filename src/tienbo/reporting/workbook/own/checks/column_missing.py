"""Columns that are gone, or bear another heading."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.own.checks import CHANGE_IT, named
from tienbo.reporting.workbook.own.locating import Located
from tienbo.reporting.workbook.problems import Problem, Severity


def find(located: Located) -> Iterator[Problem]:
    """A heading that says something else may be of other figures."""
    gone = [rule.title or "–" for rule in located.missing_columns]
    if gone and located.grid is not None:
        yield Problem(
            "own_column_missing",
            Severity.ERROR,
            Text(f"Không thấy cột {named(gone)}.", f"The column {named(gone)} was not found."),
            CHANGE_IT,
            located.name,
        )
