"""What a clerk is told about her figures, and what she is not."""

from decimal import Decimal

import pytest

from tienbo.reporting.definitions.cells import Cell, Figure, parse_breakdown
from tienbo.reporting.definitions.lines import RoundOptions, cells_for, lines_for
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.rules.engine import check

FORM = load_builtin("vstbcpn-2015")
TERMS = {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)}
HALF_YEAR, ANNUAL = RoundOptions("half_year", TERMS), RoundOptions("annual", TERMS)
TWO_TERMS = RoundOptions("half_year", TERMS | {"party": ("2010-2015", "2015-2020")})
COMMUNE = {"kind": "commune", "options": HALF_YEAR}


def figures(given):
    """Figures from ``{"party.bch level=commune;term=2015-2020": 27}``; None is a cell that somebody left blank."""
    result = {}
    for name, value in given.items():
        element, _, breakdown = name.partition(" ")
        parse_breakdown(breakdown)
        result[Cell(element, breakdown)] = value if isinstance(value, Figure) else _figure(value)
    return result


def _figure(value):
    return Figure() if value is None else Figure(Decimal(value))


def findings(given, *, but=("K25",), **unit):
    """What is found apart from empty tables."""
    beside = {name: figures(unit.pop(name)) for name in ("previous", "half_year") if name in unit}
    found = check(FORM, cells=figures(given), beside=beside, **{**COMMUNE, **unit})
    return [finding for finding in found if finding.code not in but]


BCH, BCH_F = "party.bch level=commune;term=2015-2020", "party.bch level=commune;sex=F;term=2015-2020"


def test_it_says_the_cell_the_values_and_what_to_do():
    (finding,) = findings({BCH: 27, BCH_F: 28})
    assert finding.message_vi == "Ô B02.03 (nhiệm kỳ 2015-2020), cột Nữ: 28 lớn hơn tổng 27. Sửa số nữ hoặc số tổng."
    assert finding.message_en == (
        "Cell B02.03 (term 2015-2020), column Women: 28 is more than the total, 27. Correct the women or the total."
    )
    assert (finding.code, finding.severity, finding.table, finding.row_id, finding.column) == (
        "K01", "error", "B02", "B02.03", "F",
    )  # fmt: skip
    assert finding.cells == (Cell(*BCH_F.split()), Cell(*BCH.split()))
    assert finding.key == "K01|party.bch|level=commune;sex=F;term=2015-2020"


def test_large_numbers_are_written_in_the_way_of_the_language():
    (finding,) = findings({"comm.attendances": 12345, "comm.attendances sex=F": 1234567})
    assert "1.234.567 lớn hơn tổng 12.345" in finding.message_vi
    assert "1,234,567 is more than the total, 12,345" in finding.message_en


def test_a_part_above_its_whole_names_both_rows():
    btv = "party.btv level=commune;term=2015-2020"
    (finding,) = findings({BCH: 4, btv: 5})
    assert finding.code == "K04"
    assert "Ô B02.06 (nhiệm kỳ 2015-2020), cột Tổng: 5 lớn hơn 4 ở dòng B02.03 “Cấp ủy viên" in finding.message_vi


def test_a_part_is_compared_within_its_own_level_and_term():
    two = RoundOptions("half_year", {**TERMS, "party": ("2010-2015", "2015-2020")})
    given = {
        "party.bch level=district;term=2010-2015": 4,
        "party.bch level=district;term=2015-2020": 40,
        "party.bch level=grassroots_other;term=2015-2020": 4,
        "party.btv level=district;term=2015-2020": 5,
        "party.btv level=grassroots_other;term=2015-2020": 5,
    }
    (finding,) = findings(given, kind="district", options=two)
    assert finding.cells[0].breakdown == "level=grassroots_other;term=2015-2020"
    assert "(đảng bộ, chi bộ cơ sở khác; nhiệm kỳ 2015-2020)" in finding.message_vi


