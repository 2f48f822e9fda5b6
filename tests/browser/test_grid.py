"""The entry table in a real browser: as quick as a spreadsheet, and nothing typed is ever lost."""

import itertools

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sheet import Sheet
from tienbo.core.numbers import format_number, parse_number


@pytest.fixture(autouse=True)
def _nothing_is_real(settings):
    settings.DEMO = True


@pytest.fixture
def sheet(window) -> Sheet:
    return Sheet(window().page())


def test_it_works(sheet):
    sheet.at("B02.08.T").type("25").press("Tab").type("4").press("Enter")
    sheet.saved()
    assert (sheet.value("B02.08.T"), sheet.value("B02.08.F")) == ("25", "4")
    changes = {change["cell"]: change["text"] for batch in sheet.sent for change in batch["changes"]}
    assert changes == {"B02.08.T": "25", "B02.08.F": "4"}
    expect(sheet.cell("B02.08.P")).to_have_text("16,0")
    expect(sheet.state).to_contain_text("Đã lưu lúc")


# --- moving -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("B02.03.T", ["ArrowRight"], "B02.03.F"),
        ("B02.03.F", ["ArrowRight"], "B02.03.P"),
        ("B02.03.F", ["Tab"], "B02.03.FM"),
        ("B02.03.T", ["ArrowDown"], "B02.04.T"),
        ("B02.03.F", ["ArrowUp"], "B02.03.F"),
        ("B02.02.T", ["Enter"], "B02.03.T"),
        ("B02.03.T", ["Shift+Enter"], "B02.02.T"),
        ("B02.03.F", ["Shift+Tab"], "B02.03.T"),
        ("B02.04.FM", ["Home"], "B02.04.T"),
        ("B02.09.T", ["Control+Home"], "B02.01.T"),
        ("B02.01.T", ["PageDown"], "B02.11.T"),
        ("B02.01.T", ["Control+ArrowDown"], "B02.11.T"),
        ("B02.11.T", ["PageUp"], "B02.01.T"),
        ("B02.07.F", ["ArrowDown", "ArrowDown"], "B02.08.F"),
    ],
)
def test_keys_move_as_in_a_spreadsheet(sheet, start, keys, end):
    assert sheet.at(start).press(*keys).here == end


def test_enter_after_tabs_begins_the_next_line(sheet):
    sheet.at("B02.07.T").type("20").press("Tab").type("3").press("Tab").type("2").press("Enter")
    assert sheet.here == "B02.08.T"


def test_tab_leaves_the_table_at_its_end(sheet):
    sheet.at("B02.11.T").press("Tab", "Tab")
    assert sheet.page.evaluate("document.activeElement.closest('table')") is None


def test_typing_replaces_and_f2_changes_inside(sheet):
    sheet.at("B02.04.T").type("5").press("Enter")
    assert sheet.value("B02.04.T") == "5"
    sheet.at("B02.05.T").press("F2").type("0").press("ArrowLeft", "ArrowLeft").type("9").press("Enter")
    assert sheet.value("B02.05.T") == "16.980"


def test_a_double_click_changes_inside(sheet):
    sheet.cell("B02.05.T").dblclick()
    sheet.type("0").press("Enter")
    assert sheet.value("B02.05.T") == "1.680"


def test_clicking_a_cell_that_has_the_focus_still_replaces(sheet):
    sheet.at("B02.05.T")
    sheet.cell("B02.05.T").click()
    sheet.type("7").press("Enter")
    assert sheet.value("B02.05.T") == "7"


def test_a_figure_is_grouped_when_left(sheet):
    sheet.at("B02.09.T").type("1234567").press("Enter")
    assert sheet.value("B02.09.T") == "1.234.567"


# --- undoing ------------------------------------------------------------------------------------------------


def test_escape_gives_the_cell_back(sheet):
    sheet.at("B02.04.T").type("99").press("Escape")
    assert sheet.value("B02.04.T") == "412"
    sheet.press("ArrowDown")
    assert sheet.sent == []


