"""What a figure for the whole year must agree with; such rules come with the round that asks it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tienbo.demo.figures.draft import Subject
from tienbo.demo.figures.report import invented_report
from tienbo.reporting.definitions.cells import Cell, Figure, is_of_year
from tienbo.reporting.definitions.lines import RoundOptions
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.rules.engine import check

FORM = load_builtin("vstbcpn-2015")
TERMS = {"party": ("2010-2015", "2015-2020"), "council": ("2011-2016",), "assembly": ("XIII",)}
OPTIONS = RoundOptions("annual", TERMS, estimate_to=dt.date(2015, 12, 31))
UNIT = {"kind": "district", "options": OPTIONS}
T, F = Cell("comm.attendances"), Cell("comm.attendances", "sex=F")
TY, FY = Cell("comm.attendances", "basis=year"), Cell("comm.attendances", "basis=year;sex=F")


def found(*, options=OPTIONS, checks=(), justified=(), **figures) -> dict[str, str]:
    """Findings by their code and severity, each with its sentence; the form's own rules are left out."""
    cells = {"T": T, "F": F, "TY": TY, "FY": FY}
    given = {cells[name]: value if isinstance(value, Figure) else Figure(Decimal(value)) for name, value
             in figures.items()}  # fmt: skip
    findings = check(FORM, kind="district", options=options, cells=given, checks=checks, justified=justified)
    return {f"{each.code} {each.severity}{' said' if each.is_justified else ''}": each.message_vi for each in findings}


def test_figures_that_agree_have_no_finding():
    assert found(T=5, F=2, TY=7, FY=3) == {}
    assert found(T=5, F=2, TY=5, FY=2) == {}


def test_the_year_is_not_below_the_period():
    said = found(T=5, TY=4)
    assert list(said) == ["U01 error"] and "cột Ước cả năm: 4 nhỏ hơn số thực hiện trong kỳ 5" in said["U01 error"]
    assert list(found(T=9, F=5, TY=9, FY=4)) == ["U01 error"]


def test_the_women_of_the_year_are_not_more_than_its_total():
    said = found(T=1, TY=4, FY=5)
    assert list(said) == ["U02 error"] and "cột Ước cả năm, nữ: 5 lớn hơn tổng 4" in said["U02 error"]


def test_a_figure_of_the_period_without_one_of_the_year_is_asked_about_once():
    said = found(T=5, F=2)
    assert list(said) == ["U03 warning"] and "còn trống, trong kỳ đã có 5" in said["U03 warning"]
    assert list(found(T=5, justified=["U03|comm.attendances|basis=year"])) == ["U03 warning said"]


@pytest.mark.parametrize("flag", ["not_collected", "not_applicable"])
def test_a_reason_for_having_no_estimate_is_enough(flag):
    assert found(T=5, TY=Figure(None, flag)) == {}


def test_blank_is_not_zero_and_nothing_is_said_of_it():
    assert found(TY=3) == found() == found(F=2, FY=3) == {}


def test_the_rules_stay_whatever_rules_the_unit_adopts():
    assert list(found(T=5, TY=4, checks=())) == ["U01 error"]
    assert "U01 error" in found(T=5, TY=4, checks=None)


def test_a_round_without_estimate_has_none_of_them():
    assert found(T=5, TY=4, options=replace(OPTIONS, estimate_to=None)) == {}


def test_the_sentence_says_what_the_day_calls_it():
    said = found(T=5, TY=4, options=replace(OPTIONS, estimate_to=dt.date(2015, 6, 30)))
    assert "cột Ước 6 tháng" in said["U01 error"]


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(["province", "department", "district", "commune", "sub_unit"]),
    st.sampled_from(["full", "short"]),
    st.integers(0, 2**32),
)
def test_a_consistent_report_with_estimates_has_no_finding(kind, variant, seed):
    subject = Subject(name=str(seed), kind=kind, options=OPTIONS, variant=variant, below={"commune": 6})
    figures = invented_report(FORM, subject)
    assert any(map(is_of_year, figures))
    assert [each.message_vi for each in check(FORM, kind=kind, variant=variant, options=OPTIONS, cells=figures)] == []
