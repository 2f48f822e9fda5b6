"""A count with decimals."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """People and meetings are whole."""
    value = facts.value
    if not facts.counts or not isinstance(value, float) or value == int(value):
        return None
    return facts.problem(
        "not_whole",
        Severity.ERROR,
        Text(f"{value:g} không phải số nguyên.".replace(".", ",", 1), f"{value:g} is not a whole number."),
        Text("Ô này chỉ nhận số nguyên.", "This cell takes whole numbers only."),
    )
