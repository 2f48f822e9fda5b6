"""A formula in a cell that takes a figure."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """The number it gives is taken, and said: it changes with other cells."""
    if facts.formula is None:
        return None
    return facts.problem(
        "formula_left",
        Severity.WARNING,
        Text(
            f"Ô có công thức; lấy số đã tính: {facts.value}.",
            f"The cell holds a formula; its number is taken: {facts.value}.",
        ),
        Text("Kiểm tra số; nên dán thành giá trị.", "Check the number; better paste its value."),
    )
