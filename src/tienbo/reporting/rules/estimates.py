"""What the figures for the whole year must agree with: the figures to the end of the period, and one another. Pure.

These rules come with the round that asks the whole year, not with a form or a rule set: what is registered keeps its
digest, and a unit that adopts other rules does not lose them (ADR 0030).
"""

from collections.abc import Callable, Iterator

from tienbo.reporting.definitions.cells import YEAR_COLUMNS, Figure, Text
from tienbo.reporting.definitions.schema import Bilingual, Check
from tienbo.reporting.rules.builtin import finding_at
from tienbo.reporting.rules.findings import Finding, number
from tienbo.reporting.rules.sheet import Sheet

_MEND = Bilingual(vi="Sửa một trong hai số.", en="Correct one of the two.")
NOT_BELOW_ACTUAL = Check(
    code="U01",
    severity="error",
    builtin="year_not_below_actual",
    vi="Số ước gồm cả số thực hiện trong kỳ.",
    en="The estimate includes the period.",
    fix=_MEND,
)
WOMEN_WITHIN = Check(
    code="U02",
    severity="error",
    builtin="women_of_year_within_total",
    vi="Số nữ không được lớn hơn tổng số.",
    en="Women cannot exceed the total.",
    fix=_MEND,
)
IS_GIVEN = Check(
    code="U03",
    severity="warning",
    builtin="year_given",
    vi="Đã có số trong kỳ, chưa có số ước.",
    en="There is a figure of the period and no estimate.",
    fix=Bilingual(vi="Nhập số ước, hoặc nêu lý do.", en="Enter the estimate, or say why there is none."),
)
ESTIMATE_CHECKS = (NOT_BELOW_ACTUAL, WOMEN_WITHIN, IS_GIVEN)


def _not_below_actual(sheet: Sheet, check: Check) -> Iterator[Finding]:
    for leaf in sheet.leaves:
        for column, target in leaf.line.year_columns.items():
            beside = leaf.line.columns[YEAR_COLUMNS[column]]
            year, actual = sheet.value(target), sheet.value(beside)
            if year is not None and actual is not None and year < actual:
                shown, least = number(year), number(actual)
                what = Text(
                    f"{shown.vi} nhỏ hơn số thực hiện trong kỳ {least.vi}",
                    f"{shown.en} is less than the actual figure of the period, {least.en}",
                )
                yield finding_at(check, leaf, column, (target, beside), what)


def _women_within(sheet: Sheet, check: Check) -> Iterator[Finding]:
    for leaf in sheet.leaves:
        columns = leaf.line.year_columns
        if "FY" not in columns:
            continue
        women, total = sheet.value(columns["FY"]), sheet.value(columns["TY"])
        if women is not None and total is not None and women > total:
            shown, most = number(women), number(total)
            what = Text(f"{shown.vi} lớn hơn tổng {most.vi}", f"{shown.en} is more than the total, {most.en}")
            yield finding_at(check, leaf, "FY", (columns["FY"], columns["TY"]), what, rule=False)


def _is_given(sheet: Sheet, check: Check) -> Iterator[Finding]:
    """Blank beside a figure; one sentence for a line: who knows the total will think of the women."""
    for leaf in sheet.leaves:
        column, target = next(iter(leaf.line.year_columns.items()), ("", None))
        if target is None or not sheet.figures.get(target, Figure()).is_blank:
            continue
        actual = sheet.value(leaf.line.columns[YEAR_COLUMNS[column]])
        if actual is not None:
            shown = number(actual)
            what = Text(f"còn trống, trong kỳ đã có {shown.vi}", f"empty, the period has {shown.en} already")
            yield finding_at(check, leaf, column, (target,), what, rule=False)


FINDERS: dict[str, Callable[[Sheet, Check], Iterator[Finding]]] = {
    NOT_BELOW_ACTUAL.code: _not_below_actual,
    WOMEN_WITHIN.code: _women_within,
    IS_GIVEN.code: _is_given,
}
