"""A report is filled while the network is really cut, in a real browser: what was typed stays, sends itself when the
line is back, meets what others wrote in the open, belongs to its person, and goes when that person leaves."""

import contextlib
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests.browser.sheet import Sheet, stored
from tests.browser.test_entry import REPORT, TABLE, figure, pairs, world
from tienbo.core import shell
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.actions import FigureInput, record_figures
from tienbo.reporting.entry.models import EntryChange

__all__ = ["pairs", "world"]

DESK, DEVICE, TEXT = "/", "/device/", f"{REPORT}text/"
FUNDS = "results.funds"
PASSWORD = "mat-khau-rat-dai-1"
# Everything that the caches hold, by cache.
CACHES = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async name =>
  [name, (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)])))"""
# A device that is full: nothing more is put in.
NO_ROOM = """() => { IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
  throw new DOMException("full", "QuotaExceededError");
}; }"""


@pytest.fixture
def opened(window, world):
    """A window of the district's officer on a telephone. What the browser writes of failed requests is wanted."""
    it = window("phone", user=world.officers["051"])
    yield it
    own = ("Failed to load resource", "ERR_", "An unknown error occurred when fetching the script")
    it.problems[:] = [problem for problem in it.problems if not any(words in problem for words in own)]


def at_hand(page: Page) -> None:
    """Open the report and wait until its pages lie on the device."""
    page.goto(REPORT)
    expect(page.locator("[data-at-hand]")).to_contain_text("trang trên máy này", timeout=60_000)


def band(page: Page):
    return page.locator("[data-band]")


@contextlib.contextmanager
def cut(it, server) -> Iterator[None]:
    """No network: the browser knows it, and nobody listens either. (A request that outlives its page, as the last of
    a closed page does, escapes the browser's own switch.)"""
    it.context.set_offline(True)
    server.stop()
    yield
    server.start()
    it.context.set_offline(False)


def typed_and_closed(it, server, cell: str, text: str) -> None:
    """A figure typed without a connection, on a page that is closed at once."""
    sheet = Sheet(it.page(), TABLE)
    with cut(it, server):
        sheet.at(cell).type(text).press("Enter")
        expect(sheet.state).to_contain_text("chờ gửi")
        sheet.page.close()


def nothing_waits(page: Page) -> None:
    """Wait until everything that lay on this machine is settled."""
    for _ in range(200):
        if not stored(page):
            return
        page.wait_for_timeout(100)
    raise AssertionError(stored(page))


def sign_in(page: Page, user, *, shared: bool = False) -> None:
    user.set_password(PASSWORD)
    user.must_change_password = False
    user.save()
    page.goto("/accounts/login/")
    page.locator('[name="login"]').fill(user.username)
    page.locator('[name="password"]').fill(PASSWORD)
    if shared:
        page.get_by_label("Máy dùng chung").check()
    page.locator("main form button.primary").click()
    page.wait_for_url(lambda address: "/accounts/login/" not in address)


def test_a_report_opened_once_is_filled_without_a_connection_and_sends_itself(opened, world, pairs, server):
    it, (total, women) = opened, pairs[0]
    page = it.page()
    at_hand(page)
    with cut(it, server):
        sheet = Sheet(page, TABLE)
        expect(band(page)).to_contain_text("Đang ngoại tuyến: đang xem bản lưu lúc")
        sheet.at(total).type("8").press("Enter")
        expect(sheet.state).to_contain_text("Đã lưu trên máy này, chờ gửi")
        page.close()
        # Later, still without a connection: the figure stands where it was typed.
        again = Sheet(it.page(), TABLE)
        expect(again.cell(total)).to_have_value("8")
        again.at(women).type("3").press("Enter")
        again.page.on("dialog", lambda dialog: dialog.accept())
        again.page.goto(f"{REPORT}submit/")
        expect(again.page.locator("[data-missing-page]")).to_be_visible()
        expect(again.page.locator("[data-waits]")).to_contain_text(": 8")
        assert figure(world, total) == Figure()
    nothing_waits(again.page)
    assert (figure(world, total), figure(world, women)) == (Figure(Decimal(8)), Figure(Decimal(3)))
    assert set(EntryChange.objects.values_list("origin", flat=True)) == {EntryChange.Origin.OFFLINE}