def test_acts_are_undone_and_done_again_across_cells(sheet):
    sheet.at("B02.07.T").type("1").press("Enter").type("2").press("Enter")
    sheet.press("Control+z")
    assert (sheet.value("B02.07.T"), sheet.value("B02.08.T"), sheet.here) == ("1", "", "B02.08.T")
    sheet.press("Control+z")
    assert (sheet.value("B02.07.T"), sheet.here) == ("21", "B02.07.T")
    sheet.press("Control+y", "Control+y")
    assert (sheet.value("B02.07.T"), sheet.value("B02.08.T")) == ("1", "2")
    sheet.saved()
    assert sheet.sent[-1]["changes"][-1]["text"] == "2"


def test_delete_clears_a_selection_as_one_act(sheet):
    sheet.at("B02.03.T").press("Shift+ArrowRight", "Shift+ArrowDown", "Delete")
    assert [sheet.value(f"B02.0{row}.{column}") for row in (3, 4) for column in "TF"] == [""] * 4
    sheet.press("Control+z")
    assert (sheet.value("B02.03.F"), sheet.value("B02.04.T")) == ("187", "412")


# --- blocks -------------------------------------------------------------------------------------------------


def test_a_block_is_pasted_and_what_did_not_fit_is_said(sheet):
    sheet.at("B02.07.T").paste('"1.022"\t3\t14,3\t2\tghi chú\tngoài\r\n25\t4\t\t1\r\n9\r\n8\r\n3\r\n99\r\n')
    assert [sheet.value(f"B02.07.{column}") for column in ("T", "F", "FM")] == ["1.022", "3", "2"]
    assert (sheet.value("B02.08.FM"), sheet.value("B02.11.T")) == ("1", "3")
    said = sheet.page.locator("[data-grid-told]")
    expect(said).to_contain_text("Đã dán 10 ô")
    expect(said).to_contain_text("2 ô ngoài bảng không dán")
    expect(said).to_contain_text("1 ô hệ thống tính hoặc đã khóa")
    sheet.press("Control+z")
    assert [sheet.value(f"B02.07.{column}") for column in ("T", "F", "FM")] == ["21", "2", "1"]


def test_blank_cells_of_a_block_change_nothing(sheet):
    sheet.at("B02.03.T").paste("\t\t\t7\n\n")
    assert [sheet.value(f"B02.03.{column}") for column in ("T", "F", "FM")] == ["1.234", "187", "7"]


def test_one_value_fills_a_selection(sheet):
    sheet.at("B02.09.T").press("Shift+ArrowDown", "Shift+ArrowDown").paste("4")
    assert [sheet.value(f"B02.{row}.T") for row in ("09", "10", "11")] == ["4", "4", "4"]


def test_a_block_is_copied_so_that_any_spreadsheet_reads_it(sheet):
    assert (
        sheet.at("B02.03.T").press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown").copy()
        == "1234\t187\t15,2\r\n412\t96\t23,3"
    )


def test_a_copied_block_pasted_elsewhere_is_the_same(sheet):
    block = sheet.at("B02.03.T").press("Shift+ArrowRight").copy()
    sheet.at("B02.08.T").paste(block)
    assert (sheet.value("B02.08.T"), sheet.value("B02.08.F")) == ("1.234", "187")


READ = [
    ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
    ('"a\tb"\t"c ""d"""\n', [["a\tb", 'c "d"']]),
    ('"line\nend"\t2', [["line\nend", "2"]]),
    ("1\t\n\t2", [["1", ""], ["", "2"]]),
    ("7", [["7"]]),
    ('5"\t6', [['5"', "6"]]),
    ("", []),
    ("1\r2\r", [["1"], ["2"]]),
]


READ_NUMBERS = """async ([path, texts, decimals]) => {
  const { parse, format } = await import(path);
  return texts.map(text => parse(text, decimals)).map(it =>
    [it.value === undefined ? null : format(it.value), it.problem || null, (it.choices || []).map(format)]);
}"""


def module(page: Page, collected: dict, name: str) -> str:
    return f"/static/{collected[f'core/grid/{name}.js']}"


