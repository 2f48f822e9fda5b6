"""Checks of each figure: within limits, beside another report, among the unit's own earlier ones. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from tienbo.reporting.definitions.cells import Cell, Text
from tienbo.reporting.definitions.schema import Check, Limits
from tienbo.reporting.rules.builtin import finding_at
from tienbo.reporting.rules.findings import Finding, number
from tienbo.reporting.rules.outliers import unusual
from tienbo.reporting.rules.sheet import Leaf, Sheet

_BESIDE = {
    "previous": Text("kỳ trước", "the previous period"),
    "half_year": Text("6 tháng đầu năm", "the half-year"),
    "children.sum": Text("các đơn vị cấp dưới trực tiếp cộng lại", "the units directly below add to"),
    "children.count": Text(
        "số đơn vị cấp dưới trực tiếp có số lớn hơn 0", "units directly below with a figure above zero:"
    ),
    "children.max": Text("số lớn nhất của các đơn vị cấp dưới trực tiếp", "the largest of the units directly below"),
}
_BROKEN = {
    "=": Text("khác", "differs from"),
    "<=": Text("lớn hơn", "is more than"),
    ">=": Text("nhỏ hơn", "is less than"),
}


def beside_name(check: Check) -> str | None:
    """The name under which a sheet keeps what a check compares with; None for a check that compares with no report."""
    return f"children.{check.measure}" if check.against == "children" else check.against


def outside_limits(sheet: Sheet, check: Check) -> Iterator[Finding]:
    """Figures that are not what they may be by themselves."""
    for leaf, column, target, value in _figures(sheet, check):
        if (what := _beyond(value, check.limits)) is not None:
            yield finding_at(check, leaf, column, (target,), what)


def _beyond(value: Decimal, limits: Limits) -> Text | None:
    shown = number(value)
    if limits.least is not None and value < limits.least:
        other = number(limits.least)
        return Text(f"{shown.vi} nhỏ hơn {other.vi}", f"{shown.en} is less than {other.en}")
    if limits.most is not None and value > limits.most:
        other = number(limits.most)
        return Text(f"{shown.vi} lớn hơn {other.vi}", f"{shown.en} is more than {other.en}")
    if limits.whole and value != value.to_integral_value():
        return Text(f"{shown.vi} không phải số nguyên", f"{shown.en} is not a whole number")
    if limits.multiple_of is not None and value % limits.multiple_of:
        other = number(limits.multiple_of)
        return Text(f"{shown.vi} không phải bội số của {other.vi}", f"{shown.en} is not a multiple of {other.en}")
    return None


def apart_from_another(sheet: Sheet, check: Check) -> Iterator[Finding]:
    """Figures that are further from the same cell of another report than is tolerated."""
    name = beside_name(check)
    for leaf, column, target, value in _figures(sheet, check):
        other = sheet.value(target, name)
        if other is None:
            continue
        tolerance = max(check.within.absolute, abs(other) * check.within.percent / 100)
        below, above = other - tolerance, other + tolerance
        if (check.compare != ">=" and value > above) or (check.compare != "<=" and value < below):
            yield finding_at(check, leaf, column, (target,), _apart(check, value, other))


def _apart(check: Check, value: Decimal, other: Decimal) -> Text:
    shown, beside, broken = number(value), number(other), _BROKEN[check.compare]
    name = _BESIDE.get(
        beside_name(check), Text(f"báo cáo theo mẫu {check.against}", f"the report on form {check.against}")
    )
    allowed = _tolerated(check)
    return Text(
        f"{shown.vi} {broken.vi} {name.vi} {beside.vi}{allowed.vi}",
        f"{shown.en} {broken.en} {name.en} {beside.en}{allowed.en}",
    )


def _tolerated(check: Check) -> Text:
    """`` quá 30% hoặc 5``; empty without a tolerance."""
    percent, absolute = check.within.percent, check.within.absolute
    parts = [(f"{number(percent).vi}%", f"{number(percent).en}%")] if percent else []
    parts += [(number(absolute).vi, number(absolute).en)] if absolute else []
    if not parts:
        return Text("", "")
    return Text(f", quá {' và '.join(vi for vi, _ in parts)}", f", by more than {' and '.join(en for _, en in parts)}")


def unlike_earlier(sheet: Sheet, check: Check) -> Iterator[Finding]:
    """Figures that are unusual among the unit's own earlier comparable reports (see `outliers`)."""
    for leaf, column, target, value in _figures(sheet, check):
        earlier = [
            figure.value for report in sheet.earlier if (figure := report.get(target)) and figure.value is not None
        ]
        found = unusual(value, earlier, measure=leaf.line.kind, how=check.outlier)
        if found is not None:
            shown, middle, count = number(value), number(found.middle), len(earlier)
            what = Text(
                f"{shown.vi} khác thường so với {count} báo cáo trước, trung vị là {middle.vi}",
                f"{shown.en} is unusual beside {count} earlier reports, whose middle is {middle.en}",
            )
            yield finding_at(check, leaf, column, (target,), what)


def _figures(sheet: Sheet, check: Check) -> Iterator[tuple[Leaf, str, Cell, Decimal]]:
    """Every figure that the check is about: its line, column, cell, value."""
    for leaf in sheet.leaves_for(check):
        for column, target in leaf.line.columns.items():
            if column != "value" and column not in check.columns:
                continue
            value = sheet.value(target)
            if value is not None:
                yield leaf, column, target, value
