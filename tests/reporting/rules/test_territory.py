"""Rules that come with a paper upward: beside the report that feeds it, and milder on totals."""

from decimal import Decimal

import pytest

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.lines import RoundOptions
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.rules.engine import check
from tienbo.reporting.rules.territory import AS_DRAWN, DRAWN_FROM

FORM = load_builtin("vstbcpn-2015")
TERMS = {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)}
WOMEN = Cell("comm.attendances", "sex=F")
ALL = Cell("comm.attendances")
SPENT, BY_SOURCE = Cell("fund.spent", "cost_head=h04_training"), Cell("fund.spent_source", "fund_source=province")


def found(given, sent=None, *, whole=True):
    """Findings of a province by code, without those about empty tables."""
    cells = {cell: Figure(Decimal(value)) for cell, value in given.items()}
    beside = {} if sent is None else {DRAWN_FROM: {cell: Figure(Decimal(value)) for cell, value in sent.items()}}
    every = check(FORM, kind="province", options=RoundOptions("annual", TERMS, whole=whole), cells=cells, beside=beside)
    return {each.code: each for each in every if each.code != "K25"}


def test_a_figure_unlike_the_one_that_was_sent_is_a_warning_with_both():
    finding = found({ALL: 12}, {ALL: 13})["P01"]
    assert (finding.severity, finding.cells, finding.key) == ("warning", (ALL,), "P01|comm.attendances|")
    assert "12, báo cáo đã gửi ghi 13" in finding.message_vi and "Lấy lại số, hoặc nêu lý do." in finding.message_vi
    assert "12, the report that was sent says 13" in finding.message_en


def test_the_same_figure_and_what_either_leaves_blank_are_not_told():
    assert not found({ALL: 13}, {ALL: 13})
    assert not found({ALL: 13}, {})
    assert not found({}, {ALL: 13})
    assert not found({ALL: 13})


def test_a_report_that_is_no_paper_is_not_held_against_anything():
    assert not found({ALL: 12}, {ALL: 13}, whole=False)


def test_a_broken_relation_between_totals_warns_where_it_stops_a_unit():
    given = {SPENT: 5, BY_SOURCE: 3} | {
        Cell("fund.spent", f"cost_head={head}"): 0
        for head in FORM.breakdowns["cost_head"].items
        if head != "h04_training"
    } | {
        Cell("fund.spent_source", f"fund_source={source}"): 0
        for source in FORM.breakdowns["fund_source"].items
        if source != "province"
    }  # fmt: skip
    assert found(given, whole=False)["K11"].severity == "error"
    whole = given | {Cell("fund.spent", "cost_head=unspecified"): 0}
    assert found(whole)["K11"].severity == "warning"


@pytest.mark.parametrize(("given", "code"), [({ALL: 3, WOMEN: 4}, "K01"), ({ALL: -3}, "K03")])
def test_what_one_figure_must_be_by_itself_stays_an_error(given, code):
    assert found(given)[code].severity == "error"


def test_the_rule_is_of_no_form_and_no_rule_set():
    for form in ("vstbcpn-2015", "strategy-2015", "action-month-2016"):
        assert AS_DRAWN.code not in {each.code for each in load_builtin(form).checks}
