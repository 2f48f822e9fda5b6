"""A note beside a line of which no figure was read."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def problem_of(facts: CellFacts) -> Problem:
    """A note belongs to the first figure of its line."""
    return facts.problem(
        "own_note_alone",
        Severity.WARNING,
        Text(
            "Có ghi chú nhưng số đầu tiên của dòng để trống nên ghi chú không được đọc.",
            "There is a note, but the first figure of the line is empty, so the note was not read.",
        ),
        Text("Nhập ghi chú trên hệ thống, ngay tại dòng đó.", "Type the note in the report, at its line."),
    )
