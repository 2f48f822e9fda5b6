"""From totals to the lines of a consolidated table: figures, shares, last period, coverage, what differs. Pure.

The rules are those of the printed annex: a share only over units that gave both parts, a total over parts from the
parts, a mark in place of a figure only when it says so of every unit. A line that nobody in the tree is asked is
left out, and a heading without lines with it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tienbo.reporting.consolidation.fold import Total, add
from tienbo.reporting.definitions.cells import Cell, cell, parse_breakdown
from tienbo.reporting.definitions.derived import comparison_cell
from tienbo.reporting.definitions.lines import Line, RoundOptions
from tienbo.reporting.definitions.schema import Definition

Totals = Mapping[Cell, Total]


@dataclass(frozen=True)
class Amount:
    """A figure of a line: the cell it stands in, the value, and what must be said of it.

    ``mark`` is a code of the marks (an estimate, or why there is no figure); ``is_partial``: it rests on other units
    than the total of its line; ``other``: the same figure as it was sent (or, on a sent version, as it is now), when
    that is another one.
    """

    cell: Cell
    value: Decimal | None
    mark: str = ""
    is_partial: bool = False
    other: Total | None = None

    @property
    def differs(self) -> bool:
        """Not what was sent any more."""
        return self.other is not None


@dataclass(frozen=True)
class Coverage:
    """``reported`` of ``units`` gave a figure; ``reported`` None: some did, how many cannot be told from totals."""

    reported: int | None
    units: int

    @property
    def is_complete(self) -> bool:
        """Every unit that could give a figure gave one."""
        return self.reported == self.units


@dataclass(frozen=True)
class TotalsLine:
    """A line: ``now`` and ``before`` by column (T, F, FM; a figure that is not split stands under T).

    ``share`` None with ``share_lacks``: both parts are there, over different units, so there is no share.
    """

    line: Line
    now: Mapping[str, Amount] = field(default_factory=dict)
    before: Mapping[str, Decimal | None] = field(default_factory=dict)
    share: Decimal | None = None
    share_before: Decimal | None = None
    share_lacks: bool = False
    change: Decimal | None = None
    coverage: Coverage | None = None


@dataclass(frozen=True)
class Reading:
    """All that lines are filled from. ``now``: the totals shown; ``other``: those they are held against (None: nothing
    was sent); ``before``: those of the round before; ``shapes``: how many units of each shape are in the tree, and
    ``asked`` the cells of a shape."""

    definition: Definition
    options: RoundOptions
    now: Totals
    other: Totals | None
    before: Totals
    shapes: Counter
    asked: Callable[[object], Collection[Cell]]

    @property
    def has_below(self) -> bool:
        """Whether more than one unit is added up."""
        return sum(self.shapes.values()) > 1


def totals_lines(lines: Sequence[Line], reading: Reading) -> tuple[TotalsLine, ...]:
    """The lines to show, filled."""
    asked = [line for line in lines if line.is_heading or _is_asked(line, reading.now)]
    return tuple(
        _filled(line, reading)
        for place, line in enumerate(asked)
        if not line.is_heading or (place + 1 < len(asked) and asked[place + 1].number.startswith(f"{line.number}."))
    )


def cells_of(line: Line) -> dict[str, list[Cell]]:
    """The cells behind each column of a line: one, or those of the parts of a derived total."""
    if not line.is_derived_total:
        return {column: [each] for column, each in line.columns.items()}
    parts = [parse_breakdown(part) for part in line.parts]
    return {column: [cell(line.element, part, column) for part in parts] for column in line.columns}


def sum_of(cells: Sequence[Cell], totals: Totals, *, strict: bool) -> Total:
    """One cell's total, or the sum over parts. `strict` (a unit with nobody below): no sum unless every part that
    applies has a value, since blank is never zero."""
    found = [totals.get(each, Total()) for each in cells]
    result = found[0]
    for each in found[1:]:
        result = add(result, each)
    if strict and any(each.value is None and each.not_applicable < each.expected for each in found):
        return _without_value(result)
    return result


def differing_cells(now: Totals, other: Totals | None) -> list[Cell]:
    """Cells whose totals are not what they are held against."""
    if other is None:
        return []
    return [each for each in sorted(now.keys() | other.keys()) if _value(now, each) != _value(other, each)]


def tables_asked(definition: Definition, totals: Totals) -> list[str]:
    """The codes of the tables of which somebody in the tree is asked something, in the order of the form."""
    rows = definition.row_by_code
    asked = {rows[each.element].row.partition(".")[0] for each, total in totals.items() if total.expected}
    return [table.code for table in definition.tables if table.code in asked]


def share_of(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    """The part in percent of the whole; None when either is missing or the whole is zero."""
    return None if whole is None or part is None or not whole else part * 100 / whole


def column_of(name: str) -> str:
    """Under which head a column stands: a figure that is not split by sex under the total, as on paper."""
    return "T" if name == "value" else name


def mark_of(total: Total) -> str:
    """The mark of a total: that it is an estimate, or why there is no figure, when that is so of every unit."""
    if total.value is not None:
        return "estimate" if total.is_estimate else ""
    if not total.expected or total.missing or total.reported:
        return ""
    for mark in ("withheld", "not_applicable"):
        if getattr(total, mark) == total.expected:
            return mark
    return "not_collected" if total.not_collected else "withheld"


def _is_asked(line: Line, totals: Totals) -> bool:
    return any(each in totals and totals[each].expected for cells in cells_of(line).values() for each in cells)


def _filled(line: Line, reading: Reading) -> TotalsLine:
    if line.is_heading:
        return TotalsLine(line)
    cells, strict = cells_of(line), not reading.has_below
    sums = {name: sum_of(each, reading.now, strict=strict) for name, each in cells.items()}
    # A column that nobody is asked (short forms know no ethnic minority) is no gap.
    sums = {name: total for name, total in sums.items() if total.expected}
    whole = sums.get("T") or next(iter(sums.values()))
    now = {
        column_of(name): Amount(
            cell=line.columns[name],
            value=total.value,
            mark=mark_of(total),
            is_partial=total.value is not None and total.reported != whole.reported,
            other=_other(cells[name], total, reading, strict),
        )
        for name, total in sums.items()
    }
    before = {column_of(name): _before(each, reading, strict).value for name, each in cells.items() if name != "FM"}
    same_units = "T" in sums and "F" in sums and _same_units(cells["T"], cells["F"], reading.now)
    main = "F" if "F" in now else "T"
    return TotalsLine(
        line=line,
        now=now,
        before=before,
        share=share_of(now["T"].value, now["F"].value) if same_units else None,
        share_lacks=not same_units and all(name in now and now[name].value is not None for name in ("T", "F")),
        share_before=share_of(before["T"], before["F"]) if "T" in before and "F" in before else None,
        change=_difference(now[main].value, before.get(main)),
        coverage=_coverage(line, next(iter(cells.values())), reading) if reading.has_below else None,
    )


def _other(cells: Sequence[Cell], now: Total, reading: Reading, strict: bool) -> Total | None:
    if reading.other is None:
        return None
    other = sum_of(cells, reading.other, strict=strict)
    return other if other.value != now.value else None


def _before(cells: Sequence[Cell], reading: Reading, strict: bool) -> Total:
    """What the cells are compared with: last period's, or the term before in whatever report that stands."""
    found: dict[Cell, Total] = {}
    for each in cells:
        compared = comparison_cell(reading.definition, each, reading.options)
        if compared is None:
            return Total()
        sources = (reading.before,) if compared == each else (reading.now, reading.before)
        known = (source[compared] for source in sources if compared in source)
        found[compared] = next((total for total in known if total.value is not None), Total())
    return sum_of(list(found), found, strict=strict)


