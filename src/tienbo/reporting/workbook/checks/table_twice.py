"""A table that stands in the file more than once."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """A copied sheet: which of the two is meant must not be guessed, so neither is read."""
    sheets: dict[str, list[str]] = {}
    for each in facts.true:
        sheets.setdefault(each.identity.table, []).append(each.name)
    for table, names in sheets.items():
        if len(names) > 1:
            yield Problem(
                "table_twice",
                Severity.ERROR,
                Text(
                    f"Biểu {table} có {len(names)} lần trong tệp ({', '.join(names)}) nên không được đọc.",
                    f"Table {table} stands {len(names)} times in the file ({', '.join(names)}) and was not read.",
                ),
                Text("Xoá các bản sao, giữ lại trang tính đúng.", "Delete the copies and keep the right sheet."),
                names[1],
            )
