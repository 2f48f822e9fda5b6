"""What is asked of figures of a whole territory: a paper upward, drawn from a report that was sent (ADR 0031). Pure.

Such figures are totals. Where some units gave one part of a relation and some another, what does not agree may be
nobody's mistake, and nobody at the top can mend it: it is said, and can be justified, but it does not stop sending.
What a figure must be by itself stays an error.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.definitions.schema import Bilingual, Check
from tienbo.reporting.rules.builtin import finding_at
from tienbo.reporting.rules.findings import Finding, number
from tienbo.reporting.rules.sheet import Sheet

# The name, among the reports beside it, of the one from which a paper is drawn: its totals in its newest version.
DRAWN_FROM = "drawn_from"
AS_DRAWN = Check(
    code="P01",
    severity="warning",
    builtin="as_drawn",
    vi="Khác số ở báo cáo đã gửi của đơn vị.",
    en="Differs from the report that the unit has sent.",
    fix=Bilingual(vi="Lấy lại số, hoặc nêu lý do.", en="Draw it again, or say why."),
)
# Each looks at one figure, at a figure and its women, or at a total and its own parts.
_OF_ONE_FIGURE = {"women_within_total", "minority_within_women", "whole_and_not_negative", "parts_add_up"}


def unlike_drawn(sheet: Sheet, check: Check) -> Iterator[Finding]:
    """Figures that are not those of the report from which the paper is drawn. What either leaves blank is not told."""
    for leaf in sheet.leaves:
        for column, target in leaf.line.columns.items():
            value, sent = sheet.value(target), sheet.value(target, DRAWN_FROM)
            if value is not None and sent is not None and value != sent:
                shown, other = number(value), number(sent)
                what = Text(
                    f"{shown.vi}, báo cáo đã gửi ghi {other.vi}",
                    f"{shown.en}, the report that was sent says {other.en}",
                )
                yield finding_at(check, leaf, column, (target,), what)


def softened(found: Iterable[Finding], rules: Iterable[Check]) -> list[Finding]:
    """Findings of these rules on totals: errors only where a figure is wrong by itself."""
    strict = {rule.code for rule in rules if rule.limits is not None or rule.builtin in _OF_ONE_FIGURE}
    return [
        replace(each, severity="warning") if each.severity == "error" and each.code not in strict else each
        for each in found
    ]
