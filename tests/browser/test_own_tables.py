"""An office says in a real browser how its own table is read, with script and without, and sends a file of it."""

import datetime as dt

import pytest

from tests.reporting.conftest import build_world
from tests.reporting.workbook.own.files import word, xlsx
from tienbo.core import clock
from tienbo.indicators.queries import forget
from tienbo.reporting.entry.queries import entries_of

REPORT = "/reports/2015-h1/LD/"
DAY = dt.date(2015, 5, 20)
TABLE = [
    ["TT", "Nội dung", "Tổng số", "Trong đó nữ"],
    ["1", "Thành viên Ban (kể cả Trưởng, Phó Trưởng ban)", "9", "4"],
    ["2", "Trưởng ban", "1", "0"],
]


@pytest.fixture
def world(live, monkeypatch):
    """The world on 20 May 2015, in the other thread too; the department's report is open."""
    monkeypatch.setenv("TIENBO_TODAY", DAY.isoformat())
    forget()
    with clock.at(DAY):
        made = build_world()
        made.report("LD")
    return made


def payload(name: str, data: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.mark.parametrize(("size", "javascript"), [("wide", True), ("phone", False)])
def test_a_word_table_is_said_once_and_read(window, world, size, javascript):
    page = window(size, user=world.officers["LD"], javascript=javascript).page()
    page.goto(f"{REPORT}workbook/own/")
    page.locator('[name="sample"]').set_input_files(payload("Biểu.docx", word(TABLE)))
    page.get_by_role("button", name="Mở tệp").click()
    assert page.locator('[name="r.1"]').input_value() == "B01.05"
    page.get_by_role("button", name="Lưu và đọc thử").click()
    assert page.get_by_role("rowheader", name="Bảng 1!D2").count() == 1
    page.locator('[name="name"]').fill("Biểu của Sở")
    page.get_by_role("button", name="Dùng để đọc tệp từ nay").click()
    page.locator('[name="files"]').set_input_files(payload("Biểu mới.docx", word(TABLE)))
    page.get_by_role("button", name="Xem trước thay đổi").click()
    assert page.get_by_text("Đọc theo cách đã khai báo: “Biểu của Sở”").count() == 1
    page.get_by_role("button", name="Ghi vào báo cáo").click()
    with clock.at(DAY):
        kept = entries_of(world.report("LD"))
    assert sorted(each.figure.value for each in kept.values()) == [0, 1, 4, 9]


@pytest.mark.parametrize(("size", "theme"), [("wide", "light"), ("phone", "dark")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(window, axe, world, size, theme):
    opened = window(size, user=world.officers["LD"], theme=theme)
    page = opened.page()

    def look() -> None:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url

    page.goto(f"{REPORT}workbook/own/")
    look()
    page.locator('[name="sample"]').set_input_files(payload("Biểu.xlsx", xlsx()))
    page.get_by_role("button", name="Mở tệp").click()
    look()
    page.locator('[name="r.5"]').fill("B99.01")
    page.get_by_role("button", name="Lưu và đọc thử").click()
    look()
    # What is wrong is answered by 422, which the browser tells its console.
    opened.problems.clear()
    page.locator('[name="r.5"]').fill("B01.06")
    page.get_by_role("button", name="Lưu và đọc thử").click()
    look()
    page.locator('[name="name"]').fill("Biểu của Sở")
    page.get_by_role("button", name="Dùng để đọc tệp từ nay").click()
    look()
    page.goto(f"{REPORT}workbook/own/")
    look()
