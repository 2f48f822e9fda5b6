"""What a table must withstand: batches of another shape, texts that cannot be stored, negative counts, two at once."""

import json
import threading
import uuid
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tienbo.core import clock
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.exchange.actions import SendRefused, submit_report
from tienbo.reporting.rounds.states import State
from tienbo.reporting.versions.models import ReportVersion

pytestmark = pytest.mark.django_db

KEY = "committee.members|level=commune"
MEMBERS = Cell("committee.members", "level=commune")


def address(name: str, unit: str = "01711", *further: str) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit, *further])


def batch(*changes: dict, reasons=()) -> str:
    return json.dumps({"op": str(uuid.uuid4()), "changes": changes, "justifications": list(reasons)})


def change(text: str, **more) -> dict:
    return {"cell": KEY, "text": text, "flag": "", "note": None, "base": 0} | more


def send(client, body: str):
    return client.post(address("cells", "01711", "B01"), body, content_type="application/json")


def figure(world) -> Figure:
    kept = entries_of(world.report("01711")).get(MEMBERS)
    return kept.figure if kept else Figure()


@pytest.fixture
def officer(world, client):
    """The commune's officer, signed in, with the round open."""
    world.round()
    client.force_login(world.officers["01711"])
    return client


# --- shape ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "[" * 100_000,
        batch(change("7", cell="party.bch|")),
        batch(change("7", cell=KEY + "\0")),
        batch(change("7", base=float("nan"))),
        batch(change("7", base=10**400)),
        batch(change("7", note="x\0")),
        batch(change("7", note="\ud83d")),
        batch(change("\udfff")),
        batch(change("7"), reasons=[{"code": "K02", "text": "\0"}]),
        batch(change("7"), reasons=[{"code": "K02", "text": "\ud800"}]),
    ],
)
def test_a_hostile_batch_is_refused_in_vietnamese_and_keeps_nothing(world, officer, body):
    answer = send(officer, body)
    assert answer.status_code == 400
    assert answer.json()["message"] == "Không đọc được nội dung vừa gửi. Tải lại trang rồi nhập lại thay đổi cuối cùng."
    assert not EntryChange.objects.exists()


def test_a_form_in_place_of_the_script_is_a_refusal_too(world, officer):
    assert officer.post(address("cells", "01711", "B01"), {"op": "1"}).status_code == 400


def test_the_refusal_speaks_english_to_whoever_reads_english(world, officer):
    officer.cookies["django_language"] = "en"
    assert send(officer, "").json()["message"].startswith("What was sent could not be read.")


def test_a_character_outside_the_basic_plane_is_kept(world, officer):
    assert send(officer, batch(change("7", note="đủ 😀"))).status_code == 200
    assert entries_of(world.report("01711"))[MEMBERS].note == "đủ 😀"


@pytest.mark.parametrize("name", [f"v.{KEY}", f"n.{KEY}", f"f.{KEY}", "act", "j.1.K02\0"])
def test_a_form_with_a_nul_keeps_nothing(world, officer, name):
    posted = {f"v.{KEY}": "7", f"b.{KEY}": "0", "act": "save"} | {name: "7\0"}
    assert officer.post(address("table", "01711", "B01"), posted).status_code == 400
    assert not EntryChange.objects.exists()


@pytest.mark.parametrize("base", ["9" * 5000, "٣", "-1", "x", str(2**64)])
def test_without_script_a_revision_that_is_no_number_is_that_of_an_empty_cell(world, officer, base):
    posted = {f"v.{KEY}": "7", f"b.{KEY}": base, "act": "save"}
    assert officer.post(address("table", "01711", "B01"), posted).status_code == 302
    assert figure(world) == Figure(Decimal(7))


@pytest.mark.parametrize("unit", ["u" + "9" * 5000, "u" + "9" * 30, "u٣", "u", "u0", "u-1"])
def test_a_unit_that_no_number_names_does_not_exist(world, officer, unit):
    assert officer.get(address("table", unit, "B01")).status_code == 404


# --- negative counts --------------------------------------------------------------------------------------------------


def test_a_negative_count_is_kept_said_and_never_sent(world, officer):
    """From the key press to the head's button: saving is never blocked by a check, sending is."""
    world.fill("01711")
    women = {"cell": KEY + ";sex=F"}
    answer = send(officer, batch(change("-3", base=1), change("-3", base=1) | women)).json()
    assert [each["text"] for each in answer["saved"]] == ["-3", "-3"]
    (said,) = [each for each in answer["findings"] if each["cell"] == KEY]
    assert (said["severity"], said["code"].partition("|")[0]) == ("error", "K03")
    assert "số âm" in said["message"]
    # An error cannot be explained away.
    send(officer, batch(reasons=[{"row": "1", "code": said["code"], "text": "số đúng là âm"}]))

    head = Client()
    head.force_login(world.heads["01711"])
    page = head.post(address("submit"))
    assert page.status_code == 422 and "số âm" in unescape(page.content.decode())
    with pytest.raises(SendRefused) as refused:
        submit_report(by=world.heads["01711"], report=world.report("01711"))
    assert [finding.code for finding in refused.value.findings] == ["K03", "K03"]
    assert world.report("01711").state == State.DRAFT and not ReportVersion.objects.exists()

    send(officer, batch(change("3", base=2), change("1", base=2) | women))
    assert head.post(address("submit")).status_code == 302
    assert ReportVersion.objects.count() == 1


# --- two at once ------------------------------------------------------------------------------------------------------


def test_of_two_saves_of_one_cell_at_once_one_wins_and_the_other_is_told(transactional_db, world):
    """Over HTTP, each with a connection of its own: real transactions, real locks."""
    world.round()
    barrier, moment, answers = threading.Barrier(2), clock.now(), {}

    def save(text: str) -> None:
        client = Client()
        try:
            client.force_login(world.officers["01711"])
            barrier.wait(timeout=10)
            with clock.at(moment):
                answers[text] = send(client, batch(change(text, note=f"ghi {text}"))).json()
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(text,)) for text in ("7", "8")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    (winner,) = [text for text, answer in answers.items() if answer["saved"]]
    (loser,) = set(answers) - {winner}
    assert answers[winner]["conflicts"] == []
    (conflict,) = answers[loser]["conflicts"]
    assert (conflict["yours"], conflict["theirs"], conflict["revision"]) == (loser, winner, 1)
    assert conflict["by"] == "canbo.01711"
    kept = entries_of(world.report("01711"))[MEMBERS]
    assert (kept.figure.value, kept.note, kept.revision) == (Decimal(winner), f"ghi {winner}", 1)
    assert EntryChange.objects.count() == 1

    # Saving again over what is there now keeps one's own; both stay in the history.
    client = Client()
    client.force_login(world.officers["01711"])
    again = send(client, batch(change(loser, base=conflict["revision"], note=f"ghi {loser}"))).json()
    assert again["saved"][0]["text"] == loser
    assert {each.value for each in EntryChange.objects.all()} == {Decimal(7), Decimal(8)}
