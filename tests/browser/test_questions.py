"""Asking back on a telephone: asked at the cell, marked there, answered there, closed by taking; and without script."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from tests.kept import kept
from tests.reporting.conftest import World, build_world
from tienbo.core import clock
from tienbo.indicators.queries import forget
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.questions.models import Question

MEMBERS = Cell("committee.members", "level=commune")
KEY = "committee.members|level=commune"
REPORT = "/reports/2015-h1/01711/"
TABLE = f"{REPORT}table/B01/"


@pytest.fixture
def world(live, monkeypatch, settings) -> World:
    """The commune 01711 has sent 12 members."""
    settings.MFA_ROLES = []
    forget()
    with clock.at(dt.date(2015, 5, 20)):
        made = kept(build_world)
        made.round()
        made.fill("01711")
        made.put("01711", MEMBERS, 12)
        made.send("01711")
    # The other thread has its own clock: it reads the environment.
    monkeypatch.setenv("TIENBO_TODAY", "2015-05-26")
    return made


def test_asked_at_the_cell_marked_there_answered_there_and_closed_by_taking(window, world):
    asking = window("phone", user=world.officers["051"]).page()
    asking.goto(TABLE)
    asking.locator(f'a[data-fixed="{KEY}"]').click()
    side = asking.locator("#side")
    side.locator("#ask-text").fill("Vì sao 12?")
    side.get_by_role("button", name="Hỏi lại").click()
    expect(side.locator(".thread")).to_contain_text("Vì sao 12?")
    expect(asking.locator(f'td:has([data-fixed="{KEY}"]) [data-asked]')).to_have_text("Hỏi lại: 1")

    unit = window("phone", user=world.officers["01711"]).page()
    unit.goto(TABLE)
    assert unit.evaluate("document.documentElement.scrollWidth") <= 360
    mark = unit.locator(f'td:has([data-fixed="{KEY}"]) [data-asked]')
    expect(mark).to_have_text("Hỏi lại: 1")
    mark.click()
    side = unit.locator("#side")
    side.locator("textarea").fill("Đã rà: đúng 12 người.")
    side.get_by_role("button", name="Gửi trả lời").click()
    expect(side.locator(".replying")).to_contain_text("Đã rà: đúng 12 người.")
    expect(mark).to_have_text("đã trả lời")

    asking.goto(f"{REPORT}take/")
    expect(asking.locator("main")).to_contain_text("1 câu hỏi sẽ đóng lại khi tiếp nhận")
    asking.get_by_role("button", name="Tiếp nhận").click()
    asking.wait_for_url(f"**{REPORT}")
    assert Question.objects.get().state == "closed"


def test_without_script_the_same_is_done_on_the_page_of_the_cell(window, world):
    page = window(user=world.officers["051"], javascript=False).page()
    page.goto(TABLE)
    page.locator(f'a[data-fixed="{KEY}"]').click()
    page.locator("#ask-text").fill("Vì sao 12?")
    page.get_by_role("button", name="Hỏi lại").click()
    expect(page.locator(".thread")).to_contain_text("Vì sao 12?")
    page.get_by_role("button", name="Đóng câu hỏi").click()
    expect(page.locator(".thread")).to_contain_text("Đã đóng")


def test_a_secret_text_is_refused_in_the_panel_and_stays_there_to_be_mended(window, world):
    opened = window(user=world.officers["051"])
    page = opened.page()
    page.goto(TABLE)
    page.locator(f'a[data-fixed="{KEY}"]').click()
    page.locator("#ask-text").fill("MẬT\nDanh sách")
    page.locator("#side").get_by_role("button", name="Hỏi lại").click()
    expect(page.locator("#side")).to_contain_text("độ mật")
    expect(page.locator("#ask-text")).to_have_value("MẬT\nDanh sách")
    # The browser itself calls the refusal an error.
    opened.problems.clear()
    assert not Question.objects.exists()


def test_the_pages_of_questions_and_changes_have_no_fault_of_accessibility(window, world, axe):
    page = window(user=world.officers["051"]).page()
    for where in (f"{REPORT}questions/", f"{REPORT}cell/?cell={KEY}", f"{REPORT}changes/", TABLE):
        page.goto(where)
        axe(page)
