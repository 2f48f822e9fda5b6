"""The three files of sent reports, read back with readers that are not ours, against the frozen totals."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pypdfium2
import pytest

from tienbo.reporting.consolidation.queries import version_totals
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.output.gathering import snapshot_of_version
from tienbo.reporting.output.printing import print_snapshot, print_version

pytestmark = pytest.mark.django_db

ELEMENTS = {row.row: row.code for row in load_builtin("vstbcpn-2015").rows()}


@pytest.fixture(scope="module")
def printed(told, django_db_blocker):
    """The files of the province, the district and a commune."""
    with django_db_blocker.unblock():
        return {unit: print_version(told.version(unit)) for unit in ("04", "051", "01711")}


def number(text: str) -> Decimal | None:
    """A printed figure without its marks."""
    plain = re.sub(r"[^\d,+-]", "", text).replace(",", ".")
    return Decimal(plain) if plain.strip("+-") else None


def frozen_lines(version):
    """(table, number, column) -> the figure that the version's totals give for a printed place, totals over parts
    added up here by hand."""
    totals = version_totals(version)
    expected = {}
    for table in snapshot_of_version(version).tables:
        for line in table.lines:
            for column in line.now:
                expected[table.code, line.number, column] = sum_of(line, column, totals)
    return expected


def sum_of(line, column, totals):
    keys = [each.split("|") for each in (line.parts or (line.key,))]
    found = []
    for row_id, breakdown, _ in keys:
        wanted = dict(part.split("=") for part in breakdown.split(";") if part)
        wanted |= {"T": {}, "F": {"sex": "F"}, "FM": {"sex": "F", "ethnic": "minority"}}[column]
        code = ";".join(f"{name}={wanted[name]}" for name in sorted(wanted))
        total = totals.get((ELEMENTS[row_id], code))
        if total is not None and total.value is not None:
            found.append(total.value)
    return sum(found, Decimal(0)) if found else None


PLACES = {"Tổng": "T", "Nữ": "F", "Nữ DTTS": "FM", "Kỳ này": "T"}


def docx_figures(data: bytes):
    """(table, number, column) -> printed figure, from the tables of a DOCX."""
    file = docx.Document(io.BytesIO(data))
    found, code = {}, None
    for block in file.element.body:
        text = "".join(node.text or "" for node in block.iter() if node.tag.endswith("}t"))
        if block.tag.endswith("}p") and (caption := re.match(r"Biểu (B\d\d)\.", text)):
            code = caption[1]
        elif block.tag.endswith("}tbl") and code:
            table = docx.table.Table(block, file)
            head = [[cell.text.strip() for cell in row.cells] for row in table.rows[:3]]
            columns = now_columns(head)
            for row in table.rows:
                cells = [cell.text.strip() for cell in row.cells]
                if re.fullmatch(r"[\d.]+", cells[0]):
                    for place, column in columns.items():
                        found[code, cells[0], column] = number(cells[place].replace(".", ""))
            code = None
    return found


def now_columns(head: list[list[str]]) -> dict[int, str]:
    """Which column of the grid holds which figure of this period."""
    if "Kỳ này" in head[0] and head[0].count("Kỳ này") == 1:
        return {head[0].index("Kỳ này"): "T"}
    places = [place for place, text in enumerate(head[0]) if text == "Kỳ này"]
    return {place: PLACES[head[1][place]] for place in places if head[1][place] in PLACES}


@pytest.mark.parametrize("unit", ["04", "051", "01711"])
def test_every_figure_of_the_docx_is_the_frozen_total(told, printed, unit):
    expected = frozen_lines(told.version(unit))
    found = docx_figures(printed[unit]["docx"])
    assert sum(value is not None for value in expected.values()) > (60 if unit == "01711" else 400)
    assert {place: found[place] for place in expected} == expected


@pytest.mark.parametrize("unit", ["04", "051", "01711"])
def test_every_figure_of_the_xlsx_is_the_frozen_total(told, printed, unit):
    book = openpyxl.load_workbook(io.BytesIO(printed[unit]["xlsx"]), data_only=True)
    found = {}
    for sheet in book.worksheets[1:]:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        start = next(place for place, row in enumerate(rows) if row[0] == "STT")
        head = [fill(rows[start]), [text or "" for text in rows[start + 1]]]
        for row in rows[start:]:
            if row[0] and re.fullmatch(r"[\d.]+", str(row[0])):
                for place, column in now_columns(head).items():
                    value = row[place]
                    found[sheet.title, str(row[0]), column] = None if isinstance(value, str) else value
    expected = frozen_lines(told.version(unit))
    assert {place: None if found[place] is None else Decimal(str(found[place])) for place in expected} == expected


def fill(row):
    """Merged head cells say their text once; repeat it to the right until the next one."""
    filled, last = [], ""
    for text in row:
        last = text or last
        filled.append(last)
    return filled


@pytest.mark.parametrize("unit", ["04", "051", "01711"])
def test_the_pdf_holds_every_line_with_its_figures_in_order(told, printed, unit):
    text = pdf_text(printed[unit]["pdf"])
    snapshot = snapshot_of_version(told.version(unit))
    place = 0
    for table in snapshot.tables:
        place = text.index(f"Biểu {table.code}.", place)
        for line in table.lines:
            values = [amount.value for amount in line.now.values() if amount.value is not None]
            for value in values:
                place = text.index(f"{int(value):,}".replace(",", "."), place)


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_paper_of_a_district_is_addressed_to_the_province_and_numbered_by_nobody(printed):
    text = pdf_text(printed["051"]["pdf"])
    assert "Kính gửi: Ban VSTBCPN tỉnh Cao Bằng" in text
    assert re.search(r"Số:\s+/BC-BVSTBCPN", text)
    assert "ngày ... tháng ... năm 2015" in text
    assert "- Như trên;" in text and "- Ban VSTBCPN tỉnh Cao Bằng" not in text


def test_the_paper_carries_its_digest(told, printed):
    digest = told.version("04").digest
    assert digest in pdf_text(printed["04"]["pdf"]).replace("\r\n", "")
    assert digest in "".join(
        paragraph.text for paragraph in docx.Document(io.BytesIO(printed["04"]["docx"])).paragraphs
    )
    cover = openpyxl.load_workbook(io.BytesIO(printed["04"]["xlsx"])).worksheets[0]
    assert any(digest in str(cell.value) for row in cover.iter_rows() for cell in row)


def test_the_missing_district_is_named_with_the_commune_below_it(printed):
    text = " ".join(pdf_text(printed["04"]["pdf"]).split())
    assert "Số liệu tổng hợp của 9/11 đơn vị" in text
    assert "Chưa có số liệu của: Huyện Thạch An (cùng 1 đơn vị cấp dưới)." in text


# --- formulas ---------------------------------------------------------------------------------------------------------


def evaluate(formula: str, sheet) -> Decimal | str:
    """The three formulas that the annex has, computed from the cells they name."""

    def cells(ranges):
        found = []
        for each in ranges.split(","):
            block = sheet[each]
            rows = block if isinstance(block, tuple) else ((block,),)
            for row in rows:
                for cell in row if isinstance(row, tuple) else (row,):
                    value = cell.value
                    if isinstance(value, str) and value.startswith("="):
                        value = evaluate(value, sheet)
                    if isinstance(value, int | float | Decimal):
                        found.append(Decimal(str(value)))
        return found

    if match := re.fullmatch(r'=IF\(COUNT\((.+)\)=0,"",SUM\(\1\)\)', formula):
        return sum(cells(match[1]), Decimal(0)) if cells(match[1]) else ""
    if match := re.fullmatch(r'=IF\(COUNT\((\w+),(\w+)\)<2,"",IF\(\2=0,"",ROUND\(\1/\2\*100,2\)\)\)', formula):
        part, whole = cells(match[1]), cells(match[2])
        if not part or not whole or not whole[0]:
            return ""
        return (part[0] * 100 / whole[0]).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    match = re.fullmatch(r'=IF\(COUNT\((\w+),(\w+)\)<2,"",\1-\2\)', formula)
    assert match, formula
    now, before = cells(match[1]), cells(match[2])
    return now[0] - before[0] if now and before else ""


@pytest.mark.parametrize("unit", ["04", "01711"])
def test_every_formula_gives_the_value_that_is_printed(printed, unit):
    formulas = openpyxl.load_workbook(io.BytesIO(printed[unit]["xlsx"]))
    values = openpyxl.load_workbook(io.BytesIO(printed[unit]["xlsx"]), data_only=True)
    seen = 0
    for sheet in formulas.worksheets[1:]:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    shown = values[sheet.title][cell.coordinate].value
                    computed = evaluate(cell.value, sheet)
                    shown = "" if shown in (None, "") else Decimal(str(shown))
                    assert shown == computed, (sheet.title, cell.coordinate, cell.value)
                    seen += 1
    assert seen > 40


def test_sheets_are_landscape_with_frozen_panes_and_repeated_heads(printed):
    book = openpyxl.load_workbook(io.BytesIO(printed["04"]["xlsx"]))
    for sheet in book.worksheets[1:]:
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert sheet.freeze_panes.startswith("C")
        assert sheet.print_title_rows


def test_invented_figures_say_so_on_every_page_and_sheet(told):
    snapshot = replace(snapshot_of_version(told.version("01711")), is_illustrative=True)
    files = print_snapshot(snapshot)
    document = pypdfium2.PdfDocument(files["pdf"])
    assert all("Số liệu minh họa" in page.get_textpage().get_text_bounded() for page in document)
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    for sheet in book.worksheets:
        assert "Số liệu minh họa" in sheet["A2"].value
        assert "Số liệu minh họa" in sheet.oddFooter.left.text
    word = docx.Document(io.BytesIO(files["docx"]))
    for section in word.sections:
        for foot in (section.footer, section.first_page_footer):
            assert "Số liệu minh họa" in "".join(paragraph.text for paragraph in foot.paragraphs)


def test_a_round_may_call_its_figures_illustrative(told):
    version = told.version("01711")
    assert not snapshot_of_version(version).is_illustrative
    version.report.round.options["illustrative"] = True
    assert snapshot_of_version(version).is_illustrative
    del version.report.round.options["illustrative"]
