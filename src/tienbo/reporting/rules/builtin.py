"""The checks that are not about named elements: women within the total, parts within wholes, empty tables ... Pure.

Each takes the sheet and its check (the words and the severity are data) and yields findings. `CHECKS` maps the
names used in definitions to them.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from tienbo.reporting.definitions.cells import Cell, Figure, Text, added, cell, parse_breakdown
from tienbo.reporting.definitions.expressions import Reference, evaluate, holds, parse_relation, references
from tienbo.reporting.definitions.schema import Check, Row
from tienbo.reporting.rules.findings import Finding, number, place
from tienbo.reporting.rules.sheet import Leaf, Sheet, restricted

# Beyond this factor from the previous period, a sum of money was most likely given in another unit.
_FAR = 100


def finding_at(
    check: Check, leaf: Leaf, column: str, cells: tuple[Cell, ...], what: Text, rule: bool = True
) -> Finding:
    """A finding of a check at a cell: `what` follows the place; `rule`: the check's own sentence is said too."""
    where = place(leaf.line, column)
    said = check.text if rule else Text("", "")
    return Finding(
        code=check.code,
        severity=check.severity,
        cells=cells,
        table=leaf.line.table,
        row_id=leaf.line.row_id,
        column=column,
        message_vi=_sentences(f"{where.vi}: {what.vi}.", said.vi, check.fix.vi),
        message_en=_sentences(f"{where.en}: {what.en}.", said.en, check.fix.en),
    )


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _women_within_total(sheet: Sheet, check: Check) -> Iterator[Finding]:
    yield from _column_within(sheet, check, "F", "T", Text("tổng", "the total"))


def _minority_within_women(sheet: Sheet, check: Check) -> Iterator[Finding]:
    yield from _column_within(sheet, check, "FM", "F", Text("số nữ", "the women"))


def _column_within(sheet: Sheet, check: Check, inner: str, outer: str, name: Text) -> Iterator[Finding]:
    for leaf in sheet.leaves_for(check):
        if inner not in leaf.line.columns:
            continue
        cells = (leaf.line.columns[inner], leaf.line.columns[outer])
        small, large = sheet.value(cells[0]), sheet.value(cells[1])
        if small is not None and large is not None and small > large:
            shown, limit = number(small), number(large)
            what = Text(f"{shown.vi} lớn hơn {name.vi} {limit.vi}", f"{shown.en} is more than {name.en}, {limit.en}")
            yield finding_at(check, leaf, inner, cells, what, rule=False)


def _whole_and_not_negative(sheet: Sheet, check: Check) -> Iterator[Finding]:
    for leaf in sheet.leaves_for(check):
        for column, target in leaf.line.columns.items():
            value = sheet.value(target)
            if value is None:
                continue
            if value < 0:
                what = Text(f"{number(value).vi} là số âm", f"{number(value).en} is negative")
                yield finding_at(check, leaf, column, (target,), what, rule=False)
            elif value != value.to_integral_value() and leaf.line.kind != "rate":
                what = Text(f"{number(value).vi} không phải số nguyên", f"{number(value).en} is not a whole number")
                yield finding_at(check, leaf, column, (target,), what, rule=False)


def _part_within_whole(sheet: Sheet, check: Check) -> Iterator[Finding]:
    left_out = _pairs_checked_instead(sheet, check)
    for row in sheet.definition.rows():
        if row.of is not None and (row.code, row.of) not in left_out:
            yield from _row_within(sheet, check, row, sheet.definition.row_by_code[row.of])


def _pairs_checked_instead(sheet: Sheet, check: Check) -> set[tuple[str, str]]:
    """The pairs of elements that another check compares instead of this one."""
    pairs = set()
    for other in sheet.checks:
        if other.instead_of == check.code:
            for relation in map(parse_relation, other.relations):
                match relation.left, relation.right:
                    case Reference(element=part), Reference(element=whole):
                        pairs.add((part, whole))
    return pairs


def _row_within(sheet: Sheet, check: Check, row: Row, whole: Row) -> Iterator[Finding]:
    """Each line of the row against the whole, the breakdowns that only one of them has summed where they add up."""
    kept = [
        name
        for name in row.line_dimensions
        if name in whole.line_dimensions or sheet.definition.breakdowns[name].kind != "parts"
    ]
    bindings: dict[tuple[tuple[str, str], ...], Leaf] = {}
    for leaf in sheet.leaves_of(row.code):
        bindings.setdefault(tuple(restricted(leaf.items, kept).items()), leaf)
    for items, leaf in bindings.items():
        binding = dict(items)
        for column, whole_column in _comparable_columns(row, whole):
            part_of, whole_of = Reference(row.code), Reference(whole.code)
            small = sheet.total(part_of, column, binding, in_sum=False)
            large = sheet.total(whole_of, whole_column, binding, in_sum=False)
            if small is not None and large is not None and small > large:
                cells = (
                    *sheet.cells_of([part_of], column, binding),
                    *sheet.cells_of([whole_of], whole_column, binding),
                )
                shown, limit = number(small), number(large)
                what = Text(
                    f"{shown.vi} lớn hơn {limit.vi} ở dòng {whole.row} “{whole.vi}”",
                    f"{shown.en} is more than {limit.en} in row {whole.row} “{whole.en}”",
                )
                yield finding_at(check, leaf, column, cells, what)


def _comparable_columns(row: Row, whole: Row) -> list[tuple[str, str]]:
    """Which column of a part is compared with which of its whole."""
    if row.columns == ("value",):
        return [("value", "F" if row.women_only and "F" in whole.columns else "T")]
    if whole.columns == ("value",):
        return [("T", "value")]
    return [(column, column) for column in row.columns if column in whole.columns]


