"""Figures that are computed: only from what is there."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.definitions.cells import Cell, Figure, added
from tienbo.reporting.definitions.derived import (
    change,
    comparison_cell,
    men,
    share_of_women,
    total_over_parts,
    with_totals,
)
from tienbo.reporting.definitions.lines import RoundOptions, lines_for
from tienbo.reporting.definitions.loading import load_builtin

FORM = load_builtin("vstbcpn-2015")
OPTIONS = RoundOptions(
    "half_year", {"party": ("2010-2015", "2015-2020"), "council": ("2011-2016",), "assembly": ("XIII",)}
)


def figure(value, flag="actual"):
    return Figure(None if value is None else Decimal(value), flag)


def test_shares_changes_and_men_are_computed_from_both_parts():
    assert share_of_women(figure(40), figure(6)).value == 15
    assert men(figure(40), figure(6)).value == 34
    assert change(figure(40), figure(32)).value == 8


@pytest.mark.parametrize("derive", [share_of_women, men, change])
@pytest.mark.parametrize("missing", [None, Figure(), Figure(flag="not_collected"), Figure(flag="withheld")])
def test_nothing_is_computed_from_a_missing_part(derive, missing):
    assert derive(figure(40), missing).value is None
    assert derive(missing, figure(6)).value is None


def test_there_is_no_share_of_nobody_and_no_rise_from_zero():
    assert share_of_women(figure(0), figure(0)).value is None
    assert change(figure(4), figure(0)).value == 4


def test_every_derived_figure_says_how_it_is_computed():
    assert share_of_women(figure(4), figure(2)).formula.vi == "= Nữ / Tổng × 100"
    assert men(None, None).formula.en == "= Total − Women"


def test_what_holds_an_estimate_is_an_estimate():
    assert share_of_women(figure(4, "estimate"), figure(2)).is_estimate
    assert not share_of_women(figure(4), figure(2)).is_estimate


def spending():
    lines = lines_for(FORM, "B13", kind="commune", options=OPTIONS)
    return next(line for line in lines if line.element == "fund.spent_source" and line.is_derived_total)


SOURCES = ["central", "province", "district", "commune", "voluntary", "other"]


def by_source(values):
    return {
        Cell("fund.spent_source", f"fund_source={source}"): value
        for source, value in zip(SOURCES, values, strict=True)
        if value is not None
    }


def test_a_total_is_the_sum_of_all_its_parts():
    figures = by_source([figure(value) for value in (1, 2, 3, 4, 5, 6)])
    assert total_over_parts(spending(), "value", figures).value == 21


def test_a_total_with_a_missing_part_is_missing():
    figures = by_source([figure(1), None, figure(3), figure(4), figure(5), figure(6)])
    assert total_over_parts(spending(), "value", figures).value is None


def test_what_does_not_apply_adds_nothing():
    some = by_source([figure(1)] + [figure(None, "not_applicable")] * 5)
    assert total_over_parts(spending(), "value", some).value == 1
    none = by_source([figure(None, "not_applicable")] * 6)
    assert total_over_parts(spending(), "value", none).value is None


def test_a_total_that_was_typed_is_replaced_by_the_sum():
    figures = by_source([figure(1)] * 5 + [figure(1, "estimate")])
    figures[Cell("fund.spent_source")] = figure(99)
    lines = lines_for(FORM, "B13", kind="commune", options=OPTIONS)
    assert with_totals(lines, figures)[Cell("fund.spent_source")] == figure(6, "estimate")
    del figures[Cell("fund.spent_source", "fund_source=other")]
    assert Cell("fund.spent_source") not in with_totals(lines, figures)


@given(st.lists(st.integers(min_value=0, max_value=10**12), min_size=1))
def test_adding_figures_adds_their_values(values):
    assert added(figure(value) for value in values) == sum(values)
    assert added([*map(figure, values), Figure()]) is None


@pytest.mark.parametrize(
    ("cell", "compared_with"),
    [
        (Cell("comm.events", "event_form=dialogue"), Cell("comm.events", "event_form=dialogue")),
        (Cell("party.bch", "sex=F;term=2015-2020"), Cell("party.bch", "sex=F;term=2010-2015")),
        (Cell("party.bch", "term=2010-2015"), None),
    ],
)
def test_terms_are_compared_with_the_term_before(cell, compared_with):
    assert comparison_cell(FORM, cell, OPTIONS) == compared_with
