"""The whole year beside the period: what is asked, what it is called, and that nothing else changes."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tienbo.reporting.definitions.cells import YEAR_COLUMNS, Cell, is_of_year, usual_flag
from tienbo.reporting.definitions.derived import comparison_cell
from tienbo.reporting.definitions.estimating import (
    REACH,
    estimate_head,
    is_estimate_head,
    reach_problem,
    women_of,
)
from tienbo.reporting.definitions.lines import (
    RoundOptions,
    all_lines_for,
    asks_year,
    cells_for,
    withheld_cells_for,
)
from tienbo.reporting.definitions.loading import builtin_text, load, load_builtin
from tienbo.reporting.definitions.problems import DefinitionError

FORM = load_builtin("vstbcpn-2015")
TERMS = {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)}
YEAR_END = dt.date(2015, 12, 31)

units = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(
            ["province", "department", "mass_org", "party_body", "district", "commune", "sub_unit"]
        ),
        "sectors": st.sampled_from([(), ("culture",), ("labour", "education"), ("armed_forces",)]),
        "variant": st.sampled_from(["full", "short"]),
    }
)
rounds = st.builds(
    RoundOptions,
    report=st.sampled_from(["half_year", "annual", "adhoc"]),
    terms=st.just(TERMS),
    election=st.booleans(),
    tables=st.none() | st.frozensets(st.sampled_from([table.code for table in FORM.tables]), min_size=1),
)


def estimating(options: RoundOptions) -> RoundOptions:
    return replace(options, estimate_to=YEAR_END)


@given(units, rounds)
@settings(max_examples=60, deadline=None)
def test_the_cells_without_the_year_are_those_of_the_same_round_without_estimate(unit, options):
    for of in (cells_for, withheld_cells_for):
        plain, both = (of(FORM, options=each, **unit) for each in (options, estimating(options)))
        assert tuple(cell for cell in both if not is_of_year(cell)) == plain
        assert not any(map(is_of_year, plain))
        assert len(set(both)) == len(both)


@given(units, rounds, st.sampled_from(["own", "consolidated"]))
@settings(max_examples=60, deadline=None)
def test_lines_are_the_same_but_for_the_columns_of_the_year(unit, options, scope):
    plain, both = (all_lines_for(FORM, options=each, scope=scope, **unit) for each in (options, estimating(options)))
    assert [line.code for line in plain] == [line.code for line in both]
    for before, after in zip(plain, both, strict=True):
        assert after.actual_columns == dict(before.columns)
        assert replace(after, columns=before.columns, estimate_head=None) == before
        row = FORM.row_by_code[after.element]
        assert bool(after.year_columns) == (asks_year(row) and not after.is_heading)
        for column, cell in after.year_columns.items():
            beside = after.columns[YEAR_COLUMNS[column]]
            assert is_of_year(cell) and usual_flag(cell) == "estimate" and usual_flag(beside) == "actual"


def test_the_year_is_asked_of_what_happens_and_adds_up():
    asked = {row.row: asks_year(row) for row in FORM.rows()}
    assert asked["B09.06"] and asked["B01.12"] and asked["B13.04"]
    # A stock; a figure of a term; a window of its own; what is never added.
    assert not any(asked[row] for row in ("B01.01", "B02.03", "B01.06", "B14.01") if row in asked)
    for row in FORM.rows():
        if row.nature != "flow" or row.window or row.estimate or row.kind == "rate" or row.aggregation == "none":
            assert not asked[row.row], row.row


def test_a_short_form_is_asked_the_total_of_the_year_alone():
    options = estimating(RoundOptions("annual", TERMS))
    short = all_lines_for(FORM, kind="commune", variant="short", options=options)
    full = all_lines_for(FORM, kind="district", options=options)
    assert {column for line in short for column in line.year_columns} == {"TY", "valueY"}
    assert {column for line in full for column in line.year_columns} == {"TY", "FY", "valueY"}


def test_cells_of_the_year_have_canonical_codes():
    line = next(
        line
        for line in all_lines_for(FORM, kind="district", options=estimating(RoundOptions("annual", TERMS)))
        if line.row_id == "B09.06"
    )
    assert line.columns["TY"] == Cell("comm.attendances", "basis=year")
    assert line.columns["FY"] == Cell("comm.attendances", "basis=year;sex=F")


@pytest.mark.parametrize(
    ("day", "vi"),
    [
        (dt.date(2015, 12, 31), "Ước cả năm"),
        (dt.date(2015, 6, 30), "Ước 6 tháng"),
        (dt.date(2015, 10, 15), "Ước đến 15/10"),
    ],
)
def test_the_year_is_called_by_the_day_it_reaches(day, vi):
    head = estimate_head(day)
    assert head.vi == vi and women_of(head).vi == f"{vi}, nữ"
    assert all(is_estimate_head(words) for each in (head, women_of(head)) for words in each)


days = st.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31))


@given(days, st.integers(-500, 500))
def test_an_estimate_reaches_beyond_the_period_within_its_year_or_sixty_days(end, further):
    day = end + dt.timedelta(days=further)
    possible = day > end and (day.year == end.year or day - end <= REACH)
    problem = reach_problem(end, day)
    assert (problem is None) == possible
    assert possible or (problem.vi and problem.en)


def test_the_last_possible_day_is_named_and_possible():
    end = dt.date(2015, 11, 30)
    assert "29/01/2016" in reach_problem(end, dt.date(2016, 2, 10)).vi
    assert reach_problem(end, dt.date(2016, 1, 29)) is None


def test_the_year_is_compared_with_nothing():
    options = estimating(RoundOptions("annual", TERMS))
    assert comparison_cell(FORM, Cell("comm.attendances", "basis=year"), options) is None
    assert comparison_cell(FORM, Cell("comm.attendances"), options) == Cell("comm.attendances")


def test_no_form_may_have_the_breakdown_of_the_year_itself():
    text = builtin_text("vstbcpn-2015")
    first = next(iter(FORM.breakdowns))
    with pytest.raises(DefinitionError) as caught:
        load(text.replace(f"\n  {first}:", "\n  basis: {kind: parts, vi: X, en: X, items: {a: {vi: A, en: A}}}"
                          f"\n  {first}:", 1))  # fmt: skip
    assert "breakdowns[basis]" in {problem.place for problem in caught.value.problems}
