"""Two at once: real connections, real locks."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.db import connection

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.consolidation.queries import draft_totals, version_totals
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import FigureInput, record_figures
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.exchange.actions import recall_report, record_signed_paper, submit_report, take_report
from tienbo.reporting.exchange.papers import PaperRefused
from tienbo.reporting.output.jobs import issue_files
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.rounds.actions import exempt_participant
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.states import MoveRefused
from tienbo.reporting.verification import verify
from tienbo.reporting.versions.models import CountedVersion, ReportVersion, SignedPaper

MEMBERS = Cell("committee.members", "level=commune")


def both(*acts) -> list[BaseException | None]:
    """Start all acts at the same moment, each with its own connection; returns what each raised."""
    barrier = threading.Barrier(len(acts))
    outcomes: list[BaseException | None] = [None] * len(acts)
    moment = clock.now()

    def run(index: int, act) -> None:
        try:
            barrier.wait(timeout=10)
            with clock.at(moment):
                act()
        except BaseException as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    return outcomes


@pytest.fixture
def world(transactional_db, world):
    return world


def test_who_types_while_the_unit_is_let_off_is_before_or_after_and_not_between(world):
    """The standing is another row than the report: it is read once the report is held."""
    report = world.report("01711")
    cell = asked_of_participant(report.participant).typed[0]
    figure = [FigureInput(cell, Decimal(1))]
    typed, let_off = both(
        lambda: record_figures(by=world.officers["01711"], report=report, figures=figure),
        lambda: exempt_participant(by=SYSTEM, participant=report.participant, reason="giải thể"),
    )
    assert let_off is None
    now = world.report("01711")
    if typed is None:
        assert entries_of(now)[cell].figure.value == 1
    else:
        assert isinstance(typed, MoveRefused) and not entries_of(now)


def test_two_heads_send_at_once_and_one_version_comes_of_it(world):
    world.fill("01711")
    report = world.report("01711")
    head = world.heads["01711"]
    outcomes = both(*[lambda: submit_report(by=head, report=report)] * 3)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert all(isinstance(outcome, MoveRefused) for outcome in outcomes if outcome)
    assert ReportVersion.objects.filter(report=report).count() == 1
    assert verify().problems == []


def test_taking_and_recalling_at_once_ends_in_one_of_the_two(world):
    world.fill("01711")
    world.send("01711")
    report = world.report("01711")
    outcomes = both(
        lambda: take_report(by=world.officers["051"], report=report),
        lambda: recall_report(by=world.heads["01711"], report=report),
    )
    assert sum(outcome is None for outcome in outcomes) == 1
    state = world.report("01711").state
    assert state == ("accepted" if outcomes[0] is None else "draft")
    assert CountedVersion.objects.filter(report=report).exists() == (state == "accepted")
    assert verify().problems == []


def test_a_district_that_sends_while_a_commune_is_taken_has_it_wholly_or_not_at_all(world):
    for commune, members in (("01711", 9), ("01708", 11)):
        world.fill(commune)
        world.put(commune, MEMBERS, members)
        world.send(commune)
    world.fill("051")
    report, officer = world.report("051"), world.officers["051"]
    outcomes = both(
        lambda: submit_report(by=world.heads["051"], report=report),
        lambda: take_report(by=officer, report=world.report("01711")),
        lambda: take_report(by=officer, report=world.report("01708")),
    )
    assert outcomes == [None, None, None]
    frozen = version_totals(ReportVersion.objects.get(report=report))[MEMBERS]
    assert (frozen.value, frozen.reported) in {(None, 0), (9, 1), (11, 1), (20, 2)}
    assert draft_totals(world.report("051"))[MEMBERS].value == 20
    assert verify().problems == []


NUMBER = "45/BC-BVSTBCPN"


def recording(world, version, number: str = NUMBER):
    """The act of recording a version's signed paper."""
    return lambda: record_signed_paper(
        by=world.officers["01711"], version=version, number=number, signed_on=dt.date(2015, 5, 20)
    )


def test_a_paper_is_recorded_while_its_version_is_printed(world):
    world.fill("01711")
    version = world.send("01711")
    assert both(lambda: issue_files(version_id=version.pk), recording(world, version)) == [None, None]
    issue_files(version_id=version.pk)
    assert (
        sorted(IssuedFile.objects.filter(version=version).values_list("number", flat=True)) == [""] * 3 + [NUMBER] * 3
    )
    assert verify().problems == []


def test_a_version_is_taken_while_it_is_printed(world):
    world.fill("01711")
    version = world.send("01711")

    def take() -> None:
        take_report(by=world.officers["051"], report=world.report("01711"))

    assert both(lambda: issue_files(version_id=version.pk), take) == [None, None]
    assert verify().problems == []


def test_one_paper_recorded_twice_at_once_is_one_paper(world):
    world.fill("01711")
    version = world.send("01711")
    assert both(*[recording(world, version)] * 3) == [None] * 3
    assert SignedPaper.objects.filter(version=version).count() == 1


def test_two_papers_that_want_one_number_at_once_and_one_gets_it(world):
    world.round("2015-p", title="Báo cáo chuyên đề")
    versions = []
    for round in ("2015-h1", "2015-p"):
        world.fill("01711", round=round)
        versions.append(world.send("01711", round))
    outcomes = both(*[recording(world, version) for version in versions])
    assert [type(outcome) for outcome in outcomes if outcome] == [PaperRefused]
    assert SignedPaper.objects.count() == 1
