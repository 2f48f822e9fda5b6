"""A file that refers to other files."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """Nothing outside is opened; a cell that takes its number from there is not read (`formula_outside`)."""
    if facts.book.has_links:
        yield Problem(
            "outside_links",
            Severity.WARNING,
            Text(
                "Tệp có liên kết tới tệp khác; liên kết không được mở.",
                "The file links to others; they were not opened.",
            ),
            Text(
                "Trong Excel: Dữ liệu > Sửa liên kết > Ngắt liên kết, rồi lưu lại.",
                "In Excel: Data > Edit Links > Break Link, then save.",
            ),
        )
