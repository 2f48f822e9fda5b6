"""A table that no sheet of the file is."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.own.locating import Located
from tienbo.reporting.workbook.problems import Problem, Severity


def find(located: Located) -> Iterator[Problem]:
    """What is not in the file changes nothing."""
    if located.grid is None and not located.rivals:
        yield Problem(
            "own_table_missing",
            Severity.WARNING,
            Text(
                f"Trong tệp không có bảng “{located.table.name}”; số liệu của bảng này giữ nguyên.",
                f"The file does not hold the table “{located.table.name}”; its figures stay as they are.",
            ),
            Text(
                "Nếu bảng có trong tệp nhưng đã đổi mẫu thì khai báo lại cách đọc.",
                "If it is in the file in another shape, say anew how it is read.",
            ),
        )
