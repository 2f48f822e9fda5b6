"""Items are entered by the keyboard, and a pasted list becomes items."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_entry import REPORT, pairs, world

__all__ = ["pairs", "world"]

HEADING = "assessment.strengths"
PASTE = """(box, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def text(window, world):
    """The page of the text, open before the district's officer."""
    page = window(user=world.officers["051"]).page()
    page.goto(f"{REPORT}text/")
    return page


def boxes(page):
    return page.locator(f'[name="i.{HEADING}"]')


def saved(page, world) -> list[str]:
    page.locator("h1").click()
    expect(page.locator("[data-text-saved]")).to_contain_text("Đã lưu lúc", timeout=20000)
    return [item["text"] for item in world.report("051").passages.get(heading=HEADING).items]


def test_enter_goes_on_alt_and_an_arrow_moves_and_backspace_removes(text, world):
    boxes(text).first.click()
    text.keyboard.type("Một.")
    text.keyboard.press("Enter")
    text.keyboard.type("Hai.")
    text.keyboard.press("Alt+ArrowUp")
    text.keyboard.press("Enter")
    assert boxes(text).evaluate_all("all => all.map(each => each.value)") == ["Hai.", "Một."]
    text.keyboard.press("Enter")
    text.keyboard.press("Backspace")
    assert boxes(text).count() == 2
    assert saved(text, world) == ["Hai.", "Một."]


def test_a_pasted_list_becomes_items(text, world):
    boxes(text).first.focus()
    boxes(text).first.evaluate(PASTE, "- Cấp ủy quan tâm.\n\n2. Hội viên đông.\n+ Có quy chế.")
    assert saved(text, world) == ["Cấp ủy quan tâm.", "Hội viên đông.", "Có quy chế."]
