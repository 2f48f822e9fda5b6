"""One report filled four ways in a real browser (typed, pasted, by workbook, without a connection): the same figures,
sealed alike."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.sheet import Sheet
from tests.browser.test_entry import world
from tests.browser.test_offline import cut, nothing_waits
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.sheets import TableSheet, key_of
from tienbo.reporting.versions.digest import canonical_json, joined_hash

__all__ = ["world"]

UNIT, TABLES = "051", ("B05", "B08")
# Women are fewer than all, minority women fewer than women; every part is as large as its whole.
VALUES = {"T": 12, "value": 12, "F": 5, "FM": 2}
HEADS = {"Tổng số": "T", "Kỳ này": "value", "Trong đó: nữ": "F", "Nữ dân tộc thiểu số": "FM"}
WAYS = ("typed", "pasted", "workbook", "offline")


@pytest.fixture
def rounds(world) -> dict[str, str]:
    """Four rounds that ask the same two tables and no text, by way."""
    for way in WAYS:
        world.round(way, title=f"Chuyên đề {way}", report="adhoc", tables=TABLES, headings=())
    return {way: f"/reports/{way}/{UNIT}/" for way in WAYS}


def lines_of(world, way: str, table: str) -> list:
    """The lines in which somebody types, in the order of the table."""
    return [line for line in TableSheet(world.report(UNIT, way), table).lines if line.is_entered]


def typed(window, world, address: str, way: str) -> None:
    """Every figure by the keyboard, table by table."""
    page = window(user=world.officers[UNIT]).page()
    for table in TABLES:
        sheet = Sheet(page, f"{address}table/{table}/")
        _type(sheet, lines_of(world, way, table))
        sheet.saved()


def _type(sheet: Sheet, lines) -> None:
    for line in lines:
        for column, cell in line.columns.items():
            sheet.at(key_of(cell)).type(str(VALUES[column])).press("Enter")


def pasted(window, world, address: str, way: str) -> None:
    """Every figure as a block from Excel; a line that adds itself up is left empty in it."""
    page = window(user=world.officers[UNIT]).page()
    for table in TABLES:
        sheet = Sheet(page, f"{address}table/{table}/")
        lines = lines_of(world, way, table)
        for number, line in enumerate(lines, start=1):
            first = next(iter(line.columns.values()))
            # The share of women stands between women and minority women, and is not typed.
            named = ("T", "F", "share", "FM") if "FM" in line.columns else tuple(line.columns)
            block = "\t".join(str(VALUES.get(column, "")) for column in named)
            sheet.at(key_of(first)).paste(f"{block}\n").saved(number)


def workbook(window, world, address: str, way: str) -> None:
    """The workbook downloaded, filled in as a person fills it, sent back, looked at and taken."""
    page = window(user=world.officers[UNIT]).page()
    page.goto(f"{address}workbook/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bảng tính").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    for table in TABLES:
        _fill(book[table], {line.code for line in lines_of(world, way, table)})
    out = io.BytesIO()
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator('input[type="file"]').first.set_input_files(
        {"name": "da-nhap.xlsx", "mimeType": kind, "buffer": out.getvalue()}
    )
    page.locator("main form button.primary").click()
    page.locator('button[value="take"]').click()
    expect(page.locator("main")).to_contain_text("ô từ bảng tính")


def _fill(sheet, codes: set[str]) -> None:
    """Each yellow cell of the lines, found by the words that a person reads."""
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Mã số" for cell in row))
    code = next(cell.column for cell in head if cell.value == "Mã số")
    columns = {cell.column: HEADS[cell.value] for cell in head if cell.value in HEADS}
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        if sheet.cell(row[0].row, code).value in codes:
            for column, name in columns.items():
                cell = sheet.cell(row[0].row, column)
                if not cell.protection.locked:
                    cell.value = VALUES[name]


def offline(window, world, address: str, way: str, server) -> None:
    """Every figure typed while the network is cut; it sends itself when the line is back."""
    it = window(user=world.officers[UNIT])
    page = it.page()
    page.goto(address)
    expect(page.locator("[data-at-hand]")).to_contain_text("trang trên máy này", timeout=60_000)
    with cut(it, server):
        for table in TABLES:
            sheet = Sheet(page, f"{address}table/{table}/")
            _type(sheet, lines_of(world, way, table))
            expect(sheet.state).to_contain_text("chờ gửi")
    nothing_waits(page)
    own = ("Failed to load resource", "ERR_", "An unknown error occurred when fetching the script")
    it.problems[:] = [problem for problem in it.problems if not any(words in problem for words in own)]


def figures_digest(version) -> str:
    """The hash of a version's figures as its digest holds it, without what tells one version from another."""
    return joined_hash(canonical_json(version.figures), canonical_json(version.justifications)).hex()


def test_four_ways_of_filling_a_report_reach_the_same_figures_digest(window, world, rounds, server):
    acts: dict[str, Callable] = {"typed": typed, "pasted": pasted, "workbook": workbook}
    for way, act in acts.items():
        act(window, world, rounds[way], way)
    offline(window, world, rounds["offline"], "offline", server)
    versions = {way: world.send(UNIT, way) for way in WAYS}
    digests = {way: figures_digest(version) for way, version in versions.items()}
    assert len(set(digests.values())) == 1, {
        way: [row for row in version.figures if row not in versions["typed"].figures]
        for way, version in versions.items()
    }
    # They are the figures that were meant, in every cell, and each came its own way.
    told = {Cell(element, breakdown): value for element, breakdown, value, *_ in versions["typed"].figures}
    asked = {cell: VALUES[name] for table in TABLES for line in lines_of(world, "typed", table)
             for name, cell in line.columns.items()}  # fmt: skip
    assert {cell: float(value) for cell, value in told.items() if value is not None} == asked
    origins = {
        way: set(EntryChange.objects.filter(report=version.report).values_list("origin", flat=True))
        for way, version in versions.items()
    }
    assert origins == {"typed": {"typed"}, "pasted": {"pasted"}, "workbook": {"workbook"}, "offline": {"offline"}}
