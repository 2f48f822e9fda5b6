"""Vietnamese order, search and tone places."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.core.vietnamese import nfc, search_key, sort_key

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
VOWELS = "aăâeêioôơuưy"


def sorted_again(items):
    """Hand the items over in the wrong order and sort them by their keys."""
    backwards = list(items)[::-1]
    return sorted(backwards, key=sort_key)


syllables = st.builds(
    lambda onset, vowel, tone, coda: nfc(onset + vowel + tone + coda),
    st.sampled_from(["", "b", "c", "d", "đ", "ng", "th", "tr", "x"]),
    st.sampled_from(VOWELS),
    st.sampled_from(TONES),
    st.sampled_from(["", "n", "ng", "c"]),
)
names = st.lists(syllables, min_size=1, max_size=4).map(" ".join)


def test_letters_sort_in_the_order_of_the_alphabet():
    assert sorted_again(ALPHABET) == list(ALPHABET)


def test_a_marked_letter_sorts_after_every_word_in_the_letter_before_it():
    in_order = ["az", "azz", "ăn", "ân", "ba", "dy", "đa"]
    assert sorted_again(in_order) == in_order


def test_tones_sort_in_dictionary_order():
    words = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted_again(words) == words


def test_tones_decide_only_between_the_same_letters():
    assert sorted(["má an", "ma ba", "mạ an"], key=sort_key) == ["má an", "mạ an", "ma ba"]


def test_districts_sort_as_an_official_list_has_them():
    in_order = ["Bảo Lạc", "Bảo Lâm", "Hạ Lang", "Hà Quảng", "Hòa An", "Thạch An", "Thông Nông", "Trà Lĩnh"]
    assert sorted_again(in_order) == in_order


def test_a_shorter_name_comes_before_the_longer_one_it_begins():
    assert sorted(["An Bình", "Án", "An"], key=sort_key) == ["An", "Án", "An Bình"]


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà An", "Hòa An"), ("HÒA AN", "hòa an"), ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu")]
)
def test_spelling_case_and_dashes_do_not_change_the_order(one, other):
    assert sort_key(one) == sort_key(other)


@given(names, names)
def test_names_of_different_letters_or_tones_never_share_a_key(one, other):
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(names)
def test_composed_and_decomposed_text_have_the_same_keys(name):
    decomposed = unicodedata.normalize("NFD", name)
    assert sort_key(decomposed) == sort_key(name)
    assert search_key(decomposed) == search_key(name)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_sort_key_can_be_stored_in_the_database(text):
    assert "\x00" not in sort_key(text)


def test_search_finds_names_without_marks():
    assert search_key("Thành phố  Cao Bằng ") == "thanh pho cao bang"
    assert search_key("Đông Khê") == "dong khe"
    assert search_key("Hoà An") == search_key("HÒA AN") == "hoa an"
    assert search_key("Nguyễn Thị Phượng") == "nguyen thi phuong"


@given(names)
def test_a_search_key_of_a_name_is_plain_ascii(name):
    assert search_key(name).isascii()


@given(st.text(alphabet=st.characters(max_codepoint=0x1EFF)))
def test_a_search_key_is_its_own_search_key(text):
    assert search_key(search_key(text)) == search_key(text)
