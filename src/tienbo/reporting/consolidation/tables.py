"""From totals to the lines of a consolidated table: figures, shares, last period, coverage, what differs. Pure.

The rules are those of the printed annex: a share only over units that gave both parts, a total over parts from the
parts, a mark in place of a figure only when it says so of every unit. A line that nobody in the tree is asked is
left out, and a heading without lines with it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import reduce

from tienbo.reporting.consolidation.fold import Total, add
from tienbo.reporting.definitions.cells import YEAR_COLUMNS, Cell, cell, head_of, parse_breakdown
from tienbo.reporting.definitions.derived import all_have_chosen, comparison_cell
from tienbo.reporting.definitions.lines import Line, RoundOptions
from tienbo.reporting.definitions.schema import Definition

Totals = Mapping[Cell, Total]
# Columns without a figure of last period beside them.
NOT_COMPARED = frozenset({"FM", *YEAR_COLUMNS})


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

    def __str__(self) -> str:
        return f"{'…' if self.reported is None else self.reported}/{self.units}"

    @property
    def is_complete(self) -> bool:
        """Every unit that could give a figure gave one."""
        return self.reported == self.units


@dataclass(frozen=True)
class TotalsLine:
    """A line: ``now`` and ``before`` by column (T, F, FM; a figure that is not split stands under T); ``now`` has the
    whole year too (TY, FY), which is compared with nothing.

    ``share`` None with ``share_lacks``: both parts are there, over different units, so there is no share. Likewise
    ``change`` None with ``not_compared``: the coverage then and now of the two figures, which rest on other units; or
    with ``still_choosing``: not all bodies have chosen for the term yet.
    """

    line: Line
    now: Mapping[str, Amount] = field(default_factory=dict)
    before: Mapping[str, Decimal | None] = field(default_factory=dict)
    share: Decimal | None = None
    share_before: Decimal | None = None
    share_lacks: bool = False
    change: Decimal | None = None
    not_compared: tuple[Coverage, Coverage] | None = None
    still_choosing: bool = False
    coverage: Coverage | None = None
    coverage_before: Coverage | None = None


@dataclass(frozen=True)
class Units:
    """The units of a tree by their shape: how many owe a report, and how many of those are in no version that is in
    the totals; ``asked``: the cells of a shape."""

    owing: Counter
    absent: Counter
    asked: Callable[[object], frozenset[Cell]]

    def asked_any(self, cells: Collection[Cell]) -> list[object]:
        """The shapes that are asked at least one of these cells."""
        return [shape for shape in self.owing if not self.asked(shape).isdisjoint(cells)]


NO_UNITS = Units(Counter(), Counter(), lambda shape: frozenset())


@dataclass(frozen=True)
class Reading:
    """All that lines are filled from. ``now``: the totals shown; ``other``: those they are held against (None: nothing
    was sent); ``before``: those of the round before; ``units`` and ``units_before``: the trees of both rounds."""

    definition: Definition
    options: RoundOptions
    now: Totals
    other: Totals | None
    before: Totals
    units: Units
    units_before: Units = NO_UNITS

    @property
    def has_below(self) -> bool:
        """Whether more than one unit is added up."""
        return self.units.owing.total() > 1


def totals_lines(lines: Sequence[Line], reading: Reading) -> tuple[TotalsLine, ...]:
    """The lines to show, filled."""
    with_cells = [(line, {} if line.is_heading else cells_of(line)) for line in lines]
    asked = [(line, cells) for line, cells in with_cells if line.is_heading or _is_asked(cells, reading.now)]
    following = [*(line.number for line, _cells in asked[1:]), ""]
    return tuple(
        _filled(line, cells, reading)
        for (line, cells), number in zip(asked, following, strict=True)
        if not line.is_heading or number.startswith(f"{line.number}.")
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
    return _added(_found(cells, totals), strict)


def _found(cells: Sequence[Cell], totals: Totals) -> tuple[Total, ...]:
    return tuple(totals.get(each, Total()) for each in cells)


def _added(found: Sequence[Total], strict: bool) -> Total:
    result = reduce(add, found, Total())
    if strict and any(each.value is None and each.not_applicable < each.expected for each in found):
        return replace(result, value=None)
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


def _is_asked(cells: Mapping[str, Sequence[Cell]], totals: Totals) -> bool:
    return any(each in totals and totals[each].expected for column in cells.values() for each in column)


def _filled(line: Line, cells: dict[str, list[Cell]], reading: Reading) -> TotalsLine:
    if line.is_heading:
        return TotalsLine(line)
    strict = not reading.has_below
    found = {name: _found(each, reading.now) for name, each in cells.items()}
    sums = {name: _added(each, strict) for name, each in found.items()}
    # A column that nobody is asked (short forms know no ethnic minority) is no gap.
    sums = {name: total for name, total in sums.items() if total.expected}
    whole = sums.get("T") or next(iter(sums.values()))
    now = {
        head_of(name): Amount(
            cell=line.columns[name],
            value=total.value,
            mark=mark_of(total),
            is_partial=total.value is not None and total.reported != whole.reported,
            other=_other(cells[name], total, reading, strict),
        )
        for name, total in sums.items()
    }
    then = {name: _then(each, reading) for name, each in cells.items() if name not in NOT_COMPARED}
    before = {head_of(name): _added(each.found, strict).value for name, each in then.items()}
    same_units = "T" in sums and "F" in sums and _as_many(found["T"], found["F"])
    first, main = next(iter(cells)), "F" if "F" in sums else next(iter(sums))
    change, not_compared = _difference(now[head_of(main)].value, before.get(head_of(main))), None
    if change is not None and reading.has_below and not _as_many(found[main], then[main].found):
        now_covered = coverage_of(cells[main], found[main], reading.units)
        change, not_compared = None, (then[main].coverage, now_covered)
    still_choosing = change is not None and not all_have_chosen(
        reading.definition, cells[main], lambda each: reading.now.get(each, Total()).value
    )
    return TotalsLine(
        line=line,
        now=now,
        before=before,
        share=share_of(now["T"].value, now["F"].value) if same_units else None,
        share_lacks=not same_units and all(name in now and now[name].value is not None for name in ("T", "F")),
        share_before=share_of(before["T"], before["F"]) if "T" in before and "F" in before else None,
        change=None if still_choosing else change,
        not_compared=not_compared,
        still_choosing=still_choosing,
        coverage=coverage_of(cells[first], found[first], reading.units) if reading.has_below else None,
        coverage_before=then[first].coverage if reading.has_below else None,
    )


def _other(cells: Sequence[Cell], now: Total, reading: Reading, strict: bool) -> Total | None:
    if reading.other is None:
        return None
    other = sum_of(cells, reading.other, strict=strict)
    return other if other.value != now.value else None


@dataclass(frozen=True)
class _Then:
    """What the cells of a column are compared with: cells, their totals, the units these rest on. Empty: nothing."""

    cells: tuple[Cell, ...] = ()
    found: tuple[Total, ...] = ()
    units: Units = NO_UNITS

    @property
    def coverage(self) -> Coverage | None:
        """Of the figures then; None where there were none to give."""
        return coverage_of(self.cells, self.found, self.units) if any(each.expected for each in self.found) else None


def _then(cells: Sequence[Cell], reading: Reading) -> _Then:
    """What the cells are compared with: last period's, or the term before in whatever report that stands."""
    compared = tuple(comparison_cell(reading.definition, each, reading.options) for each in cells)
    if None in compared:
        return _Then()
    before = _Then(compared, _found(compared, reading.before), reading.units_before)
    if compared == tuple(cells) or all(each.value is None for each in _found(compared, reading.now)):
        return before
    return _Then(compared, _found(compared, reading.now), reading.units)


