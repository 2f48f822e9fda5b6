"""Rows that are lines which this report is not asked."""

from collections.abc import Collection, Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.own.checks import named
from tienbo.reporting.workbook.own.locating import Located
from tienbo.reporting.workbook.problems import Problem, Severity


def find(located: Located, asked: Collection[str]) -> Iterator[Problem]:
    """Another round asks other lines and terms, another unit other levels."""
    others = [rule.label for rule in located.rows if rule.line not in asked]
    if others:
        yield Problem(
            "own_line_not_asked",
            Severity.WARNING,
            Text(
                f"Báo cáo này không hỏi {len(others)} dòng đã khai báo, nên không đọc: {named(others)}.",
                f"This report does not ask {len(others)} of the rows, so they were not read: {named(others)}.",
            ),
            Text(
                "Nếu đợt này hỏi dòng khác (nhiệm kỳ mới chẳng hạn) thì sửa cách đọc: chọn lại dòng của mẫu.",
                "If the round asks other lines (a new term, say), change how the table is read: choose the lines anew.",
            ),
            located.name,
        )
