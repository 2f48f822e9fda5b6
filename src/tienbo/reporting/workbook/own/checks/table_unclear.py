"""A table that several sheets of the file could be."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.own.checks import named
from tienbo.reporting.workbook.own.locating import Located
from tienbo.reporting.workbook.problems import Problem, Severity


def find(located: Located) -> Iterator[Problem]:
    """Sheets of one shape, of several periods or units: which one is meant is not guessed."""
    if located.rivals:
        sheets = named(located.rivals)
        yield Problem(
            "own_table_unclear",
            Severity.ERROR,
            Text(
                f"Có {len(located.rivals)} bảng giống “{located.table.name}”: {sheets}. Chưa đọc bảng nào.",
                f"There are {len(located.rivals)} tables like “{located.table.name}”: {sheets}. None was read.",
            ),
            Text(
                f"Chỉ để lại bảng của kỳ này, hoặc đặt tên trang tính là “{located.table.name}”.",
                f"Leave only the one of this period, or name its sheet “{located.table.name}”.",
            ),
        )
