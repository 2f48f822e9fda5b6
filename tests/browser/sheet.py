"""A hand on the keyboard of the entry table, for the tests of the grid and of its saving."""

import json

from playwright.sync_api import Page, expect

SAVE = "**/styleguide/echo/"
ADDRESS = "/styleguide/grid/"
# An event of the clipboard as the browser sends it; the real clipboard is shared by all tests and asks for permission.
ACT = """const data = new DataTransfer();
const act = name => document.activeElement.dispatchEvent(
  new ClipboardEvent(name, {clipboardData: data, bubbles: true, cancelable: true}));"""
# Everything that this machine keeps for any person, in the order in which it was typed.
STORED = """async () => {
  const all = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise(done => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    if (db.objectStoreNames.contains("operations")) {
      all.push(...await new Promise(done => {
        const asked = db.transaction("operations").objectStore("operations").getAll();
        asked.onsuccess = () => done(asked.result);
      }));
    }
    db.close();
  }
  return all.sort((a, b) => a.seq - b.seq);
}"""


def stored(page: Page) -> list[dict]:
    """The operations that this machine keeps; see ``core/static/core/offline/store.js``."""
    return page.evaluate(STORED)


class Sheet:
    """The sample table B02 and a hand on its keyboard."""

    def __init__(self, page: Page, address: str = ADDRESS) -> None:
        self.page = page
        self.sent: list[dict] = []
        page.on("request", self._note)
        page.goto(address)
        page.wait_for_selector("[data-ready]")

    def _note(self, request) -> None:
        if request.method == "POST" and request.url.endswith(("/echo/", "/cells/")):
            self.sent.append(json.loads(request.post_data))

    def cell(self, name: str):
        return self.page.locator(f'[data-cell="{name}"], [data-derived="{name}"]')

    def td(self, name: str):
        return self.cell(name).locator("xpath=ancestor::td")

    def at(self, name: str) -> "Sheet":
        self.cell(name).focus()
        return self

    def press(self, *keys: str) -> "Sheet":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> "Sheet":
        self.page.keyboard.type(text)
        return self

    def paste(self, text: str) -> "Sheet":
        """What Ctrl+V does, with this on the clipboard."""
        self.page.evaluate("text => {" + ACT + "data.setData('text/plain', text); act('paste'); }", text)
        return self

    def copy(self) -> str:
        """What Ctrl+C puts on the clipboard."""
        return self.page.evaluate("() => {" + ACT + "act('copy'); return data.getData('text/plain'); }")

    @property
    def here(self) -> str:
        return self.page.evaluate("document.activeElement.dataset.cell || document.activeElement.dataset.derived || ''")

    def value(self, name: str) -> str:
        return self.cell(name).input_value()

    def says(self, row: str):
        return self.page.locator(f'[data-says="{row}"]')

    @property
    def state(self):
        return self.page.locator("[data-grid-saved]")

    def saved(self, batches: int = 1) -> "Sheet":
        """Wait until so many batches were sent and the last was answered."""
        for _ in range(250):
            if len(self.sent) >= batches:
                break
            self.page.wait_for_timeout(20)
        assert len(self.sent) >= batches, self.sent
        expect(self.state).to_have_class("saved")
        return self
