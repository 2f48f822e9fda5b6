"""Properties of how totals add up."""

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.consolidation.fold import Total, add, asked_counts, fold, own_total
from tienbo.reporting.definitions.cells import Cell, Figure

CELLS = [Cell("comm.events", ""), Cell("party.bch", "level=commune;term=2010-2015"), Cell("strat.jobs", "")]
figures = st.one_of(
    st.builds(
        Figure, st.decimals(0, 10**6, places=0).map(Decimal), st.sampled_from(["actual", "estimate", "corrected"])
    ),
    st.sampled_from([Figure(), *(Figure(None, flag) for flag in ("not_collected", "not_applicable", "withheld"))]),
)
owns = st.dictionaries(st.sampled_from(CELLS), figures)


def summed(element: str) -> bool:
    return element != "strat.jobs"


def alone(own: dict) -> dict[Cell, Total]:
    """The totals of a unit with nobody below."""
    return fold(own, [], {}, summed)


@given(own=owns, children=st.lists(owns, max_size=6), split=st.integers(0, 6))
def test_the_shape_of_the_tree_does_not_change_a_total(own, children, split):
    flat = fold(own, [alone(child) for child in children], {}, summed)
    middle = fold({}, [alone(child) for child in children[:split]], {}, summed)
    nested = fold(own, [middle, *(alone(child) for child in children[split:])], {}, summed)
    assert flat == nested


@given(own=owns, children=st.lists(owns, max_size=6))
def test_every_unit_is_counted_exactly_once(own, children):
    totals = fold(own, [alone(child) for child in children], {}, summed)
    for cell, total in totals.items():
        asked = [each[cell] for each in (own, *children) if cell in each]
        given_values = [figure.value for figure in asked if figure.value is not None]
        assert total.expected == len(asked)
        assert total.reported == len(given_values)
        assert total.missing == sum(figure.is_blank for figure in asked)
        if summed(cell.element):
            assert total.value == (sum(given_values) if given_values else None)
        else:
            assert total.value == (given_values[0] if len(given_values) == 1 else None)
        assert total.is_estimate == any(f.flag == "estimate" and f.value is not None for f in asked)


@given(own=owns, waiting=st.dictionaries(st.sampled_from(CELLS), st.integers(0, 50)))
def test_who_is_outstanding_is_missing_and_never_zero(own, waiting):
    before, after = alone(own), fold(own, [], waiting, summed)
    for cell, units in waiting.items():
        then = before.get(cell, Total())
        if units:
            assert after[cell].missing == then.missing + units
            assert after[cell].value == then.value


@given(figures, figures, figures)
def test_adding_is_associative_and_blank_adds_nothing(a, b, c):
    a, b, c = own_total(a), own_total(b), own_total(c)
    assert add(add(a, b), c) == add(a, add(b, c))
    assert add(a, Total()) == a


def test_units_of_one_shape_are_counted_together():
    asked = {"commune": [CELLS[0]], "district": [CELLS[0], CELLS[1]]}
    counts = asked_counts(Counter({"commune": 5, "district": 2}), asked.__getitem__)
    assert counts == {CELLS[0]: 7, CELLS[1]: 2}
