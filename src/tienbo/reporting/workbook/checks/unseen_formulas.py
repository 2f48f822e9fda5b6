"""A file in whose format errors and formulas cannot be seen."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """An empty cell of such a file may have been an error: it takes nothing out of the report."""
    if facts.book.kind != "xlsx":
        yield Problem(
            "unseen_formulas",
            Severity.WARNING,
            Text(
                f"Tệp .{facts.book.kind}: không kiểm tra được công thức và lỗi ô; ô trống không xoá số đã có.",
                f"A .{facts.book.kind} file: formulas and error values cannot be seen; empty cells take no figure out.",
            ),
            Text("Nên lưu thành .xlsx.", "Save it as .xlsx if you can."),
        )
