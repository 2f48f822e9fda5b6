"""What became of estimates, over units: only those that gave a figure both times are added up."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.consolidation.estimates import Held, changed_cells, held_of, held_over
from tienbo.reporting.consolidation.fold import fold, own_total
from tienbo.reporting.definitions.cells import MISSING, Cell, Figure, is_of_year

YEAR, WOMEN, ACTUAL = Cell("a.b", "basis=year"), Cell("a.b", "basis=year;sex=F"), Cell("a.b")
values = st.integers(0, 1000).map(Decimal)
figures = (
    st.builds(Figure, values, st.sampled_from(["actual", "estimate", "corrected"]))
    | st.builds(Figure, st.none(), st.sampled_from(sorted(MISSING)))
    | st.just(Figure())
)
reports = st.dictionaries(st.sampled_from([YEAR, WOMEN, ACTUAL]), figures)
trees = st.lists(st.tuples(reports, reports), max_size=6)


def of(value, flag="estimate") -> Figure:
    return Figure(None if value is None else Decimal(value), flag)


def test_an_estimate_that_was_corrected_shows_its_difference():
    held = held_of({YEAR: of(120)}, {YEAR: of(150, "corrected")})[YEAR]
    assert (held.first, held.now, held.difference, held.percent, held.open) == (120, 150, 30, 25, 0)


def test_one_that_was_given_once_only_is_told_and_not_compared():
    for first, now in (({YEAR: of(5)}, {}), ({}, {YEAR: of(5)}), ({YEAR: of(None, "actual")}, {YEAR: of(5)})):
        held = held_of(first, now)[YEAR]
        assert (held.units, held.told, held.difference, held.percent) == (0, 1, None, None)


def test_nothing_is_compared_with_a_first_estimate_of_zero_in_percent():
    held = held_of({YEAR: of(0)}, {YEAR: of(4)})[YEAR]
    assert held.difference == 4 and held.percent is None


@given(trees)
def test_sums_are_over_the_units_that_gave_both(tree):
    held = held_over(held_of(first, now) for first, now in tree)
    for cell in (YEAR, WOMEN):
        both = [
            (first[cell].value, now[cell].value)
            for first, now in tree
            if cell in first and cell in now and None not in (first[cell].value, now[cell].value)
        ]
        each = held.get(cell, Held())
        assert (each.first, each.now) == (sum(one for one, _ in both), sum(other for _, other in both))
        assert each.units == len(both) <= each.told <= len(tree) and each.open <= each.units
    assert ACTUAL not in held


@given(trees)
def test_the_order_of_units_is_of_no_account(tree):
    units = [held_of(first, now) for first, now in tree]
    assert held_over(units) == held_over(reversed(units))


@given(reports)
def test_what_was_not_corrected_does_not_differ(report):
    held = held_of(report, report)
    assert changed_cells(held) == 0
    assert all(each.difference == 0 and each.units == each.told == 1 for each in held.values())


@given(st.lists(reports, min_size=1, max_size=5))
def test_the_fold_adds_the_year_apart(units):
    """The totals of the period are those of the same units without estimates; the year has its own."""
    own, *below = units

    def folded(keep):
        children = [{cell: own_total(each) for cell, each in unit.items() if keep(cell)} for unit in below]
        return fold({cell: each for cell, each in own.items() if keep(cell)}, children, {}, lambda element: True)

    whole, period, year = folded(lambda cell: True), folded(lambda cell: not is_of_year(cell)), folded(is_of_year)
    assert whole == period | year
