"""What a definition's parts must agree on among themselves, beyond the shape of each. Pure.

`problems_of` finds every problem at once, so that an editor mends a form in one go.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from tienbo.reporting.definitions.cells import UNSPECIFIED
from tienbo.reporting.definitions.expressions import (
    ExpressionError,
    Reference,
    parse_expression,
    parse_relation,
    references,
)
from tienbo.reporting.definitions.kinds import AGENCIES, own_levels
from tienbo.reporting.definitions.problems import Problem
from tienbo.reporting.definitions.schema import Audience, Check, Definition, Row

# Rules that are not about named elements; `rules.builtin` implements each of them.
BUILTIN_CHECKS = (
    "women_within_total",
    "minority_within_women",
    "whole_and_not_negative",
    "part_within_whole",
    "parts_add_up",
    "money_near_previous",
    "term_unchanged",
    "annual_includes_half_year",
    "table_not_empty",
    "single_body_test",
)


def problems_of(definition: Definition) -> list[Problem]:
    """Every disagreement between the parts of the definition; empty when it can be used."""
    return [
        *_repeated(definition),
        *_vocabulary(definition),
        *(
            problem
            for table in definition.tables
            for row in table.rows
            for problem in _row(definition, row, f"tables[{table.code}].rows[{row.row}]")
        ),
        *_tables(definition),
        *_checks(definition),
        *_indicators(definition),
        *_narrative(definition),
        *_short_form(definition),
    ]


def _unknown(place: str, name: str, among: Iterable[str]) -> Iterator[Problem]:
    if name not in (known := tuple(among)):
        near = ", ".join(known[:12])
        yield Problem(
            place,
            f"“{name}” không có: dùng một trong {near}.",
            f"“{name}” does not exist: use one of {near}.",
        )


def _repeated(definition: Definition) -> Iterator[Problem]:
    groups = {
        "tables": [table.code for table in definition.tables],
        "rows": [row.row for table in definition.tables for row in table.rows],
        "rows by code": [row.code for table in definition.tables for row in table.rows],
        "checks": [check.code for check in definition.checks],
        "indicators": [indicator.code for indicator in definition.indicators],
        "narrative": [heading.code for heading in definition.narrative],
        "short_form.rows": list(definition.short_form.rows),
    }
    for group, codes in groups.items():
        for code, times in Counter(codes).items():
            if times > 1:
                yield Problem(
                    f"{group}[{code}]",
                    f"“{code}” xuất hiện {times} lần: đổi mã hoặc bỏ bớt.",
                    f"“{code}” is given {times} times: change a code or remove one.",
                )


def _vocabulary(definition: Definition) -> Iterator[Problem]:
    for name, breakdown in definition.breakdowns.items():
        if UNSPECIFIED in breakdown.items:
            yield Problem(
                f"breakdowns[{name}].items",
                f"Mã “{UNSPECIFIED}” dành cho mẫu rút gọn: đổi mã khác.",
                f"“{UNSPECIFIED}” is kept for the short form: take another code.",
            )
        if bool(breakdown.items) == breakdown.from_terms:
            yield Problem(
                f"breakdowns[{name}].items",
                "Nêu các mục, hoặc from_terms: true; không cả hai.",
                "Give items, or from_terms: true; not both, not neither.",
            )
    for name, audience in definition.audiences.items():
        for sector in audience.sectors:
            yield from _unknown(f"audiences[{name}].sectors", sector, definition.sectors)
    for name, domain in definition.terms.items():
        if domain.follows is not None:
            others = [other for other in definition.terms if other != name]
            yield from _unknown(f"terms[{name}].follows", domain.follows, others)
        of_domain = [row.code for row in definition.rows() if row.terms == name and "sex" not in row.by]
        for key, code in (("due", domain.due), ("held", domain.held)):
            if code is not None:
                yield from _unknown(f"terms[{name}].{key}", code, of_domain)
        if (domain.due is None) != (domain.held is None):
            yield Problem(
                f"terms[{name}]",
                "Nêu cả due và held, hoặc không nêu mã nào.",
                "Give both due and held, or neither.",
            )
    tables = [table.code for table in definition.tables]
    for withheld in definition.withheld:
        place = f"withheld[{withheld.sector}]"
        yield from _unknown(f"{place}.sector", withheld.sector, definition.sectors)
        for code in withheld.tables:
            yield from _unknown(f"{place}.tables", code, tables)
    for name, columns in definition.column_sets.items():
        for column in columns:
            yield from _unknown(f"column_sets[{name}]", column, definition.column_labels)


def _row(definition: Definition, row: Row, place: str) -> Iterator[Problem]:
    for key, name, among in (
        ("unit", row.unit, definition.units),
        ("audience", row.audience, definition.audiences),
        ("fill", row.fill, definition.fills),
        ("confidentiality", row.confidentiality, definition.confidentiality),
        ("terms", row.terms, definition.terms),
        ("sector", row.sector, definition.sectors),
    ):
        if name is not None:
            yield from _unknown(f"{place}.{key}", name, among)
    for dimension in row.by:
        yield from _unknown(f"{place}.by", dimension, definition.breakdowns)
    if "ethnic" in row.by and "sex" not in row.by:
        yield Problem(f"{place}.by", "Có ethnic thì phải có sex.", "ethnic is inside sex: add sex.")
    for dimension, key, present in (
        ("level", "levels", bool(row.levels)),
        ("term", "terms", row.terms is not None),
    ):
        if (dimension in row.by) != present:
            yield Problem(
                f"{place}.{key}",
                f"Phải có {key} khi và chỉ khi phân tổ theo {dimension}.",
                f"Give {key} exactly when the row is broken down by {dimension}.",
            )
    if (row.nature == "term") != ("term" in row.by):
        yield Problem(
            f"{place}.nature",
            "Số theo nhiệm kỳ (nature: term) phải phân tổ theo term, và ngược lại.",
            "A row of nature term is broken down by term, and only such a row.",
        )
    if row.women_only and "sex" in row.by:
        yield Problem(f"{place}.women_only", "Dòng chỉ đếm nữ thì không phân tổ theo sex.", "Remove sex from by.")
    yield from _row_levels(definition, row, f"{place}.levels")
    audience = definition.audiences.get(row.audience)
    if audience and audience.row_sector != (row.sector is not None):
        yield Problem(
            f"{place}.sector",
            "Nêu sector khi và chỉ khi đối tượng là cơ quan được phân công.",
            "Give sector exactly when the audience is the agency in charge.",
        )
    yield from _row_relations(definition, row, place)


def _row_levels(definition: Definition, row: Row, place: str) -> Iterator[Problem]:
    if "level" not in definition.breakdowns:
        return
    for level in row.levels:
        yield from _unknown(place, level, definition.breakdowns["level"].items)
    audience = definition.audiences.get(row.audience)
    if audience and row.levels:
        for kind in _kinds_of(audience):
            if not own_levels(kind, row.levels):
                yield Problem(
                    place,
                    f"Loại đơn vị {kind} không có cấp nào để nhập: thêm cấp, hoặc sửa đối tượng.",
                    f"A {kind} is in the audience but has no level to fill: add one, or change the audience.",
                )


def _kinds_of(audience: Audience) -> tuple[str, ...]:
    return (*audience.kinds, *(AGENCIES if audience.sectors or audience.row_sector else ()))


def _row_relations(definition: Definition, row: Row, row_place: str) -> Iterator[Problem]:
    for key, target in (("of", row.of), ("splits", row.splits)):
        if target is None:
            continue
        place = f"{row_place}.{key}"
        whole = definition.row_by_code.get(target)
        if whole is None or whole is row:
            yield Problem(
                place,
                f"“{target}” không phải là mã của dòng nào khác trong biểu mẫu: sửa mã.",
                f"“{target}” is not the code of another row of the form: correct it.",
            )
        elif unsummed := _dimensions_never_added(definition, whole, except_for=row.by):
            yield Problem(
                place,
                f"“{target}” phân tổ theo {', '.join(unsummed)} (không cộng), dòng này thì không: bổ sung.",
                f"“{target}” is broken down by {', '.join(unsummed)} (never added), this row is not: add it.",
            )
    if _contains_itself(definition, row):
        yield Problem(
            f"{row_place}.of",
            "Dòng này nằm trong chính nó qua các dòng khác: sửa of.",
            "The row contains itself by way of others: correct of.",
        )
    if row.test is not None:
        place = f"{row_place}.test"
        yield from _relation(definition, place, row.test)
        if row.of is None:
            yield Problem(place, "Có test thì phải có of.", "A row with a test names the row it is counted in: of.")


def _contains_itself(definition: Definition, row: Row) -> bool:
    seen = {row.code}
    whole = row.of
    while whole is not None and whole not in seen:
        seen.add(whole)
        found = definition.row_by_code.get(whole)
        whole = found.of if found else None
    return whole is not None and row.of is not None and whole == row.code and row.of != row.code


def _dimensions_never_added(definition: Definition, row: Row, except_for: Iterable[str]) -> list[str]:
    return [
        dimension
        for dimension in row.line_dimensions
        if dimension not in except_for
        and dimension in definition.breakdowns
        and definition.breakdowns[dimension].kind in ("alternatives", "multiple")
    ]


def _tables(definition: Definition) -> Iterator[Problem]:
    for table in definition.tables:
        place = f"tables[{table.code}]"
        yield from _unknown(f"{place}.columns", table.columns, definition.column_sets)
        yield from _unknown(f"{place}.confidentiality", table.confidentiality, definition.confidentiality)
        columns = definition.column_sets.get(table.columns, ())
        needed = {column for row in table.rows for column in row.columns if column != "value"}
        if missing := sorted(needed - set(columns)):
            yield Problem(
                f"{place}.columns",
                f"Bộ cột thiếu {', '.join(missing)} mà các dòng cần.",
                f"The column set lacks {', '.join(missing)}, which the rows need.",
            )
        if table.columns in definition.column_sets and "FM" in columns and "FM" not in needed:
            yield Problem(
                f"{place}.columns", "Không dòng nào có cột FM: dùng bộ cột khác.", "No row has the column FM."
            )
        for row in table.rows:
            if not row.row.startswith(f"{table.code}."):
                yield Problem(
                    f"{place}.rows[{row.row}].row",
                    f"Mã dòng phải bắt đầu bằng {table.code}.",
                    f"The row's place starts with {table.code}.",
                )


def _relation(definition: Definition, place: str, text: str) -> Iterator[Problem]:
    try:
        found = list(references(parse_relation(text)))
    except ExpressionError as error:
        yield Problem(place, f"Không hiểu biểu thức: {error}.", f"Not understood: {error}.")
        return
    yield from _references(definition, place, found)


def _references(definition: Definition, place: str, found: list[Reference]) -> Iterator[Problem]:
    rows = definition.row_by_code
    for reference in found:
        row = rows.get(reference.element)
        if row is None:
            yield from _unknown(place, reference.element, rows)
        elif reference.column in ("F", "FM") and reference.column not in row.columns:
            yield Problem(
                place,
                f"“{reference.element}” không có cột {reference.column}.",
                f"“{reference.element}” has no column {reference.column}.",
            )


def _checks(definition: Definition) -> Iterator[Problem]:
    codes = {check.code for check in definition.checks}
    for check in definition.checks:
        place = f"checks[{check.code}]"
        if check.code in definition.retired_checks:
            yield Problem(place, "Mã này đã bỏ, không dùng lại.", "This code is retired: take a new one.")
        if bool(check.relations) == (check.builtin is not None):
            yield Problem(
                place, "Nêu relations hoặc builtin, một trong hai.", "Give relations or builtin, one of them."
            )
        if check.builtin is not None:
            yield from _unknown(f"{place}.builtin", check.builtin, BUILTIN_CHECKS)
        if check.instead_of is not None:
            yield from _unknown(f"{place}.instead_of", check.instead_of, codes)
        for element in check.elements:
            yield from _unknown(f"{place}.elements", element, definition.row_by_code)
        for text in check.relations:
            problems = list(_relation(definition, f"{place}.relations", text))
            yield from problems or _sums(definition, check, text)


def _sums(definition: Definition, check: Check, text: str) -> Iterator[Problem]:
    """A relation never adds what must not be added: terms, stages, overlapping items without sum()."""
    found = list(references(parse_relation(text)))
    rows = [definition.row_by_code[reference.element] for reference in found]
    shared = set.intersection(*(set(row.line_dimensions) for row in rows))
    for reference, row in zip(found, rows, strict=True):
        never = _dimensions_never_added(definition, row, except_for=shared)
        if reference.summed:
            never = [dimension for dimension in never if definition.breakdowns[dimension].kind != "multiple"]
        if never:
            name, over = reference.element, ", ".join(never)
            yield Problem(
                f"checks[{check.code}].relations",
                f"“{name}” không cộng được theo {over} (các mục chồng nhau: dùng sum).",
                f"“{name}” cannot be added over {over} (overlapping items: use sum).",
            )


def _indicators(definition: Definition) -> Iterator[Problem]:
    for indicator in definition.indicators:
        place = f"indicators[{indicator.code}].formula"
        try:
            found = list(references(parse_expression(indicator.formula)))
        except ExpressionError as error:
            yield Problem(place, f"Không hiểu công thức: {error}.", f"Not understood: {error}.")
        else:
            yield from _references(definition, place, found)


def _narrative(definition: Definition) -> Iterator[Problem]:
    tables = [table.code for table in definition.tables]
    for heading in definition.narrative:
        place = f"narrative[{heading.code}]"
        for code in heading.tables:
            yield from _unknown(f"{place}.tables", code, tables)
        for item_type in heading.item_types:
            yield from _unknown(f"{place}.item_types", item_type, definition.item_types)
        if heading.fill is not None:
            yield from _unknown(f"{place}.fill", heading.fill, definition.fills)
    headings = [heading.code for heading in definition.narrative]
    for place, topic in enumerate(definition.topics, 1):
        yield from _unknown(f"topics[{place}].heading", topic.heading, headings)


def _short_form(definition: Definition) -> Iterator[Problem]:
    for row in definition.short_form.rows:
        yield from _unknown("short_form.rows", row, definition.row_by_id)
