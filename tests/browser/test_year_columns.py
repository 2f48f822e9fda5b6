"""The whole year beside the period in a real browser: an estimate until somebody says otherwise."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import Sheet
from tests.reporting.conftest import World, build_world
from tests.reporting.estimating import ATTENDANCES, ROUND, WOMEN, YEAR, YEAR_WOMEN, open_annual
from tienbo.core import clock
from tienbo.indicators.queries import forget
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.entry.sheets import key_of

TABLE = f"/reports/{ROUND}/051/table/B09/"


@pytest.fixture
def world(live, monkeypatch, settings) -> World:
    """A round that asks the whole year is open."""
    settings.MFA_ROLES = []
    forget()
    with clock.at(dt.date(2015, 5, 20)):
        made = build_world()
        open_annual(made)
    # The other thread has its own clock: it reads the environment.
    monkeypatch.setenv("TIENBO_TODAY", "2015-11-24")
    return made


def figure(world: World, cell: Cell) -> Figure:
    return entries_of(world.report("051", ROUND))[cell].figure


def marked(page, cell: Cell):
    return page.locator(f'.grid-in:has(> input[data-cell="{key_of(cell)}"]) .grid-mark')


def kept(page):
    """What is done within is answered by the program before the next step."""
    return page.expect_response(lambda answer: answer.url.endswith("/cells/"))


def test_a_typed_figure_of_the_year_is_an_estimate_until_it_is_marked(window, world):
    page = window(user=world.officers["051"]).page()
    sheet = Sheet(page, TABLE)
    with kept(page):
        sheet.at(key_of(ATTENDANCES)).type("100").press("Tab")
    with kept(page):
        sheet.at(key_of(YEAR)).type("120").press("Tab")
    expect(marked(page, YEAR)).to_have_text("e")
    expect(marked(page, ATTENDANCES)).to_have_text("")
    assert figure(world, YEAR) == Figure(Decimal(120), "estimate")
    # The menu says otherwise, and what is typed over it keeps that.
    sheet.at(key_of(YEAR)).press("F4")
    with kept(page):
        page.locator('button[data-flag=""]').click()
    assert figure(world, YEAR) == Figure(Decimal(120), "actual")
    with kept(page):
        sheet.at(key_of(YEAR)).type("121").press("Tab")
    assert figure(world, YEAR) == Figure(Decimal(121), "actual")
    sheet.saved()


def test_a_block_from_excel_with_or_without_the_columns_of_the_year(window, world):
    page = window(user=world.officers["051"]).page()
    sheet = Sheet(page, TABLE)
    with kept(page):
        sheet.at(key_of(ATTENDANCES)).paste("120\t60\n")
    assert figure(world, WOMEN) == Figure(Decimal(60)) and YEAR not in entries_of(world.report("051", ROUND))
    with kept(page):
        sheet.at(key_of(ATTENDANCES)).paste("121\t61\t50,4\t30\t130\t65\n")
    assert figure(world, ATTENDANCES) == Figure(Decimal(121))
    assert [figure(world, each) for each in (YEAR, YEAR_WOMEN)] == [
        Figure(Decimal(130), "estimate"),
        Figure(Decimal(65), "estimate"),
    ]
    sheet.saved()
