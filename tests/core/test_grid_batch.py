"""What the script of an entry table sends, and what the form without script posts (the contract of `core.grid`)."""

import json
import uuid

import pytest
from django.urls import reverse

from tienbo.core.grid_batch import LONGEST, posted_change, sent_batch
from tienbo.core.incoming import Unreadable

OPERATION = "8c1f0f6e-3a44-4a3c-9f0e-52f1a3c1d9aa"


def batch(**change) -> dict:
    return {"op": OPERATION, "changes": [{"cell": "a|", "text": "7", "flag": "", "note": None, "base": 0} | change]}


def test_a_batch_is_read_as_the_contract_has_it():
    sent = batch(note="có", base=3) | {"justifications": [{"row": "1", "code": "C01", "text": "đúng"}]}
    read = sent_batch(sent)
    (change,) = read.changes
    assert (change.key, change.text, change.flag, change.note, change.base) == ("a|", "7", "actual", "có", 3)
    assert read.operation == uuid.UUID(OPERATION)
    assert read.reasons == {"C01": "đúng"}


@pytest.mark.parametrize(("base", "read"), [(None, 0), ("", 0), (0, 0), ("12", 12), (12, 12)])
def test_the_revision_is_what_the_page_showed_and_none_is_zero(base, read):
    assert sent_batch(batch(base=base)).changes[0].base == read


@pytest.mark.parametrize(
    "change",
    [
        {"base": 10**400},
        {"base": float("inf")},
        {"base": -1},
        {"base": 1.5},
        {"base": "٣"},
        {"base": [1]},
        {"flag": "x"},
        {"flag": ["actual"]},
        {"text": 7},
        {"text": "9" * (LONGEST + 1)},
        {"note": {"a": 1}},
        {"cell": None},
    ],
)
def test_a_change_of_another_shape_is_refused(change):
    with pytest.raises(Unreadable):
        sent_batch(batch(**change))


@pytest.mark.parametrize(
    "sent",
    [
        None,
        7,
        "text",
        [],
        {},
        {"op": OPERATION},
        {"op": 1, "changes": []},
        {"op": OPERATION, "changes": 1},
        {"op": OPERATION, "changes": [1]},
        {"op": OPERATION, "changes": [], "justifications": None},
        {"op": OPERATION, "changes": [], "justifications": [{"code": [], "text": ""}]},
    ],
)
def test_a_batch_of_another_shape_is_refused(sent):
    with pytest.raises(Unreadable):
        sent_batch(sent)


def test_a_posted_cell_is_read_and_one_that_the_form_did_not_have_is_none():
    post = {"v.a|": "x" * 1000, "b.a|": "9" * 5000, "n.a|": "có"}
    change = posted_change(post, "a|")
    assert (len(change.text), change.flag, change.note, change.base) == (LONGEST, None, "có", 0)
    assert posted_change(post, "b|") is None
    with pytest.raises(Unreadable):
        posted_change(post | {"f.a|": "x"}, "a|")


def test_the_sample_table_of_the_style_guide_keeps_the_contract(client, settings):
    settings.STYLEGUIDE = True

    def send(body):
        return client.post(reverse("core:styleguide_echo"), body, content_type="application/json")

    answer = send(json.dumps(batch(cell="5.1.T", text="1234", base="2"))).json()
    assert answer["saved"] == [{"cell": "5.1.T", "text": "1.234", "revision": 3, "flag": ""}]
    for text in ("-5", "0", "x", "9" * 15, "1,5"):
        assert send(json.dumps(batch(cell="5.1.T", text=text))).status_code == 200
    for body in ("", "[]", "[" * 100_000, '{"op": "x", "changes": []}'):
        refused = send(body)
        assert refused.status_code == 400 and "Tải lại trang" in refused.json()["message"]
