"""A form while it is written: whatever is done to it, what it says is kept exactly, and rows keep their elements."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tienbo.documents.spreadsheets import read_spreadsheet
from tienbo.reporting.definitions import consistency
from tienbo.reporting.definitions.drafting import editing
from tienbo.reporting.definitions.drafting.comparing import compared
from tienbo.reporting.definitions.drafting.sheets import form_workbook, read_form_workbook
from tienbo.reporting.definitions.drafting.text import form_text, plain, read_form
from tienbo.reporting.definitions.loading import definition_digest, load_builtin
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.definitions.schema import Definition
from tienbo.reporting.formbook.words import PARTS

FORM = load_builtin("vstbcpn-2015")
NEW_ROW = {
    "code": "own.classes", "vi": "Số lớp", "en": "Classes", "unit": "class", "kind": "count", "nature": "flow",
    "aggregation": "sum", "by": ["sex"], "audience": "all", "fill": "manual",
}  # fmt: skip


@st.composite
def acts(draw):
    """What somebody does to a form: (verb, where, how far)."""
    verbs = ("drop_row", "move_row", "add_row", "drop_table", "move_table", "drop_heading", "move_heading", "rename")
    return draw(st.lists(st.tuples(st.sampled_from(verbs), st.integers(0, 400), st.integers(-5, 5)), max_size=8))


def done(form, sequence):
    for number, (verb, where, steps) in enumerate(sequence):
        rows, tables, headings = form.rows(), form.tables, form.narrative
        row, table = rows[where % len(rows)].row if rows else "", tables[where % len(tables)].code if tables else ""
        heading = headings[where % len(headings)].code if headings else ""
        if verb == "drop_row" and rows:
            form = editing.without_row(form, row)
        elif verb == "move_row" and rows:
            form = editing.moved_row(form, row, steps=steps)
        elif verb == "add_row" and table:
            form = editing.with_row(form, table, NEW_ROW | {"code": f"own.n{number}"})
        elif verb == "drop_table" and len(tables) > 1:
            form = editing.without_table(form, table)
        elif verb == "move_table" and table:
            form = editing.moved_table(form, table, steps=steps)
        elif verb == "drop_heading" and heading:
            form = editing.without_heading(form, heading)
        elif verb == "move_heading" and heading:
            form = editing.moved_heading(form, heading, steps=steps)
        elif verb == "rename":
            form = editing.named(form, title={"vi": f"Biểu {where}", "en": f"Form {where}"})
    return form


@settings(max_examples=10)
@given(acts())
def test_whatever_is_done_the_text_and_the_workbook_say_the_same_form(sequence):
    form = done(FORM, sequence)
    assert definition_digest(read_form(form_text(form))) == definition_digest(form)
    book = read_spreadsheet(form_workbook(form))
    assert definition_digest(read_form_workbook(form, book)) == definition_digest(form)


@settings(max_examples=10)
@given(acts())
def test_rows_are_numbered_through_and_the_short_form_keeps_its_elements(sequence):
    form = done(FORM, sequence)
    for table in form.tables:
        assert [row.row for row in table.rows] == [f"{table.code}.{n:02d}" for n in range(1, len(table.rows) + 1)]
    asked = {FORM.row_by_id[row].code for row in FORM.short_form.rows}
    assert {form.row_by_id[row].code for row in form.short_form.rows} == asked & set(form.row_by_code)


@settings(max_examples=10)
@given(acts())
def test_what_changed_is_told_by_elements(sequence):
    form = done(FORM, sequence)
    changes, before, after = compared(FORM, form), set(FORM.row_by_code), set(form.row_by_code)
    assert (changes.kept, changes.new, changes.gone) == (len(before & after), len(after - before), len(before - after))
    assert {change.key for change in changes.rows if change.kind == "gone"} == before - after
    assert not compared(form, form)
    assert not compared(form, read_form(form_text(form)))


@settings(max_examples=10)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=12))
def test_mending_leaves_nothing_that_names_a_row_which_is_gone(places):
    form = FORM
    for place in places:
        rows = form.rows()
        form = editing.without_row(form, rows[place % len(rows)].row)
    mended, touched = editing.mended(form)
    left = [each for each in consistency.problems_of(mended) if "không có: dùng" in each.vi or "mã của dòng" in each.vi]
    assert left == []
    # Whoever mends twice mends nothing; a rule that is gone keeps its code for itself.
    assert editing.mended(mended)[1] == ()
    assert {check.code for check in FORM.checks} - {check.code for check in mended.checks} <= set(mended.retired_checks)
    assert bool(touched) == (definition_digest(mended) != definition_digest(form))


def test_a_row_that_moves_to_another_table_is_moved_and_its_series_goes_on():
    row = FORM.row_by_code["committee.meetings"]
    form = editing.without_row(FORM, row.row)
    form = editing.with_row(form, "B02", plain(row), below="B02.01")
    (change,) = [each for each in compared(FORM, form).rows if each.key == "committee.meetings"]
    assert (change.kind, change.after.row) == ("moved", "B02.02")
    assert compared(FORM, form).gone == 0


def test_a_table_that_gets_another_code_is_followed_by_what_names_it():
    table = FORM.table_by_code["B06"]
    given_table = {key: value for key, value in plain(table).items() if key != "rows"} | {"code": "C06"}
    form = editing.with_table(FORM, given_table, instead_of="B06")
    assert consistency.problems_of(form) == [] and "B06" not in form.table_by_code
    assert [row.code for row in form.table_by_code["C06"].rows] == [row.code for row in table.rows]


def test_the_hundredth_row_is_refused_in_words():
    form = FORM
    for number in range(99 - len(form.table_by_code["B05"].rows)):
        form = editing.with_row(form, "B05", NEW_ROW | {"code": f"own.m{number}", "by": []})
    with pytest.raises(DefinitionError, match="at most 99 rows"):
        editing.with_row(form, "B05", NEW_ROW)


@pytest.mark.parametrize("act", [
    lambda form: editing.with_table(form, {"code": "B01", "title": {"vi": "x", "en": "x"}, "columns": "count"}),
    lambda form: editing.with_table(form, {"code": "B02", "title": {"vi": "x", "en": "x"}, "columns": "people"},
                                    instead_of="B01"),
    lambda form: editing.with_heading(form, plain(form.narrative[0])),
    lambda form: editing.with_heading(form, plain(form.narrative[0]), instead_of=form.narrative[1].code),
])  # fmt: skip
def test_two_parts_of_one_code_are_refused(act):
    with pytest.raises(DefinitionError, match="is taken"):
        act(FORM)


@pytest.mark.parametrize(("change", "place"), [
    ({"kind": "percent"}, "kind"), ({"code": "Nói gì"}, "code"), ({"unit": None}, "unit"),
    ({"by": ["Giới tính"]}, "by"),
])  # fmt: skip
def test_a_row_without_shape_is_refused_at_its_key(change, place):
    with pytest.raises(DefinitionError) as refused:
        editing.with_row(FORM, "B05", NEW_ROW | change)
    assert any(problem.place.split("].")[-1].startswith(place) for problem in refused.value.problems)


# --- as a workbook ----------------------------------------------------------------------------------------------------


def edited(change) -> bytes:
    """The form's workbook as somebody changed it in openpyxl."""
    book = load_workbook(io.BytesIO(form_workbook(FORM)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet, key: str) -> int:
    return next(cell.column for cell in sheet[3] if cell.value == key)


def at(sheet, element: str) -> int:
    return next(row[column(sheet, "code") - 1].row for row in sheet.iter_rows() if
                row[column(sheet, "code") - 1].value == element)  # fmt: skip


def test_rows_are_reworded_moved_and_added_in_the_workbook():
    def change(book):
        sheet = book["Dòng"]
        sheet.cell(at(sheet, "committee.required"), column(sheet, "vi")).value = "Số cơ quan phải có Ban"
        sheet.insert_rows(at(sheet, "committee.existing"))
        for key, value in (NEW_ROW | {"table": "B01", "by": "sex"}).items():
            sheet.cell(at(sheet, "committee.existing") - 1, column(sheet, key)).value = value

    form = read_form_workbook(FORM, read_spreadsheet(edited(change)))
    assert form.row("B01.01").vi == "Số cơ quan phải có Ban"
    assert form.row("B01.02").code == "own.classes" and form.row("B01.03").code == "committee.existing"
    changes = compared(FORM, form)
    assert [(each.key, each.kind) for each in changes.rows] == [
        ("committee.required", "otherwise"),
        ("own.classes", "new"),
    ]
    assert {form.row_by_id[row].code for row in form.short_form.rows} == {
        FORM.row_by_id[row].code for row in FORM.short_form.rows
    }


def test_a_sheet_that_is_not_there_leaves_its_part():
    form = read_form_workbook(FORM, read_spreadsheet(edited(lambda book: book.remove(book["Đề mục"]))))
    assert definition_digest(form) == definition_digest(FORM)


def test_a_column_that_was_left_out_keeps_what_stands():
    def change(book):
        for key in ("of", "note.vi", "note.en", "levels"):
            book["Dòng"].delete_cols(column(book["Dòng"], key))

    form = read_form_workbook(FORM, read_spreadsheet(edited(change)))
    assert definition_digest(form) == definition_digest(FORM)


def broken_table(book):
    sheet = book["Dòng"]
    sheet.cell(at(sheet, "committee.required"), column(sheet, "table")).value = "Z99"


def broken_kind(book):
    sheet = book["Dòng"]
    sheet.cell(at(sheet, "committee.required"), column(sheet, "kind")).value = "đếm"


def keys_gone(book):
    book["Dòng"].delete_rows(3)


def all_gone(book):
    for name in ("Biểu", "Dòng", "Đề mục"):
        book[name].title = f"{name} cũ"


@pytest.mark.parametrize(("change", "place", "said"), [
    (broken_table, "Dòng, 4, table", "Không có biểu “Z99”"),
    (broken_kind, "Dòng, F4 (kind)", "“đếm” không hợp lệ"),
    (keys_gone, "Dòng", "tên cột"),
    (all_gone, "file", "Không có trang nào"),
])  # fmt: skip
def test_what_a_workbook_cannot_say_is_refused_by_sheet_row_and_column(change, place, said):
    with pytest.raises(DefinitionError) as refused:
        read_form_workbook(FORM, read_spreadsheet(edited(change)))
    found = {problem.place: problem.vi for problem in refused.value.problems}
    assert said in found[place]


def test_every_part_of_a_form_is_edited_somewhere_and_has_a_name():
    by_fields = {"form", "tables", "narrative"}
    assert set(editing.PARTS) | by_fields == set(Definition.model_fields)
    assert set(editing.PARTS) == set(PARTS)
