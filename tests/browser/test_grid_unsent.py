"""Figures that could not be sent: two pages of one table, a person who may type no more, how each figure came."""

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import SAVE, Sheet, stored

KEPT = "Số vừa nhập vẫn giữ trên máy này."


@pytest.fixture(autouse=True)
def _nothing_is_real(settings):
    settings.DEMO = True


def cells_kept(sheet: Sheet) -> set[tuple[str, str]]:
    """Every figure kept on this machine."""
    return {(change["cell"], change["text"]) for one in stored(sheet.page) for change in one["changes"]}


def ways(sheet: Sheet) -> dict[str, str]:
    """How each figure came that was sent last."""
    return {change["cell"]: change["how"] for change in sheet.sent[-1]["changes"]}


def test_two_pages_of_one_table_keep_their_unsent_figures_apart(opened):
    it, one = opened
    two = Sheet(it.page())
    it.context.set_offline(True)
    one.at("B02.09.T").type("7").press("Enter")
    expect(one.state).to_have_class("unsent")
    two.at("B02.10.T").type("8").press("Enter")
    expect(two.state).to_have_class("unsent")
    one.type("9").press("Enter")
    expect(one.state).to_contain_text("(2)")
    assert cells_kept(one) == {("B02.09.T", "7"), ("B02.10.T", "8"), ("B02.10.T", "9")}
    # Nothing is tried again while the windows are cleared away.
    for sheet in (one, two):
        sheet.page.close()


def test_what_two_closed_pages_left_is_all_taken_over_by_the_next(opened):
    it, one = opened
    two = Sheet(it.page())
    it.context.set_offline(True)
    one.at("B02.09.T").type("7").press("Enter")
    two.at("B02.10.T").type("8").press("Enter")
    for sheet in (one, two):
        expect(sheet.state).to_have_class("unsent")
        sheet.page.close()
    it.context.set_offline(False)
    again = Sheet(it.page())
    again.saved(2)
    assert (again.value("B02.09.T"), again.value("B02.10.T")) == ("7", "8")
    assert {change["cell"] for batch in again.sent for change in batch["changes"]} == {"B02.09.T", "B02.10.T"}
    assert stored(again.page) == []


def test_a_page_that_lives_is_not_robbed_of_its_queue(opened):
    it, one = opened
    one.page.route(SAVE, lambda route: route.abort())
    one.at("B02.09.T").type("7").press("Enter")
    expect(one.state).to_have_class("unsent")
    two = Sheet(it.page())
    two.page.wait_for_timeout(500)
    assert two.sent == []
    assert cells_kept(one) == {("B02.09.T", "7")}


def test_a_person_who_may_type_no_more_is_told_why_and_keeps_the_figures(opened):
    _, sheet = opened
    words = "Chỉ cán bộ của đơn vị nhập số liệu ở đây."
    sheet.page.route(SAVE, lambda route: route.fulfill(status=403, json={"message": words}))
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.state).to_have_text(f"{words} {KEPT} (1)")
    assert cells_kept(sheet) == {("B02.09.T", "7")}


def test_one_who_no_longer_sees_the_table_is_not_told_to_sign_in(opened):
    _, sheet = opened
    sheet.page.route(SAVE, lambda route: route.fulfill(status=404, body="<html></html>", content_type="text/html"))
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.state).to_contain_text("Anh, chị không còn được nhập ở đây")
    expect(sheet.state).not_to_contain_text("đăng nhập")
    assert cells_kept(sheet) == {("B02.09.T", "7")}


def test_a_sent_report_says_so_and_that_the_figures_are_kept(opened):
    _, sheet = opened
    sheet.page.route(SAVE, lambda route: route.fulfill(status=409, json={"message": "Báo cáo đã gửi."}))
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.state).to_have_text(f"Báo cáo đã gửi. {KEPT} (1)")


def test_how_a_figure_came_is_sent_with_it(opened):
    _, sheet = opened
    sheet.at("B02.09.T").type("7").press("Enter").saved()
    assert ways(sheet) == {"B02.09.T": "typed"}
    sheet.at("B02.09.T").paste("3\n4").saved(2)
    assert ways(sheet) == {"B02.09.T": "pasted", "B02.10.T": "pasted"}
    sheet.at("B02.09.T").press("Shift+ArrowDown").paste("6").saved(3)
    assert ways(sheet) == {"B02.09.T": "filled", "B02.10.T": "filled"}


def test_what_was_typed_without_a_connection_says_so(opened):
    it, sheet = opened
    it.context.set_offline(True)
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.state).to_have_class("unsent")
    sheet.type("8").press("Enter")
    it.context.set_offline(False)
    sheet.saved(2)
    said = {change["cell"]: change["how"] for batch in sheet.sent[1:] for change in batch["changes"]}
    assert said == {"B02.09.T": "offline", "B02.10.T": "offline"}


def test_the_answer_to_a_paste_stands_below_the_row_and_goes_with_the_next_act(opened):
    _, sheet = opened
    sheet.at("B02.09.T").paste("7\n8")
    told = sheet.page.locator(".grid-told")
    expect(told).to_have_text("Đã dán 2 ô.")
    row, cell = told.bounding_box(), sheet.cell("B02.09.T").bounding_box()
    below = sheet.cell("B02.10.T").bounding_box()
    assert cell["y"] + cell["height"] <= row["y"] and row["y"] + row["height"] <= below["y"] + 1
    sheet.type("9")
    expect(told).to_have_count(0)
