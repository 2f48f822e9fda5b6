"""What is typed for the whole year is an estimate, however it comes, until somebody says otherwise."""

import json
import uuid
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from tests.reporting.estimating import ATTENDANCES, ROUND, YEAR, YEAR_WOMEN, open_annual
from tienbo.reporting.definitions.cells import Cell, Figure, is_of_year
from tienbo.reporting.entry.actions import FigureInput, declare_none, record_figures
from tienbo.reporting.entry.grids import answer_of, grid_of
from tienbo.reporting.entry.queries import entries_of, own_figures
from tienbo.reporting.entry.sheets import TableSheet, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def annual(world):
    open_annual(world)
    return world


def kept(world, unit: str, cell: Cell) -> Figure:
    return entries_of(world.report(unit, ROUND))[cell].figure


def record(world, unit: str, *figures: FigureInput):
    return record_figures(by=world.officers[unit], report=world.report(unit, ROUND), figures=figures)


def send(client, unit: str, cell: Cell, text: str, **more):
    change = {"cell": key_of(cell), "text": text, "flag": "estimate", "note": "", "base": 0} | more
    url = reverse("reporting:cells", args=[ROUND, unit, "B09"])
    return client.post(url, json.dumps({"op": str(uuid.uuid4()), "changes": [change], "justifications": []}),
                       content_type="application/json")  # fmt: skip


def test_a_figure_of_the_year_is_an_estimate_and_one_of_the_period_is_not(annual):
    record(annual, "051", FigureInput(YEAR, Decimal(9)), FigureInput(ATTENDANCES, Decimal(7)))
    assert kept(annual, "051", YEAR) == Figure(Decimal(9), "estimate")
    assert kept(annual, "051", ATTENDANCES) == Figure(Decimal(7), "actual")


@pytest.mark.parametrize("flag", ["actual", "corrected", "estimate"])
def test_somebody_may_say_otherwise(annual, flag):
    record(annual, "051", FigureInput(YEAR, Decimal(9), flag))
    assert kept(annual, "051", YEAR) == Figure(Decimal(9), flag)


def test_an_emptied_cell_is_blank_and_no_estimate(annual):
    record(annual, "051", FigureInput(YEAR, Decimal(9)))
    record(annual, "051", FigureInput(YEAR, None))
    assert kept(annual, "051", YEAR) == Figure()


def test_the_script_sends_the_mark_it_shows(annual, client):
    client.force_login(annual.officers["051"])
    assert send(client, "051", YEAR, "12").status_code == 200
    assert kept(annual, "051", YEAR) == Figure(Decimal(12), "estimate")
    assert send(client, "051", YEAR, "13", flag="", base=1).status_code == 200
    assert kept(annual, "051", YEAR) == Figure(Decimal(13), "actual")


def test_without_script_an_empty_cell_of_the_year_offers_the_estimate(annual, client):
    client.force_login(annual.officers["01711"])
    url = reverse("reporting:table", args=[ROUND, "01711", "B09"])
    page = unescape(client.get(url).content.decode())
    assert f'name="v.{key_of(YEAR)}"' in page and 'data-usual="estimate"' in page
    mark = page.split(f'<select name="f.{key_of(YEAR)}"')[1].split("</select>")[0]
    assert '<option value="estimate" selected>' in mark
    posted = {f"v.{key_of(YEAR)}": "8", f"b.{key_of(YEAR)}": "0", f"f.{key_of(YEAR)}": "estimate", "act": "save"}
    assert client.post(url, posted).status_code == 302
    assert kept(annual, "01711", YEAR) == Figure(Decimal(8), "estimate")
    # A form that has no marks says nothing about them.
    posted = {f"v.{key_of(YEAR)}": "9", f"b.{key_of(YEAR)}": "1", "act": "save"}
    assert client.post(url, posted).status_code == 302
    assert kept(annual, "01711", YEAR) == Figure(Decimal(9), "estimate")


def test_the_grid_has_the_year_after_the_period(annual):
    sheet = TableSheet(annual.report("051", ROUND), "B09")
    grid = grid_of(sheet, readonly=False, owner="x")
    assert [(column.group, column.head) for column in grid.columns] == [
        ("Kỳ này", "Tổng"), ("Kỳ này", "Nữ"), ("Kỳ này", "% nữ"), ("Kỳ này", "Nữ DTTS"),
        ("Ước cả năm", "Tổng"), ("Ước cả năm", "Nữ"),
    ]  # fmt: skip
    row = next(row for row in grid.rows if row.number == "B09.06")
    assert row.cells["TY"].usual == "estimate" and row.cells["T"].usual == ""
    counted = grid_of(TableSheet(annual.report("051", ROUND), "B10"), readonly=False, owner="x")
    assert [(column.group, column.head) for column in counted.columns] == [("", "Kỳ này"), ("", "Ước cả năm")]


def test_a_share_and_a_comparison_are_of_the_actual_figures(annual):
    record(annual, "051", FigureInput(YEAR, Decimal(10)), FigureInput(YEAR_WOMEN, Decimal(5)))
    sheet = TableSheet(annual.report("051", ROUND), "B09")
    assert sheet.compared(YEAR).figure is None
    answer = answer_of(sheet, saved=[], refused=[], conflicts=[], told=[])
    assert answer["derived"]["%|comm.attendances|"] == ""


def test_nothing_to_report_is_an_estimate_of_nothing_for_the_year(annual):
    declare_none(by=annual.officers["051"], report=annual.report("051", ROUND), table="B09")
    assert kept(annual, "051", YEAR) == Figure(Decimal(0), "estimate")
    assert kept(annual, "051", ATTENDANCES) == Figure(Decimal(0), "actual")


def test_the_table_says_what_the_year_is(annual, client):
    client.force_login(annual.officers["051"])
    page = client.get(reverse("reporting:table", args=[ROUND, "051", "B09"])).content.decode()
    assert "số thực hiện cộng phần ước đến 31/12/2015" in page
    without = client.get(reverse("reporting:table", args=[ROUND, "051", "B02"])).content.decode()
    assert "phần ước đến" not in without


def test_a_round_without_estimate_asks_no_cell_of_the_year(world):
    assert not any(map(is_of_year, own_figures(world.report("051"))))
    assert "basis" not in json.dumps(world.round().options)
