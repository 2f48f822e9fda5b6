"""A cell that holds an error of the spreadsheet program."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """``#REF!``, ``#DIV/0!``: there is no number, and it is not empty either."""
    if facts.error is None:
        return None
    return facts.problem(
        "error_value",
        Severity.ERROR,
        Text(f"Ô báo lỗi {facts.error}.", f"The cell holds the error {facts.error}."),
        Text("Nhập lại số vào ô.", "Type the number into the cell."),
    )
