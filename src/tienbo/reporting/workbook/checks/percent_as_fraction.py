"""A rate in percent that may have been written as a fraction."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts, is_number
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """0,25 in a row in percent may mean 25%: it is taken as it stands, and asked."""
    value = facts.value
    if facts.counts or facts.line.unit.vi != "%" or facts.is_percent:
        return None
    if not is_number(value) or not 0 < value < 1:
        return None
    return facts.problem(
        "percent_as_fraction",
        Severity.WARNING,
        Text(f"Tỷ lệ ghi {value:g}%: có phải {value * 100:g}%?", f"The rate says {value:g}%: is it {value * 100:g}%?"),
        Text("Nếu đúng là phần trăm thì nhập 25 cho 25%.", "Type 25 for 25%."),
    )
