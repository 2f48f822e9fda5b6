"""A cell that holds true or false."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """Neither is a number."""
    if not isinstance(facts.value, bool):
        return None
    return facts.problem(
        "truth",
        Severity.ERROR,
        Text("Ô ghi đúng/sai (TRUE/FALSE), không phải số.", "The cell holds TRUE or FALSE, no number."),
        Text("Nhập số: có là 1, không là 0.", "Type a number: 1 for yes, 0 for no."),
    )
