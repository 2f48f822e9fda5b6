"""Sending, taking, asking back, recalling, reopening."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tienbo.core import clock
from tienbo.indicators.models import Observation
from tienbo.notices.models import Notice
from tienbo.reporting.consolidation.differences import differences_of
from tienbo.reporting.consolidation.queries import draft_totals, version_totals
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import (
    FigureInput,
    ProxyRefused,
    justify_finding,
    record_figures,
    start_entering_for,
    stop_entering_for,
)
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.exchange.actions import (
    NotOwed,
    ReasonMissing,
    SendRefused,
    recall_report,
    record_receipt,
    record_signed_paper,
    reopen_report,
    return_report,
    submit_report,
    take_report,
)
from tienbo.reporting.rounds.actions import StandingFixed, exempt_participant
from tienbo.reporting.rounds.states import MoveRefused
from tienbo.reporting.verification import verify

EVENTS = Cell("comm.events", "event_form=unspecified")
MEMBERS = Cell("committee.members", "level=commune")
WOMEN = Cell("committee.members", "level=commune;sex=F")


def test_it_works(world):
    world.fill("01711")
    world.put("01711", MEMBERS, 9)
    world.put("01711", WOMEN, 4)
    version = world.send("01711")
    assert world.report("01711").state == "submitted"
    assert version.number == 1 and len(version.digest) == 64
    world.take("01711")
    assert world.report("01711").state == "accepted"
    totals = draft_totals(world.report("051"))
    assert totals[MEMBERS].value == 9
    assert (totals[MEMBERS].reported, totals[MEMBERS].countable) == (1, 2)
    assert draft_totals(world.report("04"))[MEMBERS].value is None


def test_totals_climb_the_tree_with_their_coverage(world):
    for commune, members in (("01711", 9), ("01708", 11)):
        world.fill(commune)
        world.put(commune, MEMBERS, members)
        world.send(commune)
        world.take(commune)
    world.fill("051")
    world.send("051")
    world.take("051")
    total = draft_totals(world.report("04"))[MEMBERS]
    assert total.value == 20
    assert (total.reported, total.countable, total.missing) == (2, 3, 1)


def test_the_officer_prepares_and_only_the_head_sends(world):
    world.fill("01711")
    with pytest.raises(PermissionDenied):
        submit_report(by=world.officers["01711"], report=world.report("01711"))
    assert world.report("01711").state == "draft"
    assert world.send("01711").submitted_by_uid == world.heads["01711"].uid


def test_errors_refuse_the_sending_and_change_nothing(world):
    world.fill("01711")
    world.put("01711", MEMBERS, 3)
    world.put("01711", WOMEN, 4)
    with pytest.raises(SendRefused) as refused:
        world.send("01711")
    assert {finding.code for finding in refused.value.findings} == {"K01"}
    assert world.report("01711").state == "draft"
    assert not world.report("01711").versions.exists()


def test_late_is_marked_and_never_refused(world):
    world.fill("01711")
    with clock.at(dt.date(2015, 5, 26)):
        version = world.send("01711")
    assert version.is_late and version.last_on_time == dt.date(2015, 5, 25)
    world.fill("01708")
    with clock.at(dt.datetime(2015, 5, 25, 23, 59, tzinfo=clock.ZONE)):
        assert not world.send("01708").is_late


def test_a_superior_asks_for_more_with_a_reason_and_the_unit_sends_again(world):
    world.fill("01711")
    first = world.send("01711")
    with pytest.raises(ReasonMissing):
        return_report(by=world.officers["051"], report=world.report("01711"), message="  ")
    return_report(
        by=world.officers["051"],
        report=world.report("01711"),
        message="Đề nghị rà lại số cuộc tuyên truyền.",
        cells=[(*EVENTS, "Có phải tính cả của trường?")],
    )
    assert world.report("01711").state == "returned"
    world.put("01711", EVENTS, 5)
    second = world.send("01711")
    assert second.number == 2
    assert second.header["previous"] == first.digest
    codes = list(Notice.objects.filter(unit=world.units["01711"]).values_list("code", flat=True))
    assert "report.returned" in codes


def test_a_report_is_recalled_until_it_is_taken(world):
    world.fill("01711")
    world.send("01711")
    recall_report(by=world.heads["01711"], report=world.report("01711"))
    assert world.report("01711").state == "draft"
    world.send("01711")
    world.take("01711")
    with pytest.raises(MoveRefused):
        recall_report(by=world.heads["01711"], report=world.report("01711"))


def test_figures_do_not_change_while_the_report_is_away(world):
    world.fill("01711")
    world.send("01711")
    with pytest.raises(MoveRefused):
        world.put("01711", MEMBERS, 1)


def test_only_the_superior_takes(world):
    world.fill("01711")
    world.send("01711")
    report = world.report("01711")
    for person in (world.officers["01711"], world.officers["053"], world.officers["04"], world.inspector, world.viewer):
        with pytest.raises(PermissionDenied):
            take_report(by=person, report=report)
    take_report(by=world.officers["051"], report=report)


def test_a_reopened_report_counts_as_it_was_until_the_new_one_is_taken(world):
    world.fill("01711")
    world.put("01711", MEMBERS, 9)
    world.send("01711")
    world.take("01711")
    with pytest.raises(ReasonMissing):
        reopen_report(by=world.heads["01711"], report=world.report("01711"), reason="")
    reopen_report(by=world.heads["01711"], report=world.report("01711"), reason="Cộng nhầm một người.")
    world.put("01711", MEMBERS, 8)
    assert draft_totals(world.report("051"))[MEMBERS].value == 9
    world.send("01711")
    assert draft_totals(world.report("051"))[MEMBERS].value == 9
    world.take("01711")
    assert draft_totals(world.report("051"))[MEMBERS].value == 8
    current = Observation.objects.filter(unit=world.units["01711"], element__code="committee.members")
    values = set(current.filter(superseded_at=None, breakdown__code="level=commune").values_list("value", flat=True))
    assert values == {Decimal(8)}
    assert current.filter(superseded_at=None).count() == current.exclude(superseded_at=None).count()


def test_late_data_never_alters_what_was_sent_but_shows_as_a_difference(world):
    world.fill("01711")
    world.put("01711", MEMBERS, 9)
    world.send("01711")
    world.take("01711")
    world.fill("051")
    sent = world.send("051")
    before = version_totals(sent)
    world.fill("01708")
    world.put("01708", MEMBERS, 11)
    world.send("01708")
    world.take("01708")
    assert version_totals(sent) == before
    difference = next(each for each in differences_of(sent) if each.cell == MEMBERS)
    assert (difference.sent.value, difference.now.value) == (9, 20)


def test_a_district_types_for_its_commune_and_nothing_is_counted_twice(world):
    report = start_entering_for(by=world.officers["051"], report=world.report("01711"))
    with pytest.raises(PermissionDenied):
        world.put("01711", MEMBERS, 7)
    record_figures(by=world.officers["051"], report=report, figures=[FigureInput(MEMBERS, Decimal(7))])
    version = submit_report(by=world.officers["051"], report=world.report("01711"))
    assert version.entered_by_superior
    assert world.report("01711").state == "accepted"
    assert draft_totals(world.report("051"))[MEMBERS].value == 7


def test_typing_for_a_commune_that_has_begun_is_refused(world):
    world.put("01711", MEMBERS, 7)
    with pytest.raises(ProxyRefused):
        start_entering_for(by=world.officers["051"], report=world.report("01711"))
    with pytest.raises(PermissionDenied):
        start_entering_for(by=world.officers["053"], report=world.report("01708"))
    start_entering_for(by=world.officers["051"], report=world.report("01708"))
    stop_entering_for(by=world.officers["051"], report=world.report("01708"))
    world.put("01708", MEMBERS, 5)


def test_armed_forces_are_not_asked_for_their_strength(world):
    world.fill("CA")
    version = world.send("CA")
    withheld = [row for row in version.figures if row[3] == "withheld"]
    assert {row[0].partition(".")[0] for row in withheld} <= {"staff", "party", "pool", "pipe"}
    assert withheld
    total = version_totals(version)[Cell("staff.all", "")]
    assert (total.expected, total.withheld, total.missing, total.value) == (1, 1, 0, None)


def test_an_exempt_unit_owes_nothing_and_is_not_missing(world):
    before = draft_totals(world.report("053"))[MEMBERS]
    assert before.expected == 1
    exempt_participant(by=world.officers["04"], participant=world.report("01780").participant, reason="Đang sáp nhập")
    assert MEMBERS not in draft_totals(world.report("053"))
    with pytest.raises(NotOwed):
        world.send("01780")


def test_the_topmost_report_is_taken_by_its_receipt(world):
    world.fill("04")
    world.send("04")
    with pytest.raises(MoveRefused):
        take_report(by=world.officers["04"], report=world.report("04"))
    record_receipt(
        by=world.officers["04"], report=world.report("04"), number="15/UBQG", received_on=dt.date(2015, 6, 20)
    )
    assert world.report("04").state == "accepted"
    # The day is written as offices write it: it is read on the page of the version.
    assert world.report("04").versions.get().decisions.get().message == "15/UBQG, 20/06/2015"


def test_the_signed_paper_follows_as_its_own_fact(world):
    world.fill("01711")
    version = world.send("01711")
    world.take("01711")
    paper = record_signed_paper(
        by=world.officers["01711"],
        version=version,
        number="12/BC-BVSTBCPN",
        signed_on=dt.date(2015, 5, 22),
        signer="Trưởng ban",
        name="bao-cao.png",
        data=b"\x89PNG\r\n\x1a\n signed",
    )
    assert paper.file.media_type == "image/png"
    assert paper.number == "12/BC-BVSTBCPN"
    assert world.report("01711").state == "accepted"


def test_everything_verifies_after_the_whole_dance(world, run_jobs):
    for commune in ("01711", "01708", "01780"):
        world.fill(commune)
        world.send(commune)
        world.take(commune)
    for unit in ("051", "053", "LD", "VH", "CA", "HPN", "04"):
        world.fill(unit)
        world.send(unit)
        if unit != "04":
            world.take(unit)
    reopen_report(by=world.heads["01711"], report=world.report("01711"), reason="Sửa số")
    world.put("01711", MEMBERS, 3)
    world.send("01711")
    result = verify()
    assert result.problems == []
    assert result.counts["versions"] == 11


def test_who_reported_to_an_exempt_district_reports_to_its_superior(world):
    exempt_participant(by=world.officers["04"], participant=world.report("053").participant, reason="Sáp nhập")
    world.fill("01780")
    world.put("01780", MEMBERS, 7)
    world.send("01780")
    take_report(by=world.officers["04"], report=world.report("01780"))
    assert draft_totals(world.report("04"))[MEMBERS].value == 7


def test_a_unit_that_has_sent_cannot_be_let_off(world):
    world.fill("01780")
    world.send("01780")
    with pytest.raises(StandingFixed):
        exempt_participant(by=world.officers["04"], participant=world.report("01780").participant, reason="x")


def test_a_reason_goes_with_the_report_only_while_its_warning_stands(world):
    existing = Cell("committee.existing", "level=district")
    world.fill("051")
    district = world.put("051", existing, 1)
    warning = next(each for each in findings_of(district) if each.severity == "warning")
    justify_finding(by=world.officers["051"], report=district, finding=warning.key, text="Đúng như vậy.")
    assert world.send("051").justifications == [[warning.key, "Đúng như vậy."]]
    recall_report(by=world.heads["051"], report=world.report("051"))
    world.put("051", existing, 0)
    assert world.send("051").justifications == []
    assert verify().problems == []
