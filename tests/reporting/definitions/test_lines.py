"""Which lines a unit sees and which cells it types.

province
├── department (head office, sub-units)
└── district ── commune
"""

import pytest

from tienbo.reporting.definitions.cells import UNSPECIFIED, Cell, parse_breakdown
from tienbo.reporting.definitions.kinds import SECTORS, UnitKind, own_levels
from tienbo.reporting.definitions.lines import (
    RoundOptions,
    all_lines_for,
    applies,
    cells_for,
    lines_for,
)
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.units import kinds as units

FORM = load_builtin("vstbcpn-2015")
TERMS = {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)}
JUNE_2015 = {**TERMS, "party": ("2010-2015", "2015-2020")}
HALF_YEAR = RoundOptions("half_year", TERMS)
ANNUAL = RoundOptions("annual", TERMS)


def lines_of(row_id, **given):
    options = given.pop("options", HALF_YEAR)
    table = row_id.partition(".")[0]
    return [line for line in lines_for(FORM, table, options=options, **given) if line.row_id == row_id]


def breakdowns(row_id, **given):
    return [line.breakdown for line in lines_of(row_id, **given) if line.is_entered]


@pytest.mark.parametrize(
    ("kind", "row_id", "levels"),
    [
        ("province", "B01.05", ["province"]),
        ("department", "B01.05", ["department"]),
        ("mass_org", "B01.05", ["department"]),
        ("district", "B01.05", ["district"]),
        ("commune", "B01.05", ["commune"]),
        ("sub_unit", "B01.05", ["sub_unit"]),
        ("department", "B02.03", ["grassroots_other"]),
        ("sub_unit", "B02.03", ["grassroots_other"]),
        ("district", "B02.03", ["district", "grassroots_other"]),
        ("commune", "B02.03", ["commune"]),
        ("department", "B04.06", ["province"]),
        ("district", "B04.06", ["district"]),
        ("party_body", "B05.04", ["province"]),
        ("department", "B07.02", ["province", "province"]),
    ],
)
def test_a_unit_types_its_own_levels_only(kind, row_id, levels):
    assert [parse_breakdown(code)["level"] for code in breakdowns(row_id, kind=kind)] == levels


def test_every_kind_has_a_rule_of_levels():
    for kind in UnitKind:
        assert isinstance(own_levels(kind, ("province",)), tuple)
    assert own_levels("national", ("province", "district")) == ()


def test_kinds_and_sectors_are_those_of_the_register_of_units():
    assert list(UnitKind) == units.Kind.values
    assert set(SECTORS) == set(units.Sector.values) == set(FORM.sectors)


def test_a_row_with_one_line_is_printed_as_the_row_itself():
    (line,) = lines_of("B01.05", kind="commune")
    assert (line.number, line.label, line.qualifier.vi) == ("5", FORM.row("B01.05").label, "")
    assert line.columns == {
        "T": Cell("committee.members", "level=commune"),
        "F": Cell("committee.members", "level=commune;sex=F"),
        "FM": Cell("committee.members", "ethnic=minority;level=commune;sex=F"),
    }


def test_a_row_with_several_parts_has_a_derived_total_above_them():
    total, *parts = lines_of("B13.05", kind="department")
    assert total.is_derived_total
    assert (total.number, total.breakdown, total.columns) == ("5", "", {"value": Cell("fund.spent_source", "")})
    assert total.parts == tuple(part.breakdown for part in parts)
    assert [part.number for part in parts] == [f"5.{place}" for place in range(1, 7)]
    assert all(part.is_entered and part.indent == total.indent + 1 for part in parts)
    assert parts[1].label.vi == "Ngân sách tỉnh"


def test_a_single_term_is_named_in_the_label():
    (line,) = lines_of("B02.03", kind="commune")
    assert line.label.vi == "Cấp ủy viên (ủy viên Ban Chấp hành), nhiệm kỳ 2015-2020"
    assert line.label.en == "Party committee members, term 2015-2020"


def test_two_terms_stand_side_by_side_and_are_never_added():
    heading, old, new = lines_of("B02.03", kind="commune", options=RoundOptions("half_year", JUNE_2015))
    assert heading.is_heading and not heading.columns
    assert [(line.number, line.label.vi) for line in (old, new)] == [
        ("3.1", "Nhiệm kỳ 2010-2015"),
        ("3.2", "Nhiệm kỳ 2015-2020"),
    ]
    assert (old.is_entered, new.is_entered) == (True, True)


def test_levels_are_added_within_each_term_only():
    lines = lines_of("B02.03", kind="district", options=RoundOptions("half_year", JUNE_2015))
    assert [(line.number, line.role) for line in lines] == [
        ("3", "heading"),
        ("3.1", "total"),
        ("3.1.1", "entered"),
        ("3.1.2", "entered"),
        ("3.2", "total"),
        ("3.2.1", "entered"),
        ("3.2.2", "entered"),
    ]
    assert lines[1].breakdown == "term=2010-2015"
    assert lines[2].qualifier.vi == "huyện, thành phố; nhiệm kỳ 2010-2015"


