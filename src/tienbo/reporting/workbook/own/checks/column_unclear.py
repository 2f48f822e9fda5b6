"""Columns whose heading stands more often than when it was said what they are."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.own.checks import CHANGE_IT, named
from tienbo.reporting.workbook.own.locating import Located
from tienbo.reporting.workbook.problems import Problem, Severity


def find(located: Located) -> Iterator[Problem]:
    """Two columns of one heading are not told apart by guessing."""
    unclear = [rule.title or "–" for rule in located.unclear_columns]
    if unclear:
        yield Problem(
            "own_column_unclear",
            Severity.ERROR,
            Text(
                f"Có nhiều cột cùng tiêu đề {named(unclear)}; chưa đọc cột nào trong đó.",
                f"Several columns bear the heading {named(unclear)}; none of them was read.",
            ),
            CHANGE_IT,
            located.name,
        )
