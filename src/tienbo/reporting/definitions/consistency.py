"""What a definition's parts must agree on among themselves, beyond the shape of each. Pure.

`problems_of` finds every problem at once, so that an editor mends a form in one go.
"""

from collections import Counter
from collections.abc import Iterator

from tienbo.reporting.definitions.cells import BASIS, UNSPECIFIED
from tienbo.reporting.definitions.check_consistency import (
    dimensions_never_added,
    problems_of_checks,
    reference_problems,
    relation_problems,
    unknown,
)
from tienbo.reporting.definitions.expressions import ExpressionError, parse_expression, references
from tienbo.reporting.definitions.kinds import AGENCIES, own_levels
from tienbo.reporting.definitions.problems import Problem
from tienbo.reporting.definitions.schema import Audience, Definition, Row


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
        *problems_of_checks(definition, definition.checks),
        *_indicators(definition),
        *_narrative(definition),
        *_short_form(definition),
    ]


def _repeated(definition: Definition) -> Iterator[Problem]:
    groups = {
        "tables": [table.code for table in definition.tables],
        "rows": [row.row for table in definition.tables for row in table.rows],
        "rows by code": [row.code for table in definition.tables for row in table.rows],
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
    if BASIS in definition.breakdowns:
        yield Problem(
            f"breakdowns[{BASIS}]",
            f"Mã “{BASIS}” dành cho số ước cả năm của đợt báo cáo: đổi mã khác.",
            f"“{BASIS}” is kept for a round's figures for the whole year: take another code.",
        )
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
            yield from unknown(f"audiences[{name}].sectors", sector, definition.sectors)
    for name, domain in definition.terms.items():
        if domain.follows is not None:
            others = [other for other in definition.terms if other != name]
            yield from unknown(f"terms[{name}].follows", domain.follows, others)
        of_domain = [row.code for row in definition.rows() if row.terms == name and "sex" not in row.by]
        for key, code in (("due", domain.due), ("held", domain.held)):
            if code is not None:
                yield from unknown(f"terms[{name}].{key}", code, of_domain)
        if (domain.due is None) != (domain.held is None):
            yield Problem(
                f"terms[{name}]",
                "Nêu cả due và held, hoặc không nêu mã nào.",
                "Give both due and held, or neither.",
            )
    tables = [table.code for table in definition.tables]
    for withheld in definition.withheld:
        place = f"withheld[{withheld.sector}]"
        yield from unknown(f"{place}.sector", withheld.sector, definition.sectors)
        for code in withheld.tables:
            yield from unknown(f"{place}.tables", code, tables)
    for name, columns in definition.column_sets.items():
        for column in columns:
            yield from unknown(f"column_sets[{name}]", column, definition.column_labels)


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
            yield from unknown(f"{place}.{key}", name, among)
    for dimension in row.by:
        yield from unknown(f"{place}.by", dimension, definition.breakdowns)
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
        yield from unknown(place, level, definition.breakdowns["level"].items)
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
        elif unsummed := dimensions_never_added(definition, whole, except_for=row.by):
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
        yield from relation_problems(definition, place, row.test)
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


def _tables(definition: Definition) -> Iterator[Problem]:
    for table in definition.tables:
        place = f"tables[{table.code}]"
        yield from unknown(f"{place}.columns", table.columns, definition.column_sets)
        yield from unknown(f"{place}.confidentiality", table.confidentiality, definition.confidentiality)
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


def _indicators(definition: Definition) -> Iterator[Problem]:
    for indicator in definition.indicators:
        place = f"indicators[{indicator.code}].formula"
        try:
            found = list(references(parse_expression(indicator.formula)))
        except ExpressionError as error:
            yield Problem(place, f"Không hiểu công thức: {error}.", f"Not understood: {error}.")
        else:
            yield from reference_problems(definition, place, found)


def _narrative(definition: Definition) -> Iterator[Problem]:
    tables = [table.code for table in definition.tables]
    for heading in definition.narrative:
        place = f"narrative[{heading.code}]"
        for code in heading.tables:
            yield from unknown(f"{place}.tables", code, tables)
        for item_type in heading.item_types:
            yield from unknown(f"{place}.item_types", item_type, definition.item_types)
        if heading.fill is not None:
            yield from unknown(f"{place}.fill", heading.fill, definition.fills)
    headings = [heading.code for heading in definition.narrative]
    for place, topic in enumerate(definition.topics, 1):
        yield from unknown(f"topics[{place}].heading", topic.heading, headings)


def _short_form(definition: Definition) -> Iterator[Problem]:
    for row in definition.short_form.rows:
        yield from unknown("short_form.rows", row, definition.row_by_id)
