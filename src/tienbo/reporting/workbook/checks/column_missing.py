"""A sheet that has lost a column of figures, or has one twice."""

from collections.abc import Iterator

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.planned import planned
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """What cannot be placed is left as it is in the report."""
    for each, plan in planned(facts):
        for column in plan.columns:
            if column.key not in plan.figures:
                continue
            times = len(each.columns.get(column.key, []))
            if times == 1:
                continue
            name = column.heading
            yield Problem(
                "column_missing",
                Severity.ERROR,
                Text(f"Mất cột “{name.vi}”.", f"The column “{name.en}” is gone.")
                if not times
                else Text(f"Có {times} cột “{name.vi}”.", f"There are {times} columns “{name.en}”."),
                Text(
                    "Tải lại bảng tính, dán giá trị vào các ô vàng; không xoá, chép cả cột.",
                    "Download the workbook again and paste values into the yellow cells, no whole columns.",
                ),
                each.name,
            )
