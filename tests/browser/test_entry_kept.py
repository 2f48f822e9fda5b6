"""What an official wrote is kept or shown again: the text that saves itself, figures that came too late."""

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import Sheet, stored
from tests.browser.test_entry import REPORT, TABLE, pairs, world
from tienbo.reporting.entry.actions import write_passage
from tienbo.reporting.rounds.models import Report

__all__ = ["pairs", "world"]

TEXT = f"{REPORT}text/"
FUNDS = "results.funds"


@pytest.fixture
def text(window, world):
    """The page of the text, open before the district's officer."""
    page = window(user=world.officers["051"]).page()
    page.goto(TEXT)
    return page


def box(page):
    return page.locator(f'[name="t.{FUNDS}"]')


def state(page):
    return page.locator("[data-text-saved]")


def kept(world) -> str:
    passage = world.report("051").passages.filter(heading=FUNDS).first()
    return passage.text if passage else ""


def somebody_writes(world, text: str) -> None:
    write_passage(by=world.officers["051"], report=world.report("051"), heading=FUNDS, text=text)


def test_the_text_saves_itself_when_a_heading_is_left(text, world):
    expect(text.locator("[data-badge]")).to_have_text("Chưa nhập")
    box(text).fill("Kinh phí 20 triệu đồng.")
    text.keyboard.press("Tab")
    text.locator("h1").click()
    expect(state(text)).to_contain_text("Đã lưu lúc")
    expect(text.locator("[data-badge]")).to_have_text("Đang nhập")
    assert kept(world) == "Kinh phí 20 triệu đồng."


def test_writing_on_builds_on_what_was_saved(text, world):
    for words in ("Một.", "Một. Hai."):
        with text.expect_response(lambda answer: answer.request.method == "POST", timeout=20000):
            box(text).fill(words)
        expect(state(text)).to_contain_text("Đã lưu lúc")
    assert kept(world) == "Một. Hai."
    assert world.report("051").passages.get(heading=FUNDS).revision == 2


@pytest.mark.parametrize(("choice", "stands"), [("Giữ của tôi", "Của tôi."), ("Lấy của họ", "Của họ.")])
def test_text_that_somebody_else_wrote_meanwhile_is_shown_and_one_of_the_two_chosen(text, world, choice, stands):
    somebody_writes(world, "Của họ.")
    box(text).fill("Của tôi.")
    notice = text.locator(".notice.warning", has_text="có người khác đã viết ở đây")
    expect(notice).to_contain_text("Của họ.", timeout=6000)
    assert kept(world) == "Của họ."
    notice.get_by_role("button", name=choice).click()
    expect(notice).to_have_count(0)
    expect(box(text)).to_have_value(stands)
    text.wait_for_timeout(500)
    assert kept(world) == stands


def test_text_is_sent_again_when_the_line_is_back(window, world):
    it = window(user=world.officers["051"])
    page = it.page()
    page.goto(TEXT)
    it.context.set_offline(True)
    box(page).fill("Kinh phí.")
    expect(state(page)).to_contain_text("chờ gửi", timeout=6000)
    it.context.set_offline(False)
    expect(state(page)).to_contain_text("Đã lưu lúc", timeout=10000)
    assert kept(world) == "Kinh phí."
    it.problems[:] = [problem for problem in it.problems if "Failed to load resource" not in problem]


def test_figures_that_came_too_late_are_shown_until_the_person_lets_them_go(window, world, pairs):
    world.fill("051")
    it = window(user=world.officers["051"])
    sheet = Sheet(it.page(), TABLE)
    total, _women = pairs[0]
    Report.objects.filter(pk=world.report("051").pk).update(state="ready")
    sheet.at(total).type("7").press("Enter")
    expect(sheet.state).to_contain_text("Báo cáo đang chờ ký")
    expect(sheet.state).to_contain_text("vẫn giữ trên máy này")
    it.problems.clear()
    sheet.page.on("dialog", lambda dialog: dialog.accept())
    sheet.page.goto(TABLE)
    left = sheet.page.locator("[data-grid-left]")
    expect(left).to_contain_text("Đã nhập trên máy này, chưa gửi được")
    expect(left.locator("li")).to_contain_text("Tổng: 7")
    left.get_by_role("button", name="Bỏ các số này").click()
    sheet.page.reload()
    expect(left).to_be_hidden()
    assert stored(sheet.page) == []
