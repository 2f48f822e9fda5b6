"""A file without any sheet of a report."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity

REMEDY = Text(
    "Tải bảng tính của báo cáo từ phần mềm rồi nhập vào đó; bảng riêng của cơ quan thì khai báo cách đọc một lần.",
    "Download the workbook of the report and fill it in; for the office's own workbook, say once how it is read.",
)


def find(facts: FileFacts) -> Iterator[Problem]:
    """No sheet bears an identity."""
    if not facts.known:
        message = Text(
            "Trong tệp không có trang tính nào là biểu của báo cáo.", "No sheet of the file is a table of a report."
        )
        yield Problem("no_sheet_of_ours", Severity.REFUSAL, message, REMEDY)
