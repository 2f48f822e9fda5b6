"""The demo's invented figures agree with one another and are of a plausible size."""

import pytest

from tienbo.demo.figures.draft import Subject
from tienbo.demo.figures.report import invented_report
from tienbo.reporting.definitions.cells import Cell, cell
from tienbo.reporting.definitions.lines import RoundOptions
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.rules.engine import check

FORM = load_builtin("vstbcpn-2015")
TERMS = {"party": ("2010-2015", "2015-2020"), "council": ("2011-2016",), "assembly": ("XIII",)}
OLD, NEW = "term=2010-2015", "term=2015-2020"
BELOW = {"district": {"commune": 14}, "department": {"sub_unit": 2}, "province": {"department": 21, "district": 13}}
UNITS = [
    ("province", (), "full"),
    ("department", ("labour",), "full"),
    ("department", ("culture",), "full"),
    ("department", ("armed_forces",), "full"),
    ("mass_org", (), "full"),
    ("party_body", (), "full"),
    ("district", (), "full"),
    ("commune", (), "short"),
    ("commune", (), "full"),
    ("sub_unit", ("health",), "short"),
]


def subject(kind, *, sectors=(), variant="full", report="half_year", name="01711", period="2015-h1", **known):
    return Subject(
        name=name,
        kind=kind,
        options=RoundOptions(report=report, terms=TERMS),
        sectors=sectors,
        variant=variant,
        period=period,
        below=BELOW.get(kind, {}),
        **known,
    )


def values(kind, **how):
    """The figures by element and breakdown."""
    return {target: int(figure.value) for target, figure in invented_report(FORM, subject(kind, **how)).items()}


@pytest.mark.parametrize("report", ["half_year", "annual"])
@pytest.mark.parametrize(("kind", "sectors", "variant"), UNITS)
def test_no_check_of_the_form_finds_anything_also_beside_the_year_before(kind, sectors, variant, report):
    unit = {"kind": kind, "sectors": sectors, "variant": variant}
    for name in map(str, range(12)):
        before, now = (
            invented_report(FORM, subject(**unit, report=report, name=name, period=year)) for year in ("2014", "2015")
        )
        options = RoundOptions(report=report, terms=TERMS)
        found = check(FORM, cells=now, beside={"previous": before}, options=options, **unit)
        assert [finding.message_en for finding in found] == []


def test_a_unit_without_a_committee_has_an_officer_in_charge_and_nobody_on_a_committee():
    there = values("commune", variant="short", has_committee=False)
    names = ("required", "existing", "focal_only", "members", "meetings")
    assert [there[Cell(f"committee.{name}", "level=commune")] for name in names] == [1, 0, 1, 0, 0]


def test_nobody_sits_in_a_party_committee_whose_congress_was_not_held():
    seen = set()
    for name in map(str, range(40)):
        there = values("commune", variant="short", name=name)
        held = there[Cell("party.orgs_held", f"level=commune;{NEW}")]
        members = there[Cell("party.bch", f"level=commune;{NEW}")]
        assert (members == 0) == (held == 0) and there[Cell("party.secretary", f"level=commune;{NEW}")] == held
        assert there[Cell("party.orgs_held", f"level=commune;{OLD}")] == 1
        seen.add(held)
    assert seen == {0, 1}
    assert values("province")[Cell("party.bch", f"level=province;{NEW}")] == 0
    assert values("province", report="annual")[Cell("party.bch", f"level=province;{NEW}")] > 50


def test_who_is_inspected_and_who_owes_a_report_are_those_below():
    there = values("district")
    scope = {item: there[cell("insp.scope", {"inspected_kind": item})] for item in ("commune", "sub_unit", "committee")}
    assert scope == {"commune": 14, "sub_unit": 0, "committee": 0}
    assert there[Cell("committee.reports_due")] == 14
    assert values("province")[cell("insp.scope", {"inspected_kind": "committee"})] == 34


def test_bodies_stay_from_year_to_year_and_what_was_done_does_not():
    before, now = values("district", period="2014-h1"), values("district", period="2015-h1")
    assert all(before[target] == now[target] for target in now if target.element.startswith(("party.bch", "elect.pc")))
    assert any(before[target] != now[target] for target in now if target.element.startswith("comm."))


def test_a_commune_is_no_larger_than_a_commune():
    for name in map(str, range(30)):
        there = values("commune", variant="short", name=name)
        assert 19 <= there[Cell("staff.all")] <= 27
        assert 11 <= there[Cell("party.bch", f"level=commune;{OLD}")] <= 15
        assert there[Cell("elect.pc_deputies", "level=commune;term=2011-2016")] <= 25
        assert there[cell("comm.events", {"event_form": "unspecified"})] <= 3
        assert there[cell("fund.allocated", {"fund_source": "unspecified"})] <= 8_000_000
        assert there[Cell("body.state", "level=commune")] == 2
