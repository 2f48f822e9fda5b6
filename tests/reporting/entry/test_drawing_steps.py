"""What becomes of a cell when figures are drawn into it: pure, so told by properties."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.drawing.steps import BLANK, Fate, fate_of, steps_of

VALUES = st.integers(0, 5).map(Decimal)
FIGURES = st.one_of(
    st.just(BLANK),
    st.builds(Figure, VALUES, st.sampled_from(["actual", "estimate", "corrected"])),
    st.builds(Figure, st.none(), st.sampled_from(["not_collected", "not_applicable", "withheld"])),
)
CELLS = [Cell(f"x.{name}") for name in "abcd"]
SHEETS = st.dictionaries(st.sampled_from(CELLS), FIGURES)


def after(steps) -> dict[Cell, Figure]:
    """The sheet once the steps were carried out."""
    return {step.cell: step.comes if step.changes else step.stands for step in steps}


@given(SHEETS, SHEETS, SHEETS)
def test_a_draw_done_twice_does_nothing_the_second_time(standing, drawn, coming):
    steps = steps_of(CELLS, standing, drawn, coming)
    now = after(steps)
    drawn_now = drawn | {step.cell: step.comes for step in steps if step.changes}
    assert not any(step.changes for step in steps_of(CELLS, now, drawn_now, coming))


@given(SHEETS, SHEETS, SHEETS)
def test_what_a_person_typed_is_never_changed(standing, drawn, coming):
    for step in steps_of(CELLS, standing, drawn, coming):
        typed = not step.stands.is_blank and step.stands != drawn.get(step.cell)
        if typed:
            assert not step.changes and after([step])[step.cell] == step.stands


@given(SHEETS, SHEETS, SHEETS)
def test_whatever_was_not_typed_is_as_it_was_sent(standing, drawn, coming):
    for step in steps_of(CELLS, standing, drawn, coming):
        if step.stands.is_blank or step.stands == drawn.get(step.cell):
            assert after([step])[step.cell] == coming.get(step.cell, BLANK)


@given(FIGURES, FIGURES, st.one_of(st.none(), FIGURES))
def test_a_cell_that_is_kept_differs_and_one_that_is_the_same_does_not(stands, comes, drawn):
    fate = fate_of(stands, comes, drawn)
    if fate is Fate.KEPT:
        assert (stands.value, stands.flag) != (comes.value, comes.flag)
    if fate is Fate.SAME:
        assert stands.value == comes.value
    if fate is Fate.EMPTY:
        assert stands.is_blank and comes.is_blank


def test_blank_is_not_zero_on_either_side():
    zero = Figure(Decimal(0))
    assert fate_of(BLANK, zero, None) is Fate.WRITE
    assert fate_of(zero, BLANK, None) is Fate.OWN
    assert fate_of(zero, BLANK, zero) is Fate.CLEAR


def test_a_mark_of_ones_own_on_the_same_figure_is_no_difference():
    assert fate_of(Figure(Decimal(3), "corrected"), Figure(Decimal(3)), None) is Fate.SAME
    assert fate_of(Figure(Decimal(3), "corrected"), Figure(Decimal(4)), None) is Fate.KEPT
