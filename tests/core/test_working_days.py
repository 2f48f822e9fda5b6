"""Working days: Tết, swapped days, what was decided besides, and the advice beside a deadline."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.core.deadlines import Deadline
from tienbo.core.working_days import Decided, WorkingDays

PLAIN = WorkingDays()
days = st.dates(dt.date(2005, 1, 1), dt.date(2060, 12, 31))
calendars = st.dictionaries(days, st.booleans().map(Decided), max_size=20).map(WorkingDays)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (dt.date(2026, 2, 13), True),
        (dt.date(2026, 2, 17), False),  # The first day of Tết Bính Ngọ.
        (dt.date(2026, 2, 20), False),
        (dt.date(2025, 9, 2), False),
        (dt.date(2025, 4, 26), True),  # A Saturday worked for Friday 2 May.
        (dt.date(2025, 5, 2), False),
        (dt.date(2022, 5, 3), False),  # 1 May fell on a Sunday.
        (dt.date(2015, 6, 6), False),
        (dt.date(2015, 6, 8), True),
    ],
)
def test_tet_holidays_and_swapped_days_are_known(day, works):
    assert PLAIN.is_working_day(day) is works


def test_what_was_decided_besides_stands_above_the_known_calendar():
    saturday, monday = dt.date(2015, 6, 6), dt.date(2015, 6, 8)
    swapped = WorkingDays({saturday: Decided(False), monday: Decided(True, "Nghỉ thay cho ngày 06/6/2015")})
    assert swapped.is_working_day(saturday) and not swapped.is_working_day(monday)
    assert swapped.why_off(monday) == "Nghỉ thay cho ngày 06/6/2015" and swapped.why_off(saturday) == ""


def test_each_reason_is_said_in_both_languages():
    assert [PLAIN.why_off(dt.date(2015, 6, 7), lang) for lang in ("vi", "en")] == ["Chủ nhật", "Sunday"]
    assert [PLAIN.why_off(dt.date(2015, 9, 2), lang) for lang in ("vi", "en")] == ["Quốc khánh", "National Day"]
    silent = WorkingDays({dt.date(2015, 6, 9): Decided(True)})
    assert [silent.why_off(dt.date(2015, 6, 9), lang) for lang in ("vi", "en")] == ["ngày nghỉ", "a day off"]


def test_the_advice_names_the_last_working_day_and_never_moves_the_deadline():
    due = Deadline(dt.date(2015, 6, 8), exclusive=True)
    assert PLAIN.advice(due) == "07/6/2015 là Chủ nhật: nên gửi trước 17 giờ thứ Sáu, 05/6/2015"
    assert PLAIN.advice(due, "en") == "07/6/2015 is Sunday: better send it before 17:00 on Friday, 05/6/2015"
    assert due.last_on_time == dt.date(2015, 6, 7)
    assert PLAIN.advice(Deadline(dt.date(2015, 6, 5), exclusive=False)) == ""
    victory = Deadline(dt.date(2015, 4, 30), exclusive=False)
    assert PLAIN.advice(victory).startswith("30/4/2015 là ngày Chiến thắng: nên gửi trước 17 giờ thứ Hai, 27/4/2015")


def test_a_calendar_without_any_working_day_is_refused_in_words():
    first = dt.date(2015, 1, 1)
    never = WorkingDays({first + dt.timedelta(days=number): Decided(True) for number in range(100)})
    with pytest.raises(ValueError, match="no working day within"):
        never.next(first)


@given(calendars, days)
def test_the_nearest_working_days_stand_on_both_sides_of_a_day(calendar, day):
    before, after = calendar.last_on_or_before(day), calendar.first_on_or_after(day)
    assert before <= day <= after and calendar.is_working_day(before) and calendar.is_working_day(after)
    assert (before == day) == calendar.is_working_day(day) == (after == day)
    assert calendar.previous(day) < day < calendar.next(day)


@given(calendars, days, st.integers(-30, 30))
def test_adding_working_days_counts_them_one_by_one_and_leads_back(calendar, day, number):
    start = calendar.first_on_or_after(day)
    end = calendar.add(start, number)
    low, high = sorted((start, end))
    between = [low + dt.timedelta(days=step) for step in range((high - low).days)]
    assert sum(map(calendar.is_working_day, between)) == abs(number)
    assert calendar.add(end, -number) == start


@given(calendars, days)
def test_advice_is_given_exactly_where_the_last_day_is_no_working_day(calendar, day):
    due = Deadline(day, exclusive=False)
    assert bool(calendar.advice(due)) == (not calendar.is_working_day(day))
    assert bool(calendar.why_off(day, "en")) == (not calendar.is_working_day(day))
