"""Checks that are data: relations between named elements, compared per column and per shared item. Pure."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.definitions.expressions import (
    Expression,
    Reference,
    Relation,
    evaluate,
    holds,
    parse_relation,
    references,
    render,
)
from tienbo.reporting.definitions.schema import Check, Definition
from tienbo.reporting.rules.findings import COLUMN_NAMES, Finding, number
from tienbo.reporting.rules.sheet import Sheet, restricted

_BROKEN = {
    "=": Text("khác", "differs from"),
    "<=": Text("lớn hơn", "is more than"),
    "<": Text("không nhỏ hơn", "is not less than"),
    ">=": Text("nhỏ hơn", "is less than"),
    ">": Text("không lớn hơn", "is not more than"),
}
_BESIDE = {"previous": Text("kỳ trước", "of the previous period"), "half_year": Text("6 tháng", "of the half-year")}

_parsed = lru_cache(maxsize=512)(parse_relation)


def broken_relations(sheet: Sheet, check: Check) -> Iterator[Finding]:
    """Every relation of the check that does not hold. A relation with a missing value is not judged."""
    for text in check.relations:
        relation = _parsed(text)
        found = tuple(references(relation))
        for binding in _bindings(sheet, found):
            for column in check.columns:
                if not _has_column(sheet.definition, found, column):
                    continue
                left = _side(sheet, relation.left, column, binding)
                right = _side(sheet, relation.right, column, binding)
                if left is not None and right is not None and not holds(relation.comparator, left, right):
                    yield _finding(sheet, check, relation, column, binding, left, right)


def _bindings(sheet: Sheet, found: tuple[Reference, ...]) -> list[dict[str, str]]:
    """The items of the breakdowns that all elements share, as they occur in the unit's lines."""
    rows = [sheet.definition.row_by_code[reference.element] for reference in found]
    shared = set(rows[0].line_dimensions).intersection(*(row.line_dimensions for row in rows))
    occurring: dict[tuple[tuple[str, str], ...], None] = {}
    for row in rows:
        for leaf in sheet.leaves_of(row.code):
            occurring[tuple(sorted(restricted(leaf.items, shared).items()))] = None
    return [dict(items) for items in occurring]


def _has_column(definition: Definition, found: tuple[Reference, ...], column: str) -> bool:
    return column == "T" or all(
        reference.column is not None or column in definition.row_by_code[reference.element].columns
        for reference in found
    )


def _side(sheet: Sheet, side: Expression, column: str, binding: Mapping[str, str]) -> Decimal | None:
    """The value of one side. In a sum, what does not apply to the unit adds nothing; but something must apply."""
    in_sum = not isinstance(side, Reference)
    if in_sum and not any(sheet.leaves_of(reference.element) for reference in references(side)):
        return None
    return evaluate(side, lambda reference: sheet.total(reference, column, binding, in_sum=in_sum))


def _finding(
    sheet: Sheet,
    check: Check,
    relation: Relation,
    column: str,
    binding: Mapping[str, str],
    left: Decimal,
    right: Decimal,
) -> Finding:
    cells = sheet.cells_of(references(relation), column, binding)
    leaf = next(leaf for leaf in sheet.leaves_of(cells[0].element) if cells[0] in leaf.line.columns.values())
    shown_column = next(name for name, target in leaf.line.columns.items() if target == cells[0])
    where = _where(sheet, relation, shown_column, binding)
    first, second, broken = number(left), number(right), _BROKEN[relation.comparator]
    texts = [
        f"{where.in_(lang)}: {render(relation.left, _namer(sheet, lang))} = {first.in_(lang)}, {broken.in_(lang)} "
        f"{render(relation.right, _namer(sheet, lang))} = {second.in_(lang)}. "
        f"{check.text.in_(lang)} {check.fix.text.in_(lang)}"
        for lang in ("vi", "en")
    ]
    return Finding(
        code=check.code,
        severity=check.severity,
        cells=cells,
        table=leaf.line.table,
        row_id=leaf.line.row_id,
        column=shown_column,
        message_vi=texts[0],
        message_en=texts[1],
    )


def _where(sheet: Sheet, relation: Relation, column: str, binding: Mapping[str, str]) -> Text:
    """``Biểu B02 (huyện; nhiệm kỳ 2015-2020), cột Nữ``."""
    definition = sheet.definition
    found = list(references(relation))
    tables = list(dict.fromkeys(definition.row_by_code[reference.element].row[:3] for reference in found))
    vi, en = f"Biểu {', '.join(tables)}", f"Table {', '.join(tables)}"
    if binding:
        leaves = sheet.leaves_of(found[0].element, binding)
        qualifier = leaves[0].line.qualifier if leaves else Text("", "")
        if qualifier.vi:
            vi, en = f"{vi} ({qualifier.vi})", f"{en} ({qualifier.en})"
    if column in COLUMN_NAMES:
        vi, en = f"{vi}, cột {COLUMN_NAMES[column].vi}", f"{en}, column {COLUMN_NAMES[column].en}"
    return Text(vi, en)


def _namer(sheet: Sheet, lang: str) -> Callable[[Reference], str]:
    """Names a reference by its row, and by the report it is taken from when that is another one."""

    def name(reference: Reference) -> str:
        row = sheet.definition.row_by_code[reference.element].row
        beside = _BESIDE.get(reference.at)
        column = f" ({COLUMN_NAMES[reference.column].in_(lang)})" if reference.column in ("F", "FM") else ""
        return f"{row}{column} {beside.in_(lang)}" if beside else f"{row}{column}"

    return name
