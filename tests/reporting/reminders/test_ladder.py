"""The ladder of reminders: pure, so its properties are tested over any days."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tienbo.core.deadlines import Deadline
from tienbo.core.working_days import Decided, WorkingDays
from tienbo.reporting.reminders.ladder import FIRST, LAST, MOST, USUAL, BadLadder, Ladder, day_of, rung_on

CALENDAR = WorkingDays()
DEADLINES = st.builds(
    Deadline,
    st.dates(dt.date(2014, 1, 1), dt.date(2026, 6, 30)),
    exclusive=st.booleans(),
    grace_days=st.integers(0, 5),
)
LADDERS = st.builds(Ladder.of, st.lists(st.integers(FIRST, LAST), max_size=MOST), st.booleans())


def climbed(deadline: Deadline, ladder: Ladder, calendar: WorkingDays = CALENDAR) -> list[tuple[int, dt.date]]:
    """Every rung with its day, asking day by day as the worker does."""
    found: list[tuple[int, dt.date]] = []
    day = deadline.last_on_time - dt.timedelta(days=60)
    for _ in range(240):
        if (rung := rung_on(day, deadline, ladder, calendar, [each for each, _ in found])) is not None:
            found.append((rung, day))
        day += dt.timedelta(days=1)
    return found


@settings(max_examples=40)
@given(DEADLINES, LADDERS)
def test_each_rung_is_climbed_once_in_order_and_only_on_working_days(deadline, ladder):
    found = climbed(deadline, ladder)
    assert [rung for rung, _ in found] == list(ladder.rungs)
    days = [day for _, day in found]
    assert len(set(days)) == len(days) and all(CALENDAR.is_working_day(day) for day in days)


@settings(max_examples=40)
@given(DEADLINES, LADDERS)
def test_a_word_of_lateness_comes_only_when_it_is_late(deadline, ladder):
    for rung, day in climbed(deadline, ladder):
        assert deadline.is_late(day) == (rung > 0)


@settings(max_examples=40)
@given(DEADLINES, st.sets(st.dates(dt.date(2014, 1, 1), dt.date(2026, 12, 31)), max_size=20))
def test_days_off_that_are_decided_later_are_respected(deadline, off):
    calendar = WorkingDays({day: Decided(True) for day in off})
    assert all(calendar.is_working_day(day) for _, day in climbed(deadline, Ladder(), calendar))


def test_the_usual_ladder_around_the_thirtieth_of_april():
    """Before 1 May 2015: the last day on time is Thursday 30 April, a holiday, as is Friday 1 May."""
    days = [day for _, day in climbed(Deadline(dt.date(2015, 5, 1), exclusive=True), Ladder(weekly=False))]
    # The library knows the days that were swapped in 2015: 27 April was worked, 28 and 29 April were off or not.
    assert days == [day_of(rung, Deadline(dt.date(2015, 5, 1), True), CALENDAR) for rung in USUAL]
    assert not {dt.date(2015, 4, 30), dt.date(2015, 5, 1), dt.date(2015, 5, 2), dt.date(2015, 5, 3)} & set(days)
    assert days[2] < dt.date(2015, 4, 30) and days[3] == dt.date(2015, 5, 4)


def test_nobody_is_reminded_during_tet():
    """Tết of Ất Mùi: the first day of the year was 19 February 2015."""
    days = {day for _, day in climbed(Deadline(dt.date(2015, 2, 13), exclusive=False), Ladder())}
    assert not {day for day in days if dt.date(2015, 2, 17) <= day <= dt.date(2015, 2, 22)}
    assert dt.date(2015, 2, 13) in days and any(day > dt.date(2015, 2, 22) for day in days)


def test_a_ladder_has_its_bounds():
    for days in ([FIRST - 1], [LAST + 1], range(1, MOST + 2)):
        with pytest.raises(BadLadder):
            Ladder.of(days, True)
    assert Ladder.of([3, -1, 3], False).rungs == (-1, 3)
    assert Ladder.of([-1], True).rungs[:3] == (-1, 5, 10)
