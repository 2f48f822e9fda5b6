"""The tables of a Word file as sheets of texts."""

import io
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tienbo.documents.extraction.errors import Unreadable
from tienbo.documents.spreadsheets import Place
from tienbo.documents.word_tables import read_word_tables


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_table(document, rows: list[list[str]]):
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def edited(data: bytes, change) -> bytes:
    """A DOCX with the XML of its document changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            new.writestr(name, change(raw) if name == "word/document.xml" else raw)
    return out.getvalue()


ROWS = [["Nội dung", "Tổng số", "Trong đó nữ"], ["1. Thành viên Ban", "9", "4"], ["2. Trưởng ban", "1", "-"]]


def test_it_works():
    document = docx.Document()
    with_table(document, ROWS)
    book = read_word_tables(saved(document))
    assert book.kind == "docx"
    (sheet,) = book.sheets
    assert (sheet.name, sheet.rows) == ("Bảng 1", ROWS)


def test_each_table_is_a_sheet_and_a_letterhead_is_none():
    document = docx.Document()
    with_table(document, [["UBND TỈNH", "CỘNG HÒA"], ["Số: 1/BC", "Cao Bằng, ngày 1"]])
    with_table(document, ROWS)
    document.add_paragraph("Biểu 2")
    with_table(document, [["a", "b", "c"]])
    assert [(each.name, len(each.rows)) for each in read_word_tables(saved(document)).sheets] == [
        ("Bảng 1", 3), ("Bảng 2", 1),
    ]  # fmt: skip


def test_a_small_table_with_a_number_is_no_letterhead():
    document = docx.Document()
    with_table(document, [["Nội dung", "Số lượng"], ["Văn bản", "6"]])
    assert len(read_word_tables(saved(document)).sheets) == 1


def test_a_table_inside_a_cell_comes_by_itself():
    document = docx.Document()
    outer = document.add_table(1, 1)
    inner = outer.rows[0].cells[0].add_table(2, 3)
    inner.rows[1].cells[2].text = "7"
    (sheet,) = read_word_tables(saved(document)).sheets
    assert sheet.rows == [["", "", ""], ["", "", "7"]]


def test_a_document_without_tables_has_no_sheets():
    assert read_word_tables(saved(docx.Document())).sheets == ()


def test_lines_of_a_cell_are_one_text_and_old_fonts_are_read():
    document = docx.Document()
    table = with_table(document, ROWS)
    cell = table.rows[1].cells[0]
    cell.text = ""
    run = cell.paragraphs[0].add_run("Tæng sè n÷")
    run.font.name = ".VnTime"
    cell.add_paragraph("trong kỳ")
    assert read_word_tables(saved(document)).sheets[0].rows[1][0] == "Tổng số nữ trong kỳ"


rectangles = st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 2), st.integers(0, 2))


@given(st.lists(rectangles, max_size=4))
@settings(max_examples=40)
def test_of_merged_cells_the_first_has_the_text_and_all_are_named(wanted):
    document = docx.Document()
    table = document.add_table(6, 5)
    taken: set[tuple[int, int]] = set()
    merged = []
    for top, left, tall, wide in wanted:
        bottom, right = min(5, top + tall), min(4, left + wide)
        places = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(places) == 1 or places & taken:
            continue
        taken |= places
        merged.append((Place(top, left), Place(bottom, right)))
        table.cell(top, left).merge(table.cell(bottom, right))
    covered = {(row, column) for first, last in merged for row in range(first.row, last.row + 1)
               for column in range(first.column, last.column + 1)} - {tuple(first) for first, _ in merged}  # fmt: skip
    free = [(row, column) for row in range(6) for column in range(5) if (row, column) not in covered]
    for row, column in free:
        table.cell(row, column).text = f"{row}.{column}"
    (sheet,) = read_word_tables(saved(document)).sheets
    assert sheet.merged == tuple(sorted(merged))
    for row in range(6):
        for column in range(5):
            assert sheet.at(Place(row, column)) == ("" if (row, column) in covered else f"{row}.{column}")


def test_rows_that_begin_further_right_keep_their_columns():
    document = docx.Document()
    with_table(document, ROWS)
    before = b'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    data = edited(saved(document), lambda raw: raw.replace(b"<w:tr>", before, 1))
    assert read_word_tables(data).sheets[0].rows[0] == ["", *ROWS[0]]


@pytest.mark.parametrize("span", ["64", "99999999999"])
def test_a_table_wider_than_word_makes_is_refused(span):
    document = docx.Document()
    with_table(document, ROWS)
    wide = f'<w:tcPr><w:gridSpan w:val="{span}"/>'.encode()
    data = edited(saved(document), lambda raw: raw.replace(b"<w:tcPr>", wide, 1))
    with pytest.raises(Unreadable) as refused:
        read_word_tables(data)
    assert refused.value.reason_code == "too_far_out"


def test_a_span_that_is_no_number_counts_as_one():
    document = docx.Document()
    with_table(document, ROWS)
    data = edited(saved(document), lambda raw: re.sub(rb"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="x"/>', raw, count=1))
    assert read_word_tables(data).sheets[0].rows == ROWS


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a file"])
def test_what_is_no_word_file_is_refused_in_words(data):
    with pytest.raises(Unreadable):
        read_word_tables(data)
