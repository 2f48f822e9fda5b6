"""Digest scheme 1 is frozen: its vectors are in docs/digest.md and here."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.versions.digest import (
    canonical_json,
    canonical_number,
    joined_hash,
    parts_of,
)

DOCUMENT = Path(__file__).parents[3] / "docs" / "digest.md"


def _vectors() -> list[dict]:
    blocks = re.findall(r"```json vector\n(.*?)```", DOCUMENT.read_text(), re.S)
    return [json.loads(block) for block in blocks]


@pytest.mark.parametrize("vector", _vectors(), ids=lambda vector: vector["name"])
def test_the_vectors_of_the_document_hold(vector):
    parts = parts_of(**vector["content"])
    assert parts.header.hex() == vector["header"]
    assert parts.figures.hex() == vector["figures"]
    assert parts.narrative.hex() == vector["narrative"]
    assert parts.totals.hex() == vector["totals"]
    assert parts.children.hex() == vector["children"]
    assert parts.digest() == vector["digest"]


def test_the_document_has_vectors():
    assert len(_vectors()) >= 2


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_a_number_has_one_canonical_form(value):
    text = canonical_number(value)
    assert Decimal(text) == value
    assert text == canonical_number(value.normalize()) == canonical_number(Decimal(text))
    assert "E" not in text and not text.startswith("-0") or text.startswith("-0.")


def test_text_is_hashed_in_nfc_with_lf():
    assert canonical_json("Hòa\r\nAn") == canonical_json("Hòa\nAn")
    with pytest.raises(TypeError):
        canonical_json([1.5])


@given(st.lists(st.binary(max_size=8), max_size=4), st.lists(st.binary(max_size=8), max_size=4))
def test_other_parts_have_another_hash(left, right):
    assert (joined_hash(*left) == joined_hash(*right)) == (left == right)
