"""Breakdown codes: one canonical text for one breakdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.definitions.cells import Cell, Figure, breakdown_code, cell, parse_breakdown

names = st.text(alphabet="abcdefghij_0123456789-", min_size=1, max_size=12)


def test_the_total_has_the_empty_code():
    assert breakdown_code({}) == ""
    assert parse_breakdown("") == {}


def test_dimensions_are_sorted_by_name():
    assert breakdown_code({"term": "2010-2015", "sex": "F", "level": "commune"}) == "level=commune;sex=F;term=2010-2015"


def test_columns_become_sex_and_ethnic_minority():
    assert cell("party.bch", {"level": "commune"}) == Cell("party.bch", "level=commune")
    assert cell("party.bch", {"level": "commune"}, "F").breakdown == "level=commune;sex=F"
    assert cell("party.bch", {}, "FM").breakdown == "ethnic=minority;sex=F"
    assert cell("party.orgs", {}, "value") == cell("party.orgs", {}, "T")


@given(st.dictionaries(names, names, max_size=4))
def test_a_code_is_read_back(items):
    assert parse_breakdown(breakdown_code(items)) == items


@given(st.dictionaries(names, names, max_size=4))
def test_the_order_of_writing_does_not_matter(items):
    assert breakdown_code(dict(reversed(items.items()))) == breakdown_code(items)


@pytest.mark.parametrize("code", ["sex", "sex=", "=F", "sex=F;level=x", "sex=F;sex=M", "sex=F;", ";"])
def test_what_is_not_canonical_is_refused(code):
    with pytest.raises(ValueError, match="breakdown code"):
        parse_breakdown(code)


def test_blank_is_not_a_reason_and_not_zero():
    assert Figure().is_blank
    assert not Figure(flag="not_collected").is_blank
    assert not Figure(value=0).is_blank
