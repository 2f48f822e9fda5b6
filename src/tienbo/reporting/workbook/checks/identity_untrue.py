"""A sheet whose identity was not written by this installation as it stands."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """The signature does not fit: changed by hand, or of another installation."""
    for each in facts.known:
        if each.identity is None:
            yield Problem(
                "identity_untrue",
                Severity.REFUSAL,
                Text(
                    "Ô nhận dạng (dòng, cột ẩn đầu tiên) đã bị sửa, hoặc tệp tải từ một hệ thống khác.",
                    "The identity in the hidden row was changed, or the file comes from another installation.",
                ),
                Text(
                    "Tải lại bảng tính từ phần mềm này, chép số liệu sang rồi gửi lại.",
                    "Download the workbook here, copy the figures into it and send that.",
                ),
                each.name,
            )
