"""The forms of papers upward: the same elements as the letter's form, and what one unit is asked for its territory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.definitions.lines import RoundOptions, all_lines_for, cells_for
from tienbo.reporting.definitions.loading import builtin_codes, definition_digest, load_builtin

LETTER, STRATEGY, MONTH = (load_builtin(code) for code in ("vstbcpn-2015", "strategy-2015", "action-month-2016"))
TERMS = {"party": ("2010-2015", "2015-2020"), "council": ("2011-2016",), "assembly": ("XIII",)}
KINDS = st.sampled_from(["national", "province", "department", "mass_org", "district", "commune", "sub_unit"])
SECTORS = st.sets(st.sampled_from(["culture", "labour", "armed_forces"]), max_size=1)


def options(definition, **changes) -> RoundOptions:
    terms = {code: TERMS[code] for code, domain in definition.terms.items() if not domain.follows}
    return RoundOptions("annual", terms, **changes)


def shown(definition, kind, sectors=(), **changes) -> set:
    """The cells of the table that a unit shows with all below it."""
    lines = all_lines_for(
        definition, kind=kind, sectors=sectors, options=options(definition, **changes), scope="consolidated"
    )
    return {cell for line in lines if line.is_entered for cell in line.columns.values()}


def test_the_letters_form_has_the_digest_under_which_reports_were_sent():
    digest = "13a0cda602e3e81fe8f4940cb18a030586bea319da81633310f411cb84bf1159"
    assert definition_digest(LETTER) == digest


def test_three_forms_come_with_the_program_the_periodic_report_first():
    assert builtin_codes() == ("vstbcpn-2015", "strategy-2015", "action-month-2016")
    assert {form.form.status for form in (LETTER, STRATEGY, MONTH)} == {"proposal"}


@pytest.mark.parametrize("form", [STRATEGY, MONTH])
def test_an_element_of_the_letters_form_is_the_same_thing_in_another(form):
    shared = [row for row in form.rows() if row.code in LETTER.row_by_code]
    assert shared
    for row in shared:
        same = LETTER.row_by_code[row.code]
        for part in ("label", "unit", "kind", "nature", "aggregation", "by", "levels", "audience", "confidentiality"):
            assert getattr(row, part) == getattr(same, part), (row.code, part)


def test_the_strategy_asks_nothing_that_the_letters_form_does_not_tell():
    asked = cells_for(STRATEGY, kind="province", options=options(STRATEGY, whole=True))
    assert len(asked) > 200 and set(asked) <= shown(LETTER, "province")


def test_the_action_month_asks_its_own_elements_beside_the_whole_they_are_part_of():
    own = [row for row in MONTH.rows() if row.code not in LETTER.row_by_code]
    assert {row.code.partition(".")[0] for row in own} == {"month"}
    wholes = {row.code: row.of for row in own if row.of}
    assert len(wholes) == 10 and all(whole in LETTER.row_by_code for whole in wholes.values())
    # Part of the row above it, so the two are never added.
    rows = [row.code for row in MONTH.rows()]
    assert all(rows[rows.index(code) - 1] == whole for code, whole in wholes.items())


def test_every_indicator_of_the_letters_form_stands_in_the_strategys():
    assert [each.code for each in STRATEGY.indicators] == [each.code for each in LETTER.indicators]


@given(form=st.sampled_from([LETTER, STRATEGY, MONTH]), kind=KINDS, sectors=SECTORS)
def test_who_answers_for_a_territory_types_what_its_consolidated_table_shows(form, kind, sectors):
    if kind == "national" and sectors:
        sectors = set()
    asked = cells_for(form, kind=kind, sectors=sectors, options=options(form, whole=True))
    assert len(asked) == len(set(asked))
    assert set(asked) == shown(form, kind, sectors)


@given(form=st.sampled_from([LETTER, STRATEGY, MONTH]), kind=KINDS, sectors=SECTORS)
def test_it_types_no_less_than_for_itself_alone(form, kind, sectors):
    own = cells_for(form, kind=kind, sectors=sectors, options=options(form))
    assert set(own) <= set(cells_for(form, kind=kind, sectors=sectors, options=options(form, whole=True)))
