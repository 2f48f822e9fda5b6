"""Totals at read time, lineage, the board; the pure fold is the oracle."""

import datetime as dt
import random
from decimal import Decimal

from tienbo.core import clock
from tienbo.reporting.consolidation.board import board_of, standing_of
from tienbo.reporting.consolidation.fold import fold
from tienbo.reporting.consolidation.lineage import lineage_of
from tienbo.reporting.consolidation.queries import (
    asked_by,
    counted_below,
    draft_totals,
    outstanding_below,
    summed_by,
    version_totals,
)
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import FigureInput, record_figures
from tienbo.reporting.entry.queries import own_figures
from tienbo.reporting.exchange.actions import submit_report, take_report
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.models import Report

MEMBERS = Cell("committee.members", "level=commune")


def _scatter(world, unit: str, luck: random.Random) -> None:
    """Some figures, some blanks, some reasons for having none."""
    report = world.report(unit)
    given = []
    for cell in asked_of_participant(report.participant).typed:
        kind = luck.random()
        if kind < 0.6:
            flag = "estimate" if kind < 0.1 else "actual"
            given.append(FigureInput(cell, Decimal(luck.randrange(100)), flag))
        elif kind < 0.75:
            given.append(FigureInput(cell, None, luck.choice(["not_collected", "not_applicable"])))
    record_figures(by=world.officers[unit], report=report, figures=given)


def test_the_totals_of_a_draft_are_those_of_the_pure_fold(world, monkeypatch):
    monkeypatch.setattr("tienbo.reporting.exchange.actions.findings_of", lambda report: [])
    luck = random.Random(2015)
    for unit in ("01711", "01708", "01780", "TT", "LD", "051", "HPN", "04"):
        _scatter(world, unit, luck)
    for unit in ("01711", "01780", "TT", "LD", "051", "HPN"):
        world.send(unit)
        world.take(unit)
    for unit in ("051", "053", "04"):
        report = world.report(unit)
        children = [version_totals(version) for version in counted_below(report)]
        expected = fold(
            own_figures(report),
            children,
            asked_by(report.round, outstanding_below(report)),
            summed_by(report.round),
        )
        assert draft_totals(report) == expected
    asked = sum(
        MEMBERS in asked_of_participant(report.participant).all
        for report in Report.objects.filter(round=world.round()).select_related("participant__round__form")
    )
    assert draft_totals(world.report("04"))[MEMBERS].expected == asked == 3


def test_the_parts_of_a_total_add_up_down_to_the_typed_cell(world):
    for commune, members in (("01711", 9), ("01708", 11)):
        world.fill(commune)
        world.put(commune, MEMBERS, members)
        world.send(commune)
        world.take(commune)
    world.fill("051")
    sent = world.send("051")
    world.take("051")
    top = lineage_of(world.report("04"), MEMBERS)
    assert [part.participant.code for part in top.parts] == ["051"]
    assert [(gap.participant.code, gap.units) for gap in top.gaps] == [("053", 1)]
    assert sum(part.total.value for part in top.parts) == top.total.value == 20
    middle = lineage_of(world.report("051"), MEMBERS, sent)
    assert {part.participant.code: part.total.value for part in middle.parts} == {"01711": 9, "01708": 11}
    leaf = lineage_of(world.report("01711"), MEMBERS, middle.parts[1].version)
    assert leaf.own_figure.value == 9 and not leaf.gaps


def test_the_lineage_of_a_sent_version_does_not_change_with_later_data(world):
    world.fill("01711")
    world.put("01711", MEMBERS, 9)
    world.send("01711")
    world.take("01711")
    world.fill("051")
    sent = world.send("051")
    world.fill("01708")
    world.put("01708", MEMBERS, 11)
    world.send("01708")
    world.take("01708")
    assert lineage_of(world.report("051"), MEMBERS, sent).total.value == 9
    assert [gap.participant.code for gap in lineage_of(world.report("051"), MEMBERS, sent).gaps] == ["01708"]
    assert lineage_of(world.report("051"), MEMBERS).total.value == 20


def test_the_board_puts_the_late_first_and_counts(world):
    world.fill("01711")
    world.send("01711")
    world.take("01711")
    with clock.at(dt.date(2015, 5, 28)):
        board = board_of(world.report("051"))
        assert [(row.participant.code, row.state) for row in board.rows] == [
            ("01708", "not_started"),
            ("01711", "accepted"),
        ]
        assert board.rows[0].days_late == 3
        assert (board.taken, board.owed, board.late) == (1, 2, 1)
        assert board.rows[1].tables["B02"].is_full
        assert standing_of(world.report("01711")).days_late == 0


def test_the_board_asks_the_database_as_often_for_many_units_as_for_few(world, django_assert_max_num_queries):
    world.round()
    board_of(world.report("053"))
    with django_assert_max_num_queries(12):
        board_of(world.report("053"))
    report = world.report("04")
    with django_assert_max_num_queries(12):
        board_of(report)


def test_taking_is_by_the_nearest_participant_in_a_round_of_some_units(world):
    """A thematic round of communes alone: they report to the province, which takes them itself."""
    communes = [world.units[code] for code in ("01711", "01708", "01780")]
    world.round("2015-bao-luc", units=communes, report="adhoc")
    world.fill("01711", round="2015-bao-luc")
    submit_report(by=world.heads["01711"], report=world.report("01711", "2015-bao-luc"))
    take_report(by=world.officers["04"], report=world.report("01711", "2015-bao-luc"))
    assert len(board_of(world.report("04", "2015-bao-luc")).rows) == 3
