"""A number that no report holds."""

from tienbo.core.numbers import MAX_WHOLE_DIGITS
from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts, is_number
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """Beyond fifteen digits a spreadsheet rounds, and the unit of measure is most likely wrong."""
    value = facts.value
    if not is_number(value) or abs(value) < 10**MAX_WHOLE_DIGITS:
        return None
    return facts.problem(
        "too_large",
        Severity.ERROR,
        Text(
            f"Số quá lớn (nhiều hơn {MAX_WHOLE_DIGITS} chữ số).", f"The number has more than {MAX_WHOLE_DIGITS} digits."
        ),
        Text("Kiểm tra đơn vị tính, nhập lại.", "Check the unit and type it again."),
    )
