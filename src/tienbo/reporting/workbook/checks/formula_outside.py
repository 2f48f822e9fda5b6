"""A cell that takes its number from another file."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """What stands there is what that file held once."""
    if not facts.formula or "[" not in facts.formula:
        return None
    return facts.problem(
        "formula_outside",
        Severity.ERROR,
        Text("Ô lấy số từ một tệp khác.", "The cell takes its number from another file."),
        Text(
            "Sao chép ô, dán đặc biệt thành giá trị (Paste Special > Values).",
            "Copy the cell and paste its value (Paste Special > Values).",
        ),
    )
