"""Sheets of several reports in one file."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """A workbook is read for one report: which one it is must not be guessed."""
    reports = {each.identity.report: each for each in facts.true}
    if len(reports) > 1:
        names = [facts.name_of(each.identity) for each in reports.values()]
        sheets = ", ".join(each.name for each in reports.values())
        yield Problem(
            "mixed_reports",
            Severity.REFUSAL,
            Text(
                f"Tệp có trang tính của {len(reports)} báo cáo khác nhau ({sheets}): {'; '.join(n.vi for n in names)}.",
                f"The file holds sheets of {len(reports)} reports ({sheets}): {'; '.join(n.en for n in names)}.",
            ),
            Text(
                "Tách mỗi báo cáo thành một tệp riêng rồi gửi lại.", "Make a file for each report and send them again."
            ),
        )
