"""Unusual figures: what the measure must and must not call so."""

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from tienbo.reporting.definitions.schema import Outlier
from tienbo.reporting.rules.outliers import unusual

USUAL = Outlier()
COUNTS = st.lists(st.integers(0, 5000).map(Decimal), min_size=4, max_size=12)


def judge(value, others, measure="count", how=USUAL):
    return unusual(Decimal(value), [Decimal(each) for each in others], measure=measure, how=how)


def test_one_to_four_is_never_unusual_and_neither_is_a_first_few_after_nothing():
    assert judge(4, [1, 1, 1, 1, 1]) is None
    assert judge(5, [0] * 12) is None
    assert judge(40, [0] * 12) is not None


def test_ten_times_the_usual_is_unusual_both_ways():
    assert judge(100, [10, 12, 9, 11]).middle == Decimal("10.5")
    assert judge(10, [100, 120, 90, 110]) is not None


def test_large_counts_that_never_changed_may_change_by_a_tenth():
    assert judge(55_000, [50_000] * 6) is None
    assert judge(80_000, [50_000] * 6) is not None


def test_one_wrong_figure_among_the_earlier_ones_hides_nothing():
    assert judge(100, [10, 12, 9, 11, 100_000]) is not None


def test_money_is_judged_by_factors():
    usual = [50_000_000, 52_000_000, 48_000_000, 55_000_000]
    assert judge(60_000_000, usual, "money") is None
    assert judge(500_000_000, usual, "money") is not None
    assert judge(0, usual, "money") is None
    assert judge(50_000_000, [0, *usual], "money") is None


@given(COUNTS, st.integers(0, 5000))
def test_the_order_of_the_others_does_not_matter(others, value):
    assert judge(value, others) == judge(value, sorted(others, reverse=True))


@given(COUNTS)
def test_the_middle_itself_is_never_unusual(others):
    assert judge(sorted(others)[len(others) // 2], [sorted(others)[len(others) // 2]] * len(others)) is None


@given(st.integers(0, 5), st.lists(st.integers(0, 5), min_size=4, max_size=12))
def test_small_counts_are_never_unusual_among_small_counts(value, others):
    assert judge(value, others) is None


@given(COUNTS, st.integers(0, 5000), st.integers(1, 5000))
def test_what_is_unusual_stays_so_further_out(others, value, further):
    first = judge(max(others) + value, others)
    assert first is None or judge(max(others) + value + further, others) is not None


@given(st.lists(st.integers(1, 10**9), min_size=4, max_size=12), st.integers(1, 10**9), st.integers(2, 1000))
def test_money_in_another_unit_is_judged_the_same(others, value, factor):
    first = judge(value, others, "money")
    scaled = judge(value * factor, [each * factor for each in others], "money")
    # At the very edge the last bit of a logarithm may fall on either side.
    assume(first is None or abs(first.deviations - float(USUAL.beyond)) > 1e-6)
    assert (first is None) == (scaled is None)


@given(st.lists(st.integers(0, 50), max_size=3), st.integers(0, 10**6))
def test_too_few_to_tell_by_tell_nothing(others, value):
    assert judge(value, others) is None
