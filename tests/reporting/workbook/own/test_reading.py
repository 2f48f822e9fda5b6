"""An office's own table is read the same wherever its rows and columns stand, and nothing in it is guessed."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.workbook.own.tables import LINES, YEARS, book, cell, codes, line, plans, read, said, sheet, values
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.workbook.layout import cells_by_place
from tienbo.reporting.workbook.own.declaring import Meant, declared
from tienbo.reporting.workbook.own.grids import MAX_ROWS, Grid, grids_of, in_unicode
from tienbo.reporting.workbook.own.layouts import ColumnRule, Layout, RowRule, TableLayout
from tienbo.reporting.workbook.own.locating import fit_of, locate
from tienbo.reporting.workbook.own.words import row_key
from tienbo.reporting.workbook.problems import Severity

HEAD = ["TT", "Nội dung", "Tổng số", "Trong đó nữ", "Ghi chú"]
ROWS = [
    ["1", "1. Thành viên Ban", 9, 4, "theo QĐ 12"],
    ["2", "2. Trưởng ban", 1, "", ""],
    ["3", "3. Phó Trưởng ban", 3, 1, ""],
    ["4", "- Số cuộc họp", 2, "", ""],
]
SAMPLE = sheet([["PHÒNG NỘI VỤ"], ["BIỂU SỐ LIỆU 6 THÁNG NĂM 2015"], [], HEAD, *ROWS])
COLUMNS = {1: "label", 2: "T", 3: "F", 4: "note"}
TABLE = said(SAMPLE, COLUMNS, {4: "B01.05", 5: "B01.06", 6: "B01.07", 7: "B01.12"})
READ = {
    cell("B01.05"): 9, cell("B01.05", "F"): 4, cell("B01.06"): 1, cell("B01.07"): 3, cell("B01.07", "F"): 1,
    cell("B01.12"): 2,
}  # fmt: skip


def like_sample(rows, head=HEAD, **more):
    return sheet([["PHÒNG NỘI VỤ"], ["BIỂU SỐ LIỆU 6 THÁNG NĂM 2015"], [], head, *rows], **more)


def with_cell(row: int, column: int, value):
    rows = [list(each) for each in ROWS]
    rows[row][column] = value
    return like_sample(rows)


class TestRows:
    def test_it_works(self):
        found = read(TABLE, SAMPLE)
        assert values(found) == READ
        assert not found.problems
        given = found.given[cell("B01.05", "F")]
        assert (given.sheet, given.address, given.line.code, given.column) == ("Biểu số liệu", "D5", "B01.05", "F")

    def test_a_note_belongs_to_the_first_figure_of_its_line(self):
        found = read(TABLE, SAMPLE)
        assert found.given[cell("B01.05")].note == "theo QĐ 12"
        assert found.given[cell("B01.05", "F")].note is None
        # An empty one says nothing, so that a note of the report stays.
        assert found.given[cell("B01.06")].note is None

    @given(st.permutations(range(len(ROWS))))
    def test_rows_in_another_order_are_read_the_same(self, order):
        assert values(read(TABLE, like_sample([ROWS[place] for place in order]))) == READ

    @given(st.lists(st.tuples(st.integers(0, len(ROWS)), st.sampled_from(["Hội nghị", "Kinh phí", "", "II. Khác"]),
                              st.sampled_from(["", 5, "7"])), max_size=4))  # fmt: skip
    def test_rows_that_were_put_in_between_change_nothing(self, inserted):
        rows = [list(each) for each in ROWS]
        for number, (at, label, value) in enumerate(inserted):
            rows.insert(at, ["", f"{label} {number * 'x'}" if label else "", value, "", ""])
        found = read(TABLE, like_sample(rows))
        assert values(found) == READ
        assert not found.problems

    @given(st.lists(st.sampled_from(["", "1. ", "12) ", "a) ", "- ", "+ ", "IV. ", "II - ", "1.2. ", "(3) ", "1.1 "]),
                    min_size=len(ROWS), max_size=len(ROWS)))  # fmt: skip
    def test_numbers_and_bullets_before_labels_make_no_difference(self, marks):
        rows = [[each[0], mark + each[1].split(" ", 1)[1], *each[2:]] for mark, each in zip(marks, ROWS, strict=True)]
        assert values(read(TABLE, like_sample(rows))) == READ

    @given(st.permutations(range(len(HEAD))))
    def test_columns_in_another_order_are_read_the_same(self, order):
        def moved(row):
            return [row[place] for place in order]

        assert values(read(TABLE, like_sample([moved(each) for each in ROWS], moved(HEAD)))) == READ

    @given(st.integers(0, 3), st.integers(0, 3))
    def test_empty_rows_and_columns_around_make_no_difference(self, above, before):
        rows = [[]] * above + [[*[""] * before, *row] for row in SAMPLE.rows]
        assert values(read(TABLE, sheet(rows))) == READ

    def test_a_sheet_of_another_name_is_known_by_its_rows(self):
        other = sheet([["Họ tên", "Chức vụ"], ["Nguyễn Văn A", "Trưởng ban"]], "Biểu khác")
        assert values(read(TABLE, other, like_sample(ROWS, name="Sheet1"))) == READ

    @given(st.integers(0, len(ROWS) - 1), st.text(alphabet="abcdeghiklm", min_size=2, max_size=6))
    def test_a_row_whose_label_changed_is_named_and_never_guessed(self, place, word):
        rows = [list(each) for each in ROWS]
        rows[place][1] += f" {word}"
        found = read(TABLE, like_sample(rows))
        gone = TABLE.rows[place]
        assert {each: value for each, value in READ.items() if f"{each.element}|" not in gone.line} == values(found)
        (problem,) = found.problems
        assert (problem.code, problem.severity) == ("own_row_missing", Severity.WARNING)
        assert gone.label in problem.message.vi

    def test_letters_of_other_tones_are_other_labels(self):
        assert row_key("Năm") != row_key("Nam")
        assert row_key("HOÀ AN") == row_key("Hòa  An:")

    def test_a_label_that_stands_twice_is_not_chosen_from(self):
        found = read(TABLE, like_sample([*ROWS, ["5", "Trưởng ban", 8, 8, ""]]))
        assert codes(found) == {"own_row_unclear"}
        assert cell("B01.06") not in found.given
        assert found.given[cell("B01.05")].figure.value == 9


# Two blocks with rows of the same labels.
BLOCKS = [
    ["Cấp ủy viên", 12, 3], ["Huyện", 10, 2], ["Cơ sở khác", 2, 1],
    ["Ban Thường vụ", 5, 1], ["Huyện", 4, 1], ["Cơ sở khác", 1, 0],
]  # fmt: skip
BLOCK_HEAD = ["Chỉ tiêu", "Số lượng", "Nữ"]
BLOCK_SHEET = sheet([BLOCK_HEAD, *BLOCKS])
BLOCK_TABLE = said(
    BLOCK_SHEET, {0: "label", 1: "T", 2: "F"},
    {2: "B02.03.1", 3: "B02.03.2", 5: "B02.06.1", 6: "B02.06.2"},
)  # fmt: skip


class TestRepeatedLabels:
    def test_the_heading_above_tells_them_apart(self):
        found = values(read(BLOCK_TABLE, BLOCK_SHEET))
        assert found[cell("B02.03.1")] == 10
        assert found[cell("B02.06.1")] == 4
        assert found[cell("B02.06.2", "F")] == 0

    @given(st.integers(0, 6), st.booleans())
    def test_blocks_may_change_places_and_rows_come_between(self, at, turned):
        rows = [*BLOCKS[3:], *BLOCKS[:3]] if turned else list(BLOCKS)
        rows.insert(at, ["Thuyết minh", "", ""])
        assert values(read(BLOCK_TABLE, sheet([BLOCK_HEAD, *rows]))) == values(read(BLOCK_TABLE, BLOCK_SHEET))

    def test_one_more_row_of_the_same_label_is_unclear(self):
        found = read(BLOCK_TABLE, sheet([BLOCK_HEAD, *BLOCKS, ["Huyện", 99, 9]]))
        assert codes(found) == {"own_row_unclear"}
        assert found.given[cell("B02.03.1")].figure.value == 10
        assert cell("B02.06.1") not in found.given

    def test_without_the_heading_no_row_of_a_repeated_label_is_read(self):
        found = read(BLOCK_TABLE, sheet([BLOCK_HEAD, *BLOCKS[1:]]))
        assert codes(found) == {"own_row_unclear"}
        assert not found.given

    def test_repeated_rows_that_are_no_lines_do_not_disturb(self):
        table = said(BLOCK_SHEET, {0: "label", 1: "T"}, {2: "B02.03.1"})
        assert values(read(table, BLOCK_SHEET)) == {cell("B02.03.1"): 10}

    def test_twice_under_one_heading_they_go_by_their_order(self):
        rows = [["Cấp ủy viên", "", ""], ["Huyện", 1, 0], ["Huyện", 2, 0]]
        table = said(sheet([BLOCK_HEAD, *rows]), {0: "label", 1: "T"}, {2: "B02.03.1", 3: "B02.06.1"})
        assert values(read(table, sheet([BLOCK_HEAD, *rows]))) == {cell("B02.03.1"): 1, cell("B02.06.1"): 2}


class TestColumns:
    def two_years(self, newest: int):
        return sheet(
            [
                ["Nội dung", f"Năm {newest - 1}", "", f"Năm {newest}", ""],
                ["", "Tổng số", "Nữ", "Tổng số", "Nữ"],
                ["A", "1", "2", "3", "4"],
                ["Thành viên Ban", 8, 3, 9, 4],
                ["Trưởng ban", 1, 0, 1, 1],
            ],
            merged=[((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4))],
        )

    def test_headings_of_two_rows_tell_columns_of_the_same_words_apart(self):
        table = said(self.two_years(2015), {0: "label", 3: "T", 4: "F"}, {3: "B01.05", 4: "B01.06"})
        expected = {cell("B01.05"): 9, cell("B01.05", "F"): 4, cell("B01.06"): 1, cell("B01.06", "F"): 1}
        assert values(read(table, self.two_years(2015))) == expected
        # A year later the column of the year before would bear the words of this one.
        assert values(read(table, self.two_years(2016))) == expected

    def test_a_heading_that_says_something_else_is_named_and_its_column_not_read(self):
        found = read(TABLE, like_sample(ROWS, ["TT", "Nội dung", "Tổng số", "Nam", "Ghi chú"]))
        (problem,) = found.problems
        assert (problem.code, problem.severity) == ("own_column_missing", Severity.ERROR)
        assert "Trong đó nữ" in problem.message.vi
        assert cell("B01.05", "F") not in found.given
        assert found.given[cell("B01.05")].figure.value == 9

    def test_a_second_column_of_the_same_heading_is_unclear(self):
        rows = [[*each, 77] for each in ROWS]
        found = read(TABLE, like_sample(rows, [*HEAD, "Tổng số"]))
        assert codes(found) >= {"own_column_unclear"}
        assert cell("B01.05") not in found.given

    def test_a_column_without_a_heading_is_known_by_its_place(self):
        rows = [["Thành viên Ban", 9], ["Trưởng ban", 1]]
        table = said(sheet(rows), {0: "label", 1: "T"}, {0: "B01.05", 1: "B01.06"})
        assert values(read(table, sheet([["", "", ""], *[["", *row] for row in rows]]))) == {
            cell("B01.05"): 9, cell("B01.06"): 1,
        }  # fmt: skip
        found = read(table, sheet([["Nội dung", "Kỳ trước"], *rows]))
        assert codes(found) == {"own_column_missing"}
        assert not found.given

    def test_a_title_over_the_whole_table_is_no_heading(self):
        rows = [["Nội dung", "Tổng số"], ["I. TỔ CHỨC", ""], ["Thành viên Ban", 9], ["Trưởng ban", 1]]
        over = [((1, 0), (1, 1))]
        table = said(sheet(rows, merged=over), {0: "label", 1: "T"}, {2: "B01.05", 3: "B01.06"})
        rows[1][0] = "A. BỘ MÁY"
        assert len(read(table, sheet(rows, merged=over)).given) == 2


class TestSheets:
    def test_two_sheets_of_one_shape_are_not_chosen_from(self):
        found = read(TABLE, like_sample(ROWS, name="Quý 1"), like_sample(ROWS, name="Quý 2"))
        (problem,) = found.problems
        assert problem.code == "own_table_unclear"
        assert "“Quý 1”, “Quý 2”" in problem.message.vi
        assert not found.given

    def test_of_two_of_one_shape_the_name_decides(self):
        found = read(TABLE, like_sample(ROWS, name="Quý 1"), like_sample(ROWS, name=" biểu số liệu "))
        assert values(found) == READ

    def test_a_sheet_of_the_name_that_holds_something_else_is_not_read(self):
        other = sheet([["Nội dung", "Tổng số"], ["Khác", 1]])
        assert values(read(TABLE, other, like_sample(ROWS, name="Mới"))) == READ

    def test_a_hidden_sheet_is_not_read(self):
        found = read(TABLE, like_sample(ROWS, is_visible=False))
        assert codes(found) == {"own_table_missing"}

    def test_of_sheets_beyond_measure_only_so_many_are_searched(self):
        wide = sheet([["x"] * 60] * MAX_ROWS, "Rộng")
        found = grids_of(book(wide, wide, SAMPLE))
        assert [each.sheet.name for each in found] == ["Rộng", "Biểu số liệu"]

    def test_a_file_in_which_half_of_the_rows_stand_fits_and_one_with_fewer_does_not(self):
        layout = Layout((TABLE,))

        def of(*sheets):
            return grids_of(book(*sheets))

        assert fit_of(locate(layout, of(like_sample(ROWS[:2])))).is_enough
        assert not fit_of(locate(layout, of(like_sample(ROWS[:1])))).is_enough
        assert not fit_of(locate(layout, of())).is_enough
        assert not fit_of(locate(layout, of(SAMPLE)), frozenset()).is_enough


class TestCells:
    @pytest.mark.parametrize(
        ("value", "code"),
        [
            ("-", "unreadable_text"), ("chín", "unreadable_text"), ("1.5", "unreadable_text"), (True, "truth"),
            (9.5, "not_whole"), (10.0**16, "too_large"), (dt.date(2015, 5, 6), "date"),
        ],
    )  # fmt: skip
    def test_what_is_no_number_is_named_by_its_cell_and_the_others_are_read(self, value, code):
        found = read(TABLE, with_cell(0, 2, value))
        (problem,) = [each for each in found.problems if each.severity == Severity.ERROR]
        assert (problem.code, problem.sheet, problem.cell) == (code, "Biểu số liệu", "C5")
        assert {each: value for each, value in READ.items() if each != cell("B01.05")} == values(found)

    @pytest.mark.parametrize(("value", "number"), [("9", 9), ("1.234", 1234), (" 12 ", 12), (9.0, 9), ("0", 0)])
    def test_numbers_written_as_text_are_numbers(self, value, number):
        assert values(read(TABLE, with_cell(0, 2, value)))[cell("B01.05")] == number

    @pytest.mark.parametrize(("dash", "means"), [("zero", 0), ("not_applicable", "not_applicable")])
    def test_a_dash_means_what_was_said_of_it(self, dash, means):
        table = said(SAMPLE, COLUMNS, {4: "B01.05", 5: "B01.06"}, dash=dash)
        assert values(read(table, with_cell(0, 2, "–")))[cell("B01.05")] == means

    def test_marks_and_estimates_are_read_as_everywhere(self):
        found = read(TABLE, with_cell(0, 2, "12e"))
        assert (found.given[cell("B01.05")].figure.value, found.given[cell("B01.05")].figure.flag) == (12, "estimate")
        assert values(read(TABLE, with_cell(0, 2, ":")))[cell("B01.05")] == "not_collected"

    def test_a_merged_figure_is_not_read(self):
        found = read(TABLE, like_sample(ROWS, merged=[((4, 2), (5, 2))]))
        assert codes(found) == {"merged", "own_note_alone"}

    def test_a_figure_that_the_line_does_not_have_is_said(self):
        found = read(TABLE, with_cell(3, 3, 5))
        assert codes(found) == {"own_cell_not_asked"}
        assert values(found) == READ

    def test_a_note_beside_an_empty_figure_is_said(self):
        found = read(TABLE, with_cell(0, 2, ""))
        assert codes(found) == {"own_note_alone"}

    def test_money_counts_as_the_table_counts_it(self):
        money = sheet([["Nội dung", "Tổng số (triệu đồng)"], ["Dự toán", 12.5], ["Thành viên Ban", 9]])
        table = said(money, {0: "label", 1: "T"}, {1: "B13.02", 2: "B01.05"}, scale=1_000_000)
        assert values(read(table, money)) == {cell("B13.02"): 12_500_000, cell("B01.05"): 9}

    def test_a_row_of_women_gives_the_women_of_its_line(self):
        rows = sheet([["Nội dung", "Số lượng"], ["Thành viên Ban", 9], ["Trong đó nữ", 4]])
        table = said(rows, {0: "label", 1: "T"}, {1: "B01.05", 2: "B01.05 F"})
        assert values(read(table, rows)) == {cell("B01.05"): 9, cell("B01.05", "F"): 4}

    def test_a_number_of_the_whole_year_is_an_estimate(self):
        rows = sheet([["Nội dung", "Tổng số", "Ước cả năm", "Ước nữ cả năm"], ["Lượt người dự", 10, 25, "12a"]])
        columns = {0: "label", 1: "T", 2: "TY", 3: "FY"}
        table = declared(Grid(rows), columns, {1: Meant("comm.attendances|")})
        found = read(table, rows, asked=plans(YEARS)).given
        said_of = {each.column: (each.figure.value, each.figure.flag) for each in found.values()}
        assert said_of == {"T": (10, "actual"), "TY": (25, "estimate"), "FY": (12, "actual")}
        # A report that does not ask the whole year has no such cells.
        assert codes(read(table, rows)) == {"own_cell_not_asked"}

    def test_in_a_format_without_formulas_that_is_said_but_of_word(self):
        assert codes(read(TABLE, SAMPLE, kind="ods")) == {"unseen_formulas"}
        assert not codes(read(TABLE, SAMPLE, kind="docx"))

    def test_a_line_that_the_report_does_not_ask_is_said_and_not_read(self):
        table = declared(
            Grid(SAMPLE), COLUMNS, {4: Meant("committee.members|level=province"), 5: Meant(line("B01.06"))}
        )
        found = read(table, SAMPLE)
        assert codes(found) == {"own_line_not_asked"}
        assert values(found) == {cell("B01.06"): 1}

    def test_texts_of_old_fonts_are_known(self):
        old = sheet([["Néi dung", "Tæng sè"], ["Thµnh viªn cña Ban", 9], ["Tr­ëng ban cña huyÖn", 1]])
        new = sheet([["Nội dung", "Tổng số"], ["Thành viên của Ban", 9], ["Trưởng ban của huyện", 1]])
        table = said(new, {0: "label", 1: "T"}, {1: "B01.05", 2: "B01.06"})
        (seen,) = in_unicode(book(old)).sheets
        assert values(read(table, seen)) == {cell("B01.05"): 9, cell("B01.06"): 1}


texts = st.text(max_size=12)
some_texts = st.lists(texts, max_size=3).map(tuple)
numbers = st.integers(0, 4)
rules = st.builds(ColumnRule, st.sampled_from(["label", "T", "note"]), some_texts, numbers, texts, numbers, numbers)
rows = st.builds(RowRule, texts, texts, st.sampled_from(["T", "F", "FM"]), st.none() | texts, numbers, numbers)
some_rules, some_rows = st.lists(rules, max_size=3).map(tuple), st.lists(rows, max_size=3).map(tuple)
tables = st.builds(TableLayout, texts, some_rules, some_rows, some_texts, st.sampled_from([1, 1000]), texts)


@given(st.lists(tables, max_size=3).map(tuple).map(Layout))
def test_a_layout_written_as_json_is_the_same_when_it_is_read(layout):
    import json

    assert Layout.of_data(json.loads(json.dumps(layout.as_data()))) == layout


lines_with_women = [each for each in LINES if each.is_entered and "F" in each.columns]


@given(st.lists(st.sampled_from(lines_with_women), min_size=1, max_size=12, unique_by=lambda each: each.code),
       st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=12, max_size=12))  # fmt: skip
def test_what_is_said_on_a_sample_is_read_from_it(chosen, numbers):
    """Whatever labels repeat: a table is always read on the very sample on which it was declared."""
    body = [[each.label.vi, *pair] for each, pair in zip(chosen, numbers, strict=False)]
    sample = sheet([["Nội dung", "Tổng số", "Nữ"], *body])
    meant = {place: Meant(f"{each.element}|{each.breakdown}") for place, each in enumerate(chosen, start=1)}
    found = read(declared(Grid(sample), {0: "label", 1: "T", 2: "F"}, meant), sample)
    expected: dict[Cell, Decimal] = {}
    for each, (total, women) in zip(chosen, numbers, strict=False):
        expected |= {cells_by_place(each)["T"]: Decimal(total), cells_by_place(each)["F"]: Decimal(women)}
    assert not found.problems
    assert values(found) == expected
