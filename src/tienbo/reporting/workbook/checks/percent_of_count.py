"""A percentage where a count is asked."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts, is_number
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """Excel keeps 25% as 0.25: neither is a number of people."""
    value = facts.value
    if not facts.counts or not is_number(value) or not facts.is_percent:
        return None
    return facts.problem(
        "percent_of_count",
        Severity.ERROR,
        Text(f"Ô là tỷ lệ phần trăm ({value * 100:g}%).", f"The cell is a percentage ({value * 100:g}%)."),
        Text("Nhập số đếm; phần trăm do hệ thống tính.", "Type the count; percentages are computed."),
    )