def _parts_add_up(sheet: Sheet, check: Check) -> Iterator[Finding]:
    """A total that was given beside its parts (a workbook, the interface for programs) must be their sum."""
    for line in sheet.lines:
        if not line.is_derived_total:
            continue
        for column, target in line.columns.items():
            parts = tuple(cell(line.element, parse_breakdown(part), column) for part in line.parts)
            given, summed = sheet.value(target), added(sheet.figures.get(part) for part in parts)
            if given is not None and summed is not None and given != summed:
                shown, right = number(given), number(summed)
                what = Text(
                    f"tổng ghi {shown.vi}, các phần cộng lại {right.vi}",
                    f"the total says {shown.en}, its parts add to {right.en}",
                )
                leaf = Leaf(line, parse_breakdown(line.breakdown))
                yield finding_at(check, leaf, column, (target, *parts), what, rule=False)


def _money_near_previous(sheet: Sheet, check: Check) -> Iterator[Finding]:
    for leaf in sheet.leaves_for(check):
        if leaf.line.kind != "money":
            continue
        for column, target in leaf.line.actual_columns.items():
            now, before = sheet.value(target), sheet.value(target, "previous")
            if now and before and (now > before * _FAR or now * _FAR < before):
                yield finding_at(
                    check, leaf, column, (target,), _beside(now, before, "kỳ trước", "the previous period")
                )


def _beside(now: Decimal, before: Decimal, vi: str, en: str) -> Text:
    shown, other = number(now), number(before)
    return Text(f"{shown.vi}, {vi} {other.vi}", f"{shown.en}, {en} {other.en}")


def _term_unchanged(sheet: Sheet, check: Check) -> Iterator[Finding]:
    for leaf in sheet.leaves:
        if leaf.line.element not in check.elements:
            continue
        for column, target in leaf.line.columns.items():
            now, before = sheet.value(target), sheet.value(target, "previous")
            # Zero before means that the congress or election had not taken place yet: that is no change.
            if now is not None and before and now != before:
                what = _beside(now, before, "báo cáo trước", "the last report")
                yield finding_at(check, leaf, column, (target,), what)


def _annual_includes_half_year(sheet: Sheet, check: Check) -> Iterator[Finding]:
    for leaf in sheet.leaves_for(check):
        row = sheet.definition.row_by_code[leaf.line.element]
        # A row with a window of its own (the year's funds) is not a part of the half-year's figure.
        if row.nature != "flow" or row.window is not None:
            continue
        for column, target in leaf.line.actual_columns.items():
            now, before = sheet.value(target), sheet.value(target, "half_year")
            if now is not None and before is not None and now < before:
                what = _beside(now, before, "6 tháng đầu năm", "the half-year")
                yield finding_at(check, leaf, column, (target,), what)


def _table_not_empty(sheet: Sheet, check: Check) -> Iterator[Finding]:
    filled: dict[str, bool] = {}
    for leaf in sheet.leaves:
        figures = (sheet.figures.get(target, Figure()) for target in leaf.line.columns.values())
        said = any(not figure.is_blank for figure in figures)
        filled[leaf.line.table] = filled.get(leaf.line.table, False) or said
    # A report in which nothing was said is not begun: a sentence for each of its tables would only say so again.
    if not any(filled.values()):
        return
    for code, said in filled.items():
        if not said and (not check.tables or code in check.tables):
            title = sheet.definition.table_by_code[code].title
            yield Finding(
                code=check.code,
                severity=check.severity,
                cells=(),
                table=code,
                row_id=None,
                column=None,
                message_vi=f"Biểu {code} “{title.vi}” còn trống. {check.fix.vi}",
                message_en=f"Table {code} “{title.en}” is empty. {check.fix.en}",
            )


def _single_body_test(sheet: Sheet, check: Check) -> Iterator[Finding]:
    """Where a unit counts exactly one body, its count of bodies that meet a condition follows from its own figures."""
    for row in sheet.definition.rows():
        if row.test is None or row.of is None:
            continue
        relation = parse_relation(row.test)
        for leaf in sheet.leaves_of(row.code):
            (target,) = leaf.line.actual_columns.values()
            if sheet.total(Reference(row.of), "T", leaf.items, in_sum=False) != 1:
                continue
            value_of = _in_binding(sheet, leaf.items)
            left, right = evaluate(relation.left, value_of), evaluate(relation.right, value_of)
            counted = sheet.value(target)
            if left is None or right is None or counted is None:
                continue
            should_be = Decimal(1) if holds(relation.comparator, left, right) else Decimal(0)
            if counted != should_be:
                named = sorted({sheet.definition.row_by_code[found.element].row for found in references(relation)})
                shown, right_one = number(counted), number(should_be)
                what = Text(
                    f"ghi {shown.vi}, theo số liệu dòng {', '.join(named)} phải là {right_one.vi}",
                    f"says {shown.en}, by the figures of row {', '.join(named)} it is {right_one.en}",
                )
                yield finding_at(check, leaf, "value", (target,), what)


def _in_binding(sheet: Sheet, items: Mapping[str, str]) -> Callable[[Reference], Decimal | None]:
    return lambda reference: sheet.total(reference, "T", items, in_sum=False)


CHECKS: dict[str, Callable[[Sheet, Check], Iterator[Finding]]] = {
    "women_within_total": _women_within_total,
    "minority_within_women": _minority_within_women,
    "whole_and_not_negative": _whole_and_not_negative,
    "part_within_whole": _part_within_whole,
    "parts_add_up": _parts_add_up,
    "money_near_previous": _money_near_previous,
    "term_unchanged": _term_unchanged,
    "annual_includes_half_year": _annual_includes_half_year,
    "table_not_empty": _table_not_empty,
    "single_body_test": _single_body_test,
}
