"""Figures as software writes them: nothing is guessed, and what goes out comes back."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tienbo.core.numbers import format_number, parse_number
from tienbo.reporting.api.decimals import Wrong, read, written

STORED = st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=4, allow_nan=False, allow_infinity=False)
# What looks like a number to somebody.
LIKE_NUMBERS = st.text(alphabet="0123456789.,- +eE%٣３ 　", max_size=24)


@given(STORED)
@example(Decimal("1.234"))
@example(Decimal("-0.0000"))
@example(Decimal("999.999"))
def test_every_figure_that_goes_out_comes_back_as_it_was(value):
    assert read(written(value), decimals=True) == value


@given(LIKE_NUMBERS)
def test_what_the_screen_reads_too_is_the_same_number_there(text):
    """A text may be clear here and unclear there, or the other way round; it never means two things."""
    here, there = read(text, decimals=True), parse_number(text, decimals_allowed=True).value
    assert isinstance(here, Wrong) or there is None or here == there


@given(st.decimals(min_value=0, max_value=10**15 - 1, places=2))
def test_a_number_as_an_official_writes_it_is_never_taken_for_another(value):
    found = read(format_number(value), decimals=True)
    assert isinstance(found, Wrong) or found == value


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [("0", False, "0"), ("-3", False, "-3"), ("1234.5", True, "1234.5"), ("1.2340", True, "1.234"),
     ("15.0", False, "15"), ("0.125", True, "0.125"), ("-0", False, "0"),
     ("999999999999999", False, "999999999999999")],
)  # fmt: skip
def test_what_is_read(text, decimals, value):
    found = read(text, decimals=decimals)
    assert found == Decimal(value) and not found.is_signed() or found < 0


@pytest.mark.parametrize(
    ("text", "decimals", "code"),
    [
        ("1.234", True, "ambiguous"), ("1.234", False, "ambiguous"), ("12.345", True, "ambiguous"),
        ("1.234,5", True, "not_a_number"), ("1,5", True, "not_a_number"), ("1 234", True, "not_a_number"),
        ("", True, "not_a_number"), (" 12", True, "not_a_number"), ("12 ", True, "not_a_number"),
        ("012", True, "not_a_number"), ("+5", True, "not_a_number"), ("1e3", True, "not_a_number"),
        ("NaN", True, "not_a_number"), ("Infinity", True, "not_a_number"), ("-Infinity", True, "not_a_number"),
        ("１２", True, "not_a_number"), ("٣", True, "not_a_number"), ("12%", True, "not_a_number"),
        (".5", True, "not_a_number"), ("5.", True, "not_a_number"), ("9" * 5000, True, "not_a_number"),
        ("1" * 16, True, "too_large"), ("-1000000000000000", False, "too_large"),
        ("1.5", False, "not_whole"), ("0.00001", True, "too_fine"),
        (12, True, "not_a_text"), (12.5, True, "not_a_text"), (True, True, "not_a_text"), ([1], True, "not_a_text"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_in_both_languages(text, decimals, code):
    found = read(text, decimals=decimals)
    assert isinstance(found, Wrong) and found.code == code
    assert found.why.vi.endswith(".") and found.why.en.endswith(".") and len(found.why.vi) < 300


def test_an_unclear_figure_says_how_to_write_both():
    assert read("1.234", decimals=True).why.en == "“1.234” can be read in two ways: write 1234 or 1.2340."
