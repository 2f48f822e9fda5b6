"""The history of an element goes on when the form changes: what it is compared with, what is unusual beside it."""

import datetime as dt

import pytest

from tests.reporting.papers.conftest import DUE, HELD, SOURCE, TODAY, WOMEN, form, paper_of, report_in
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.definitions.actions import register_form
from tienbo.reporting.definitions.loading import builtin_text
from tienbo.reporting.entry.drawing.actions import draw_figures
from tienbo.reporting.entry.queries import earlier_figures, earlier_reports, findings_of
from tienbo.reporting.entry.sheets import TableSheet
from tienbo.reporting.exchange.actions import record_receipt, submit_report
from tienbo.reporting.output.gathering import snapshot_of_draft
from tienbo.reporting.rounds.papers.actions import open_paper
from tienbo.reporting.verification import verify

pytestmark = pytest.mark.django_db
YEARS = (2010, 2011, 2012, 2013, 2014)


def later_version():
    """The same form with another title: version 2."""
    text = builtin_text("vstbcpn-2015").replace("  version: 1", "  version: 2", 1)
    return register_form(by=SYSTEM, source=text.replace("Thành viên Ban (kể cả", "Thành viên của Ban (kể cả", 1))


def year(world, number: int, **changes) -> str:
    """An annual round of a year over the labour department; its code."""
    code = f"{number}-nam"
    plan = {
        "title": f"Năm {number}",
        "report": "annual",
        "starts_on": dt.date(number - 1, 12, 1),
        "ends_on": dt.date(number, 11, 30),
        "closing_on": dt.date(number, 11, 20),
        "tree_on": dt.date(number, 11, 20),
        "units": [world.units["LD"]],
    } | changes
    world.round(code, **plan)
    return code


def told(world, code: str, held: int) -> None:
    world.fill("LD", 0, code)
    world.put("LD", HELD, held, round=code)
    world.send("LD", code)


def test_a_later_version_of_the_form_goes_on_with_the_series(annual):
    world = annual.world
    before = year(world, 2014)
    told(world, before, 7)
    code = year(world, 2016, form=later_version(), previous=world.rounds[before])
    report = world.report("LD", code)
    assert earlier_figures(report, report.round.previous)[HELD].value == 7
    assert TableSheet(report, "B09").compared(HELD).figure.value == 7
    assert [figures[HELD].value for figures in earlier_reports(report)] == [7]


def test_another_form_with_the_same_elements_goes_on_with_the_series(annual):
    world = annual.world
    before = year(world, 2014)
    told(world, before, 7)
    code = year(world, 2016, form=form("action-month-2016"), previous=world.rounds[before], terms={})
    report = world.report("LD", code)
    assert TableSheet(report, "M01").compared(HELD).figure.value == 7
    assert [figures[HELD].value for figures in earlier_reports(report)] == [7]


def test_what_is_unusual_is_told_by_reports_on_any_form(annual):
    world = annual.world
    for number in YEARS:
        on = {"form": form("action-month-2016"), "terms": {}} if number % 2 else {}
        told(world, year(world, number, **on), 40 + number - YEARS[0])
    code = year(world, 2016)
    report = world.report("LD", code)
    assert [figures[HELD].value for figures in earlier_reports(report)] == [44, 43, 42, 41, 40]


def test_two_forms_of_one_period_are_one_point_of_the_series(annual):
    world = annual.world
    told(world, year(world, 2014), 7)
    world.round(
        "2014-thang", title="Tháng", report="annual", form=form("action-month-2016"), terms={},
        starts_on=dt.date(2013, 12, 1), ends_on=dt.date(2014, 11, 30), closing_on=dt.date(2014, 11, 20),
        tree_on=dt.date(2014, 11, 20), units=[world.units["LD"]],
    )  # fmt: skip
    world.fill("LD", 0, "2014-thang")
    world.put("LD", HELD, 8, round="2014-thang")
    world.send("LD", "2014-thang")
    (figures,) = earlier_reports(world.report("LD", year(world, 2016)))
    # On the same form as the report that asks: its word goes first, the other's only where it says nothing.
    assert figures[HELD].value == 7
    assert any(cell.element == "month.events" for cell in figures)


def test_a_thematic_round_has_no_like_on_other_forms(annual):
    world = annual.world
    told(world, year(world, 2014, report="adhoc"), 7)
    code = year(world, 2016, report="adhoc", form=form("action-month-2016"), terms={})
    assert earlier_reports(world.report("LD", code)) == []


