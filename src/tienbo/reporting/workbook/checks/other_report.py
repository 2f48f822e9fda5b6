"""A workbook of another unit or round than the one it was sent for."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """The identity decides; the name of the file says nothing."""
    if facts.expected is None:
        return
    for each in facts.true[:1]:
        if each.identity.report != facts.expected.identity:
            name = facts.name_of(each.identity)
            yield Problem(
                "other_report",
                Severity.REFUSAL,
                Text(
                    f"Bảng tính là của {name.vi}, không phải của {facts.expected.unit}, {facts.expected.round}.",
                    f"The workbook is of {name.en}, not of {facts.expected.unit}, {facts.expected.round}.",
                ),
                Text("Mở đúng báo cáo đó rồi gửi tệp.", "Open that report and send the file there."),
            )
