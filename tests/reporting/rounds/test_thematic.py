"""A thematic round asks some tables and headings of the form: everything that follows from the round follows that."""

import datetime as dt
import re
from decimal import Decimal
from html import unescape

import pytest
from django.core.management import call_command
from django.urls import reverse

from tienbo.core.authorise import SYSTEM
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.actions import CellNotAsked, FigureInput, record_figures
from tienbo.reporting.entry.sheets import tables_asked
from tienbo.reporting.narrative.queries import headings_of
from tienbo.reporting.output.gathering import snapshot_of_version
from tienbo.reporting.output.official import annex_sentences
from tienbo.reporting.rounds.actions import NotInForm, RoundPlan, open_round
from tienbo.reporting.rounds.audience import Shape, asked_of, asked_of_participant
from tienbo.reporting.rounds.models import Round

pytestmark = pytest.mark.django_db

NEW = "/rounds/new/"
CODE = "2015-ra-soat"


def posted(form) -> dict:
    """What a browser posts that changes nothing of the form."""
    found = {}
    for field in form:
        value = field.value()
        if value not in (None, False, [], "") and field.name not in {"kinds", "ticked"}:
            found[field.html_name] = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value
    return found


@pytest.fixture
def filled(world, client):
    client.force_login(world.officers["04"])
    form = client.get(f"{NEW}?report=adhoc").context["form"]
    return posted(form) | {
        "title": "Rà soát cán bộ nữ trước đại hội",
        "code": CODE,
        "closing_on": "20/05/2015",
        "due_district_on": "30/06/2015",
        "due_commune_on": "20/06/2015",
    }


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


@pytest.fixture
def thematic(world):
    """Only B06 and B02, only two headings; communes and districts have sent nothing yet."""
    return world.round(
        CODE,
        report="adhoc",
        title="Rà soát cán bộ nữ trước đại hội",
        tables=("B02", "B06"),
        headings=("opening", "results.women_cadres"),
    )


# --- choosing ---------------------------------------------------------------------------------------------------------


def test_a_thematic_round_asks_everything_unless_told_otherwise(world, client, filled):
    client.post(NEW, filled | {"act": "open"})
    assert {"tables", "headings"}.isdisjoint(Round.objects.get(code=CODE).options)


def test_what_was_ticked_is_kept_with_the_round_and_said_on_its_page(world, client, filled):
    choice = {"tables": ["B06", "B02"], "headings": ["results.women_cadres"]}
    client.post(NEW, filled | choice | {"act": "open"})
    options = Round.objects.get(code=CODE).options
    assert (set(options["tables"]), options["headings"]) == ({"B02", "B06"}, ["results.women_cadres"])
    page = words(client.get(f"/rounds/{CODE}/"))
    assert "B02 , B06" in page and "II.2. Rà soát, giới thiệu, quy hoạch" in page


def test_at_least_one_table_is_asked_and_it_is_one_of_the_form(world, client, filled):
    response = client.post(NEW, {name: value for name, value in filled.items() if name != "tables"} | {"act": "open"})
    assert response.status_code == 422 and "Chọn ít nhất một biểu." in words(response)
    assert client.post(NEW, filled | {"tables": ["B99"], "act": "open"}).status_code == 422
    assert not Round.objects.exists()
    plan = {
        "code": CODE,
        "title": "Rà soát",
        "form": world.form,
        "report": "adhoc",
        **dict.fromkeys(("starts_on", "ends_on", "closing_on", "tree_on"), dt.date(2015, 5, 20)),
    }
    for choice in ({"tables": ("B99",)}, {"headings": ("nothing",)}, {"tables": ()}):
        with pytest.raises(NotInForm):
            open_round(by=SYSTEM, unit=world.units["04"], plan=RoundPlan(**plan, **choice))


