"""A status that is not one of the list."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def problem_of(facts: CellFacts, said: str) -> Problem:
    """Pasting goes around the list of the cell."""
    return facts.problem(
        "status_unknown",
        Severity.ERROR,
        Text(
            f"Tình trạng “{said[:40]}” không có trong danh sách.", f"The status “{said[:40]}” is not one of the list."
        ),
        Text("Chọn lại trong danh sách của ô, hoặc để trống.", "Choose from the list of the cell, or leave it empty."),
    )
