"""Fields of forms that several modules use."""

import datetime as dt

import pytest
from django import forms
from django.utils import translation

from tienbo.core.forms import DayField, LinesField


class Sample(forms.Form):
    day = DayField()
    lines = LinesField(max_length=5)
    file = forms.FileField(required=False, widget=forms.FileInput)


@pytest.mark.parametrize("typed", ["4/6/2015", "04/06/2015", "04-06-2015", "4.6.2015", "2015-06-04"])
def test_a_day_is_read_as_officials_write_it(typed):
    assert DayField().clean(typed) == dt.date(2015, 6, 4)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("9999-12-31", "1900"),
        ("31/12/1899", "1900"),
        ("01/01/2101", "2100"),
        ("6/13/2015", "04/06/2015"),
        ("x", "04/06"),
    ],
)
def test_a_day_that_is_none_or_far_away_is_refused_with_a_sentence(typed, word):
    with pytest.raises(forms.ValidationError) as refused:
        DayField().clean(typed)
    assert word in refused.value.messages[0]


@pytest.mark.parametrize("typed", ["01/01/1900", "31/12/2100"])
def test_the_first_and_the_last_day_are_taken(typed):
    assert DayField().clean(typed)


def test_lines_are_a_list_without_blanks_and_each_is_checked_by_itself():
    form = Sample({"day": "4/6/2015", "lines": " một \r\n\r\nhai\r\nba\r\n"})
    assert form.is_valid() and form.cleaned_data["lines"] == ["một", "hai", "ba"]
    assert Sample({"day": "4/6/2015", "lines": "một\r\nmột dòng dài"}).errors["lines"]
    assert not LinesField().has_changed(["một", "hai"], "một\r\n\r\nhai\r\n")


def test_a_file_is_chosen_in_our_words_in_both_languages():
    assert "Chọn tệp" in str(Sample()) and "Chưa chọn tệp nào" in str(Sample())
    with translation.override("en"):
        assert "Choose a file" in str(Sample()) and "No file chosen" in str(Sample())
