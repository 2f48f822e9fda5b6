"""What was typed in the entry table reaches the server, whatever happens on the way."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.sheet import ADDRESS, SAVE, Sheet, stored


@pytest.fixture(autouse=True)
def _nothing_is_real(settings):
    settings.DEMO = True


def under_way(sheet: Sheet) -> dict:
    """The batch that waits for its answer."""
    return stored(sheet.page)[0]


def test_what_cannot_be_sent_is_kept_and_sent_when_the_line_is_back(opened):
    it, sheet = opened
    it.context.set_offline(True)
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.state).to_have_text("Đã lưu trên máy này, chờ gửi (1)")
    expect(sheet.td("B02.09.T")).to_have_class("grid-cell unsent")
    it.context.set_offline(False)
    sheet.saved()
    assert stored(sheet.page) == []
    assert "unsent" not in sheet.td("B02.09.T").get_attribute("class")


def test_a_batch_keeps_its_id_until_it_is_answered(opened):
    it, sheet = opened
    answers = iter([503, 503])
    sheet.page.route(SAVE, lambda route: fail_then_pass(route, answers))
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.page.locator("[data-grid-retry]")).to_be_visible()
    sheet.page.locator("[data-grid-retry]").click()
    sheet.page.locator("[data-grid-retry]").click()
    sheet.saved()
    assert len(sheet.sent) == 3
    assert len({batch["op"] for batch in sheet.sent}) == 1


def fail_then_pass(route: Route, answers) -> None:
    status = next(answers, None)
    if status:
        route.fulfill(status=status, body="")
    else:
        route.continue_()


def test_a_crash_loses_nothing_and_the_same_batch_is_sent_again(opened):
    it, sheet = opened
    it.context.set_offline(True)
    sheet.at("B02.09.T").type("7").press("Enter").type("8").press("Enter")
    expect(sheet.state).to_have_class("unsent")
    first = sheet.sent[0]["op"]
    assert under_way(sheet)["op"] == first
    sheet.page.close()
    it.context.set_offline(False)
    again = Sheet(it.page())
    again.saved()
    assert (again.value("B02.09.T"), again.value("B02.10.T")) == ("7", "8")
    assert again.sent[0]["op"] == first


def test_changes_made_while_a_batch_is_on_its_way_build_on_its_revision(opened):
    it, sheet = opened
    waiting: list[Route] = []
    sheet.page.route(SAVE, lambda route: waiting.append(route) if not waiting else route.continue_())
    sheet.at("B02.09.T").type("7").press("Enter")
    sheet.page.wait_for_timeout(800)
    sheet.at("B02.09.T").type("8").press("Enter")
    waiting[0].continue_()
    sheet.saved()
    assert [batch["changes"][0]["base"] for batch in sheet.sent] == ["1", 2]
    assert sheet.value("B02.09.T") == "8"


def test_a_burst_of_typing_is_one_batch(opened):
    _, sheet = opened
    for number in ("1", "2", "3"):
        sheet.type(number) if sheet.here else sheet.at("B02.09.T").type(number)
        sheet.press("Enter")
    sheet.saved()
    assert [len(batch["changes"]) for batch in sheet.sent] == [3]


def test_a_figure_somebody_else_changed_is_shown_beside_ones_own(opened):
    _, sheet = opened
    sheet.at("B02.09.T").type("409").press("Enter")
    expect(sheet.says("B02.09")).to_contain_text("Bà Hoàng Thị Thu Hương đã ghi 410 lúc 10:41; của anh, chị là 409.")
    sheet.says("B02.09").get_by_role("button", name="Lấy của họ").click()
    assert sheet.value("B02.09.T") == "410"
    expect(sheet.says("B02.09")).to_have_count(0)
    sheet.at("B02.09.T").type("411").press("Enter").saved(2)
    assert sheet.sent[-1]["changes"][0]["base"] == 2


def test_ones_own_figure_may_be_kept_over_anothers(opened):
    _, sheet = opened
    sheet.at("B02.09.T").type("409").press("Enter")
    expect(sheet.state).to_contain_text("1 ô chưa lưu được, cần sửa")
    sheet.page.route(
        SAVE, lambda route: answer(route, {"saved": [{"cell": "B02.09.T", "text": "409", "revision": 3, "flag": ""}]})
    )
    sheet.says("B02.09").get_by_role("button", name="Giữ của tôi").click()
    sheet.saved(2)
    assert sheet.sent[-1]["changes"][0] == {
        "cell": "B02.09.T",
        "text": "409",
        "flag": "",
        "note": "",
        "base": 2,
        "how": "typed",
    }
    expect(sheet.says("B02.09")).to_have_count(0)


def answer(route: Route, body: dict) -> None:
    whole = {
        "saved": [],
        "refused": [],
        "conflicts": [],
        "findings": [],
        "derived": {},
        "changes": {},
        "progress": {"done": 15, "of": 16},
        "saved_at": "10:43",
    }
    route.fulfill(json=whole | body)


def test_the_same_figure_from_two_sides_is_no_conflict(opened):
    _, sheet = opened
    conflict = {
        "cell": "B02.09.T",
        "yours": "12",
        "theirs": "12",
        "text": "12",
        "flag": "",
        "by": "x",
        "at": "10:41",
        "revision": 5,
    }
    sheet.page.route(SAVE, lambda route: answer(route, {"conflicts": [conflict]}))
    sheet.at("B02.09.T").type("12").press("Enter").saved()
    expect(sheet.says("B02.09")).to_have_count(0)
    assert sheet.cell("B02.09.T").locator("xpath=ancestor::td").locator("input[type=hidden]").input_value() == "5"


def test_what_the_server_refuses_is_said_below_the_row_with_its_choices(opened):
    _, sheet = opened
    refusal = {
        "cell": "B02.09.T",
        "text": "12",
        "message": "Số này chưa rõ.",
        "choices": [{"text": "120", "label": "120 cấp ủy"}],
    }
    sheet.page.route(SAVE, lambda route: answer(route, {"refused": [refusal]}))
    sheet.at("B02.09.T").type("12").press("Enter")
    expect(sheet.says("B02.09")).to_contain_text("Số này chưa rõ.")
    sheet.says("B02.09").get_by_role("button", name="120 cấp ủy").click()
    assert sheet.value("B02.09.T") == "120"


def test_the_answer_brings_computed_cells_changes_and_progress(opened):
    _, sheet = opened
    body = {"derived": {"B02.08.P": "12,5"}, "changes": {"B02.08.T": "+100"}, "findings": []}
    sheet.page.route(SAVE, lambda route: answer(route, body))
    sheet.at("B02.08.T").type("8").press("Enter").saved()
    expect(sheet.cell("B02.08.P")).to_have_text("12,5")
    expect(sheet.td("B02.08.T").locator("[data-change]")).to_have_text("+100")
    expect(sheet.page.locator("[data-grid-progress]")).to_have_text("B02: 15/16")
    expect(sheet.state).to_have_text("Đã lưu lúc 10:43")
    expect(sheet.says("B02.02")).to_have_count(0)


def test_signed_out_says_how_to_go_on_and_keeps_everything(opened):
    _, sheet = opened
    answers = iter([403])
    sheet.page.route(SAVE, lambda route: fail_then_pass(route, answers))
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.state).to_contain_text("Đã hết phiên đăng nhập")
    assert under_way(sheet)["changes"][0]["text"] == "7"
    sheet.page.locator("[data-grid-retry]").click()
    sheet.saved()


def test_a_page_instead_of_an_answer_means_signed_out(opened):
    _, sheet = opened
    sheet.page.route(SAVE, lambda route: route.fulfill(status=302, headers={"Location": "/accounts/login/"}))
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.state).to_contain_text("Đã hết phiên đăng nhập")


def test_a_closed_table_says_so_in_the_servers_words(opened):
    _, sheet = opened
    sheet.page.route(SAVE, lambda route: route.fulfill(status=409, json={"message": "Báo cáo đã gửi lúc 10:40."}))
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.state).to_contain_text("Báo cáo đã gửi lúc 10:40.")
    assert under_way(sheet)["changes"][0]["text"] == "7"


def test_what_the_server_cannot_read_waits_for_the_next_change(opened):
    _, sheet = opened
    answers = iter([422])
    sheet.page.route(SAVE, lambda route: fail_then_pass(route, answers))
    sheet.at("B02.09.T").type("7").press("Enter")
    expect(sheet.state).to_contain_text("Máy chủ không đọc được")
    sheet.at("B02.10.T").type("8").press("Enter")
    sheet.saved()
    assert sorted(change["cell"] for change in sheet.sent[-1]["changes"]) == ["B02.09.T", "B02.10.T"]
    assert sheet.sent[0]["op"] != sheet.sent[-1]["op"]


def test_the_page_warns_only_while_something_is_unsent(opened):
    it, sheet = opened
    warned: list[str] = []
    sheet.page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    sheet.at("B02.09.T").type("7").press("Enter").saved()
    sheet.page.goto(ADDRESS)
    sheet.page.wait_for_selector("[data-ready]")
    assert warned == []
    sheet.page.route(SAVE, lambda route: route.abort())
    sheet.at("B02.09.T").type("8").press("Enter")
    expect(sheet.state).to_have_class("unsent")
    sheet.page.goto(ADDRESS)
    assert warned == ["beforeunload"]


def test_without_script_the_table_is_one_form(window):
    page = window(javascript=False).page()
    page.goto(ADDRESS)
    page.locator('[name="v.B02.09.T"]').fill("7")
    marks = page.locator('[name="f.B02.09.T"]')
    page.locator("td", has=marks).locator("summary").click()
    marks.select_option("estimate")
    with page.expect_request(lambda request: request.method == "POST") as caught:
        page.get_by_role("button", name="Lưu", exact=True).click()
    posted = caught.value.post_data
    assert (
        "v.B02.09.T=7" in posted
        and "b.B02.09.T=1" in posted
        and "f.B02.09.T=estimate" in posted
        and "act=save" in posted
    )
    page.goto(ADDRESS)
    with page.expect_request(lambda request: request.method == "POST") as caught:
        page.get_by_role("button", name="Không phát sinh").click()
    assert "act=none" in caught.value.post_data


def test_on_a_telephone_each_row_is_a_card_with_its_fields(window):
    sheet = Sheet(window("phone").page())
    total, women = sheet.cell("B02.03.T").bounding_box(), sheet.cell("B02.03.F").bounding_box()
    label = sheet.page.locator("#r-B02-B02\\.03").bounding_box()
    assert label["y"] < total["y"] and abs(total["y"] - women["y"]) < 2 and total["x"] < women["x"]
    expect(sheet.cell("B02.03.T")).to_have_attribute("inputmode", "numeric")
    sheet.cell("B02.03.T").click()
    sheet.type("1300").press("Enter").saved()
    assert sheet.value("B02.03.T") == "1.300"


def test_a_mark_somebody_else_put_can_be_taken_over(opened):
    _, sheet = opened
    conflict = {"cell": "B02.09.T", "yours": "12", "theirs": "không thu thập", "text": "", "flag": "not_collected"}
    sheet.page.route(
        SAVE, lambda route: answer(route, {"conflicts": [conflict | {"by": "x", "at": "9:00", "revision": 5}]})
    )
    sheet.at("B02.09.T").type("12").press("Enter")
    expect(sheet.says("B02.09")).to_contain_text("không thu thập")
    sheet.says("B02.09").get_by_role("button", name="Lấy của họ").click()
    assert sheet.value("B02.09.T") == ""
    expect(sheet.td("B02.09.T").locator(".cm")).to_have_text(":")