def test_a_whole_that_is_broken_down_is_added_before_it_is_compared():
    visits = {f"insp.visits insp_mode={mode}": 2 for mode in ("planned", "unplanned")}
    assert findings({**visits, "insp.cross": 4}, kind="district") == []
    assert [finding.code for finding in findings({**visits, "insp.cross": 5}, kind="district")] == ["K04"]
    visits["insp.visits insp_mode=planned"] = None
    assert findings({**visits, "insp.cross": 5}, kind="district") == []


def test_each_form_of_violence_stays_within_the_cases_but_their_sum_may_pass_them():
    forms = {f"viol.forms violence_form={form}": 3 for form in ("physical", "mental", "economic", "sexual")}
    assert findings({"viol.cases": 3, **forms}) == []
    forms["viol.forms violence_form=mental"] = 4
    (finding,) = findings({"viol.cases": 3, **forms})
    assert (finding.code, finding.cells[0].breakdown) == ("K04", "violence_form=mental")


def test_a_relation_is_shown_with_its_rows_and_both_values():
    given = {"insp.rec_open_start": 2, "insp.rec_raised": 5, "insp.rec_closed": 3, "insp.rec_open_end": 9}
    (finding,) = findings(given, kind="district")
    assert finding.code == "K10"
    assert "Biểu B10: B10.11 + B10.12 − B10.13 = 4, khác B10.14 = 9." in finding.message_vi
    assert "differs from B10.14 = 9." in finding.message_en
    assert len(finding.cells) == 4


def staff(**given):
    return {f"staff.{name}": value for name, value in given.items()}


def test_a_kind_of_staff_that_a_unit_cannot_have_counts_for_nothing():
    department = {"kind": "department"}
    given = staff(cadre=1, civil=20, public=5, contract=4, all=30)
    assert findings(given, **department) == []
    assert [finding.code for finding in findings({**given, "staff.all": 31}, **department)] == ["K06"]


def test_a_kind_of_staff_that_does_not_apply_counts_for_nothing():
    given = staff(cadre=1, civil=20, public=5, all=26) | {"staff.contract": Figure(flag="not_applicable")}
    assert findings(given, kind="department") == []


@pytest.mark.parametrize("reason", [Figure(), Figure(flag="not_collected"), Figure(flag="withheld")])
def test_a_relation_with_a_missing_part_is_not_judged(reason):
    given = staff(cadre=1, civil=20, public=5, all=99) | {"staff.contract": reason}
    assert findings(given, kind="department") == []


def test_a_relation_of_which_the_short_form_asks_only_some_rows_is_not_judged():
    assert findings(staff(all=30, commune=12), variant="short") == []


def test_checks_of_the_annual_report_are_not_made_at_half_year():
    given = staff(phd=0, master=1, bachelor=2, below=3, all=30)
    assert findings(given, kind="department", options=HALF_YEAR) == []
    assert [finding.code for finding in findings(given, kind="department", options=ANNUAL)] == ["K07"]


def test_one_mistake_is_said_once():
    members = {"committee.members level=commune": 5, "committee.heads level=commune": 6}
    found = findings({**members, "committee.deputies level=commune": 1})
    assert [finding.code for finding in found] == ["K04"]


def test_a_given_total_must_be_the_sum_of_its_parts():
    given = {f"fund.spent_source fund_source={name}": 10 for name in
             ("central", "province", "district", "commune", "voluntary", "other")}  # fmt: skip
    (finding,) = findings({**given, "fund.spent_source": 61})
    assert finding.code == "K05"
    assert "tổng ghi 61, các phần cộng lại 60" in finding.message_vi
    assert findings({**given, "fund.spent_source": 60}) == []


def test_money_far_from_the_period_before_asks_for_the_unit():
    estimate = "fund.estimate"
    assert findings({estimate: 5_000_000}, previous={estimate: 50_000}) == []
    (finding,) = findings({estimate: 5_000_001}, previous={estimate: 50_000})
    assert (finding.code, finding.severity) == ("K13", "warning")
    assert "5.000.001, kỳ trước 50.000" in finding.message_vi
    assert [found.code for found in findings({estimate: 50}, previous={estimate: 50_000})] == ["K13"]
    assert findings({estimate: 0}, previous={estimate: 50_000}) == []
    assert findings({estimate: 5}, previous={}) == []


