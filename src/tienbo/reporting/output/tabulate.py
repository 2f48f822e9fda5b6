"""From totals to the printed lines of a table: amounts, marks, shares, changes, coverage. Pure.

A derived total adds up what its parts have. Where units report to this one its coverage says how many units it
rests on; a unit with nobody below it has a total only when every part is there (blank is never zero).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce

from tienbo.reporting.consolidation.fold import Total, add
from tienbo.reporting.consolidation.tables import NOT_COMPARED
from tienbo.reporting.definitions.cells import Cell, cell, head_of, parse_breakdown
from tienbo.reporting.definitions.derived import all_have_chosen, comparison_cell
from tienbo.reporting.definitions.lines import Line as FormLine
from tienbo.reporting.definitions.lines import RoundOptions
from tienbo.reporting.definitions.schema import Definition
from tienbo.reporting.output.basis import Basis, coverage_of, notes_of, paired_sums
from tienbo.reporting.output.snapshot import NOTHING, Amount, Coverage, Line

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Figures:
    """All that the lines of a report are filled from; see `tabulate`."""

    definition: Definition
    options: RoundOptions
    totals: Mapping[Cell, Total]
    before: Mapping[Cell, Total]
    basis: Basis


def tabulate(form_lines: Sequence[FormLine], figures: Figures) -> tuple[Line, ...]:
    """The printed lines. A line that nobody in this tree is asked is left out, and a heading without lines with it."""
    asked = [each for each in form_lines if each.is_heading or _is_asked(each, figures)]
    printed = [
        _line(each, figures)
        for place, each in enumerate(asked)
        if not each.is_heading or (place + 1 < len(asked) and _is_under(asked[place + 1], each))
    ]
    return tuple(printed)


def _is_under(line: FormLine, heading: FormLine) -> bool:
    return line.number.startswith(f"{heading.number}.")


def _is_asked(line: FormLine, figures: Figures) -> bool:
    return any(
        total.expected for cells in _cells(line).values() for each in cells if (total := figures.totals.get(each))
    )


def _cells(line: FormLine) -> dict[str, list[Cell]]:
    """The cells that make each column: one, or those of the parts of a derived total."""
    if not line.is_derived_total:
        return {column: [each] for column, each in line.columns.items()}
    return {
        column: [cell(line.element, parse_breakdown(part), column) for part in line.parts] for column in line.columns
    }


def _line(line: FormLine, figures: Figures) -> Line:
    row = figures.definition.row_by_code[line.element]
    if line.is_heading:
        return Line(line_key(line), line.number, line.label.vi, "", "heading", line.indent)
    cells = _cells(line)
    alone = not figures.basis.has_below
    # A paper upward tells totals of many units: like theirs, its totals add up what the parts have.
    strict = alone and not figures.options.whole
    # As on the screen: a figure that is not split by sex stands under the total.
    now = {head_of(name): _total(each, figures.totals, strict) for name, each in cells.items()}
    # A column that nobody is asked (short forms know no ethnic minority) is no gap.
    now = {name: total for name, total in now.items() if total.expected}
    then = {head_of(name): _compared(each, figures) for name, each in cells.items() if name not in NOT_COMPARED}
    before = {name: _total_of(found, strict) for name, found in then.items()}
    amounts = {
        name: _amount(total, now.get("T", total), alone and _own_flag(cells, name, figures))
        for name, total in now.items()
    }
    share, is_partial = _share(now, cells, figures)
    main = "F" if "F" in now else "T"
    change = _difference(now[main].value, before[main].value)
    main_cells = next(each for name, each in cells.items() if head_of(name) == main)
    found = [figures.totals.get(each, Total()) for each in main_cells]
    is_comparable = strict or (_are_told_alike(found, then[main]) if alone else _as_many(found, then[main]))
    is_choosing = not all_have_chosen(
        figures.definition, main_cells, lambda each: figures.totals.get(each, Total()).value
    )
    return Line(
        key=line_key(line),
        number=line.number,
        label=line.label.vi,
        unit=line.unit.vi,
        role="total" if line.is_derived_total else "entered",
        indent=line.indent,
        now=amounts,
        before={name: Amount(total.value) for name, total in before.items()},
        share=share,
        share_is_partial=is_partial,
        share_before=_percent(before["T"].value, before["F"].value) if "T" in before and "F" in before else None,
        change=change if is_comparable and not is_choosing else None,
        is_not_compared=change is not None and not is_comparable,
        is_choosing=change is not None and is_comparable and is_choosing,
        is_of_term=row.terms is not None,
        parts=tuple(_part_key(line, part) for part in line.parts if _part_is_asked(line, part, figures)),
        coverage=_coverage(line, next(iter(cells.values())), figures) if figures.basis.has_below else None,
        estimate_head=line.estimate_head.vi if line.estimate_head and line.year_columns else "",
        agency=figures.definition.sectors[row.sector].vi if row.sector else "",
        **_words(line, cells, figures),
    )


def line_key(line: FormLine) -> str:
    """What a printed line is known by within its table."""
    return f"{line.row_id}|{line.breakdown}|{line.role}"


def _part_key(line: FormLine, part: str) -> str:
    return f"{line.row_id}|{part}|{'withheld' if line.is_withheld else 'entered'}"


def _part_is_asked(line: FormLine, part: str, figures: Figures) -> bool:
    cells = (cell(line.element, parse_breakdown(part), column) for column in line.columns)
    return any(total.expected for each in cells if (total := figures.totals.get(each)))


def _total(cells: Sequence[Cell], totals: Mapping[Cell, Total], strict: bool) -> Total:
    """One cell's total, or the sum over parts. `strict`: no sum unless every applicable part has a value."""
    return _total_of([totals.get(each, Total()) for each in cells], strict)


