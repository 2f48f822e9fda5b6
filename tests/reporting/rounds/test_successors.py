"""Who answers for a report: the unit, its successor, nobody; and back (ADR 0015)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tienbo.access.actions import create_user, grant_role
from tienbo.access.permissions import Role
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.notices.models import Notice
from tienbo.reporting.consolidation.queries import outstanding_below
from tienbo.reporting.entry.actions import FigureInput, record_figures, start_entering_for
from tienbo.reporting.entry.queries import may_see, reports_visible_to
from tienbo.reporting.exchange.actions import submit_report, take_report
from tienbo.reporting.exchange.desk import desk_reports, to_take
from tienbo.reporting.rounds.actions import (
    StandingFixed,
    exempt_participant,
    hand_to_successor,
    reinstate_participant,
)
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.queries import possible_successors
from tienbo.units.actions import NewPlace, close_unit, establish_units

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed(world):
    """Thạch An's report is owed by Hòa An."""
    world.round()
    hand_to_successor(
        by=world.officers["04"],
        participant=world.report("053").participant,
        successor=world.units["051"],
        reason="Nhập vào Hòa An",
    )
    return world


def test_the_successor_writes_signs_and_sends_and_the_old_unit_no_longer(handed):
    report = handed.report("053")
    cell = asked_of_participant(report.participant).typed[0]
    with pytest.raises(PermissionDenied):
        record_figures(by=handed.officers["053"], report=report, figures=[FigureInput(cell, Decimal(1))])
    assert record_figures(by=handed.officers["051"], report=report, figures=[FigureInput(cell, Decimal(1))]).saved
    handed.fill("053", by="051")
    with pytest.raises(PermissionDenied):
        submit_report(by=handed.heads["053"], report=report)
    version = submit_report(by=handed.heads["051"], report=report)
    assert version.report.unit == handed.units["053"], "the report stays the old unit's"
    assert take_report(by=handed.officers["04"], report=report) == version


def test_a_report_that_a_successor_owes_stays_expected(handed):
    uids = {each.uid for each in outstanding_below(handed.report("04"))}
    assert str(handed.units["053"].uid) in uids


def test_the_successor_sees_it_on_its_desk_and_is_told(handed, client):
    assert {each.unit_name for each in desk_reports(handed.units["051"])} == {"Huyện Hòa An", "Huyện Thạch An"}
    assert desk_reports(handed.units["053"]) == []
    assert Notice.objects.filter(unit=handed.units["051"], code="report.handed_over").count() == 1
    client.force_login(handed.officers["051"])
    page = client.get(reverse("reporting:table", args=["2015-h1", "053", "B01"])).content.decode()
    assert 'name="' in page
    assert client.get("/rounds/2015-h1/").content.decode().count("Huyện Thạch An")


def test_the_successor_takes_what_units_below_the_old_one_still_send(handed):
    handed.fill("01780")
    handed.send("01780")
    assert [each.unit_name for each in to_take(handed.units["051"])] == ["Xã Lê Lai"]
    with pytest.raises(PermissionDenied):
        take_report(by=handed.officers["053"], report=handed.report("01780"))
    take_report(by=handed.officers["051"], report=handed.report("01780"))


def test_a_successor_that_did_not_stand_on_the_day_of_the_round_acts_all_the_same(world):
    """The reform came after the round was opened: the new unit is in no tree of that day."""
    world.round()
    founded = dt.date(2015, 5, 22)
    place = NewPlace("Huyện Hòa Thạch", "district", "059", parent=world.units["04"])
    new = establish_units(by=SYSTEM, places=[place], since=founded)[0]
    officer = create_user(by=SYSTEM, username="hoathach", password="mat-khau-thu", display_name="x", unit=new)
    grant_role(by=SYSTEM, user=officer, role=Role.UNIT_OFFICER, unit=new, since=founded)
    hand_to_successor(by=SYSTEM, participant=world.report("053").participant, successor=new, reason="Sáp nhập")
    with clock.at(dt.date(2015, 5, 25)):
        report = world.report("053")
        cell = asked_of_participant(report.participant).typed[0]
        assert record_figures(by=officer, report=report, figures=[FigureInput(cell, Decimal(2))]).saved
        assert report in reports_visible_to(officer, report.round)


def test_who_sees_a_report_in_a_list_sees_it_by_its_address_and_nobody_else(handed):
    round = handed.report("04").round
    reports = list(Report.objects.filter(round=round))
    seen = {code: set(reports_visible_to(officer, round)) for code, officer in handed.officers.items()}
    assert handed.report("053") in seen["051"] and len({len(each) for each in seen.values()}) > 1
    for code, officer in handed.officers.items():
        assert seen[code] == {report for report in reports if may_see(officer, report)}


def test_recorded_successors_are_offered_first_then_who_is_near(world):
    world.round()
    close_unit(
        by=SYSTEM,
        unit=world.units["01708"],
        on=dt.date(2015, 6, 1),
        successors=[(world.units["01780"], "whole")],
        legal_basis="NQ 1",
    )
    names = [name for _unit, name in possible_successors(world.report("01708").participant)]
    assert names == ["Xã Lê Lai", "Huyện Hòa An", "Xã Bình Dương"]


def test_exempting_hands_who_reported_to_the_unit_to_its_superior_and_reinstating_gives_them_back(world):
    world.round()
    district, commune = world.report("053").participant, world.report("01780")
    start_entering_for(by=world.officers["053"], report=commune)
    exempt_participant(by=world.officers["04"], participant=district, reason="Mới chia tách")
    commune.refresh_from_db()
    assert commune.participant.superior == world.report("04").participant
    assert commune.proxy is None, "the exempt unit types for nobody any more"
    assert str(world.units["053"].uid) not in {each.uid for each in outstanding_below(world.report("04"))}
    reinstate_participant(by=world.officers["04"], participant=district)
    assert world.report("01780").participant.superior == world.report("053").participant
    assert world.report("053").participant.standing == "reports"
    assert world.report("053").participant.reason == ""


def test_the_topmost_and_who_has_sent_are_not_exempted(world):
    world.round()
    world.fill("01780")
    world.send("01780")
    for code in ("04", "01780"):
        with pytest.raises(StandingFixed):
            exempt_participant(by=world.officers["04"], participant=world.report(code).participant, reason="x")


def test_a_unit_is_not_its_own_successor(world):
    world.round()
    with pytest.raises(ValueError, match="own successor"):
        hand_to_successor(
            by=SYSTEM, participant=world.report("053").participant, successor=world.units["053"], reason="x"
        )


def test_the_screen_hands_over_and_takes_back(world, client):
    world.round()
    client.force_login(world.officers["04"])
    url = reverse("reporting:standing", args=["2015-h1", "053"])
    assert client.post(url, {"standing": "handed_over", "reason": "Sáp nhập"}).status_code == 422, "no successor named"
    assert client.post(url, {"standing": "handed_over", "successor": "999999", "reason": "x"}).status_code == 422
    assert client.post(url, {"standing": "reports"}).status_code == 422, "nothing to take back"
    client.post(url, {"standing": "handed_over", "reason": "Sáp nhập", "successor": world.units["051"].pk})
    assert world.report("053").participant.owed_by == world.units["051"]
    client.post(url, {"standing": "reports"})
    assert world.report("053").participant.owed_by is None