def test_every_clipboard_is_read(sheet, collected):
    read = sheet.page.evaluate(
        "async ([path, texts]) => { const { readBlock } = await import(path); return texts.map(readBlock); }",
        [module(sheet.page, collected, "paste"), [text for text, _ in READ]],
    )
    assert read == [block for _, block in READ]


def test_the_browser_reads_numbers_exactly_as_the_server_does(sheet, collected):
    """Every text of up to six signs over an alphabet that holds the difficult ones, and some longer ones."""
    texts = ["".join(signs) for n in range(1, 6) for signs in itertools.product("10.,", repeat=n)]
    texts += ["".join(signs) for n in (2, 3, 4) for signs in itertools.product("1. -%", repeat=n)]
    texts += [
        "1 234 567,5",
        "1.234.567",
        "12.34.567",
        "1,234.5",
        "1.234,50",
        "\u00a01\u202f234",
        "−5",
        "+7",
        "1e3",
        "１２",
        "0001",
        "0,0",
        "-0",
    ]
    texts += ["9" * 15, "9" * 16, "1.5.2", "1..2", "١٢", "5 %", "1,234,567", "1 234.5", "abc", " ", "1/2"]
    for decimals in (False, True):
        read = sheet.page.evaluate(
            READ_NUMBERS,
            [module(sheet.page, collected, "numbers"), texts, decimals],
        )
        for text, (value, problem, choices) in zip(texts, read, strict=True):
            ours = parse_number(text, decimals_allowed=decimals)
            wanted = None if ours.value is None else format_number(ours.value)
            assert (value, problem, choices) == (wanted, ours.problem, [format_number(one) for one in ours.choices]), (
                repr(text)
            )


# --- what is not clear --------------------------------------------------------------------------------------


def test_a_text_with_two_readings_is_a_question_below_the_row(sheet):
    sheet.at("B02.09.T").type("1.5").press("Enter")
    expect(sheet.says("B02.09")).to_contain_text("“1.5” chưa rõ là số nào")
    expect(sheet.cell("B02.09.T")).to_have_attribute("aria-invalid", "true")
    sheet.says("B02.09").get_by_role("button", name="15", exact=True).click()
    assert (sheet.value("B02.09.T"), sheet.here) == ("15", "B02.09.T")
    expect(sheet.says("B02.09")).to_have_count(0)
    assert sheet.saved().sent[0]["changes"][0]["text"] == "15"


def test_one_answer_serves_a_whole_pasted_column(sheet):
    sheet.at("B02.09.T").paste("1,234\n5,678\n9,012")
    sheet.says("B02.09").get_by_role("button", name="như vậy cho cả 3 ô").click()
    assert [sheet.value(f"B02.{row}.T") for row in ("09", "10", "11")] == ["1.234", "5.678", "9.012"]


@pytest.mark.parametrize(
    ("text", "words"), [("12%", "tỷ lệ phần trăm"), ("hai", "không phải là số"), ("2,5", "không phải số nguyên")]
)
def test_what_is_no_figure_is_said_and_not_sent(sheet, text, words):
    sheet.at("B02.09.T").type(text).press("Enter")
    expect(sheet.says("B02.09")).to_contain_text(words)
    expect(sheet.state).to_have_text("Đã lưu lúc 10:42; 1 ô chưa lưu được, cần sửa")
    sheet.at("B02.10.T").type("8").press("Enter")
    expect(sheet.page.locator("[data-grid-saved]")).not_to_contain_text("10:42")
    sheet.at("B02.09.T").type("10").press("Enter").saved(2)
    sheet.sent.pop()
    assert [change["cell"] for batch in sheet.sent for change in batch["changes"]] == ["B02.10.T"]


def test_a_dash_may_mean_two_things(sheet):
    sheet.at("B02.09.T").type("-").press("Enter")
    sheet.says("B02.09").get_by_role("button", name="không thuộc diện").click()
    sheet.saved()
    assert (sheet.sent[0]["changes"][0]["text"], sheet.sent[0]["changes"][0]["flag"]) == ("", "not_applicable")


