"""A file with macros."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """They are never run; that they are there is said, because mail gates refuse such files."""
    if facts.book.has_macros:
        yield Problem(
            "macros",
            Severity.WARNING,
            Text("Tệp có macro; macro không được chạy.", "The file holds macros; they were not run."),
            Text("Lưu lại thành .xlsx.", "Save it as .xlsx."),
        )
