"""Figures that are computed and never typed: shares, changes, men, totals over parts. Pure.

Each carries the sentence that the screen shows on focus ("= Nữ / Tổng × 100"). A derived figure exists only
when all that it needs does: nothing is computed from missing parts, and nothing missing is taken for zero.
Only "not applicable" in a sum adds nothing, because there is nothing to count.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tienbo.reporting.definitions.cells import (
    Cell,
    Figure,
    Text,
    added,
    breakdown_code,
    cell,
    is_of_year,
    parse_breakdown,
)
from tienbo.reporting.definitions.lines import Line, RoundOptions
from tienbo.reporting.definitions.schema import Definition

SHARE = Text("= Nữ / Tổng × 100", "= Women / Total × 100")
MEN = Text("= Tổng − Nữ", "= Total − Women")
CHANGE = Text("= Kỳ này − Kỳ trước", "= This period − Previous period")


@dataclass(frozen=True)
class Derived:
    """A computed value (not rounded), or None when it cannot be computed; how, in words; and whether it is
    an estimate.

    `is_estimate`: some figure in it is one.
    """

    value: Decimal | None
    formula: Text
    is_estimate: bool = False


def share_of_women(total: Figure | None, women: Figure | None) -> Derived:
    """Women in percent of the total; None when either is missing or the total is zero."""
    if not (both := _values(total, women)) or not both[0]:
        return Derived(None, SHARE)
    return Derived(both[1] * 100 / both[0], SHARE, _estimates(total, women))


def men(total: Figure | None, women: Figure | None) -> Derived:
    """Men: the total without the women, or None."""
    if not (both := _values(total, women)):
        return Derived(None, MEN)
    return Derived(both[0] - both[1], MEN, _estimates(total, women))


def change(now: Figure | None, before: Figure | None) -> Derived:
    """The rise or fall against the figure compared with."""
    if not (both := _values(now, before)):
        return Derived(None, CHANGE)
    return Derived(both[0] - both[1], CHANGE, _estimates(now, before))


def total_over_parts(line: Line, column: str, figures: Mapping[Cell, Figure], *, partial: bool = False) -> Derived:
    """The total of a line in a column: the sum of its parts, when every part is there (or not applicable).

    When no part is applicable there is no total either. `partial`: of figures that are totals of many units, what the
    parts have is added up, as in a consolidated table.
    """
    count = len(line.parts)
    formula = Text(f"= tổng của {count} dòng thành phần", f"= sum of {count} part lines")
    found = [figures.get(cell(line.element, parse_breakdown(part), column)) for part in line.parts]
    if partial:
        found = [figure for figure in found if figure is not None and figure.value is not None]
    value = added(found)
    return Derived(value, formula, value is not None and _estimates(*found))


def with_totals(lines: Iterable[Line], figures: Mapping[Cell, Figure], *, partial: bool = False) -> dict[Cell, Figure]:
    """The figures, with those of the derived totals of the lines added where they can be computed.

    A total that somebody gave (an uploaded workbook) is replaced: totals are derived.
    """
    result = dict(figures)
    for line in lines:
        if line.is_derived_total:
            for column, target in line.columns.items():
                total = total_over_parts(line, column, figures, partial=partial)
                result.pop(target, None)
                if total.value is not None:
                    result[target] = Figure(total.value, "estimate" if total.is_estimate else "actual")
    return result


def comparison_cell(definition: Definition, cell_now: Cell, options: RoundOptions) -> Cell | None:
    """The cell of the earlier report with which a cell is compared.

    Flows and stocks are compared with the same cell, a figure for the whole year with none (ADR 0030). A figure of a
    term is compared with the term before it (None when that is not known), in whatever report that stands.
    """
    if is_of_year(cell_now):
        return None
    row = definition.row_by_code[cell_now.element]
    if row.terms is None:
        return cell_now
    items = parse_breakdown(cell_now.breakdown)
    asked = options.terms_of(definition, row)
    known = list(definition.terms[row.terms].known)
    known += [term for term in asked if term not in known]
    place = known.index(items["term"]) if items["term"] in known else 0
    if place == 0:
        return None
    return Cell(cell_now.element, breakdown_code({**items, "term": known[place - 1]}))


def all_have_chosen(definition: Definition, cells: Iterable[Cell], value_of: Callable[[Cell], Decimal | None]) -> bool:
    """Whether the bodies of these cells have all chosen for the term, where the form counts them (`TermDomain`).

    While a part has yet to choose, figures of the term are smaller for that reason alone. True of all that is of no
    term, and where nobody said how many bodies are due.
    """
    for each in cells:
        row = definition.row_by_code[each.element]
        domain = definition.terms[row.terms] if row.terms else None
        if domain is None or domain.due is None or each.element == domain.due:
            continue
        counted_by = definition.row_by_code[domain.due].by
        items = {key: item for key, item in parse_breakdown(each.breakdown).items() if key in counted_by}
        place = breakdown_code(items)
        due, held = value_of(Cell(domain.due, place)), value_of(Cell(domain.held, place))
        if due is not None and (held is None or held < due):
            return False
    return True


def _values(*figures: Figure | None) -> list[Decimal] | None:
    values = [figure.value for figure in figures if figure is not None and figure.value is not None]
    return values if len(values) == len(figures) else None


def _estimates(*figures: Figure | None) -> bool:
    return any(figure is not None and figure.flag == "estimate" for figure in figures)