def test_more_women_than_people_is_hinted_at_once_and_said_by_the_server(sheet):
    sheet.at("B02.08.T").type("20").press("Tab").type("21")
    sheet.press("Enter")
    expect(sheet.says("B02.08")).to_contain_text("21 lớn hơn")
    sheet.saved()
    expect(sheet.says("B02.08").locator("li")).to_have_count(1)
    expect(sheet.says("B02.08")).to_contain_text("Sửa số nữ hoặc số tổng")
    sheet.at("B02.08.F").type("2").press("Shift+Enter").at("B02.08.T").type("22").press("Enter")
    expect(sheet.says("B02.08")).to_have_count(0)
    expect(sheet.cell("B02.08.F")).not_to_have_attribute("aria-invalid", "true")


def test_the_change_from_last_period_appears_while_typing(sheet):
    sheet.at("B02.08.T").type("30")
    expect(sheet.td("B02.08.T").locator("[data-change]")).to_have_text("+6")
    sheet.type("0")
    expect(sheet.td("B02.08.T").locator("[data-change]")).to_have_text("+276")


def test_a_computed_cell_says_its_formula_and_takes_nothing(sheet):
    sheet.at("B02.03.P").type("99")
    expect(sheet.page.locator("[data-grid-about]")).to_contain_text("số nữ / tổng số")
    expect(sheet.cell("B02.03.P")).to_have_text("15,2")
    expect(sheet.cell("B02.03.P")).to_have_accessible_description("Tỷ lệ nữ = số nữ / tổng số × 100 (hệ thống tính)")


def test_a_screen_reader_hears_row_column_and_problem(sheet):
    expect(sheet.cell("B02.06.F")).to_have_accessible_name("B02.06 Ủy viên Ban Thường vụ Nhiệm kỳ 2015–2020: Nữ")
    assert "28 lớn hơn tổng 27" in sheet.page.locator("#s-B02-B02\\.06").inner_text()
    expect(sheet.cell("B02.06.F")).to_have_attribute("aria-describedby", "s-B02-B02.06")


# --- marks and notes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "text", "flag"),
    [("27e", "27", "estimate"), ("27 r", "27", "corrected"), (":", "", "not_collected"), ("x", "", "withheld")],
)
def test_a_mark_is_typed_with_the_figure(sheet, typed, text, flag):
    sheet.at("B02.09.T").type(typed).press("Enter").saved()
    assert sheet.value("B02.09.T") == text
    assert (sheet.sent[0]["changes"][0]["text"], sheet.sent[0]["changes"][0]["flag"]) == (text, flag)
    expect(sheet.td("B02.09.T").locator(".cm")).to_have_count(1)


@pytest.mark.parametrize("key", ["F4", "Alt+ArrowDown"])
def test_the_menu_of_a_cell_is_reached_and_left_by_keys(sheet, key):
    sheet.at("B02.09.T").press(key, "ArrowDown", "Enter")
    assert sheet.here == "B02.09.T"
    assert sheet.saved().sent[0]["changes"][0]["flag"] == "estimate"
    sheet.press(key, "Escape")
    assert sheet.here == "B02.09.T"
    expect(sheet.page.locator(".cell-menu")).to_have_count(0)


def test_a_note_is_written_in_the_menu(sheet):
    sheet.at("B02.09.T").press("F4")
    sheet.page.locator("[data-menu-note]").fill("Theo quyết định mới")
    sheet.press("Enter").saved()
    assert sheet.sent[0]["changes"][0]["note"] == "Theo quyết định mới"
    assert "noted" in sheet.td("B02.09.T").get_attribute("class")


def test_axe_finds_nothing_in_an_open_menu(sheet, axe):
    sheet.at("B02.09.T").type("1.5").press("Enter").at("B02.10.T").press("F4")
    axe(sheet.page)


def test_a_reason_for_a_warning_is_sent_by_itself(sheet):
    sheet.says("B02.02").locator("summary").click()
    sheet.says("B02.02").locator("input").fill("Giải thể một chi bộ")
    sheet.press("Tab").saved()
    assert sheet.sent[0]["justifications"] == [{"row": "B02.02", "code": "K15", "text": "Giải thể một chi bộ"}]