def _same_units(wholes: Sequence[Cell], parts: Sequence[Cell], totals: Totals) -> bool:
    """As many units gave the whole as gave the part, in each of the summands."""
    pairs = zip(wholes, parts, strict=True)
    return all(totals.get(whole, Total()).reported == totals.get(part, Total()).reported for whole, part in pairs)


def _coverage(line: Line, cells: Sequence[Cell], reading: Reading) -> Coverage:
    found = [reading.now.get(each, Total()) for each in cells]
    reported, countable = sum(each.reported for each in found), sum(each.countable for each in found)
    if not line.is_derived_total or _is_disjoint(cells, reading):
        return Coverage(reported, countable)
    units = sum(times for shape, times in reading.shapes.items() if not reading.asked(shape).isdisjoint(cells))
    if all(each.is_complete for each in found):
        return Coverage(units, units)
    return Coverage(None if reported else 0, units)


def _is_disjoint(cells: Sequence[Cell], reading: Reading) -> bool:
    """No unit is asked two of the parts, so that units may be counted by adding up those of the parts."""
    return all(len(reading.asked(shape) & frozenset(cells)) <= 1 for shape in reading.shapes)


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def _value(totals: Totals, each: Cell) -> Decimal | None:
    return totals[each].value if each in totals else None


def _without_value(total: Total) -> Total:
    return Total(
        None,
        total.expected,
        total.reported,
        total.estimated,
        total.not_collected,
        total.not_applicable,
        total.withheld,
    )
