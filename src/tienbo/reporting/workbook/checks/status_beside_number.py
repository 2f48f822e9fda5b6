"""A number beside a status that says there is none."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def problem_of(facts: CellFacts, status: Text) -> Problem:
    """One of the two is meant."""
    return facts.problem(
        "status_beside_number",
        Severity.ERROR,
        Text(f"Có số nhưng tình trạng ghi “{status.vi}”.", f"There is a number, but the status says “{status.en}”."),
        Text("Bỏ số, hoặc bỏ tình trạng.", "Take out the number or the status."),
    )