def _as_many(left: Sequence[Total], right: Sequence[Total]) -> bool:
    """As many units gave the one as gave the other, of as many that could, in each of the summands."""
    pairs = zip(left, right, strict=True)
    return all((one.reported, one.countable) == (other.reported, other.countable) for one, other in pairs)


def coverage_of(cells: Sequence[Cell], found: Sequence[Total], units: Units) -> Coverage:
    """How many units gave all of these cells (with these totals) that they are asked, of those that are asked any.

    Where no unit is asked two of them, by adding up. Else a unit whose report is in the totals lacks a part only where
    it said why: that many units are short, as long as they said so of one part alone; of several it cannot be told.
    """
    if all(len(units.asked(shape).intersection(cells)) <= 1 for shape in units.owing):
        return Coverage(sum(each.reported for each in found), sum(each.countable for each in found))
    shapes = units.asked_any(cells)
    asked, absent = sum(units.owing[each] for each in shapes), sum(units.absent[each] for each in shapes)
    if not any(each.reported for each in found):
        return Coverage(0, asked)
    short = [_short(each, total, units, shapes) for each, total in zip(cells, found, strict=True)]
    if None in short or sum(each > 0 for each in short) > 1:
        return Coverage(None, asked)
    return Coverage(asked - absent - max(short), asked)


def _short(each: Cell, total: Total, units: Units, shapes: Sequence[object]) -> int | None:
    """How many units in the totals gave no figure in a cell; None where the tree does not tell."""
    shapes = [shape for shape in shapes if each in units.asked(shape)]
    if total.not_applicable or total.expected != sum(units.owing[shape] for shape in shapes):
        return None
    short = total.expected - total.reported - sum(units.absent[shape] for shape in shapes)
    return short if short >= 0 else None


def _difference(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def _value(totals: Totals, each: Cell) -> Decimal | None:
    return totals[each].value if each in totals else None
