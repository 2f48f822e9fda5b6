"""The style guide in a real browser: nothing for axe to find, nothing cut off, and the small comforts at work."""

import pytest
from playwright.sync_api import expect

from tienbo.core.styleguide.pages import PAGES

ADDRESSES = {page.slug or "small": f"/styleguide/{page.slug}/" if page.slug else "/styleguide/" for page in PAGES}
ADDRESSES["lineage"] = "/styleguide/lineage/?step=1"
ADDRESSES["compact"] = "/styleguide/board/?rows=30&compact=1"

# What lies outside the page to the right, but for what scrolls in a window of its own.
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter(element => {
  const box = element.getBoundingClientRect();
  const edge = document.documentElement.clientWidth + 1;
  return box.width > 1 && box.right > edge && !element.closest(".scroll, .rail, .hush");
}).map(element => element.outerHTML.slice(0, 80))"""


# What a finger could miss; a link within a sentence and a tick whose label is the target do not count.
SMALL = """() => [...document.querySelectorAll(
  "button, .button, .tool, .rail a, .tabs a, select, input:not([type=hidden])"
)].filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)
  .filter(one => !one.closest(".check, .choices")).map(one => one.outerHTML.slice(0, 90))"""


@pytest.fixture(autouse=True)
def _nothing_is_real(settings):
    settings.DEMO = True


# Colours are the same at each width, and widths at each theme.
@pytest.mark.parametrize(("size", "theme"), [("wide", "light"), ("phone", "dark")])
@pytest.mark.parametrize("name", ADDRESSES)
def test_axe_finds_nothing(window, axe, name, size, theme):
    page = window(size, theme=theme).page()
    page.goto(ADDRESSES[name])
    axe(page)


def test_axe_finds_nothing_at_the_door(page, axe):
    page.goto("/accounts/login/")
    axe(page)


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_is_cut_off_at_the_right(page, name):
    page.goto(ADDRESSES[name])
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_whole_guide_shows_without_script(window):
    page = window(javascript=False).page()
    for address in ADDRESSES.values():
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()


def test_the_first_tab_stop_leads_past_the_menus(page):
    page.goto("/styleguide/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Đến nội dung chính")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_menu_opens_by_key_and_escape_gives_the_focus_back(window):
    page = window().page()
    page.goto("/accounts/login/")
    summary = page.locator("details[data-menu] > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="English")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="English")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_chosen_theme_stays_whatever_the_device_prefers(window):
    page = window(theme="light").page()
    page.goto("/accounts/login/")
    colour = "getComputedStyle(document.documentElement).backgroundColor"
    before = page.evaluate(colour)
    page.locator("details[data-menu] > summary").click()
    page.get_by_role("button", name="Tối").click()
    page.goto("/styleguide/")
    assert page.evaluate(colour) != before


def test_targets_on_a_touch_screen_are_large_enough(chromium, live):
    context = chromium.new_context(
        base_url=live, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    for address in ("/styleguide/", "/styleguide/forms/", "/styleguide/grid/"):
        page.goto(address)
        small = page.evaluate(SMALL)
        assert small == []
    context.close()


# --- the side panel -----------------------------------------------------------------------------------------


def test_a_figure_opens_its_origin_beside_the_page_and_going_back_closes_it(window):
    page = window().page()
    page.goto("/styleguide/lineage/")
    link = page.locator("main a.lineage-link")
    link.click()
    expect(page.locator("#side h2")).to_have_text("Nguồn gốc con số")
    assert page.url.endswith("?step=0")
    expect(link).to_be_visible()
    page.locator("#side .parts a").nth(1).click()
    page.wait_for_url("**/?step=1")
    expect(page.locator("#side")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_empty()
    expect(link).to_be_focused()
    assert page.url.endswith("/styleguide/lineage/")


def test_going_back_closes_the_panel(window):
    page = window().page()
    page.goto("/styleguide/lineage/")
    page.locator("main a.lineage-link").click()
    expect(page.locator("#side h2")).to_be_visible()
    page.go_back()
    expect(page.locator("#side")).to_be_empty()
    assert page.url.endswith("/styleguide/lineage/")


def test_the_origin_of_a_figure_has_a_page_of_its_own_without_script(window):
    page = window(javascript=False).page()
    page.goto("/styleguide/lineage/")
    page.locator("main a.lineage-link").click()
    expect(page.locator("main .lineage h2")).to_have_text("Nguồn gốc con số")


# --- the board ----------------------------------------------------------------------------------------------


def test_rows_are_chosen_one_by_one_in_a_run_and_all_at_once(window):
    page = window().page()
    page.goto("/styleguide/board/")
    boxes = page.locator('input[name="row"]')
    remind = page.get_by_role("button", name="Đôn đốc").first
    expect(remind).to_be_disabled()
    boxes.nth(1).check()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.locator("[data-chosen]")).to_have_text("Đã chọn 4")
    expect(remind).to_be_enabled()
    page.locator("[data-all]").check()
    expect(page.locator("[data-chosen]")).to_have_text("Đã chọn 24")
    page.locator("[data-all]").uncheck()
    expect(remind).to_be_disabled()


def test_the_telephone_shows_on_hover_and_on_focus(window):
    page = window().page()
    page.goto("/styleguide/board/")
    row = page.locator(".board tbody tr").nth(2)
    tip = row.locator(".tip")
    expect(tip).to_be_hidden()
    row.locator(".board-unit").hover()
    expect(tip).to_be_visible()
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    row.locator(".dial").focus()
    expect(tip).to_be_visible()


def test_names_and_heads_stay_in_sight_while_two_hundred_and_fifty_rows_scroll(window):
    page = window().page()
    page.goto("/styleguide/board/?rows=250&columns=16")
    assert page.locator(".board tbody tr").count() == 250
    scroll = page.locator(".board-scroll")
    scroll.evaluate("element => element.scrollTo(600, 5000)")
    frame = scroll.bounding_box()
    head = page.locator(".board thead th").nth(9).bounding_box()
    name = page.locator(".board tbody th").nth(100).bounding_box()
    assert abs(head["y"] - frame["y"]) < 3
    assert abs(name["x"] - frame["x"]) < 3


# --- reading ------------------------------------------------------------------------------------------------


def test_a_find_and_its_place_in_the_text_lead_to_each_other(page):
    page.goto("/styleguide/reading/")
    page.locator("#at-d1 a").click()
    assert page.url.endswith("#find-d1")
    expect(page.locator("#find-d1")).to_be_in_viewport()
    page.locator("#find-t1").get_by_role("link", name="trong văn bản").click()
    expect(page.locator("#at-t1")).to_be_in_viewport()


def test_a_file_is_chosen_in_our_words_and_named(page):
    page.goto("/styleguide/forms/")
    pick = page.locator(".pick-file").first
    expect(pick.get_by_text("Chưa chọn tệp nào")).to_be_visible()
    pick.locator("input").set_input_files({"name": "Báo cáo.docx", "mimeType": "text/plain", "buffer": b"x"})
    expect(pick.get_by_text("Báo cáo.docx")).to_be_visible()
    pick.locator("input").set_input_files([])
    expect(pick.get_by_text("Chưa chọn tệp nào")).to_be_visible()


def test_without_a_script_the_browsers_own_field_for_a_file_is_there(window):
    page = window(javascript=False).page()
    page.goto("/styleguide/forms/")
    expect(page.locator(".pick-file .button").first).to_be_hidden()
    assert page.locator(".pick-file input").first.evaluate("one => getComputedStyle(one).opacity") == "1"
