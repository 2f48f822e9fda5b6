"""The demo's days are in the order in which such things happen, whatever day the letter bears."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tienbo.demo.days import Calendar, LetterDays

DUE = dt.date(2015, 6, 5)
days = st.dates(dt.date(2013, 1, 1), dt.date(2017, 12, 31))


def in_order(letter: LetterDays, due: dt.date) -> list[dt.date]:
    """Every day of the chain, as it should come."""
    round = Calendar.before(due)
    return [
        letter.issued,
        *(letter.acknowledged(share) for share in (0, 0.5, 1)),
        letter.passed_on,
        *(letter.acknowledged_below(share) for share in (0, 1)),
        letter.opened,
        *(letter.reported(share) for share in (0, 1)),
        round.low,
        round.middle,
        round.top,
    ]


@given(days, st.dates(dt.date(2013, 5, 1), dt.date(2017, 8, 31)))
def test_the_letter_comes_before_the_round_and_the_round_before_the_reports(printed, due):
    chain = in_order(LetterDays.of(printed, due), due)
    assert chain == sorted(chain) and chain[0] < chain[4] < chain[7] < chain[10] < chain[11] < chain[12]


def test_a_letter_is_issued_on_the_day_it_bears():
    assert LetterDays.of(dt.date(2015, 3, 23), DUE).issued == dt.date(2015, 3, 23)
    assert LetterDays.of(dt.date(2014, 12, 20), DUE).issued == dt.date(2014, 12, 20)


def test_a_letter_that_leaves_no_time_or_bears_no_day_is_issued_on_the_usual_one():
    assert LetterDays.of(dt.date(2015, 5, 20), DUE).issued == dt.date(2015, 3, 16)
    assert LetterDays.of(None, DUE).issued == dt.date(2015, 3, 16)


def test_each_level_sends_before_it_owes():
    round = Calendar.before(DUE)
    assert round.low < DUE - dt.timedelta(days=10) and round.middle < DUE < round.top
