"""Rows whose label stands more often or in other places than when it was said what they are."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.own.checks import named
from tienbo.reporting.workbook.own.locating import Located
from tienbo.reporting.workbook.problems import Problem, Severity


def find(located: Located) -> Iterator[Problem]:
    """Two rows of one label are not told apart by guessing."""
    unclear = list(dict.fromkeys(rule.label for rule in located.unclear_rows))
    if unclear:
        yield Problem(
            "own_row_unclear",
            Severity.ERROR,
            Text(
                f"Không rõ dòng nào là dòng nào, vì nhãn lặp lại khác khi khai báo: {named(unclear)}.",
                f"Which row is which cannot be told, the labels repeat otherwise than declared: {named(unclear)}.",
            ),
            Text(
                "Ghi nhãn khác nhau cho từng dòng hoặc bỏ dòng thừa; nếu mẫu bảng đã đổi thì khai báo lại cách đọc.",
                "Give each row a label of its own or take surplus rows out; if the table has changed, say anew how it "
                "is read.",
            ),
            located.name,
        )