def test_the_first_paper_is_compared_with_the_totals_of_the_round_before(sent):
    """Thirty in all, though the province itself told ten."""
    world = sent.world
    next_year = world.round(
        "2016-nam", title="Năm 2016", report="annual", previous=sent.round, units=[world.units["LD"]],
        starts_on=dt.date(2015, 12, 1), ends_on=dt.date(2016, 11, 30), closing_on=dt.date(2016, 11, 20),
        tree_on=dt.date(2016, 11, 20), dues=(),
    )  # fmt: skip
    paper = open_paper(by=SYSTEM, round=next_year, form=form("strategy-2015"), title="x", due=dt.date(2016, 12, 25))
    assert paper.previous == sent.round
    report = report_in(paper)
    assert earlier_figures(report, paper.previous)[HELD].value == 30
    assert TableSheet(report, "S08").compared(HELD).figure.value == 30
    lines = {line.key: line for table in snapshot_of_draft(report).tables for line in table.lines}
    assert lines["S08.03||entered"].before["T"].value == 30 and lines["S07.08||entered"].before["F"].value == 12
    # The department itself looks back at its own ten.
    department = world.report("LD", "2016-nam")
    assert earlier_figures(department, sent.round)[HELD].value == 10


def test_the_next_paper_is_compared_with_the_last_one(sent):
    world = sent.world
    first = paper_of(sent)
    draw_figures(by=SYSTEM, report=first)
    submit_report(by=SYSTEM, report=first)
    next_year = world.round(
        "2016-nam", title="Năm 2016", report="annual", previous=sent.round, units=[world.units["LD"]],
        starts_on=dt.date(2015, 12, 1), ends_on=dt.date(2016, 11, 30), closing_on=dt.date(2016, 11, 20),
        tree_on=dt.date(2016, 11, 20), dues=(),
    )  # fmt: skip
    paper = open_paper(by=SYSTEM, round=next_year, form=form("strategy-2015"), title="x", due=dt.date(2016, 12, 25))
    report = report_in(paper)
    assert paper.previous == first.round
    assert earlier_figures(report, paper.previous)[WOMEN].value == 12
    assert [figures[HELD].value for figures in earlier_reports(report)] == [30]


def test_what_a_paper_says_is_no_part_of_the_units_own_history(sent):
    paper = paper_of(sent)
    draw_figures(by=SYSTEM, report=paper)
    submit_report(by=SYSTEM, report=paper)
    code = year(sent.world, 2016)
    assert [figures[HELD].value for figures in earlier_reports(sent.world.report("04", code))] == [10]


def test_nothing_is_unlike_the_feeding_report_right_after_the_draw(sent):
    report = paper_of(sent)
    draw_figures(by=SYSTEM, report=report)
    assert not [each for each in findings_of(report) if each.severity == "error" or each.code == "P01"]


def test_two_rounds_on_two_forms_for_one_period_verify(sent):
    world = sent.world
    with clock.at(TODAY):
        world.round(
            "2015-thang", title="Tháng hành động", report="annual", form=form("action-month-2016"), terms={},
            ends_on=dt.date(2015, 11, 30), closing_on=dt.date(2015, 11, 20), tree_on=dt.date(2015, 11, 20),
            units=[world.units["LD"]],
        )  # fmt: skip
        world.fill("LD", 1, "2015-thang")
        world.send("LD", "2015-thang")
        world.take("LD", "2015-thang")
    record_receipt(by=SYSTEM, report=sent.report(), number="1", received_on=TODAY)
    assert not verify().problems


def test_the_usual_form_of_a_new_round_is_not_the_one_registered_last(annual):
    from tienbo.reporting.rounds.queries import usual_form

    assert usual_form(annual.world.units["04"]).code == "vstbcpn-2015"
    paper_of(annual)
    assert usual_form(annual.world.units["04"]).code == "vstbcpn-2015"
    assert usual_form(annual.world.units["053"]).code == "vstbcpn-2015"


def test_a_code_of_a_long_round_still_makes_a_code(annual):
    other = annual.world.round(
        "x" * 40, title="Dài", report="annual", ends_on=dt.date(2015, 11, 30), closing_on=dt.date(2015, 11, 20),
        tree_on=dt.date(2015, 11, 20), units=[],
    )  # fmt: skip
    first, second = (
        open_paper(by=SYSTEM, round=round, form=form("strategy-2015"), title="x", due=DUE)
        for round in (other, annual.round)
    )
    assert len(first.code) <= 40 and first.code != second.code and second.code.startswith(SOURCE)
