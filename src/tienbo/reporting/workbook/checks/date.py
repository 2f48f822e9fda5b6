"""A number that the spreadsheet program turned into a date."""

import datetime as dt

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def check(facts: CellFacts) -> Problem | None:
    """ "5/6" typed into a cell is a date to Excel."""
    if not isinstance(facts.value, dt.date | dt.time | dt.timedelta):
        return None
    return facts.problem(
        "date",
        Severity.ERROR,
        Text(
            "Ô là ngày, giờ chứ không phải số (có thể do gõ như 5/6).",
            "The cell is a date or time (perhaps typed as 5/6).",
        ),
        Text("Định dạng ô là Số (Number), nhập lại số.", "Format the cell as Number and type it again."),
    )
