"""Rows that are gone, or bear another label."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.own.checks import CHANGE_IT, named
from tienbo.reporting.workbook.own.locating import Located
from tienbo.reporting.workbook.problems import Problem, Severity


def find(located: Located) -> Iterator[Problem]:
    """Named one by one: what they held stays as the report has it."""
    gone = [rule.label for rule in located.missing_rows]
    if gone:
        yield Problem(
            "own_row_missing",
            Severity.WARNING,
            Text(
                f"Không thấy {len(gone)} dòng: {named(gone)}; số liệu của các dòng này giữ nguyên.",
                f"{len(gone)} rows were not found: {named(gone)}; their figures stay as they are.",
            ),
            CHANGE_IT,
            located.name,
        )
