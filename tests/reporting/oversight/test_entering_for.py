"""A superior types for units below that have not begun themselves ("nhập thay")."""

import json
import uuid
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from tests.reporting.exchange.test_shown import fields_of
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.models import Entry
from tienbo.reporting.rounds.states import State

pytestmark = pytest.mark.django_db

MEMBERS = Cell("committee.members", "level=commune")
KEY = "committee.members|level=commune"


def url(name: str = "enter_for", unit: str = "051", *further: str) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit, *further])


def send(client, changes: list[dict], operation: str | None = None, justifications=()):
    body = {"op": operation or str(uuid.uuid4()), "changes": changes, "justifications": list(justifications)}
    return client.post(url("enter_for_cells", "051", "B01"), json.dumps(body), content_type="application/json")


def change(unit: str, text: str, key: str = KEY, base: int = 0, flag: str = "") -> dict:
    return {"cell": f"{unit}:{key}", "text": text, "flag": flag, "note": "", "base": base}


@pytest.fixture
def officer(world, client):
    """The district's officer, signed in, with the round open."""
    world.round()
    client.force_login(world.officers["051"])
    return client


def test_the_first_figure_takes_the_report_over(world, officer):
    answer = send(officer, [change("01711", "7")]).json()
    assert [(one["cell"], one["text"], one["revision"]) for one in answer["saved"]] == [(f"01711:{KEY}", "7", 1)]
    report = world.report("01711")
    assert (report.proxy, report.state) == (world.units["051"], State.DRAFT)
    assert world.report("01708").proxy is None


def test_one_batch_may_hold_figures_of_several_units(world, officer):
    answer = send(officer, [change("01711", "7"), change("01708", "abc")]).json()
    assert len(answer["saved"]) == 1
    assert answer["refused"][0]["cell"] == f"01708:{KEY}" and "abc" in answer["refused"][0]["message"]
    assert answer["progress"]["done"] == 1


def test_the_same_batch_twice_is_one_act(world, officer):
    operation = str(uuid.uuid4())
    for _time in range(2):
        assert send(officer, [change("01711", "7")], operation).status_code == 200
    assert Entry.objects.get(report=world.report("01711")).revision == 1


def test_a_unit_that_has_begun_itself_is_read_and_not_typed_into(world, officer):
    world.put("01711", MEMBERS, 4)
    page = unescape(officer.get(url("enter_for", "051", "B01")).content.decode())
    assert f'data-cell="01711:{KEY}"' not in page and f'data-cell="01708:{KEY}"' in page
    assert "Đơn vị đã tự nhập" in page
    answer = send(officer, [change("01711", "7"), change("01708", "5")]).json()
    assert [one["cell"] for one in answer["saved"]] == [f"01708:{KEY}"]
    assert "đã tự nhập" in answer["refused"][0]["message"]
    assert Entry.objects.get(report=world.report("01711")).value == 4


def test_checks_speak_with_the_name_of_the_unit(world, officer):
    women = "committee.members|level=commune;sex=F"
    answer = send(officer, [change("01711", "7"), change("01711", "8", women)]).json()
    messages = [found["message"] for found in answer["findings"]]
    assert all(message.startswith("Xã Bình Dương: ") for message in messages)
    assert any("8" in message and "7" in message for message in messages)


def test_without_script_the_whole_table_is_posted_and_only_what_changed_is_kept(world, officer):
    posted = {f"v.01711:{KEY}": "7", f"b.01711:{KEY}": "0", f"v.01708:{KEY}": "", f"b.01708:{KEY}": "0", "act": "save"}
    response = officer.post(url("enter_for", "051", "B01"), posted)
    assert response.status_code == 302
    assert world.report("01711").proxy == world.units["051"] and world.report("01708").proxy is None
    wrong = officer.post(url("enter_for", "051", "B01"), {f"v.01708:{KEY}": "bảy", f"b.01708:{KEY}": "0"})
    assert wrong.status_code == 422 and "bảy" in unescape(wrong.content.decode())


def test_a_report_with_errors_is_not_sent_and_they_are_named(world, officer):
    send(officer, [change("01711", "7"), change("01711", "8", "committee.members|level=commune;sex=F")])
    page = unescape(officer.get(url("send_for", "01711")).content.decode())
    assert "Huyện Hòa An" in page and "nhập thay" in page
    response = officer.post(url("send_for", "01711"))
    assert response.status_code == 422 and "lớn hơn" in unescape(response.content.decode())
    assert world.report("01711").state == State.DRAFT


def test_a_complete_report_typed_for_a_unit_is_sent_and_counted(world, officer):
    from tienbo.reporting.entry.actions import FigureInput, record_figures, start_entering_for
    from tienbo.reporting.rounds.audience import asked_of_participant

    report = start_entering_for(by=world.officers["051"], report=world.report("01711"))
    cells = asked_of_participant(report.participant).typed
    record_figures(by=world.officers["051"], report=report, figures=[FigureInput(cell, Decimal(0)) for cell in cells])
    page = officer.get(url("send_for", "01711"))
    # Another officer of the superior types on while the page is open: it is shown again.
    noted = FigureInput(cells[0], Decimal(0), note="đã rà soát")
    record_figures(by=world.officers["051"], report=report, figures=[noted])
    again = officer.post(url("send_for", "01711"), fields_of(page))
    assert again.status_code == 422 and world.report("01711").state == State.DRAFT
    assert officer.post(url("send_for", "01711"), fields_of(again)).status_code == 302
    report = world.report("01711")
    assert report.state == State.ACCEPTED and report.counted.version.entered_by_superior


def test_a_report_is_handed_over_with_what_was_typed(world, officer):
    send(officer, [change("01711", "7")])
    officer.post(url("hand_over", "01711"))
    report = world.report("01711")
    assert report.proxy is None and Entry.objects.get(report=report).value == 7
    officer.force_login(world.officers["01711"])
    world.put("01711", MEMBERS, 8)


def test_only_the_superiors_officer_types(world, officer):
    officer.force_login(world.heads["051"])
    assert officer.get(url("enter_for", "051", "B01")).status_code == 403
    assert send(officer, [change("01711", "7")]).status_code == 403
    officer.force_login(world.officers["053"])
    assert officer.get(url("enter_for", "051", "B01")).status_code == 404


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"op": "x", "changes": []}'])
def test_an_unreadable_batch_is_refused_as_such(world, officer, body):
    response = officer.post(url("enter_for_cells", "051", "B01"), body, content_type="application/json")
    assert response.status_code == 400


def test_a_cell_of_a_unit_not_shown_is_refused(world, officer):
    assert send(officer, [change("01780", "7")]).status_code == 400
    assert world.report("01780").proxy is None


def test_a_unit_with_nobody_on_the_short_form_has_no_such_grid(world, officer):
    officer.force_login(world.officers["HPN"])
    assert officer.get(url("enter_for", "HPN")).status_code == 404


def test_nothing_to_report_fills_only_units_that_are_typed_for(world, officer):
    send(officer, [change("01711", "7")])
    response = officer.post(url("enter_for", "051", "B01"), {"act": "none"}, follow=True)
    assert "ô đã được điền" in unescape(response.content.decode())
    assert Entry.objects.filter(report=world.report("01711"), value=0).exists()
    assert not Entry.objects.filter(report=world.report("01708")).exists()
    assert Entry.objects.get(report=world.report("01711"), value=7).revision == 1
