"""From a total down to the cell that somebody typed, the board by keyboard, typing for a commune: in a real browser."""

import datetime as dt

import pytest

from tests.kept import kept
from tests.reporting.conftest import World, build_world
from tienbo.core import clock
from tienbo.indicators.queries import forget
from tienbo.reporting.definitions.cells import Cell

TODAY = "2015-06-08"
LIMIT = 60_000
MEMBERS = Cell("committee.members", "level=commune")
WOMEN = Cell("committee.members", "level=commune;sex=F")


@pytest.fixture
def world(live, monkeypatch, settings) -> World:
    """Two communes are in their district's report, which is in the province's totals; the rest is late."""
    settings.MFA_ROLES = []
    forget()
    with clock.at(dt.date(2015, 5, 20)):
        made = kept(build_world)
        for unit, members, women in (("01711", 7, 3), ("01708", 5, 2)):
            made.fill(unit)
            made.put(unit, MEMBERS, members)
            made.put(unit, WOMEN, women)
            made.send(unit)
            made.take(unit)
        made.fill("051")
        made.send("051")
        made.take("051")
        made.fill("HPN")
        made.send("HPN")
    # The other thread has its own clock: it reads the environment.
    monkeypatch.setenv("TIENBO_TODAY", TODAY)
    return made


def test_a_number_leads_down_to_the_typed_cell_beside_the_page(window, axe, world):
    page = window(user=world.officers["04"]).page()
    page.goto("/reports/2015-h1/04/totals/B01/")
    row = page.locator("tr", has=page.locator("th", has_text="Thành viên Ban"))
    row.locator("a.lineage-link").first.click()
    side = page.locator("#side")
    side.locator("a", has_text="xã").first.click()
    side.locator("a", has_text="Huyện Hòa An").click()
    side.locator("a", has_text="Xã Bình Dương").click()
    side.get_by_text("0 → 7").wait_for()
    assert "version=1" in page.url and "/01711/lineage/" in page.url
    # The table still stands beside it.
    assert page.locator("table.totals").is_visible()
    axe(page)
    page.keyboard.press("Escape")
    assert page.url.endswith("/reports/2015-h1/04/totals/B01/") and not side.locator("section").count()


def test_without_script_every_step_is_a_page(window, world):
    page = window(user=world.officers["04"], javascript=False).page()
    page.goto("/reports/2015-h1/04/lineage/?cell=committee.members|level=commune")
    page.click("text=Huyện Hòa An")
    page.click("text=Xã Bạch Đằng")
    assert "0 → 5" in page.inner_text("main")


def test_the_board_works_by_keyboard_alone(window, world):
    page = window(user=world.officers["04"]).page()
    page.goto("/rounds/2015-h1/04/board/")
    box = page.locator('input[name="row"][value="HPN"]')
    box.focus()
    page.keyboard.press("Space")
    take = page.locator('button[value="take"]')
    assert take.is_enabled()
    take.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/board/take/")
    assert "Hội Liên hiệp Phụ nữ tỉnh" in page.inner_text(".confirm")
    page.locator('button[value="send"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/board/")
    assert "Đã tiếp nhận 1 báo cáo" in page.inner_text("main")


def addresses() -> dict[str, str]:
    return {
        "rounds": "/rounds/",
        "new round": "/rounds/new/",
        "round": "/rounds/2015-h1/",
        "standing": "/rounds/2015-h1/HPN/standing/",
        "board": "/rounds/2015-h1/04/board/",
        "totals": "/reports/2015-h1/04/totals/B01/",
        "lineage": "/reports/2015-h1/04/lineage/?cell=committee.members|level=commune",
    }


@pytest.mark.parametrize(("size", "theme"), [("wide", "light"), ("phone", "dark")])
def test_axe_finds_nothing_and_nothing_is_cut_off(window, axe, world, size, theme):
    page = window(size, user=world.officers["04"], theme=theme).page()
    for name, address in addresses().items():
        assert page.goto(address).status == 200, name
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
    page = window(size, user=world.officers["053"], theme=theme).page()
    assert page.goto("/rounds/2015-h1/053/enter-for/").status == 200
    axe(page)


def test_a_first_visit_is_light(weigh, world):
    for name, address in addresses().items():
        weight = weigh(address, user=world.officers["04"])
        assert weight.total < LIMIT, f"{name}: {weight}"


def test_typing_for_a_commune_is_kept_as_it_is_typed(window, world):
    page = window(user=world.officers["053"]).page()
    page.goto("/rounds/2015-h1/053/enter-for/B01/")
    cell = page.locator('[data-cell="01780:committee.members|level=commune"]')
    cell.click()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.locator("[data-grid-saved]", has_text="Đã lưu").wait_for()
    page.reload()
    assert cell.input_value() == "9"
    assert world.report("01780").proxy == world.units["053"]
