"""What a task looks like on a day; pure."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tienbo.core.deadlines import Deadline
from tienbo.tasks.states import TRANSITIONS, Firmness, Standing, State, standing

DAY = dt.date(2015, 6, 5)
days = st.dates(dt.date(2014, 1, 1), dt.date(2016, 12, 31))
deadlines = st.none() | st.builds(Deadline, on=days, exclusive=st.booleans())


def look(**changes) -> Standing:
    usual = {
        "state": State.OPEN,
        "firmness": Firmness.REQUIRED,
        "deadline": Deadline(DAY, exclusive=True),
        "done_on": None,
        "today": dt.date(2015, 3, 23),
    }
    return standing(**usual | changes)


def test_it_works():
    assert look() == Standing("due", 73)


def test_before_the_fifth_means_that_the_fifth_is_a_day_late():
    assert look(today=dt.date(2015, 6, 4)) == Standing("soon", 0)
    assert look(today=DAY) == Standing("late", 1)


def test_a_task_due_on_the_day_itself_is_not_late_on_it():
    assert look(deadline=Deadline(DAY, exclusive=False), today=DAY) == Standing("soon", 0)


def test_a_task_finished_after_its_day_says_by_how_many_days():
    assert look(state=State.DONE, done_on=dt.date(2015, 6, 7), today=dt.date(2015, 9, 1)) == Standing("done_late", 3)
    assert look(state=State.DONE, done_on=dt.date(2015, 6, 4)) == Standing("done")


@given(deadline=deadlines, done_on=days, today=days, state=st.sampled_from(State))
def test_an_encouraged_task_is_never_late(deadline, done_on, today, state):
    seen = look(state=state, firmness=Firmness.ENCOURAGED, deadline=deadline, done_on=done_on, today=today)
    assert seen.code in ("done", "encouraged")


@given(firmness=st.sampled_from(Firmness), done_on=days, today=days, state=st.sampled_from(State))
def test_a_task_without_a_day_is_never_late(firmness, done_on, today, state):
    seen = look(state=state, firmness=firmness, deadline=None, done_on=done_on, today=today)
    assert "late" not in seen.code


@given(deadline=st.builds(Deadline, on=days, exclusive=st.booleans()), today=days)
def test_late_and_the_deadline_agree(deadline, today):
    assert (look(deadline=deadline, today=today).code == "late") == deadline.is_late(today)


def test_every_standing_has_a_word_and_a_status():
    from tienbo.core.statuses import WORDS

    for code in ("done", "done_late", "late", "soon", "due", "undated", "encouraged"):
        seen = Standing(code, 3)
        assert seen.label
        assert seen.status in WORDS


def test_an_open_task_cannot_be_reopened():
    assert (State.OPEN, "reopen_task") not in TRANSITIONS
