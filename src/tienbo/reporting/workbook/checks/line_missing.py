"""Lines that are gone from a sheet."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.planned import planned
from tienbo.reporting.workbook.problems import Problem, Severity

_NAMED = 5


def find(facts: FileFacts) -> Iterator[Problem]:
    """A deleted row is no figure: what the report holds stays."""
    for each, plan in planned(facts):
        gone = [line.code for key, line in plan.entered.items() if key not in each.rows]
        if gone:
            codes = ", ".join(gone[:_NAMED]) + (" …" if len(gone) > _NAMED else "")
            yield Problem(
                "line_missing",
                Severity.WARNING,
                Text(
                    f"Thiếu {len(gone)} dòng ({codes}); số liệu của các dòng này giữ nguyên.",
                    f"{len(gone)} lines are gone ({codes}); their figures stay as they are.",
                ),
                Text(
                    "Nếu cần sửa các dòng đó, tải lại bảng tính; không xoá dòng.",
                    "To change them, download the workbook again; do not delete rows.",
                ),
                each.name,
            )