def test_a_server_that_is_down_is_no_connection_and_acts_that_need_it_say_so(opened, world, pairs, server):
    it, (total, _women) = opened, pairs[0]
    page = it.page()
    at_hand(page)
    server.stop()
    page.goto(REPORT)
    expect(band(page)).to_contain_text("Đang ngoại tuyến: đang xem bản lưu lúc")
    expect(page.locator("main a.button[data-needs]").first).to_have_attribute("data-needs", "cần có mạng")
    sheet = Sheet(page, TABLE)
    expect(page.locator('button[value="none"]')).to_be_disabled()
    sheet.at(total).type("8").press("Enter")
    expect(sheet.state).to_contain_text("chờ gửi")
    # The button for saving takes nobody away from the figures.
    page.locator('main button[value="save"]').last.click()
    expect(sheet.cell(total)).to_have_value("8")
    server.start()
    page.locator("[data-grid-retry]").click()
    expect(sheet.state).to_have_class("saved")
    assert figure(world, total) == Figure(Decimal(8))


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_ones_own_and_nothing_is_dropped(
    opened, world, pairs, server
):
    it, (total, _women) = opened, pairs[0]
    typed_and_closed(it, server, total, "8")
    mine = FigureInput(Cell(*total.split("|", 1)), Decimal(5))
    record_figures(by=world.officers["051"], report=world.report("051"), figures=[mine])
    page = it.page()
    page.goto(DESK)
    expect(band(page)).to_contain_text("1 mục nhập trên máy này chưa được ghi nhận", timeout=15_000)
    assert figure(world, total) == Figure(Decimal(5))
    page.goto(DEVICE)
    waits = page.locator("[data-waits]")
    expect(waits).to_contain_text("Của anh, chị: 8. Trên hệ thống, do")
    # In the table it stands at its cell.
    sheet = Sheet(page, TABLE)
    expect(page.get_by_role("button", name="Giữ của tôi")).to_be_visible()
    assert sheet.value(total) == "8"
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(DEVICE)
    waits.get_by_role("button", name="Giữ của tôi").click()
    nothing_waits(page)
    assert figure(world, total) == Figure(Decimal(8))


def test_a_kept_copy_shows_what_this_device_saved_since_and_builds_on_it(opened, world, pairs, server):
    it, (total, _women) = opened, pairs[0]
    page = it.page()
    at_hand(page)
    sheet = Sheet(page, TABLE)
    sheet.at(total).type("8").press("Enter").saved()
    page.goto(DEVICE)
    with cut(it, server):
        kept = Sheet(page, TABLE)
        expect(kept.cell(total)).to_have_value("8")
        kept.at(total).type("9").press("Enter")
        expect(kept.state).to_contain_text("chờ gửi")
    expect(kept.state).to_have_class("saved")
    assert figure(world, total) == Figure(Decimal(9))
    assert list(EntryChange.objects.order_by("revision").values_list("revision", flat=True)) == [1, 2]


def test_what_waited_before_the_device_was_called_shared_is_sent_and_then_nothing_is_kept(opened, world, pairs, server):
    it, (total, _women) = opened, pairs[0]
    typed_and_closed(it, server, total, "8")
    Session.objects.all().delete()
    page = it.page()
    sign_in(page, world.officers["051"], shared=True)
    nothing_waits(page)
    assert figure(world, total) == Figure(Decimal(8))
    assert page.evaluate("localStorage.length") == 0


def test_a_session_that_ended_meanwhile_keeps_the_queue_until_the_same_person_is_back(opened, world, pairs, server):
    it, (total, _women) = opened, pairs[0]
    typed_and_closed(it, server, total, "8")
    Session.objects.all().delete()
    page = it.page()
    page.goto(TABLE)
    expect(band(page)).to_contain_text("Máy này còn 1 số liệu chờ gửi")
    assert "8" not in page.locator("body").inner_text().split()
    # Somebody else signs in on the same browser: told that something waits, not what, and sends nothing.
    sign_in(page, world.officers["053"])
    expect(band(page)).to_contain_text("Máy này còn 1 số liệu chưa gửi của người khác")
    page.goto(DEVICE)
    expect(page.locator("[data-nothing-waits]")).to_be_visible()
    assert figure(world, total) == Figure()
    page.locator(".topbar details.menu summary").last.click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/accounts/login/**")
    assert len(stored(page)) == 1, "signing out takes away one's own alone"
    sign_in(page, world.officers["051"])
    nothing_waits(page)
    assert figure(world, total) == Figure(Decimal(8))


def test_signing_out_warns_of_what_waits_and_leaves_nothing(opened, world, pairs):
    it, (total, _women) = opened, pairs[0]
    page = it.page()
    at_hand(page)
    it.context.route("**/cells/", lambda route: route.abort())
    sheet = Sheet(it.page(), TABLE)
    sheet.at(total).type("8").press("Enter")
    expect(sheet.state).to_contain_text("chờ gửi")
    sheet.page.close()
    page.goto("/accounts/logout/")
    expect(page.locator("[data-unsent]")).to_contain_text("Còn chờ gửi: 1 mục")
    assert page.evaluate(CACHES)
    page.get_by_role("button", name="Đăng xuất và xóa").click()
    page.wait_for_url("**/accounts/login/**")
    assert stored(page) == []
    assert [name for name in page.evaluate(CACHES) if name.startswith("offline-")] == []
    assert page.evaluate("localStorage.length") == 0


