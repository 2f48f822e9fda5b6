"""A figure in a column that its line does not have."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def problem_of(facts: CellFacts) -> Problem:
    """A number is not passed over without a word."""
    return facts.problem(
        "own_cell_not_asked",
        Severity.WARNING,
        Text(
            f"Ô có số nhưng mẫu báo cáo không hỏi cột này ở dòng {facts.line.code}; không đọc.",
            f"The cell holds a figure that the form does not ask of line {facts.line.code}; it was not read.",
        ),
        Text("Kiểm tra lại dòng đã chọn cho hàng này.", "Check which line was chosen for this row."),
    )
