"""Figures in rows that are no lines of the table."""

from collections.abc import Iterator

from tienbo.documents.spreadsheets import Place
from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts, is_number
from tienbo.reporting.workbook.planned import planned
from tienbo.reporting.workbook.problems import Problem, Severity

_NAMED = 3


def find(facts: FileFacts) -> Iterator[Problem]:
    """Numbers written below or between the lines: they would be lost without a word."""
    for each, plan in planned(facts):
        columns = [each.columns[key][0] for key in plan.figures if len(each.columns.get(key, [])) == 1]
        ours = {row for rows in each.rows.values() for row in rows}
        keyed = {line.code for line in plan.lines}
        surplus = []
        for row in range(each.head.row + 1, len(each.sheet.rows)):
            values = each.sheet.rows[row]
            if row in ours or not any(column < len(values) and is_number(values[column]) for column in columns):
                continue
            # Totals and headings of ours have a code and no key.
            if not any(value in keyed for value in values if isinstance(value, str)):
                surplus.append(row + 1)
        if surplus:
            said = ", ".join(map(str, surplus[:_NAMED])) + (" …" if len(surplus) > _NAMED else "")
            yield Problem(
                "surplus_rows",
                Severity.WARNING,
                Text(
                    f"{len(surplus)} dòng có số nhưng không thuộc biểu (dòng {said}); các số này không được đọc.",
                    f"{len(surplus)} rows hold numbers but are no lines of the table (rows {said}): not read.",
                ),
                Text(
                    "Ghi số vào đúng dòng có mã số; xoá các dòng thêm vào.",
                    "Write the numbers into the lines with a code; delete the added rows.",
                ),
                each.name,
                Place(surplus[0] - 1, columns[0]).address,
            )
