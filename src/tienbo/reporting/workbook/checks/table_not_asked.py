"""A table that the report is not asked."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """The round may have left the table out since."""
    if facts.expected is None:
        return
    for each in facts.true:
        if each.identity.table not in facts.expected.plans:
            yield Problem(
                "table_not_asked",
                Severity.WARNING,
                Text(
                    f"Báo cáo này không có biểu {each.identity.table}; trang tính không được đọc.",
                    f"This report has no table {each.identity.table}; the sheet was not read.",
                ),
                Text("Bỏ trang tính này.", "Take the sheet out."),
                each.name,
            )
