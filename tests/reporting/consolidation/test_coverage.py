"""On how many units a total over parts rests, told from totals alone, against counting the units one by one."""

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.consolidation.fold import Total, fold, own_total
from tienbo.reporting.consolidation.tables import Coverage, Units, coverage_of
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.output import basis

PARTS = tuple(Cell("committee.members", f"level={level}") for level in ("commune", "district", "province"))
# A shape is here what it is asked: as in the form, some units are asked two parts of one total.
SHAPES = tuple(frozenset(PARTS[place] for place in places) for places in ((0,), (1,), (0, 1), (1, 2), ()))
FIGURES = st.sampled_from(
    [Figure(Decimal(3)), Figure(Decimal(0)), Figure(None, "not_collected"), Figure(None, "not_applicable")]
)
UNIT = st.sampled_from(SHAPES).flatmap(lambda shape: st.fixed_dictionaries(dict.fromkeys(sorted(shape), FIGURES)))


def told(present: list[dict[Cell, Figure]], absent: list[frozenset]) -> Coverage:
    """What the totals of these units tell."""
    totals = fold(
        {},
        [{each: own_total(figure) for each, figure in unit.items()} for unit in present],
        Counter(each for shape in absent for each in shape),
        lambda element: True,
    )
    owing = Counter([*(frozenset(unit) for unit in present), *absent])
    found = [totals.get(each, Total()) for each in PARTS]
    return coverage_of(PARTS, found, Units(owing, Counter(absent), lambda shape: shape))


def counted(present: list[dict[Cell, Figure]], absent: list[frozenset]) -> Coverage:
    """What the units themselves said, one by one."""
    said = tuple({each: (figure.value, figure.flag, "") for each, figure in unit.items()} for unit in present)
    found = basis.coverage_of(PARTS, basis.Basis(said, tuple((1, shape) for shape in absent)))
    return Coverage(found.given, found.asked)


@given(st.lists(UNIT, max_size=8), st.lists(st.sampled_from(SHAPES), max_size=4))
def test_what_the_totals_tell_is_what_the_units_said(present, absent):
    found, true = told(present, absent), counted(present, absent)
    if any(figure.flag == "not_applicable" for unit in present for figure in unit.values()):
        assert found.reported in (None, 0, true.reported)
    else:
        assert found.units == true.units and found.reported in (None, true.reported)


@given(st.lists(st.sampled_from(SHAPES), max_size=8), st.lists(st.sampled_from(SHAPES), max_size=4))
def test_it_is_always_told_when_all_who_sent_gave_everything(shapes, absent):
    present = [{each: Figure(Decimal(1)) for each in shape} for shape in shapes]
    assert told(present, absent) == counted(present, absent)


def test_it_is_not_told_when_two_parts_are_short_of_units_that_may_be_the_same():
    one = {PARTS[0]: Figure(None, "not_collected"), PARTS[1]: Figure(Decimal(1))}
    other = {PARTS[0]: Figure(Decimal(1)), PARTS[1]: Figure(None, "not_collected")}
    assert str(told([one, other], [])) == "…/2"
    assert str(told([one, one], [SHAPES[2]])) == "0/3"
