"""A formula that no program has computed."""

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """The file was made by a program that does not compute: there is no number yet."""
    if not facts.is_uncomputed:
        return None
    return facts.problem(
        "formula_uncomputed",
        Severity.ERROR,
        Text("Ô có công thức chưa được tính.", "The cell holds a formula that was not computed."),
        Text(
            "Mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi gửi.", "Open the file in Excel or LibreOffice, save, send."
        ),
    )
