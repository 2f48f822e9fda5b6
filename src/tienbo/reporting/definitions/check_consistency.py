"""What checks and the form must agree on: elements, columns, breakdowns, and what a check may say at once. Pure.

A form's own checks and those of a rule set are examined alike.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches

from tienbo.reporting.definitions.expressions import ExpressionError, Reference, parse_relation, references
from tienbo.reporting.definitions.problems import Problem
from tienbo.reporting.definitions.schema import Check, Definition, Row

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
# Reports that a check may compare with besides those on other forms.
KNOWN_REPORTS = ("previous", "half_year", "children")
# A list of names up to this length is told whole.
SHORT = 12
# The ways of saying a check, of which it says one.
WAYS = ("relations", "builtin", "limits", "against", "outlier")


def unknown(place: str, name: str, among: Iterable[str]) -> Iterator[Problem]:
    """A problem when the name is none of these."""
    if name not in (known := tuple(among)):
        # A short list is told whole; of a long one what is written alike.
        alike = get_close_matches(name, known, n=3, cutoff=0.3) if len(known) > SHORT else known
        near = ", ".join(alike or known[:3])
        yield Problem(
            place,
            f"“{name}” không có: dùng một trong {near}.",
            f"“{name}” does not exist: use one of {near}.",
        )


def relation_problems(definition: Definition, place: str, text: str) -> Iterator[Problem]:
    """What is wrong with a relation: not readable, an element or a column that the form does not have."""
    try:
        found = list(references(parse_relation(text)))
    except ExpressionError as error:
        yield Problem(place, f"Không hiểu biểu thức: {error}.", f"Not understood: {error}.")
        return
    yield from reference_problems(definition, place, found)


def reference_problems(definition: Definition, place: str, found: list[Reference]) -> Iterator[Problem]:
    """Elements and columns that the form does not have."""
    rows = definition.row_by_code
    for reference in found:
        row = rows.get(reference.element)
        if row is None:
            yield from unknown(place, reference.element, rows)
        elif reference.column in ("F", "FM") and reference.column not in row.columns:
            yield Problem(
                place,
                f"“{reference.element}” không có cột {reference.column}.",
                f"“{reference.element}” has no column {reference.column}.",
            )


def dimensions_never_added(definition: Definition, row: Row, except_for: Iterable[str]) -> list[str]:
    """The breakdowns of a row, but for these, whose items must not be added up."""
    return [
        dimension
        for dimension in row.line_dimensions
        if dimension not in except_for
        and dimension in definition.breakdowns
        and definition.breakdowns[dimension].kind in ("alternatives", "multiple")
    ]


def problems_of_checks(
    definition: Definition, checks: Sequence[Check], *, forms: Collection[str] | None = None
) -> Iterator[Problem]:
    """Where these checks and the form disagree. `forms`: the codes of the forms that a check may compare with; None:
    any."""
    for code, times in Counter(check.code for check in checks).items():
        if times > 1:
            yield Problem(
                f"checks[{code}]",
                f"“{code}” xuất hiện {times} lần: đổi mã hoặc bỏ bớt.",
                f"“{code}” is given {times} times: change a code or remove one.",
            )
    codes = {check.code for check in checks}
    for check in checks:
        place = f"checks[{check.code}]"
        if check.code in definition.retired_checks:
            yield Problem(place, "Mã này đã bỏ, không dùng lại.", "This code is retired: take a new one.")
        yield from _said_once(check, place)
        if check.builtin is not None:
            yield from unknown(f"{place}.builtin", check.builtin, BUILTIN_CHECKS)
        if check.instead_of is not None:
            yield from unknown(f"{place}.instead_of", check.instead_of, codes)
        for element in check.elements:
            yield from unknown(f"{place}.elements", element, definition.row_by_code)
        for table in check.tables:
            yield from unknown(f"{place}.tables", table, definition.table_by_code)
        for text in check.relations:
            problems = list(relation_problems(definition, f"{place}.relations", text))
            yield from problems or _sums(definition, check, text)
        yield from _limits(check, f"{place}.limits")
        yield from _against(check, place, forms)


def _said_once(check: Check, place: str) -> Iterator[Problem]:
    given = [way for way in WAYS if getattr(check, way) not in (None, ())]
    if len(given) != 1:
        yield Problem(
            place if not given else f"{place}.{given[-1]}",
            f"Nêu đúng một trong {', '.join(WAYS)}.",
            f"Give exactly one of {', '.join(WAYS)}.",
        )


def _limits(check: Check, place: str) -> Iterator[Problem]:
    limits = check.limits
    if limits is None:
        return
    if limits.least is None and limits.most is None and limits.multiple_of is None and not limits.whole:
        yield Problem(
            place,
            "Nêu ít nhất một giới hạn: least, most, whole hoặc multiple_of.",
            "Give at least one limit: least, most, whole or multiple_of.",
        )
    if limits.least is not None and limits.most is not None and limits.least > limits.most:
        yield Problem(
            f"{place}.most",
            f"Số lớn nhất ({limits.most}) nhỏ hơn số nhỏ nhất ({limits.least}): sửa một trong hai.",
            f"The most ({limits.most}) is below the least ({limits.least}): correct one of them.",
        )


def _against(check: Check, place: str, forms: Collection[str] | None) -> Iterator[Problem]:
    of_children = check.against == "children"
    if of_children != (check.measure is not None):
        yield Problem(
            f"{place}.measure",
            "Nêu measure (sum, count, max) khi và chỉ khi so với children.",
            "Give measure (sum, count, max) exactly when comparing with children.",
        )
    if check.against is not None and check.against not in KNOWN_REPORTS and forms is not None:
        yield from unknown(f"{place}.against", check.against, (*KNOWN_REPORTS, *sorted(forms)))


def _sums(definition: Definition, check: Check, text: str) -> Iterator[Problem]:
    """A relation never adds what must not be added: terms, stages, overlapping items without sum()."""
    found = list(references(parse_relation(text)))
    rows = [definition.row_by_code[reference.element] for reference in found]
    if not rows:
        yield Problem(
            f"checks[{check.code}].relations",
            f"“{text}” không nêu phần tử dữ liệu nào: nêu ít nhất một.",
            f"“{text}” names no data element: name at least one.",
        )
        return
    shared = set.intersection(*(set(row.line_dimensions) for row in rows))
    for reference, row in zip(found, rows, strict=True):
        never = dimensions_never_added(definition, row, except_for=shared)
        if reference.summed:
            never = [dimension for dimension in never if definition.breakdowns[dimension].kind != "multiple"]
        if never:
            name, over = reference.element, ", ".join(never)
            yield Problem(
                f"checks[{check.code}].relations",
                f"“{name}” không cộng được theo {over} (các mục chồng nhau: dùng sum).",
                f"“{name}” cannot be added over {over} (overlapping items: use sum).",
            )
