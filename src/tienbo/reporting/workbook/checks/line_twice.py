"""A line that stands on a sheet more than once."""

from collections.abc import Iterator

from tienbo.documents.spreadsheets import Place
from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.planned import planned
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """A copied row: which of the two is meant must not be guessed, so neither is read."""
    for each, plan in planned(facts):
        for key, line in plan.entered.items():
            rows = each.rows.get(key, [])
            if len(rows) > 1:
                said = ", ".join(str(row + 1) for row in rows)
                yield Problem(
                    "line_twice",
                    Severity.ERROR,
                    Text(
                        f"Dòng {line.code} có {len(rows)} lần (dòng {said}) nên không được đọc.",
                        f"Line {line.code} stands {len(rows)} times (rows {said}) and was not read.",
                    ),
                    Text("Xoá dòng chép thừa.", "Delete the surplus copy."),
                    each.name,
                    Place(rows[1], each.head.column + 1).address,
                )
