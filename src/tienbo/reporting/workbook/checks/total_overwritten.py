"""A total that was typed over and does not agree with its parts."""

from collections.abc import Iterator

from tienbo.documents.spreadsheets import Place
from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.workbook.facts import FileFacts, KnownSheet, is_number
from tienbo.reporting.workbook.planned import planned
from tienbo.reporting.workbook.problems import Problem, Severity


def find(facts: FileFacts) -> Iterator[Problem]:
    """Totals are added up from their parts; a number typed in their place is not taken, and said when it differs."""
    for each, plan in planned(facts):
        by_code = {}
        if len(codes := each.columns.get("code", [])) == 1:
            by_code = {
                each.sheet.at(Place(row, codes[0])): row for row in range(each.head.row + 1, len(each.sheet.rows))
            }
        for line in plan.lines:
            if not line.is_derived_total or line.code not in by_code:
                continue
            for column in plan.figures:
                yield from _differing(each, line, column, by_code[line.code])


def _differing(each: KnownSheet, line: Line, column: str, row: int) -> Iterator[Problem]:
    columns = each.columns.get(column, [])
    if len(columns) != 1:
        return
    place = Place(row, columns[0])
    given = each.sheet.at(place)
    parts = [each.place(f"{line.element}|{part}", column) for part in line.parts]
    values = [each.sheet.at(part) if part else "" for part in parts]
    if place in each.sheet.formulas or not is_number(given) or not all(map(is_number, values)):
        return
    if abs(given - sum(values)) > 1e-6:
        yield Problem(
            "total_overwritten",
            Severity.WARNING,
            Text(
                f"Dòng {line.code}: tổng ghi {given:g}, các phần cộng lại {sum(values):g}. Tổng không được đọc.",
                f"Line {line.code}: the total says {given:g}, its parts add to {sum(values):g}. The total is not read.",
            ),
            Text("Sửa các dòng thành phần cho đúng; tổng do hệ thống cộng.", "Correct the parts; totals are added up."),
            each.name,
            place.address,
        )
