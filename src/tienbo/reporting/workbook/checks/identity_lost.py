"""A sheet that looks like ours and has lost its hidden row or column."""

import re
from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.problems import Problem, Severity

# Codes of lines as they stand in the column that everybody sees.
_CODE = re.compile(r"[A-Z]\d{2}\.\d{2}(?:\.\d+)*")
_ENOUGH = 3


def find(facts: FileFacts) -> Iterator[Problem]:
    """Codes of lines without an identity: the sheet was copied cell by cell, or its hidden row deleted."""
    for sheet in facts.others:
        codes = sum(
            isinstance(value, str) and _CODE.fullmatch(value.strip()) is not None
            for row in sheet.rows
            for value in row[:6]
        )
        if codes >= _ENOUGH:
            yield Problem(
                "identity_lost",
                Severity.WARNING,
                Text(
                    "Trang tính có mã số của biểu nhưng đã mất dòng, cột ẩn nhận dạng nên không được đọc.",
                    "The sheet has the codes of a table but lost its hidden row or column, so it was not read.",
                ),
                Text(
                    "Chép các ô số liệu sang bảng tính tải từ phần mềm.",
                    "Copy the cells with figures into the downloaded workbook.",
                ),
                sheet.name,
            )
