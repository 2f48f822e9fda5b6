"""A form on paper: its tables and rows are found by the words of their heads; elements are proposed, never decided."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tienbo.core.vietnamese import search_key
from tienbo.reporting.definitions import consistency
from tienbo.reporting.definitions.drafting import editing
from tienbo.reporting.definitions.drafting.foreign import (
    CLEAR,
    ForeignTable,
    Likeness,
    MappedRow,
    MappedTable,
    foreign_tables,
    free_element,
    with_mapped,
)
from tienbo.reporting.definitions.drafting.text import plain
from tienbo.reporting.definitions.loading import load_builtin

FORM = load_builtin("vstbcpn-2015")
KNOWN = {row.code: plain(row) for row in FORM.rows()}
LABELS = {row.code: row.vi for row in FORM.rows()}
PAPER = [
    ["BIỂU SỐ 1: TỔ CHỨC BAN", "", "", "", ""],
    ["STT", "Nội dung", "ĐVT", "Số lượng", ""],
    ["", "", "", "Tổng số", "Trong đó: nữ"],
    ["(1)", "(2)", "(3)", "(4)", "(5)"],
    ["I", "Tổ chức bộ máy", "", "", ""],
    ["1", "Thành viên Ban", "người", "12", "5"],
    ["2", "- Số lớp tập huấn đã mở", "lớp", "3", ""],
    ["", "", "", "15", "5"],
]


def test_heads_column_numbers_and_rows_of_figures_are_no_rows():
    (table,) = foreign_tables([("Biểu 1", PAPER)])
    assert table.by == ("sex",)
    assert [(row.number, row.label, row.unit) for row in table.rows] == [
        ("I", "Tổ chức bộ máy", ""),
        ("1", "Thành viên Ban", "người"),
        ("2", "Số lớp tập huấn đã mở", "lớp"),
    ]
    assert table.rows[0].is_heading and not table.rows[1].is_heading
    assert ForeignTable.of_data(table.as_data()) == table


@pytest.mark.parametrize("rows", [
    [], [[""]], [["1", "2"], ["3", "4"]], [["", ""], ["", ""]], [["Nội dung"]], [["STT", "Nội dung", "Tổng"]],
])  # fmt: skip
def test_what_has_no_rows_of_words_is_no_table(rows):
    assert foreign_tables([("x", rows)]) == []


def test_without_a_head_the_column_of_most_words_holds_the_rows():
    (table,) = foreign_tables(
        [("x", [["1", "Số cuộc kiểm tra đã tiến hành", "3"], ["2", "Số đơn vị được kiểm tra", "9"]])]
    )
    assert [row.label for row in table.rows] == ["Số cuộc kiểm tra đã tiến hành", "Số đơn vị được kiểm tra"]


@settings(max_examples=25)
@given(st.sampled_from(sorted(LABELS)))
def test_the_very_words_of_an_element_are_that_element(code):
    nearest = Likeness(LABELS).nearest(LABELS[code].upper())
    best = {found for found, alike in nearest if alike == nearest[0][1]}
    assert code in best and nearest[0][1] >= CLEAR
    # Only an element of the same words, marks aside, is as near.
    assert {search_key(LABELS[found]) for found in best} == {search_key(LABELS[code])}


@given(st.text(max_size=60))
@settings(max_examples=25)
def test_any_words_have_at_most_five_likely_elements_in_order(words):
    found = Likeness(LABELS).nearest(words)
    assert len(found) <= 5 and [alike for _code, alike in found] == sorted((a for _c, a in found), reverse=True)
    assert found == Likeness(dict(reversed(LABELS.items()))).nearest(words)


def test_mapped_rows_become_a_table_of_old_and_new_elements():
    empty = FORM
    for table in FORM.tables:
        empty = editing.without_table(empty, table.code)
    mapped = MappedTable(
        "B01",
        "Tổ chức Ban",
        (MappedRow("Thành viên của Ban", "committee.members"), MappedRow("Số lớp tập huấn đã mở", "", "lớp học")),
        ("sex",),
    )
    form, _touched = editing.mended(with_mapped(empty, mapped, KNOWN, "u04"))
    assert consistency.problems_of(form) == []
    members, classes = form.table_by_code["B01"].rows
    assert (members.code, members.vi, members.by) == (
        "committee.members",
        "Thành viên của Ban",
        ("sex", "ethnic", "level"),
    )
    assert classes.code == "u04.so_lop_tap_huan_da_mo" and classes.by == ("sex",)
    assert form.units[classes.unit].vi == "lớp học"
    assert form.table_by_code["B01"].columns == "people"


def test_an_element_that_the_draft_asks_elsewhere_moves():
    form = with_mapped(
        FORM, MappedTable("C01", "Biểu mới", (MappedRow("Trưởng ban", "committee.heads"),)), KNOWN, "u04"
    )
    assert form.row_by_code["committee.heads"].row == "C01.01"
    assert form.table_by_code["B01"].rows[5].code == "committee.deputies"


def test_an_element_that_moves_stays_in_the_short_form():
    form = with_mapped(FORM, MappedTable("C01", "Biểu", (MappedRow("Phải có", "committee.required"),)), KNOWN, "u04")
    assert "C01.01" in form.short_form.rows


def test_a_new_element_gets_a_code_of_its_own():
    assert free_element("u04", "Số lớp", {"u04.so_lop"}) == "u04.so_lop_2"
    assert free_element("u04", "…", ()) == "u04.x"