def test_what_the_browser_has_no_room_for_is_sent_all_the_same_and_not_lost_unsaid(opened, world, pairs):
    it, (total, women) = opened, pairs[0]
    sheet = Sheet(it.page(), TABLE)
    it.context.route("**/cells/", lambda route: route.abort())
    page = sheet.page
    page.evaluate(NO_ROOM)
    sheet.at(total).type("8").press("Enter")
    expect(sheet.state).to_contain_text("chờ gửi")
    assert stored(page) == []
    expect(band(page)).to_contain_text("1 mục")
    # Signing out stops at the page that says what would be lost: the browser asks before this one goes.
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator(".topbar details.menu summary").last.click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"] and page.url.endswith(TABLE)
    it.context.unroute("**/cells/")
    sheet.at(women).type("3").press("Enter")
    page.locator("[data-grid-retry]").click()
    expect(sheet.state).to_have_class("saved", timeout=15_000)
    assert (figure(world, total), figure(world, women)) == (Figure(Decimal(8)), Figure(Decimal(3)))


def test_a_shared_device_keeps_nothing_and_warns_before_the_page_is_left(window, world, pairs):
    it, (total, _women) = window(), pairs[0]
    page = it.page()
    sign_in(page, world.officers["051"], shared=True)
    page.goto(REPORT)
    page.wait_for_timeout(2500)
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    sheet = Sheet(page, TABLE)
    it.context.route("**/cells/", lambda route: route.abort())
    sheet.at(total).type("8").press("Enter")
    expect(sheet.state).to_have_class("unsent")
    assert (stored(page), page.evaluate(CACHES), page.evaluate("localStorage.length")) == ([], {}, 0)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(DEVICE)
    assert asked == ["beforeunload"]
    it.problems[:] = [problem for problem in it.problems if "Failed to load resource" not in problem]


def test_a_page_left_open_by_one_person_sends_nothing_in_the_name_of_the_next(opened, world, pairs):
    it, (total, _women) = opened, pairs[0]
    sheet = Sheet(it.page(), TABLE)
    Session.objects.all().delete()
    other = it.page()
    sign_in(other, world.heads["051"])
    sheet.at(total).type("8").press("Enter")
    expect(sheet.state).to_contain_text("Trên máy này hiện có người khác đăng nhập")
    assert figure(world, total) == Figure()


def test_text_written_without_a_connection_is_there_again_and_sends_itself(opened, world, server):
    it = opened
    page = it.page()
    at_hand(page)
    with cut(it, server):
        page.goto(TEXT)
        page.locator(f'[name="t.{FUNDS}"]').fill("Kinh phí 20 triệu đồng.")
        page.wait_for_timeout(500)
        page.close()
        again = it.page()
        again.goto(TEXT)
        expect(again.locator(f'[name="t.{FUNDS}"]')).to_have_value("Kinh phí 20 triệu đồng.")
        assert not world.report("051").passages.exists()
    expect(again.locator("[data-text-saved]")).to_contain_text("Đã lưu lúc", timeout=15_000)
    nothing_waits(again)
    assert world.report("051").passages.get(heading=FUNDS).text == "Kinh phí 20 triệu đồng."


def test_a_new_release_replaces_the_files_and_somebody_elses_sign_in_the_pages(opened, world, monkeypatch):
    it = opened
    page = it.page()
    at_hand(page)
    before = page.evaluate(CACHES)
    assert len(before) == 2 and TABLE in next(paths for name, paths in before.items() if name.startswith("offline-"))
    monkeypatch.setattr(shell, "MODULES", ("core/", "reporting/", "home/"))
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); sessionStorage.clear(); }")
    page.wait_for_function(
        "async before => (await caches.keys()).some(name => !before.includes(name))", arg=list(before)
    )
    at_hand(page)
    after = page.evaluate(CACHES)
    released = shell.release_of(shell.shell_addresses())
    assert sorted(after) == [f"offline-{world.officers['051'].uid}-{released}", f"shell-{released}"]
    assert any("home" in path for path in after[f"shell-{released}"])
    Session.objects.all().delete()
    sign_in(page, world.officers["053"])
    page.wait_for_function("async () => !(await caches.keys()).some(name => name.startsWith('offline-'))")


def test_the_page_about_the_device_has_no_barrier(opened, world, pairs, server, axe):
    typed_and_closed(opened, server, pairs[0][0], "8")
    page = opened.page()
    page.goto(DEVICE)
    nothing_waits(page)
    axe(page)
