"""A note longer than a report keeps."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def problem_of(facts: CellFacts, longest: int) -> Problem:
    """Nothing is cut off without a word."""
    return facts.problem(
        "note_too_long",
        Severity.ERROR,
        Text(f"Ghi chú dài hơn {longest} ký tự.", f"The note has more than {longest} characters."),
        Text("Rút gọn; phần giải thích dài đưa vào lời văn.", "Shorten it; long explanations go into the text."),
    )