def test_a_term_figure_that_changed_needs_the_decision():
    (finding,) = findings({BCH: 27}, previous={BCH: 25})
    assert (finding.code, finding.severity) == ("K15", "warning")
    assert findings({BCH: 27}, previous={BCH: 27}) == []
    assert findings({BCH: 27}, previous={BCH: 0}) == []  # the congress had not been held yet
    held = "party.orgs_held level=commune;term=2015-2020"
    assert findings({held: 1}, previous={held: 0}) == []


def test_the_year_cannot_be_below_its_first_half():
    meetings = "committee.meetings level=commune"
    (finding,) = findings({meetings: 1}, half_year={meetings: 2}, options=ANNUAL)
    assert (finding.code, finding.severity) == ("K16", "warning")
    assert findings({meetings: 1}, half_year={meetings: 2}, options=HALF_YEAR) == []
    # A stock may fall, and so may what has a window of its own.
    for other in ("committee.members level=commune", "fund.estimate", "committee.with_plan level=commune"):
        assert findings({other: 1}, half_year={other: 2}, options=ANNUAL) == []


def test_the_opening_stock_of_the_year_is_that_of_the_half_year_report_not_its_closing_one():
    half_year = {"insp.rec_open_start": 4, "insp.rec_open_end": 7}
    assert findings({"insp.rec_open_start": 4}, half_year=half_year, kind="district", options=ANNUAL) == []
    (finding,) = findings({"insp.rec_open_start": 7}, half_year=half_year, kind="district", options=ANNUAL)
    assert finding.code == "K28"
    assert "B10.11 = 7, khác B10.11 6 tháng = 4" in finding.message_vi


def test_women_accepted_may_have_been_introduced_earlier():
    given = {"pipe.reviewed": 9, "pipe.introduced": 3, "pipe.accepted": 5}
    assert findings(given) == []  # nothing is known of earlier periods
    assert findings(given, previous={"pipe.introduced": 2, "pipe.reviewed": 0}) == []
    (finding,) = findings(given, previous={"pipe.introduced": 1, "pipe.reviewed": 0})
    assert (finding.code, finding.severity) == ("K21", "warning")
    assert "B07.04 + B07.04 kỳ trước = 4" in finding.message_vi


def test_a_proposal_may_be_accepted_a_period_after_it_was_made():
    given = {"adv.proposed": 2, "adv.accepted": 4}
    assert findings(given) == []
    assert findings(given, previous={"adv.proposed": 2}) == []
    (finding,) = findings(given, previous={"adv.proposed": 1})
    assert (finding.code, finding.severity) == ("K35", "warning")


def test_more_committees_than_units_is_said_once():
    place = "level=commune"
    counts = (("required", 1), ("existing", 2), ("focal_only", 0))
    given = {f"committee.{name} {place}": value for name, value in counts}
    assert [finding.code for finding in findings(given)] == ["K30"]
    given |= {f"committee.existing {place}": 1, f"committee.focal_only {place}": 1}
    assert [finding.code for finding in findings(given)] == ["K31"]


@pytest.mark.parametrize(("women", "counted", "codes"), [(3, 1, []), (3, 0, ["K29"]), (2, 1, ["K29"]), (2, 0, [])])
def test_a_single_committee_is_tested_on_its_own_integers(women, counted, codes):
    """15% of 20 is 3: exactly enough."""
    place = "level=commune;term=2015-2020"
    given = {
        f"party.orgs_held {place}": 1,
        f"party.committees_15 {place}": counted,
        BCH: 20,
        BCH_F: women,
    }
    assert [finding.code for finding in findings(given)] == codes
    assert findings({**given, f"party.orgs_held {place}": 2}) == []


