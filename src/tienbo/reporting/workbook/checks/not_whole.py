"""A count with decimals."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def problem_of(facts: CellFacts) -> Problem:
    """A sum of money in millions with a part of a đồng."""
    return facts.problem(
        "not_whole",
        Severity.ERROR,
        Text("Số tiền không tròn đồng.", "The sum is not a whole number of đồng."),
        Text("Bớt chữ số sau dấu phẩy: triệu đồng có nhiều nhất 6 chữ số.", "A million đồng has at most 6 decimals."),
    )


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
