"""An open round goes over to another version of its form: what is entered goes on, what was sent forbids it."""

import pytest
from django.urls import reverse

from tests.reporting.formbook.test_form_drafts import NEW_ROW
from tienbo.core.authorise import SYSTEM
from tienbo.notices.models import Notice
from tienbo.reporting.definitions.actions import change_form, draft_form, register_form, release_form
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.drafting import editing
from tienbo.reporting.definitions.loading import builtin_text
from tienbo.reporting.entry.queries import own_figures
from tienbo.reporting.formbook.actions import adopt_form
from tienbo.reporting.formbook.queries import carried_over, versions_to_adopt
from tienbo.reporting.rounds.actions import FormUnfit
from tienbo.reporting.verification import verify
from tienbo.reporting.versions.models import ReportVersion

CASES = Cell("viol.cases", "")


@pytest.fixture
def newer(world):
    """The form's second version: a row more, and the row of cases of violence gone."""
    draft = draft_form(by=SYSTEM, unit=world.units["04"], base=world.form)

    def change(form):
        form = editing.with_row(form, "B05", NEW_ROW)
        form = editing.without_row(form, form.row_by_code["viol.cases"].row)
        return editing.mended(form)[0]

    return release_form(by=SYSTEM, draft=change_form(by=SYSTEM, draft=draft, change=change))


def test_what_is_entered_goes_on_and_what_is_not_asked_waits_unseen(world, newer):
    world.fill("051")
    world.put("051", CASES, 7)
    before = own_figures(world.report("051"))
    carried = carried_over(world.round(), newer)
    assert carried.unseen == 1 and carried.unseen_elements == ("viol.cases",)
    assert carried.kept == len(before) - 1 and [each.code for each in carried.reports] == ["051"]
    adopt_form(by=SYSTEM, round=world.round(), form=newer)
    after = own_figures(world.report("051"))
    assert CASES not in after and after[Cell("u04.classes", "")].is_blank
    assert {cell: figure for cell, figure in after.items() if cell in before} == {
        cell: figure for cell, figure in before.items() if cell != CASES
    }
    assert Notice.objects.filter(code="round.form_adopted").count() == world.round().participants.count()
    # Back again: nothing was lost.
    adopt_form(by=SYSTEM, round=world.round(), form=world.form)
    assert own_figures(world.report("051"))[CASES].value == 7


def test_a_report_on_the_new_version_is_sealed_by_it(world, newer):
    adopt_form(by=SYSTEM, round=world.round(), form=newer)
    world.fill("01711")
    world.send("01711")
    assert ReportVersion.objects.get().header["form"] == newer.digest
    assert verify().problems == []
    with pytest.raises(FormUnfit, match="sent"):
        adopt_form(by=SYSTEM, round=world.round(), form=world.form)


def test_a_form_of_another_unit_is_not_for_the_round(world):
    draft = draft_form(by=SYSTEM, unit=world.units["051"], base=world.form)
    draft = change_form(
        by=SYSTEM, draft=draft, change=lambda form: editing.with_row(form, "B05", NEW_ROW | {"code": "u051.classes"})
    )
    form = release_form(by=SYSTEM, draft=draft)
    with pytest.raises(FormUnfit, match="not_yours"):
        adopt_form(by=SYSTEM, round=world.round(), form=form)


def test_another_form_is_no_version_of_the_rounds_form(world):
    strategy = register_form(by=SYSTEM, source=builtin_text("strategy-2015"))
    with pytest.raises(FormUnfit, match="other_form"):
        adopt_form(by=SYSTEM, round=world.round(), form=strategy)
    assert strategy not in versions_to_adopt(world.round())


def test_the_page_says_what_is_kept_before_anything_changes(world, newer, client):
    world.put("051", CASES, 7)
    client.force_login(world.officers["04"])
    here = reverse("reporting:round_form", args=[world.round().code])
    page = client.get(here, {"form": newer.pk}).content.decode()
    assert "viol.cases" in page and "Huyện Hòa An" in page
    assert client.post(here, {"form": newer.pk, "act": "adopt"}).status_code == 302
    client.force_login(world.officers["051"])
    assert client.post(here, {"form": world.form.pk, "act": "adopt"}).status_code == 403