def _compared(cells: Sequence[Cell], figures: Figures) -> list[Total]:
    """What the cells are compared with: last period's, or the term before in whatever report that stands."""
    compared = [comparison_cell(figures.definition, each, figures.options) for each in cells]
    if None in compared:
        return []
    before = [figures.before.get(each, Total()) for each in compared]
    now = [figures.totals.get(each, Total()) for each in compared]
    is_told_now = compared != list(cells) and any(total.value is not None for total in now)
    return now if is_told_now else before


def _as_many(now: Sequence[Total], before: Sequence[Total]) -> bool:
    """As many units gave it then as now, of as many that could, in each of the parts."""
    return [(each.reported, each.countable) for each in now] == [(each.reported, each.countable) for each in before]


def _are_told_alike(now: Sequence[Total], before: Sequence[Total]) -> bool:
    """The same parts have a figure then and now; where one has none, two sums are not of the same."""
    return len(now) < 2 or [each.value is None for each in now] == [each.value is None for each in before]


def _total_of(found: Sequence[Total], strict: bool) -> Total:
    result = reduce(add, found, Total())
    if strict and any(each.value is None and each.not_applicable < each.expected for each in found):
        return replace(result, value=None)
    return result


def _amount(total: Total, whole: Total, own_flag: str | bool) -> Amount:
    """The figure with its mark; a mark alone says why there is none, and only when it says so of every unit."""
    if total.value is not None:
        mark = "estimate" if total.is_estimate else "corrected" if own_flag == "corrected" else ""
        return Amount(total.value, mark, total.reported != whole.reported)
    if not total.expected or total.missing or total.reported:
        return NOTHING
    if total.withheld == total.expected:
        return Amount(mark="withheld")
    if total.not_applicable == total.expected:
        return Amount(mark="not_applicable")
    return Amount(mark="not_collected" if total.not_collected else "withheld")


def _own_flag(cells: Mapping[str, Sequence[Cell]], column: str, figures: Figures) -> str:
    """The flag that the unit itself gave a single cell."""
    found = next((each for name, each in cells.items() if head_of(name) == column), ())
    said = figures.basis.said[0]
    return said[found[0]][1] if len(found) == 1 and found[0] in said else ""


def _share(
    now: Mapping[str, Total], cells: Mapping[str, Sequence[Cell]], figures: Figures
) -> tuple[Decimal | None, bool]:
    """Women in percent, only over units that gave both parts; True when those are not all that the totals hold."""
    if "T" not in now or "F" not in now:
        return None, False
    whole, part = now["T"], now["F"]
    if whole.reported == part.reported:
        return _percent(whole.value, part.value), False
    if not figures.basis.has_below:
        return None, False
    sums = paired_sums(zip(cells["T"], cells["F"], strict=True), figures.basis)
    return (_percent(*sums), True) if sums else (None, False)


def _percent(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    if whole is None or part is None or not whole:
        return None
    return (part * 100 / whole).quantize(CENT, ROUND_HALF_UP)


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def _coverage(line: FormLine, cells: Sequence[Cell], figures: Figures) -> Coverage:
    if line.is_derived_total:
        return coverage_of(cells, figures.basis)
    total = figures.totals.get(cells[0], Total())
    return Coverage(total.reported, total.countable)


def _words(line: FormLine, cells: Mapping[str, Sequence[Cell]], figures: Figures) -> dict[str, str]:
    """Source and note. What is not summed was given by one agency: its note is the source."""
    first = next(iter(cells.values()))
    if line.aggregation == "none":
        source = "; ".join(note for each in cells.values() for note in notes_of(each[0], figures.basis))
        twice = figures.totals.get(first[0], Total()).reported > 1
        return {"source": source, "note": "nhiều đơn vị cùng nhập, chưa thống nhất" if twice else ""}
    said = figures.basis.said[0]
    notes = dict.fromkeys(said[each[0]][2] for each in cells.values() if len(each) == 1 and each[0] in said)
    parts = [note for note in notes if note]
    if figures.basis.has_below and not line.is_derived_total:
        parts += _reasons(figures.totals.get(first[0], Total()))
    return {"note": "; ".join(parts)}


def _reasons(total: Total) -> list[str]:
    """Why some units have no figure, where others have one."""
    if total.value is None:
        return []
    counted = (
        (total.estimated, "ước"),
        (total.not_collected, "không thu thập"),
        (total.withheld, "không cung cấp"),
        (total.not_applicable, "không thuộc diện"),
    )
    return [f"{units} đơn vị {words}" for units, words in counted if units]
