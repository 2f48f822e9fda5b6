"""A cell that was merged with others."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """Of merged cells one holds the number: of which it is must not be guessed."""
    if not facts.is_merged:
        return None
    return facts.problem(
        "merged",
        Severity.ERROR,
        Text("Ô đã bị gộp với ô khác nên không được đọc.", "The cell was merged with others and was not read."),
        Text("Bỏ gộp ô, nhập số vào từng ô.", "Unmerge the cells and type a number into each."),
    )
