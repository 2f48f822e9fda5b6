"""What is proposed for an office's own table is clear or is not proposed."""

from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.workbook.own.tables import BY_CODE, LINES, line, sheet
from tienbo.reporting.workbook.layout import key_of_line
from tienbo.reporting.workbook.own.declaring import Meant
from tienbo.reporting.workbook.own.grids import Grid
from tienbo.reporting.workbook.own.suggesting import suggest

HEAD = ["TT", "Nội dung", "Tổng số", "Trong đó nữ", "Nữ DTTS", "Tỷ lệ nữ (%)", "Ghi chú"]


def proposed(rows, merged=()):
    return suggest(Grid(sheet(rows, merged=merged)), LINES)


def test_it_works():
    found = proposed([HEAD, ["1", "Thành viên Ban (kể cả Trưởng, Phó ban)", 9, 4, 1, 44, ""], ["2", "Việc khác", 5]])
    assert found.columns == {1: "label", 2: "T", 3: "F", 4: "FM", 6: "note"}
    assert found.rows == {1: Meant(line("B01.05"))}


def test_the_labels_of_the_form_are_all_known():
    single = [each for each in LINES if each.is_entered and not each.qualifier.vi]
    by_label = {}
    for each in single:
        by_label.setdefault(each.label.vi, []).append(each)
    rows = [[str(number), label, 1] for number, label in enumerate(by_label, start=1)]
    found = proposed([["TT", "Nội dung", "Tổng số"], *rows]).rows
    for number, same in enumerate(by_label.values(), start=1):
        if number in found:
            assert found[number].line in {key_of_line(each) for each in same}
    assert len(found) > len(by_label) * 0.8


def test_headings_of_two_rows():
    found = proposed(
        [["Nội dung", "Kết quả", ""], ["", "Tổng số", "Nữ"], ["A", "1", "2"], ["Trưởng ban", 1, 0]],
        merged=[((0, 0), (1, 0)), ((0, 1), (0, 2))],
    )
    assert found.columns == {0: "label", 1: "T", 2: "F"}


def test_two_columns_of_one_meaning_are_not_chosen_from():
    found = proposed([["Nội dung", "Tổng số", "Tổng số", "Nữ"], ["Trưởng ban", 1, 1, 0]])
    assert found.columns == {0: "label", 3: "F"}


def test_a_single_column_of_figures_needs_no_heading():
    found = proposed([["TT", "Nội dung", "2015"], ["1", "Trưởng ban", 7], ["2", "Phó Trưởng ban", 9]])
    assert found.columns == {1: "label", 2: "T"}


def test_a_row_of_women_below_a_line_is_its_women():
    found = proposed(
        [["Nội dung", "Số lượng"], ["Thành viên Ban (kể cả Trưởng, Phó Trưởng ban)", 9], ["- Trong đó: nữ", 4]]
    )
    assert found.rows == {1: Meant(line("B01.05")), 2: Meant(line("B01.05"), "F")}


def test_two_rows_of_the_same_words_are_proposed_as_none():
    rows = [["Trưởng ban", 1, 0], ["Trưởng ban", 2, 0]]
    assert not proposed([["Nội dung", "Tổng số", "Nữ"], *rows]).rows


def test_an_empty_sheet_says_nothing():
    assert not proposed([["", ""]]).columns


cells = st.text(max_size=10) | st.integers(0, 99) | st.floats(allow_nan=False, allow_infinity=False) | st.just("")


@given(st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=12))
def test_whatever_a_sheet_holds_each_use_and_each_line_is_proposed_once(rows):
    found = proposed(rows)
    assert len(set(found.columns.values())) == len(found.columns)
    assert len(set(found.rows.values())) == len(found.rows)
    assert {meant.line for meant in found.rows.values()} <= {key_of_line(each) for each in BY_CODE.values()}
