"""Drafts of forms: whose they are, two at one draft, what cannot be released, what an element may not become."""

import pytest

from tienbo.core.authorise import SYSTEM
from tienbo.documents.extraction import ClassifiedText
from tienbo.indicators.models import DataElement
from tienbo.journal.models import Line
from tienbo.reporting.definitions.actions import (
    NotYours,
    change_form,
    discard_form,
    draft_form,
    register_form,
    release_form,
)
from tienbo.reporting.definitions.drafting import editing
from tienbo.reporting.definitions.models import FormDraft, FormVersion
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.definitions.queries import (
    definition_of,
    draft_definition,
    forms_for,
    known_rows,
    newest_forms,
    problems_of_draft,
)
from tienbo.reporting.definitions.states import DraftMoved, DraftThere, NothingChanged
from tienbo.reporting.rounds.papers.queries import kinds_of_paper
from tienbo.units.models import Unit

NEW_ROW = {
    "code": "u04.classes", "vi": "Số lớp", "en": "Classes", "unit": "class", "kind": "count", "nature": "flow",
    "aggregation": "sum", "by": [], "audience": "all", "fill": "manual",
}  # fmt: skip


@pytest.fixture
def draft(world) -> FormDraft:
    """The province's next version of the letter's form."""
    return draft_form(by=SYSTEM, unit=world.units["04"], base=world.form)


def with_classes(form):
    return editing.with_row(form, "B05", NEW_ROW)


def with_district_classes(form):
    return editing.with_row(form, "B05", NEW_ROW | {"code": "u051.classes"})


def test_the_topmost_unit_writes_the_next_version_and_others_a_form_of_their_own(world, draft):
    assert (draft.code, draft.version) == (world.form.code, 2)
    other = draft_form(by=SYSTEM, unit=world.units["051"], base=world.form)
    assert (other.code, other.version) == (f"{world.form.code}-051", 1)
    with pytest.raises(DraftThere):
        draft_form(by=SYSTEM, unit=world.units["04"], base=world.form)


def test_a_newer_version_of_units_that_are_not_above_hides_no_form(world):
    newer = FormVersion.objects.create(
        code=world.form.code, version=2, digest="0" * 64, source=world.form.source, unit=world.units["051"],
        title_vi="x", title_en="x", registered_at=world.form.registered_at,
    )  # fmt: skip
    assert world.form in newest_forms(forms_for(world.units["04"])) and newer not in forms_for(world.units["04"])
    assert list(newest_forms(forms_for(world.units["051"])).filter(code=world.form.code)) == [newer]
    assert known_rows(world.units["04"])
    assert [kind.code for kind in kinds_of_paper(world.units["04"])].count(world.form.code) == 1


def test_what_is_released_is_fixed_and_is_for_the_unit_and_those_below(world, draft):
    change_form(by=SYSTEM, draft=draft, change=with_classes, revision=1)
    form = release_form(by=SYSTEM, draft=draft, revision=2)
    assert definition_of(form).row_by_code["u04.classes"].vi == "Số lớp"
    assert DataElement.objects.filter(code="u04.classes").exists() and not FormDraft.objects.exists()
    assert form in forms_for(world.units["04"]) and form in forms_for(world.units["01711"])
    own = draft_form(by=SYSTEM, unit=world.units["051"], base=world.form)
    change_form(by=SYSTEM, draft=own, change=with_district_classes)
    of_district = release_form(by=SYSTEM, draft=own)
    assert of_district in forms_for(world.units["01711"])
    assert of_district not in forms_for(world.units["04"]) and of_district not in forms_for(world.units["053"])
    # A unit goes on with its own form under its own code.
    assert draft_form(by=SYSTEM, unit=world.units["051"], base=of_district).version == 2
    assert set(Line.objects.values_list("action", flat=True)) >= {"form.drafted", "form.changed", "form.registered"}


def test_two_at_one_draft_do_not_write_over_each_other(world, draft):
    change_form(by=SYSTEM, draft=draft, change=with_classes, revision=1)
    with pytest.raises(DraftMoved):
        change_form(by=SYSTEM, draft=draft, change=lambda form: editing.without_row(form, "B01.01"), revision=1)
    draft.refresh_from_db()
    assert "committee.required" in draft_definition(draft).row_by_code
    discard_form(by=SYSTEM, draft=draft)
    with pytest.raises(DraftMoved):
        change_form(by=SYSTEM, draft=draft, change=with_classes)