def test_a_periodic_round_offers_no_choice_and_takes_none(world, client, filled):
    form = client.get(f"{NEW}?report=half_year").context["form"]
    assert not form.choices
    client.post(NEW, posted(form) | {"code": "2015-h1", "tables": ["B06"], "act": "open"})
    assert "tables" not in Round.objects.get(code="2015-h1").options


def test_the_preview_says_how_much_each_level_fills_in(world, client, filled):
    response = client.post(NEW, filled | {"tables": ["B06"], "act": "preview"})
    loads = {load.kind: load for load in response.context["loads"]}
    # A commune's short form has four rows of B06; the armed forces give none of it.
    assert (loads["commune"].units, loads["commune"].tables_shown, loads["commune"].cells_shown) == (3, "1", "8")
    assert loads["department"].tables == (0, 1) and loads["department"].is_nothing
    page = words(response)
    assert "Có đơn vị không phải điền ô nào" in page and not Round.objects.exists()


def test_the_preview_says_which_levels_have_no_due_day(world, client, filled):
    page = words(client.post(NEW, filled | {"act": "preview"}))
    (said,) = re.findall(r"Chưa có hạn gửi cho: ([^.]*)\.", page)
    assert "tỉnh" in said and "xã" not in said and "huyện" not in said


# --- what follows -----------------------------------------------------------------------------------------------------


def test_only_the_chosen_tables_and_headings_are_asked(world, thematic):
    for unit in ("051", "01711"):
        report = world.report(unit, CODE)
        assert [table.code for table in tables_asked(report)] == ["B02", "B06"]
        assert {_table(world, cell) for cell in asked_of_participant(report.participant).all} == {"B02", "B06"}
        # The title above the chosen heading stays; no other does.
        assert [each.code for each in headings_of(report)] == ["opening", "results", "results.women_cadres"]


def test_a_cell_of_another_table_is_neither_typed_nor_shown_nor_traced(world, thematic, client):
    report, full = world.report("051", CODE), world.round("2015-h1")
    stray = next(cell for cell in asked_of(full, Shape.of(report.participant)).typed if _table(world, cell) == "B01")
    with pytest.raises(CellNotAsked):
        record_figures(by=world.officers["051"], report=report, figures=[FigureInput(stray, Decimal(1))])
    client.force_login(world.officers["051"])
    assert client.get(f"/reports/{CODE}/051/B01/").status_code == 404
    assert client.get(reverse("reporting:totals", args=[CODE, "051", "B01"])).status_code == 404
    kept = asked_of_participant(report.participant).typed[0]
    for cell, code, status in ((stray, CODE, 404), (stray, "2015-h1", 200), (kept, CODE, 200)):
        traced = reverse("reporting:lineage", args=[code, "051"])
        assert client.get(traced, {"cell": f"{cell.element}|{cell.breakdown}"}).status_code == status


def _table(world, cell) -> str:
    return definition_of(world.form).row_by_code[cell.element].row[:3]


def test_a_thematic_report_goes_the_whole_way_and_verifies(world, thematic, client):
    world.fill("01711", 0, CODE)
    assert not world.send("01711", CODE).report.is_editable
    world.take("01711", CODE)
    world.fill("051", 0, CODE)
    version = world.send("051", CODE)
    world.take("051", CODE)
    paper = snapshot_of_version(version)
    assert [table.code for table in paper.tables] == ["B02", "B06"] and paper.left_out == ()
    assert [section.code for section in paper.sections] == ["opening", "results", "results.women_cadres"]
    assert paper.topic == "" and not any("không thuộc diện báo cáo" in each for each in annex_sentences(paper))
    client.force_login(world.officers["04"])
    board = client.get(reverse("reporting:board", args=[CODE, "04"]))
    assert board.status_code == 200 and ">B01<" not in board.content.decode()
    totals = client.get(reverse("reporting:totals", args=[CODE, "04"]))
    assert [tab["label"] for tab in totals.context["tabs"]] == ["B02", "B06"]
    call_command("verify")
