"""What waited on a device arrives twice, late, out of order: nothing is doubled, overwritten or lost."""

import json
import uuid

import pytest
from django.test import Client

from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.sheets import TableSheet, key_of

CELLS = "/reports/2015-h1/051/table/B01/cells/"


@pytest.fixture
def key(world) -> str:
    world.round()
    sheet = TableSheet(world.report("051"), "B01")
    return key_of(next(line.columns["T"] for line in sheet.lines if line.is_entered and "T" in line.columns))


@pytest.fixture
def client(world) -> Client:
    world.round()
    signed_in = Client()
    signed_in.force_login(world.officers["051"])
    return signed_in


def send(client: Client, key: str, text: str, base: int, op: uuid.UUID, **headers):
    body = {
        "op": str(op),
        "changes": [{"cell": key, "text": text, "flag": "", "note": "", "base": base, "how": "offline"}],
    }
    return client.post(CELLS, json.dumps(body), content_type="application/json", headers=headers)


def test_an_operation_that_arrives_twice_is_one_change(client, key):
    op = uuid.uuid4()
    first, second = (send(client, key, "8", 0, op).json() for _ in range(2))
    assert first["saved"] == second["saved"]
    assert EntryChange.objects.count() == 1


def test_a_repetition_after_a_later_change_neither_undoes_it_nor_meets_it(client, key):
    early, late = uuid.uuid4(), uuid.uuid4()
    send(client, key, "8", 0, early)
    send(client, key, "9", 1, late)
    again = send(client, key, "8", 0, early).json()
    assert again["conflicts"] == [] and again["saved"][0]["text"] == "9"
    assert list(EntryChange.objects.order_by("revision").values_list("value", flat=True)) == [8, 9]


def test_two_operations_out_of_order_meet_in_the_open(client, key):
    send(client, key, "9", 0, uuid.uuid4())
    late = send(client, key, "8", 0, uuid.uuid4()).json()
    assert late["saved"] == [] and late["conflicts"][0]["theirs"] == "9"
    assert EntryChange.objects.count() == 1


def test_what_came_from_a_queue_says_so(client, key):
    send(client, key, "8", 0, uuid.uuid4())
    assert EntryChange.objects.get().origin == EntryChange.Origin.OFFLINE


def test_one_persons_queue_is_not_taken_in_anothers_name(world, client, key):
    other = world.heads["051"]
    refused = send(client, key, "8", 0, uuid.uuid4(), **{"Tienbo-Person": str(other.uid)})
    assert refused.status_code == 401 and refused.json()["message"]
    assert not EntryChange.objects.exists()
    mine = send(client, key, "8", 0, uuid.uuid4(), **{"Tienbo-Person": str(world.officers["051"].uid)})
    assert mine.status_code == 200


def test_text_that_arrives_twice_is_written_once_and_a_repetition_meets_nobody(world, client):
    op = str(uuid.uuid4())
    address, funds = "/reports/2015-h1/051/text/", "results.funds"
    post = {"op": op, f"t.{funds}": "Kinh phí.", f"b.{funds}": "0"}
    for _ in range(2):
        answer = client.post(address, post, headers={"Accept": "application/json"}).json()
        assert answer["met"] == {} and answer["saved"][funds] == 1
    client.post(
        address,
        post | {"op": str(uuid.uuid4()), f"t.{funds}": "Khác.", f"b.{funds}": "1"},
        headers={"Accept": "application/json"},
    )
    again = client.post(address, post, headers={"Accept": "application/json"}).json()
    assert again["met"] == {} and again["saved"][funds] == 2
    assert world.report("051").passages.get(heading=funds).text == "Khác."