def test_a_change_that_says_the_same_is_none(world, draft):
    assert change_form(by=SYSTEM, draft=draft, change=lambda form: form).revision == 1


def test_nothing_is_released_that_says_what_it_began_with(world, draft):
    with pytest.raises(NothingChanged):
        release_form(by=SYSTEM, draft=draft)
    assert FormVersion.objects.filter(code=world.form.code).count() == 1


def test_what_does_not_agree_waits_until_it_is_mended(world, draft):
    draft = change_form(by=SYSTEM, draft=draft, change=lambda form: editing.without_row(form, "B01.02"))
    assert any("committee.existing" in each.vi for each in problems_of_draft(draft_definition(draft), draft.unit))
    with pytest.raises(DefinitionError):
        release_form(by=SYSTEM, draft=draft)
    draft = change_form(by=SYSTEM, draft=draft, change=lambda form: editing.mended(form)[0])
    assert release_form(by=SYSTEM, draft=draft).version == 2


def test_an_element_keeps_the_meaning_under_which_its_series_was_collected(world, draft):
    row = draft_definition(draft).row_by_code["committee.meetings"]
    fields = row.model_dump(exclude_unset=True) | {"nature": "stock", "by": list(row.by), "levels": list(row.levels)}
    draft = change_form(
        by=SYSTEM, draft=draft, change=lambda form: editing.with_row(form, "B01", fields, instead_of=row.row)
    )
    (problem,) = problems_of_draft(draft_definition(draft), draft.unit)
    assert problem.place == f"tables[B01].rows[{row.row}].nature" and "phần tử mới" in problem.vi
    with pytest.raises(DefinitionError):
        release_form(by=SYSTEM, draft=draft)


@pytest.mark.parametrize(("change", "place"), [
    ({"code": "own.classes"}, "tables[B05].rows[B05.07].code"),
    ({"code": "u051.classes"}, "tables[B05].rows[B05.07].code"),
    ({"code": "u04." + "x" * 60}, "tables[B05].rows[B05.07].code"),
    ({"vi": "dài " * 90}, "tables[B05].rows[B05.07].vi"),
])  # fmt: skip
def test_what_cannot_be_registered_is_told_before_release(world, draft, change, place):
    draft = change_form(by=SYSTEM, draft=draft, change=lambda form: editing.with_row(form, "B05", NEW_ROW | change))
    assert [each.place for each in problems_of_draft(draft_definition(draft), draft.unit)] == [place]
    with pytest.raises(DefinitionError):
        release_form(by=SYSTEM, draft=draft)


def test_a_unit_begins_with_no_other_units_form(world):
    own = draft_form(by=SYSTEM, unit=world.units["051"], base=world.form)
    change_form(by=SYSTEM, draft=own, change=with_district_classes)
    form = release_form(by=SYSTEM, draft=own)
    with pytest.raises(NotYours):
        draft_form(by=SYSTEM, unit=world.units["053"], base=form)


def test_a_code_that_another_unit_bore_gives_nobody_its_forms(world):
    """Official codes are taken again: the ending of a form's code does not say whose the form is."""
    theirs = FormVersion.objects.create(
        code=f"{world.form.code}-051", version=1, digest="0" * 64, source=world.form.source, unit=world.units["053"],
        title_vi="x", title_en="x", registered_at=world.form.registered_at,
    )  # fmt: skip
    own = draft_form(by=SYSTEM, unit=world.units["051"], base=world.form)
    assert (own.code, own.version) == (f"{theirs.code}-2", 1)
    own = change_form(by=SYSTEM, draft=own, change=with_district_classes)
    with pytest.raises(NotYours):
        register_form(by=SYSTEM, unit=world.units["051"], source=own.source.replace(own.code, theirs.code))
    assert release_form(by=SYSTEM, draft=own).unit == world.units["051"]
    assert FormVersion.objects.filter(code=theirs.code).get() == theirs


def test_a_secrecy_mark_in_a_form_is_refused_and_nothing_is_kept(world, draft):
    with pytest.raises(ClassifiedText):
        change_form(by=SYSTEM, draft=draft, change=lambda form: editing.named(form, note={"vi": "MẬT", "en": "MẬT"}))
    draft.refresh_from_db()
    assert draft.revision == 1


def test_a_draft_of_a_unit_that_is_gone_from_the_tree_keeps_its_code(world):
    unit = Unit.objects.create()
    draft = draft_form(by=SYSTEM, unit=unit, base=world.form)
    assert draft.code == f"{world.form.code}-x{unit.pk}"
