"""What a superior's grid must withstand: texts that are no figures take nothing over, and no batch is an error page."""

import json
import uuid
from html import unescape

import pytest
from django.urls import reverse

from tienbo.journal.models import Line
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import ProxyRefused, record_table_for
from tienbo.reporting.entry.models import Entry
from tienbo.reporting.rounds.states import State

pytestmark = pytest.mark.django_db

KEY = "committee.members|level=commune"


def url(name: str) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", "051", "B01"])


def post(client, body: str):
    return client.post(url("enter_for_cells"), body, content_type="application/json")


def send(client, *changes: dict, reasons=()):
    return post(client, json.dumps({"op": str(uuid.uuid4()), "changes": changes, "justifications": list(reasons)}))


def change(text: str, unit: str = "01711", **more) -> dict:
    return {"cell": f"{unit}:{KEY}", "text": text, "flag": "", "note": "", "base": 0} | more


def takeovers() -> int:
    return Line.objects.filter(action="report.proxy_started").count()


@pytest.fixture
def officer(world, client):
    """The district's officer, signed in, with the round open."""
    world.round()
    client.force_login(world.officers["051"])
    return client


def is_untouched(report) -> bool:
    return report.proxy is None and report.state == State.NOT_STARTED and takeovers() == 0


# --- taking over ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["bảy", "1.5", "-", "12%", ""])
def test_a_text_that_is_no_figure_takes_nothing_over(world, officer, text):
    answer = send(officer, change(text))
    assert answer.status_code == 200
    assert answer.json()["saved"] == []
    assert bool(answer.json()["refused"]) == bool(text)
    assert is_untouched(world.report("01711"))
    # The commune begins its own report as if nothing had been.
    world.put("01711", Cell("committee.members", "level=commune"), 4)


def test_without_script_a_text_that_is_no_figure_takes_nothing_over_and_is_shown_again(world, officer):
    answer = officer.post(url("enter_for"), {f"v.01711:{KEY}": "bảy", f"b.01711:{KEY}": "0", "act": "save"})
    assert answer.status_code == 422 and 'value="bảy"' in unescape(answer.content.decode())
    assert is_untouched(world.report("01711"))


def test_one_readable_figure_beside_an_unreadable_one_takes_over(world, officer):
    women = change("bảy") | {"cell": f"01711:{KEY};sex=F"}
    answer = send(officer, change("7"), women).json()
    assert (len(answer["saved"]), len(answer["refused"])) == (1, 1)
    assert world.report("01711").proxy == world.units["051"] and takeovers() == 1


@pytest.mark.parametrize("more", [{"flag": "not_collected"}, {"note": "hỏi lại xã"}])
def test_a_mark_or_a_note_is_a_beginning_too(world, officer, more):
    assert len(send(officer, change("", **more)).json()["saved"]) == 1
    assert world.report("01711").proxy == world.units["051"]


def test_a_reason_alone_takes_nothing_over(world):
    world.round()
    by, report = world.officers["051"], world.report("01711")
    record_table_for(by=by, report=report, figures=[], reasons={"K01|x": "đúng như vậy"})
    assert is_untouched(world.report("01711"))
    assert not report.justifications.exists()


def test_figures_that_cannot_be_kept_leave_no_takeover_behind(world, monkeypatch):
    from tienbo.reporting.entry import actions

    world.round()

    def fail(**given):
        raise RuntimeError("the power is cut")

    monkeypatch.setattr(actions, "record_table", fail)
    figure = actions.FigureInput(Cell("committee.members", "level=commune"), 7)
    with pytest.raises(RuntimeError):
        record_table_for(by=world.officers["051"], report=world.report("01711"), figures=[figure], reasons={})
    assert is_untouched(world.report("01711"))


def test_a_unit_that_has_begun_itself_is_not_taken_over(world):
    from tienbo.reporting.entry.actions import FigureInput

    cell = Cell("committee.members", "level=commune")
    report = world.put("01711", cell, 4)
    with pytest.raises(ProxyRefused):
        record_table_for(by=world.officers["051"], report=report, figures=[FigureInput(cell, 7)], reasons={})
    assert world.report("01711").proxy is None


# --- what the batch may look like -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"op": ' + "9" * 5000 + "}",
        json.dumps({"op": str(uuid.uuid4()), "changes": [change("7", base=float("inf"))]}),
        json.dumps({"op": str(uuid.uuid4()), "changes": [change("7", base=10**400)]}),
        json.dumps({"op": str(uuid.uuid4()), "changes": [change("7", base="٣")]}),
        json.dumps({"op": str(uuid.uuid4()), "changes": [change("7", note="\0")]}),
        json.dumps({"op": str(uuid.uuid4()), "changes": [change("7", note="\ud800")]}),
        json.dumps({"op": str(uuid.uuid4()), "changes": [change("7", unit="01711\0")]}),
        json.dumps({"op": str(uuid.uuid4()), "changes": [change("7", flag=["actual"])]}),
    ],
)
def test_a_hostile_batch_is_refused_in_vietnamese_and_keeps_nothing(world, officer, body):
    answer = post(officer, body)
    assert answer.status_code == 400
    assert answer.json()["message"] == "Không đọc được nội dung vừa gửi. Tải lại trang rồi nhập lại thay đổi cuối cùng."
    assert is_untouched(world.report("01711"))


def test_of_a_cell_given_twice_the_last_counts(world, officer):
    answer = send(officer, change("7"), change("8")).json()
    assert [(one["text"], one["revision"]) for one in answer["saved"]] == [("8", 1)]
    assert answer["conflicts"] == []
    assert Entry.objects.get(report=world.report("01711")).value == 8


def test_without_script_a_revision_of_many_digits_is_read_as_none(world, officer):
    for base in ("9" * 5000, "٣"):
        posted = {f"v.01711:{KEY}": "7", f"b.01711:{KEY}": base, "act": "save"}
        assert officer.post(url("enter_for"), posted).status_code in {302, 422}
    assert Entry.objects.get(report=world.report("01711")).value == 7


def test_without_script_a_mark_that_is_none_is_a_bad_request(officer):
    posted = {f"v.01711:{KEY}": "7", f"b.01711:{KEY}": "0", f"f.01711:{KEY}": "x"}
    assert officer.post(url("enter_for"), posted).status_code == 400
