"""A workbook written on another version of the form."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """A round keeps its form, so this is a workbook of before the round was opened anew."""
    if facts.expected is None:
        return
    for each in facts.true:
        if each.identity.report == facts.expected.identity and each.identity.form != facts.expected.form:
            yield Problem(
                "other_form",
                Severity.REFUSAL,
                Text("Bảng tính theo một phiên bản biểu mẫu khác.", "The workbook is on another version of the form."),
                Text("Tải lại bảng tính, chép số liệu sang.", "Download the workbook again and copy the figures."),
                each.name,
            )
            return
