"""A cell is found by the code that every screen shows; an unknown one is answered with those beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.exchange.cell_names import cell_named, lines_by_table, nearest_to

NAMES = {
    name: Cell("element", str(position))
    for position, name in enumerate(
        [
            "B02.03 · Cấp ủy viên · huyện; nhiệm kỳ 2015-2020 · Tổng",
            "B02.03 · Cấp ủy viên · huyện; nhiệm kỳ 2015-2020 · Nữ",
            "B06.13 · Người dân tộc thiểu số · Tổng",
            "B06.13 · Người dân tộc thiểu số · Nữ",
            "B06.14 · Đảng viên · Tổng",
            "B06.14 · Đảng viên · Nữ",
            "B06.14 · Đảng viên · Nữ DTTS",
            "B06.15.1 · Đảng viên kết nạp · Tổng",
            "B06.15.2 · Đảng viên khác · Tổng",
            "B13.03 · Kinh phí được cấp",
            "B02.01.1 · Số đảng bộ · Nhiệm kỳ 2010-2015",
        ]
    )
}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("B06.14", "B06.14 · Đảng viên · Tổng"),
        (" b6.14 ", "B06.14 · Đảng viên · Tổng"),
        ("B06.14 nữ", "B06.14 · Đảng viên · Nữ"),
        ("B06.14, cột Nữ DTTS", "B06.14 · Đảng viên · Nữ DTTS"),
        ("Ô B02.03 (huyện; nhiệm kỳ 2015-2020), cột Nữ", "B02.03 · Cấp ủy viên · huyện; nhiệm kỳ 2015-2020 · Nữ"),
        ("B06.14 Đảng viên", "B06.14 · Đảng viên · Tổng"),
        ("B06.15.2", "B06.15.2 · Đảng viên khác · Tổng"),
        ("B13.03", "B13.03 · Kinh phí được cấp"),
        ("B06.14 · Đảng viên · Nữ", "B06.14 · Đảng viên · Nữ"),
    ],
)
def test_a_cell_is_found_as_people_write_it(text, name):
    assert cell_named(text, NAMES) == NAMES[name]


@pytest.mark.parametrize("text", ["", "B06", "B06.99", "B06.15", "Đảng viên", "B06.14.1", "99.99"])
def test_what_names_no_cell_finds_none(text):
    assert cell_named(text, NAMES) is None


def test_beside_an_unknown_code_stand_the_lines_of_its_row_then_of_the_rows_next_to_it():
    assert nearest_to("B06.15", NAMES)[:3] == [
        "B06.15.1 Đảng viên kết nạp",
        "B06.15.2 Đảng viên khác",
        "B06.14 Đảng viên",
    ]
    assert nearest_to("dang vien", NAMES)[0] == "B06.14 Đảng viên"
    assert nearest_to("B02.01", NAMES)[0] == "B02.01.1 Số đảng bộ · Nhiệm kỳ 2010-2015"
    assert nearest_to("B99.01", NAMES) == [] and nearest_to("   ", NAMES) == []


def test_the_list_to_choose_from_has_every_line_once_by_table():
    assert {table: [code for code, _label in lines] for table, lines in lines_by_table(NAMES).items()} == {
        "B02": ["B02.03", "B02.01.1"],
        "B06": ["B06.13", "B06.14", "B06.15.1", "B06.15.2"],
        "B13": ["B13.03"],
    }


@given(st.text(max_size=60))
def test_no_text_breaks_the_search(text):
    assert cell_named(text, NAMES) in {None, *NAMES.values()}
    assert len(nearest_to(text, NAMES)) <= 3
