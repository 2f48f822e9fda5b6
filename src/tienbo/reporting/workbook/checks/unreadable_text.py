"""A text that is no number and no mark, or that could be several numbers."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.entry.figure_text import Unclear
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def problem_of(facts: CellFacts, unclear: Unclear) -> Problem:
    """The sentence of the reader, with the readings to choose from."""
    if unclear.choices:
        labels = Text(
            ", ".join(label.vi for _, label in unclear.choices), ", ".join(label.en for _, label in unclear.choices)
        )
        remedy = Text(f"Nhập lại cho rõ: {labels.vi}.", f"Type it again: {labels.en}.")
    else:
        remedy = Text(
            "Nhập số; ghi dấu : nếu không thu thập được, để trống nếu chưa có.",
            "Type a number; : for not collected, empty for not known yet.",
        )
    return facts.problem("unreadable_text", Severity.ERROR, unclear.why, remedy)
