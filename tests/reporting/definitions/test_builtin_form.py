"""The 2015 form itself: how much it asks of whom, and that its parts fit the committees' work."""

import itertools
from collections import Counter
from collections.abc import Iterator

import pytest

from tienbo.reporting.definitions.cells import UNSPECIFIED, Cell, cell
from tienbo.reporting.definitions.lines import RoundOptions, all_lines_for, cells_for, withheld_cells_for
from tienbo.reporting.definitions.loading import load_builtin

FORM = load_builtin("vstbcpn-2015")
ONE_TERM = {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)}
TWO_TERMS = {
    "party": ("2010-2015", "2015-2020"),
    "council": ("2011-2016", "2016-2021"),
    "assembly": ("XIII", "XIV"),
}
HALF_YEAR = RoundOptions("half_year", ONE_TERM)
ANNUAL = RoundOptions("annual", ONE_TERM)


def test_the_form_has_14_tables_and_181_elements():
    assert [table.code for table in FORM.tables] == [f"B{number:02d}" for number in range(1, 15)]
    assert len(FORM.rows()) == len(FORM.row_by_code) == 181


def test_a_commune_is_asked_68_cells_in_the_short_form():
    assert len(cells_for(FORM, kind="commune", variant="short", options=HALF_YEAR)) == 68
    assert len(cells_for(FORM, kind="commune", variant="short", options=ANNUAL)) == 68


@pytest.mark.parametrize(
    ("kind", "sectors", "half_year", "annual"),
    [
        ("province", (), 282, 342),
        ("department", (), 254, 314),
        ("department", ("culture",), 280, 340),
        ("department", ("labour",), 254, 322),
        ("mass_org", (), 248, 308),
        ("party_body", (), 248, 308),
        ("district", (), 337, 397),
        ("commune", (), 264, 310),
        ("sub_unit", (), 213, 259),
        ("national", (), 0, 0),
    ],
)
def test_the_full_form_asks_this_many_cells(kind, sectors, half_year, annual):
    assert len(cells_for(FORM, kind=kind, sectors=sectors, options=HALF_YEAR)) == half_year
    assert len(cells_for(FORM, kind=kind, sectors=sectors, options=ANNUAL)) == annual


@pytest.mark.parametrize("options", [HALF_YEAR, ANNUAL, RoundOptions("annual", TWO_TERMS, election=True)])
@pytest.mark.parametrize("variant", ["full", "short"])
@pytest.mark.parametrize("kind", ["province", "department", "mass_org", "district", "commune", "sub_unit"])
def test_no_cell_is_asked_twice(kind, variant, options):
    cells = cells_for(FORM, kind=kind, variant=variant, options=options)
    assert max(Counter(cells).values()) == 1


def every_cell() -> Iterator[Cell]:
    """Every cell that a unit of any kind may type, and every total of one, for the terms that the form knows.

    A round may name further terms: the breakdowns of its cells are then new.
    """
    for row in FORM.rows():
        choices: list[tuple[tuple[str, str] | None, ...]] = []
        for name in row.line_dimensions:
            breakdown = FORM.breakdowns[name]
            if name == "level":
                items: tuple[str, ...] = row.levels
            elif breakdown.from_terms:
                items = FORM.terms[row.terms or ""].known
            else:
                items = (*breakdown.items, UNSPECIFIED)
            # No item of a breakdown is the total over it; terms and the like have none.
            total = (None,) if breakdown.kind == "parts" else ()
            choices.append((*((name, item) for item in items), *total))
        for chosen in itertools.product(*choices):
            leaf = dict(pair for pair in chosen if pair is not None)
            yield from (cell(row.code, leaf, column) for column in row.columns)


def test_every_cell_of_every_unit_is_known_to_the_form():
    known = set(every_cell())
    options = RoundOptions("annual", TWO_TERMS, election=True)
    for kind in ("province", "department", "mass_org", "party_body", "district", "commune", "sub_unit"):
        for variant in ("full", "short"):
            for scope in ("own", "consolidated"):
                lines = all_lines_for(
                    FORM, kind=kind, sectors=("culture", "labour"), variant=variant, options=options, scope=scope
                )
                assert {cell for line in lines for cell in line.columns.values()} <= known


def test_the_police_are_not_asked_their_strength():
    asked = cells_for(FORM, kind="department", sectors=("armed_forces",), options=ANNUAL)
    withheld = withheld_cells_for(FORM, kind="department", sectors=("armed_forces",), options=ANNUAL)
    assert {FORM.row_by_code[cell.element].row[:3] for cell in withheld} == {"B06", "B07"}
    assert not {cell.element for cell in withheld} & {cell.element for cell in asked}


def test_violence_has_one_source_the_culture_sector():
    asked = {
        (kind, sectors): any(
            cell.element.startswith("viol.") for cell in cells_for(FORM, kind=kind, sectors=sectors, options=HALF_YEAR)
        )
        for kind, sectors in [
            ("department", ("culture",)),
            ("district", ()),
            ("commune", ()),
            ("department", ()),
            ("department", ("health",)),
            ("mass_org", ()),
            ("province", ()),
        ]
    }
    assert [who for who, is_asked in asked.items() if is_asked] == [
        ("department", ("culture",)),
        ("district", ()),
        ("commune", ()),
    ]


def test_each_source_figure_of_the_strategy_is_entered_by_one_agency_and_only_in_the_annual_report():
    for row in FORM.table_by_code["B14"].rows:
        assert row.sector in FORM.sectors
        assert row.aggregation == "none"
        assert row.annual_only
        cells = cells_for(FORM, kind="department", sectors=(row.sector,), options=ANNUAL)
        assert row.code in {cell.element for cell in cells}
    half_year = cells_for(FORM, kind="department", sectors=tuple(FORM.sectors), options=HALF_YEAR)
    assert not any(cell.element.startswith("strat.") for cell in half_year)


def test_every_obligation_that_reporting_serves_has_a_place_in_the_text():
    served = {obligation for heading in FORM.narrative for obligation in heading.serves}
    expected = {f"O-{number:02d}" for number in range(1, 52)} - {"O-48", "O-49", "O-51"}  # the reports themselves
    assert served == expected


def test_every_table_belongs_to_a_part_of_the_text():
    assert {code for heading in FORM.narrative for code in heading.tables} == {table.code for table in FORM.tables}


def test_it_is_a_proposal_until_a_standing_office_verifies_it():
    assert FORM.form.status == "proposal"
    assert FORM.form.verified.by is None
    assert not any(indicator.verified for indicator in FORM.indicators)


def test_no_person_is_named_in_the_form():
    assert not any("họ tên" in row.vi.lower() or "họ và tên" in row.vi.lower() for row in FORM.rows())
