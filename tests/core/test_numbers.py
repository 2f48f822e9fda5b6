"""Numbers as they are typed, pasted and printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.core.numbers import format_number, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27", "27"),
        ("0", "0"),
        ("007", "7"),
        ("  27 ", "27"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1 234", "1234"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234,5", "1234.5"),
        ("1\u2009234", "1234"),
        ("１２", "12"),
        ("\u22125", "-5"),
        ("- 5", "-5"),
        ("+5", "5"),
        ("1,5", "1.5"),
        ("0,125", "0.125"),
        ("1234,567", "1234.567"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("-0", "0"),
    ],
)
def test_a_number_with_one_meaning_is_read(text, value):
    parsed = parse_number(text, decimals_allowed=True)
    assert (parsed.value, parsed.problem) == (Decimal(value), None)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("1.5", ["1.5", "15"]),
        ("12.34", ["12.34", "1234"]),
        ("1,234", ["1.234", "1234"]),
        ("0.125", ["0.125", "125"]),
        ("1234.567", ["1234.567", "1234567"]),
        ("-1.5", ["-1.5", "-15"]),
        ("1 234.5", ["1234.5", "12345"]),
    ],
)
def test_a_number_with_two_meanings_is_asked_not_guessed(text, choices):
    parsed = parse_number(text, decimals_allowed=True)
    assert parsed.value is None
    assert parsed.problem == "ambiguous"
    assert list(parsed.choices) == [Decimal(choice) for choice in choices]
    assert parsed.vi and parsed.en


@pytest.mark.parametrize("decimals_allowed", [True, False])
def test_two_readings_that_are_one_number_are_no_question(decimals_allowed):
    assert parse_number("0.0", decimals_allowed=decimals_allowed).value == 0


@pytest.mark.parametrize(("text", "choice"), [("1.5", 15), ("1,234", 1234), ("12.34", 1234)])
def test_where_only_whole_numbers_fit_the_whole_reading_is_offered_but_not_taken(text, choice):
    parsed = parse_number(text, decimals_allowed=False)
    assert (parsed.value, parsed.problem, parsed.choices) == (None, "ambiguous", (Decimal(choice),))


@pytest.mark.parametrize("text", ["1,5", "1.234,5", "0,125"])
def test_a_fraction_is_refused_where_whole_numbers_are_asked(text):
    assert parse_number(text, decimals_allowed=False).problem == "whole_number"


@pytest.mark.parametrize("text", ["5,0", "1.234,00"])
def test_a_whole_number_written_with_zero_decimals_is_whole(text):
    value = parse_number(text, decimals_allowed=False).value
    assert value is not None and value == value.to_integral_value() and value.as_tuple().exponent == 0


@pytest.mark.parametrize(
    "text",
    ["không", "12a", "1e5", "1_000", "NaN", "∞", "5.", ",5", "1..2", "1.23.456", "12 34", "1,23,456",
     "²", "٣", "--5", "1.234,5,6", "1 234.567.890", "5 người", "-"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text):
    parsed = parse_number(text, decimals_allowed=True)
    assert (parsed.value, parsed.problem) == (None, "not_a_number")


@pytest.mark.parametrize("text", ["15%", "15 %", "15％"])
def test_a_percentage_is_refused_because_it_is_computed(text):
    assert parse_number(text, decimals_allowed=True).problem == "percent"


@pytest.mark.parametrize("text", ["", "   ", "\u00a0"])
def test_blank_is_empty_and_not_zero(text):
    parsed = parse_number(text, decimals_allowed=True)
    assert (parsed.value, parsed.problem) == (None, "empty")


def test_a_number_too_long_for_a_figure_is_refused():
    assert parse_number("1" * 15, decimals_allowed=False).value == Decimal("1" * 15)
    assert parse_number("1" * 16, decimals_allowed=False).problem == "too_large"


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (Decimal("1234.5"), None, "1.234,5", "1,234.5"),
        (1234567, None, "1.234.567", "1,234,567"),
        (Decimal("20.325"), 2, "20,33", "20.33"),
        (Decimal("5"), 1, "5,0", "5.0"),
        (Decimal("-0.001"), 2, "0,00", "0.00"),
        (Decimal("100"), None, "100", "100"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
    ],
)
def test_a_number_is_printed_in_the_way_of_the_language(value, decimals, vi, en):
    assert format_number(value, decimals) == vi
    assert format_number(value, decimals, lang="en") == en


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_a_printed_whole_number_is_read_back(number):
    assert parse_number(format_number(number), decimals_allowed=False).value == number
    assert parse_number(format_number(number), decimals_allowed=True).value == number


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_printed_number_with_decimals_is_read_back(number):
    assert parse_number(format_number(number), decimals_allowed=True).value == number


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_three_decimals_are_read_back_or_asked_about(number):
    parsed = parse_number(format_number(number), decimals_allowed=True)
    assert parsed.value == number or (parsed.problem == "ambiguous" and number in parsed.choices)


@given(st.text(), st.booleans())
def test_any_text_gives_either_a_value_or_a_problem_with_words(text, decimals_allowed):
    parsed = parse_number(text, decimals_allowed=decimals_allowed)
    assert (parsed.value is None) != (parsed.problem is None)
    assert bool(parsed.problem) == bool(parsed.vi) == bool(parsed.en)
