"""Deadlines: what is the last day on time, and how it is said."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.core.deadlines import Deadline, form_date, official_date, weekday

HALF_YEAR = Deadline(on=dt.date(2015, 6, 5), exclusive=True)


def test_before_5_june_means_4_june_at_the_latest():
    assert HALF_YEAR.last_on_time == dt.date(2015, 6, 4)
    assert not HALF_YEAR.is_late(dt.date(2015, 6, 4))
    assert HALF_YEAR.is_late(dt.date(2015, 6, 5))


def test_an_inclusive_date_is_itself_on_time():
    deadline = Deadline(on=dt.date(2015, 6, 5), exclusive=False)
    assert deadline.last_on_time == dt.date(2015, 6, 5)
    assert not deadline.is_late(dt.date(2015, 6, 5))
    assert deadline.is_late(dt.date(2015, 6, 6))


@pytest.mark.parametrize(("exclusive", "at_the_hour_is_late"), [(True, True), (False, False)])
def test_with_an_hour_the_day_itself_is_on_time_until_that_hour(exclusive, at_the_hour_is_late):
    deadline = Deadline(on=dt.date(2015, 6, 5), exclusive=exclusive, time=dt.time(17))
    assert deadline.last_on_time == dt.date(2015, 6, 5)
    assert not deadline.is_late(dt.datetime(2015, 6, 5, 16, 59))
    assert deadline.is_late(dt.datetime(2015, 6, 5, 17)) is at_the_hour_is_late
    assert deadline.is_late(dt.datetime(2015, 6, 5, 17, 1))
    assert deadline.is_late(dt.date(2015, 6, 6))


def test_an_aware_moment_is_judged_in_vietnamese_time():
    late_evening_in_utc = dt.datetime(2015, 6, 4, 17, 30, tzinfo=dt.UTC)  # 00:30 on 5 June in Viet Nam
    assert HALF_YEAR.is_late(late_evening_in_utc)


def test_the_sentence_says_date_weekday_and_days_left():
    assert HALF_YEAR.sentence("vi", dt.date(2015, 5, 26)) == "Hạn cuối: thứ Năm, 04/06/2015 (còn 9 ngày)"
    assert HALF_YEAR.sentence("en", dt.date(2015, 6, 3)) == "Last day: Thursday, 04/06/2015 (1 day left)"
    assert HALF_YEAR.sentence("vi", dt.date(2015, 6, 4)) == "Hạn cuối: thứ Năm, 04/06/2015 (hôm nay)"
    assert HALF_YEAR.sentence("en", dt.date(2015, 6, 4)) == "Last day: Thursday, 04/06/2015 (today)"


def test_the_sentence_says_how_late_it_is():
    assert HALF_YEAR.sentence("vi", dt.date(2015, 6, 7)) == "Quá hạn 3 ngày"
    assert HALF_YEAR.sentence("en", dt.date(2015, 6, 7)) == "3 days late"
    assert HALF_YEAR.sentence("en", dt.date(2015, 6, 5)) == "1 day late"


def test_the_sentence_names_the_hour_where_the_letter_does():
    deadline = Deadline(on=dt.date(2015, 6, 5), exclusive=True, time=dt.time(17, 30))
    assert deadline.sentence("vi", dt.date(2015, 6, 1)) == "Hạn cuối: 17 giờ 30, thứ Sáu, 05/06/2015 (còn 4 ngày)"
    assert deadline.sentence("en", dt.date(2015, 6, 1)) == "Last day: 17:30, Friday, 05/06/2015 (4 days left)"


@pytest.mark.parametrize(
    ("day", "in_text", "in_form"),
    [
        (dt.date(2015, 6, 4), "04/6/2015", "04/06/2015"),
        (dt.date(2015, 1, 15), "15/01/2015", "15/01/2015"),
        (dt.date(2015, 2, 1), "01/02/2015", "01/02/2015"),
        (dt.date(2015, 3, 23), "23/3/2015", "23/03/2015"),
        (dt.date(2015, 12, 5), "05/12/2015", "05/12/2015"),
    ],
)
def test_dates_are_written_as_official_text_and_forms_write_them(day, in_text, in_form):
    assert official_date(day) == in_text
    assert form_date(day) == in_form


def test_sunday_has_its_own_name():
    assert weekday(dt.date(2015, 6, 7)) == "Chủ nhật"


@given(st.dates(min_value=dt.date(1950, 1, 2)), st.dates(), st.booleans())
def test_a_day_is_late_exactly_when_no_days_are_left(on, today, exclusive):
    deadline = Deadline(on=on, exclusive=exclusive)
    assert deadline.is_late(today) == (deadline.days_left(today) < 0)
    assert ("Quá hạn" in deadline.sentence("vi", today)) == deadline.is_late(today)


def test_in_the_silent_grace_nothing_is_late_and_nothing_says_so():
    deadline = Deadline(dt.date(2015, 6, 5), exclusive=True, grace_days=3)
    last = dt.date(2015, 6, 4)
    for after in range(1, 4):
        day = last + dt.timedelta(days=after)
        assert not deadline.is_late(day) and deadline.days_left(day) == 0
        assert deadline.sentence("vi", day) == "Hạn cuối: thứ Năm, 04/06/2015"
    assert deadline.is_late(last + dt.timedelta(days=4)) and deadline.days_left(last + dt.timedelta(days=4)) == -4
    assert deadline.sentence("vi", last + dt.timedelta(days=4)) == "Quá hạn 4 ngày"
    assert deadline.sentence("vi", last) == "Hạn cuối: thứ Năm, 04/06/2015 (hôm nay)"