def test_the_pool_is_for_the_newest_term_unless_the_round_names_it():
    asked = RoundOptions("half_year", JUNE_2015)
    assert breakdowns("B07.01", kind="commune", options=asked) == ["level=commune;term=2015-2020"]
    named = RoundOptions("half_year", {**JUNE_2015, "party_pool": ("2020-2025",)})
    assert breakdowns("B07.01", kind="commune", options=named) == ["level=commune;term=2020-2025"]


def test_candidates_are_asked_of_the_newest_term_and_only_for_an_election():
    terms = {**TERMS, "council": ("2011-2016", "2016-2021")}
    election = RoundOptions("annual", terms, election=True)
    assert breakdowns("B03.05", kind="commune", options=election) == ["level=commune;term=2016-2021"]
    assert breakdowns("B03.05", kind="commune", options=RoundOptions("annual", terms)) == []
    assert len(breakdowns("B03.07", kind="commune", options=election)) == 2


def test_consultation_rounds_and_forms_of_violence_have_no_total():
    election = RoundOptions("annual", TERMS, election=True)
    for row_id, options in (("B03.04", election), ("B11.02", HALF_YEAR)):
        roles = [line.role for line in lines_of(row_id, kind="commune", options=options)]
        assert roles[0] == "heading"
        assert set(roles[1:]) == {"entered"}


def test_a_round_that_does_not_say_its_terms_is_refused():
    with pytest.raises(ValueError, match="council"):
        lines_for(FORM, "B03", kind="commune", options=RoundOptions("half_year", {"party": ("2015-2020",)}))


def test_terms_of_none_ask_nothing():
    options = RoundOptions("half_year", {**TERMS, "council": ()})
    assert breakdowns("B03.07", kind="commune", options=options) == []


def test_the_short_form_asks_totals_and_women_with_its_own_level():
    (line,) = lines_of("B01.05", kind="commune", variant="short")
    assert list(line.columns) == ["T", "F"]
    assert line.columns["T"] == Cell("committee.members", "level=commune")


def test_the_short_form_gives_no_breakdown_and_still_adds_up():
    (line,) = lines_of("B08.02", kind="commune", variant="short")
    assert line.columns["F"] == Cell("train.attendances", f"sex=F;trainee_group={UNSPECIFIED}")
    assert line.label == FORM.row("B08.02").label
    total, *parts = lines_of("B08.02", kind="district", scope="consolidated")
    assert line.breakdown in total.parts
    assert parts[-1].label.vi == "Chưa phân tổ (mẫu rút gọn)"


def test_what_only_the_short_form_leaves_out_still_applies_to_a_unit():
    row = FORM.row("B06.04")
    asked = {"kind": "commune", "sectors": (), "options": HALF_YEAR}
    assert applies(FORM, row, variant="full", **asked)
    assert not applies(FORM, row, variant="short", **asked)


@pytest.mark.parametrize(
    ("kind", "levels"),
    [
        ("province", ["province", "district", "commune", "grassroots_other"]),
        ("national", ["province", "district", "commune", "grassroots_other"]),
        ("district", ["district", "commune", "grassroots_other"]),
        ("department", ["grassroots_other"]),
        ("commune", ["commune"]),
    ],
)
def test_the_consolidated_table_shows_all_levels_below(kind, levels):
    found = breakdowns("B02.03", kind=kind, scope="consolidated")
    assert [parse_breakdown(code)["level"] for code in found] == levels


def test_a_department_never_sees_the_councils_of_communes():
    assert lines_for(FORM, "B03", kind="department", options=ANNUAL, scope="consolidated") == ()


def test_whatever_a_unit_types_stands_in_the_consolidated_table_of_every_unit_above():
    below = {"province": ("department", "mass_org", "party_body", "district", "commune", "sub_unit"),
             "district": ("commune",), "department": ("sub_unit",)}  # fmt: skip
    for upper, kinds in below.items():
        lines = all_lines_for(FORM, kind=upper, sectors=("culture",), options=ANNUAL, scope="consolidated")
        shown = {cell for line in lines if line.is_entered for cell in line.columns.values()}
        for kind in kinds:
            for variant in ("full", "short"):
                assert set(cells_for(FORM, kind=kind, variant=variant, options=ANNUAL)) <= shown


def test_withheld_lines_are_shown_and_not_typed():
    lines = lines_for(FORM, "B06", kind="department", sectors=("armed_forces",), options=HALF_YEAR)
    assert lines and all(line.is_withheld and line.columns for line in lines)
    province = lines_for(FORM, "B06", kind="province", options=HALF_YEAR, scope="consolidated")
    assert not any(line.is_withheld for line in province)


def test_parts_of_a_row_are_set_in_below_it():
    (orgs,) = lines_of("B02.01", kind="commune")
    (held,) = lines_of("B02.02", kind="commune")
    (enough,) = lines_of("B02.09", kind="commune")
    assert (orgs.indent, held.indent, enough.indent) == (0, 1, 2)
    assert held.of_row == "B02.01"


def test_lines_cannot_be_changed_by_who_reads_them():
    (line,) = lines_of("B01.05", kind="commune")
    with pytest.raises(TypeError):
        line.columns["T"] = Cell("x.y")
