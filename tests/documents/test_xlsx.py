"""The workbook: values, formulas with their computed values, print set-up; read back by an independent reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.documents.samples import COLUMNS, HEADER, annex_of, money_table, party_table, training_table
from tienbo.documents.content import Cell, Column, Row, Table
from tienbo.documents.formulas import Formula, Ref
from tienbo.documents.xlsx import Sheet, to_xlsx

COMMITTEE = "BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ TỈNH CAO BẰNG"


def both(*sheets: Sheet, **about: object) -> tuple[Workbook, Workbook]:
    """The workbook as values and as formulas."""
    data = to_xlsx(sheets, **about)
    return openpyxl.load_workbook(BytesIO(data), data_only=True), openpyxl.load_workbook(BytesIO(data))


def small(*rows: Row, **about: object) -> Table:
    """A table with the columns a and b."""
    return Table((Column(1, key="a"), Column(1, key="b")), (("A", "B"),), rows, **about)


def test_figures_are_numbers_and_blanks_are_empty() -> None:
    values, _ = both(Sheet("B02", party_table()))
    row = [cell.value for cell in values["B02"][8]]
    assert row[:5] == ["1", "Ban Chấp hành Đảng bộ tỉnh", "người", 55, 7]
    assert [cell.value for cell in values["B02"][12]][7] is None


def test_formulas_stand_beside_the_values_they_give() -> None:
    values, formulas = both(Sheet("B08", training_table()))
    assert values["B08"]["H9"].value == 917
    assert formulas["B08"]["H9"].value == '=IF(COUNT(H6:H8)=0,"",SUM(H6:H8))'
    assert values["B08"]["I9"].value == pytest.approx(56.78)
    assert formulas["B08"]["I9"].value == '=IF(COUNT(H9,G9)<2,"",IF(G9=0,"",ROUND(H9/G9*100,2)))'
    assert formulas["B08"]["K6"].value == '=IF(COUNT(H6,E6)<2,"",H6-E6)'


def test_a_formula_can_name_cells_of_another_sheet_and_ranges_with_gaps() -> None:
    parts = small(Row((1, 2), key="x"), Row((3, 4), key="y"), Row((5, 6), key="z"))
    refs = (Ref("x", "a", "Phần 'một"), Ref("z", "a", "Phần 'một"))
    total = small(Row((Cell(6, formula=Formula.total(refs)), 0)))
    _, formulas = both(Sheet("Phần 'một", parts), Sheet("Cộng", total))
    home = "'Phần ''một'!"
    assert formulas["Cộng"]["A2"].value == f'=IF(COUNT({home}A2,{home}A4)=0,"",SUM({home}A2,{home}A4))'


def test_a_sum_of_nothing_or_of_too_many_scattered_cells_is_written_as_its_value() -> None:
    rows = tuple(Row((i, i), key=str(i)) for i in range(600))
    scattered = Formula.total(Ref(str(i), "a") for i in range(0, 600, 2))
    dense = Formula.total(Ref(str(i), "a") for i in range(600))
    last = Row((Cell(89700, formula=scattered), Cell(None, formula=Formula.total(()))))
    _, formulas = both(Sheet("B", small(*rows, last, Row((Cell(1, formula=dense), "")))))
    assert [formulas["B"].cell(602, column).value for column in (1, 2)] == [89700, None]
    assert formulas["B"].cell(603, 1).value == '=IF(COUNT(A2:A601)=0,"",SUM(A2:A601))'


def test_a_formula_that_names_nothing_known_is_refused() -> None:
    table = small(Row((Cell(1, formula=Formula.total([Ref("nowhere", "a")])), 1)))
    with pytest.raises(KeyError, match="nowhere"):
        to_xlsx([Sheet("B", table)])


def test_a_workbook_without_sheets_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one sheet"):
        to_xlsx([])


def test_typed_formulas_and_links_stay_text() -> None:
    typed = ("=1+1", '=HYPERLINK("http://127.0.0.1")', "+84", "@x", "http://127.0.0.1/")
    values, formulas = both(Sheet("B", small(*(Row((text, "")) for text in typed))))
    assert [formulas["B"].cell(row, 1).value for row in range(2, 7)] == list(typed)
    assert {formulas["B"].cell(row, 1).data_type for row in range(2, 7)} == {"s"}
    assert values["B"].cell(2, 1).value == "=1+1"
    assert not formulas["B"]._hyperlinks


def test_it_prints_on_landscape_a4_with_the_head_on_every_page() -> None:
    _, formulas = both(Sheet("B02", party_table(), heading=(COMMITTEE, "Phụ lục"), legend=("Ghi chú: (e) ước.",)))
    page = formulas["B02"]
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    # One page wide is what Excel assumes when the width is not said; 0 is as many pages high as it takes.
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$6:$8"
    assert page.freeze_panes == "C9"
    assert [page["A1"].value, page["A2"].value, page["A3"].value] == [
        COMMITTEE,
        "Phụ lục",
        "Biểu 02. Cán bộ nữ tham gia cấp ủy đảng các cấp",
    ]
    assert page["L4"].value == "Số liệu tính đến ngày 31/5/2015"
    assert page.cell(page.max_row, 1).value == "Ghi chú: (e) ước."


def test_nested_heads_are_merged_and_wide_columns_are_wide() -> None:
    page = both(Sheet("B02", party_table()))[1]["B02"]
    assert {"A4:A5", "D4:F4", "G4:I4", "B7:L7"} <= {str(area) for area in page.merged_cells.ranges}
    assert page.column_dimensions["B"].width > 3 * page.column_dimensions["A"].width
    assert page["B8"].alignment.wrap_text and page["B8"].border.left.style == "thin"


def test_number_formats_keep_thousands_places_signs_and_marks() -> None:
    page = both(Sheet("B02", party_table()))[1]["B02"]
    assert page["G11"].number_format == "#,##0"
    assert page["I11"].number_format == "#,##0.00"
    assert page["K11"].number_format == "+#,##0;-#,##0;#,##0"
    assert page["H11"].number_format == '#,##0"(e)"' and page["H11"].value == 201


def test_figures_longer_than_a_spreadsheet_can_hold_stay_exact() -> None:
    values, _ = both(Sheet("B", small(Row((12_345_678_901_234_567, Decimal("0.125"))))))
    assert values["B"]["A2"].value == "12.345.678.901.234.567" and values["B"]["B2"].value == 0.125


def test_sheet_names_are_made_legal_and_unique() -> None:
    name = "Biểu 02: cán bộ nữ tham gia cấp ủy đảng [các cấp]"
    tables = [Sheet(name, small()), Sheet(name + "!", small()), Sheet("", small())]
    names = both(*tables)[0].sheetnames
    assert len(set(names)) == 3 and all(0 < len(text) <= 31 and not set("[]:*?/\\") & set(text) for text in names)


def test_empty_tables_very_long_cells_and_odd_characters_are_written() -> None:
    long = "đ" * 40_000
    values, _ = both(
        Sheet("Trống", small(empty="Không phát sinh")),
        Sheet("Dài", small(Row((long, "a\x00b & <c> \U0001f642")))),
        Sheet("Chỉ đầu", Table(COLUMNS, HEADER)),
    )
    assert values["Trống"]["A2"].value == "Không phát sinh"
    assert len(values["Dài"]["A2"].value) == 32_767
    assert values["Dài"]["B2"].value == "ab & <c> □"


def test_400_rows_are_written_with_their_formulas() -> None:
    table = next(block for block in annex_of(400).blocks if isinstance(block, Table))
    values, formulas = both(Sheet("B", table), title="Số liệu", day=date(2015, 6, 3))
    assert values["B"].max_row == 403
    assert formulas["B"]["F403"].value.startswith("=IF(COUNT(E403,D403)<2")
    assert values.properties.created.date() == date(2015, 6, 3)


def test_money_keeps_every_dong() -> None:
    values, _ = both(Sheet("B13", money_table()))
    assert values["B13"]["E5"].value == 251_350_000 and values["B13"]["F5"].value == pytest.approx(66.145)