def test_an_empty_table_beside_others_is_one_finding_without_cells():
    found = check(FORM, cells=figures({BCH: 27}), **COMMUNE)
    assert {finding.code for finding in found} == {"K25"}
    tables = [finding.table for finding in found]
    assert "B02" not in tables and "B14" not in tables and tables == sorted(set(tables))
    first = found[0]
    assert (first.cells, first.row_id, first.key, first.is_of_table) == ((), None, "K25|B01", True)
    assert first.message_vi == (
        "Biểu B01 “Tổ chức và hoạt động của Ban VSTBCPN” còn trống. Nhập số hoặc bấm “Không phát sinh”."
    )


def test_a_report_that_nobody_has_begun_is_not_told_so_table_by_table():
    assert check(FORM, cells={}, **COMMUNE) == []


def test_the_sentence_names_the_line_as_the_table_does():
    """A row with several lines: the third of B02.03."""
    lines = [line for line in lines_for(FORM, "B02", kind="district", options=TWO_TERMS) if line.row_id == "B02.03"]
    third = [line for line in lines if line.is_entered][2]
    given = {third.columns["T"]: Figure(Decimal(5)), third.columns["F"]: Figure(Decimal(6))}
    (finding,) = (each for each in check(FORM, cells=given, kind="district", options=TWO_TERMS) if each.code == "K01")
    assert third.code == f"B02.03.{third.number.partition('.')[2]}"
    assert finding.message_vi.startswith(f"Ô {third.code} (")


def test_a_table_of_declared_zeros_or_of_reasons_is_not_empty():
    zeros = {cell: Figure(Decimal(0)) for cell in cells_for(FORM, **COMMUNE)}
    assert [finding.message_vi for finding in check(FORM, cells=zeros, **COMMUNE)] == []
    reasons = {cell: Figure(flag="not_collected") for cell in zeros}
    assert check(FORM, cells=reasons, **COMMUNE) == []


def test_a_withheld_table_is_not_empty_and_not_checked():
    police = {"kind": "department", "sectors": ("armed_forces",), "options": HALF_YEAR}
    given = {cells_for(FORM, **police)[0]: Figure(Decimal(0))}
    tables = {finding.table for finding in check(FORM, cells=given, **police)}
    assert tables and not tables & {"B01", "B06", "B07"}


def test_a_warning_can_be_justified_and_an_error_cannot():
    given = figures({BCH: 27, BCH_F: 28, "viol.households": 3, "viol.survivors survivor_age=adult": 1,
                     "viol.survivors survivor_age=child": 0, "viol.survivors survivor_age=old": 0})  # fmt: skip
    keys = {finding.key for finding in check(FORM, cells=given, **COMMUNE)}
    found = check(FORM, cells=given, justified=keys, **COMMUNE)
    assert {(finding.severity, finding.is_justified) for finding in found} == {("error", False), ("warning", True)}
    assert "K23" in {finding.code for finding in found}


def test_rates_may_have_decimals_and_counts_may_not():
    statistics = {"kind": "department", "sectors": ("statistics",), "options": ANNUAL}
    assert findings({"strat.housework_ratio": "2.1"}, **statistics) == []
    assert [finding.code for finding in findings({"strat.housework_ratio": "-2.1"}, **statistics)] == ["K03"]
    assert [finding.code for finding in findings({"comm.features": "2.1"}, **statistics)] == ["K03"]


def test_findings_come_in_the_order_of_the_form():
    given = {
        "comm.attendances": 1,
        "comm.attendances sex=F": 2,
        BCH: 27,
        BCH_F: 28,
        "committee.members level=commune": -1,
    }
    assert [finding.row_id for finding in findings(given)] == ["B01.05", "B02.03", "B09.06"]


def test_every_message_is_there_in_both_languages():
    odd = {
        cell: Figure(Decimal(number % 7))
        for number, cell in enumerate(cells_for(FORM, kind="district", options=ANNUAL))
    }
    beside = {cell: Figure(Decimal(5)) for cell in odd}
    found = check(FORM, kind="district", options=ANNUAL, cells=odd, beside={"previous": beside, "half_year": beside})
    assert len({finding.code for finding in found}) > 8
    for finding in found:
        assert finding.message_vi.endswith(".") and finding.message_en.endswith(".")
        assert finding.message_vi != finding.message_en
    assert len({finding.key for finding in found}) == len(found)
