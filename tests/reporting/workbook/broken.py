"""Workbooks as they really come back: made from a good one, each wrong in one way.

`KINDS`: name of the kind to (what makes it from the good workbook, the checks that must speak, the cells that change).
The good workbook is that of the department LD, filled with 0 in every cell.
"""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tienbo.reporting.workbook.identity import Identity

# In the sheet B01 of a department: the first line, a line by sex, its columns.
FIRST, PEOPLE = 7, 11
TOTAL, WOMEN = "E", "F"


@dataclass(frozen=True)
class Kind:
    """`make` takes the bytes of the good workbook; `codes`: checks that must speak; `changes`: cells that differ."""

    make: Callable[[bytes], bytes]
    codes: frozenset[str] = frozenset()
    changes: int = 0
    refused: bool = False


def edited(change: Callable[[Workbook], None]) -> Callable[[bytes], bytes]:
    """A maker that opens the workbook, changes it and saves it, as a program would."""

    def make(data: bytes) -> bytes:
        book = load_workbook(io.BytesIO(data))
        change(book)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


def on_b01(change: Callable[[Worksheet], None]) -> Callable[[bytes], bytes]:
    """A maker that changes the sheet B01."""
    return edited(lambda book: change(book["B01"]))


def typed(value, cell: str = f"{TOTAL}{FIRST}", number_format: str | None = None) -> Callable[[bytes], bytes]:
    """A maker that types a value into a cell of B01."""

    def change(sheet: Worksheet) -> None:
        sheet[cell] = value
        if number_format:
            sheet[cell].number_format = number_format

    return on_b01(change)


def with_part(name: str, content: bytes) -> Callable[[bytes], bytes]:
    """A maker that puts a part into the package, or another in its place."""

    def make(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for each in source.namelist():
                if each != name:
                    target.writestr(each, source.read(each))
            target.writestr(name, content)
        return out.getvalue()

    return make


def replaced(part: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A maker that changes bytes of a part: what a program writes that openpyxl would not."""

    def make(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            content = source.read(part)
        assert old in content, (part, old)
        return with_part(part, content.replace(old, new, 1))(data)

    return make


def identified(change: Callable[[Identity], Identity]) -> Callable[[bytes], bytes]:
    """A maker that gives B01 another true identity, as a workbook of another report has it."""

    def on_sheet(sheet: Worksheet) -> None:
        sheet["A1"] = change(Identity.read(sheet["A1"].value)).written()

    return on_b01(on_sheet)


def _only_b01(book: Workbook) -> None:
    for name in book.sheetnames:
        if name != "B01":
            del book[name]


def _copied(book: Workbook) -> None:
    book.copy_worksheet(book["B01"]).title = "B01 (2)"


def _renamed(book: Workbook) -> None:
    book["B01"].title = "Tổ chức"
    book["Tổ chức"][f"{TOTAL}{FIRST}"] = 3


def _sorted(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST, max_row=FIRST + 3)]
    for row, values in zip(sheet.iter_rows(min_row=FIRST, max_row=FIRST + 3), reversed(rows), strict=True):
        for cell, value in zip(row, values, strict=True):
            cell.value = value
    sheet[f"{TOTAL}{FIRST + 3}"] = 3


def _copied_row(sheet: Worksheet) -> None:
    for cell in sheet[FIRST]:
        sheet.cell(60, cell.column, cell.value)


def _ghosts(sheet: Worksheet) -> None:
    for row in range(100, 3100):
        sheet.cell(row, 5).fill = PatternFill("solid", "FFFFCC")


def _surplus(sheet: Worksheet) -> None:
    for row in range(100, 20_100):
        sheet.cell(row, 5, row)


def _emptied(book: Workbook) -> None:
    book.create_sheet("Trống")
    for name in book.sheetnames[:-1]:
        del book[name]


def _as_ods(data: bytes) -> bytes:
    """The sheet B01 as LibreOffice keeps it: an OpenDocument table, with one figure typed and one emptied."""
    from xml.sax.saxutils import escape

    sheet = load_workbook(io.BytesIO(data), data_only=True)["B01"]
    sheet[f"{TOTAL}{FIRST}"], sheet[f"{TOTAL}{FIRST + 1}"] = 4, None
    rows = []
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            if cell.value in (None, ""):
                cells.append("<table:table-cell/>")
            elif isinstance(cell.value, int | float):
                cells.append(
                    f'<table:table-cell office:value-type="float" office:value="{cell.value}"><text:p>{cell.value}'
                    "</text:p></table:table-cell>"
                )
            else:
                text = escape(str(cell.value))
                cells.append(f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>')
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="B01">{"".join(rows)}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return out.getvalue()


def _encrypted(_data: bytes) -> bytes:
    """An OLE file with the stream in which Office keeps a workbook with a password."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def _bomb(data: bytes) -> bytes:
    """A part that says it unpacks to 300 MB; it is refused by what it says."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            target.writestr(each, source.read(each))
        target.writestr("xl/media/zero.bin", bytes(1000))
    raw = bytearray(out.getvalue())
    at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"xl/media/zero.bin"))
    raw[at + 24 : at + 28] = struct.pack("<I", 300 * 1024 * 1024)
    return bytes(raw)


_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>'
)
_B01 = "xl/worksheets/sheet2.xml"


def kinds() -> dict[str, Kind]:
    """Every kind by its name."""
    said = frozenset
    return {
        # No workbook, or none that can be opened.
        "an empty file": Kind(lambda _: b"", said({"not_a_workbook"}), refused=True),
        "a text": Kind(lambda _: "Biểu;Số\nB01;3\n".encode(), said({"not_a_workbook"}), refused=True),
        "a page under the name of a workbook": Kind(
            lambda _: b"<html><table><tr><td>3</td></tr></table></html>", said({"not_a_workbook"}), refused=True
        ),
        "a PDF": Kind(lambda _: b"%PDF-1.7\n%%EOF", said({"not_a_workbook"}), refused=True),
        "cut off": Kind(lambda data: data[: len(data) // 2], said({"corrupt"}), refused=True),
        "with bytes gone wrong": Kind(
            lambda data: data[:2000] + bytes(400) + data[2400:], said({"corrupt"}), refused=True
        ),
        "with a password": Kind(_encrypted, said({"encrypted"}), refused=True),
        "a zip bomb": Kind(_bomb, said({"bomb"}), refused=True),
        "with entities": Kind(with_part("xl/workbook.xml", _LAUGHS), said({"xml_entities"}), refused=True),
        "too large": Kind(lambda data: data + bytes(11 * 1024 * 1024), said({"too_large_workbook"}), refused=True),
        "a cell at the end of the world": Kind(typed(1, "XFD1048576"), said({"too_far_out"}), refused=True),
        # A workbook, but whose?
        "of the office itself": Kind(edited(_emptied), said({"no_sheet_of_ours"}), refused=True),
        "its identity written by hand": Kind(
            on_b01(lambda s: s.__setitem__("A1", s["A1"].value[:-3] + "abc")), said({"identity_untrue"}), refused=True
        ),
        "of another unit": Kind(
            edited(lambda b: (_only_b01(b), _other_unit(b["B01"]))), said({"other_report"}), refused=True
        ),
        "of another round": Kind(
            edited(lambda b: (_only_b01(b), _other_round(b["B01"]))), said({"other_report"}), refused=True
        ),
        "sheets of two reports": Kind(edited(lambda b: _other_unit(b["B01"])), said({"mixed_reports"}), refused=True),
        "on another version of the form": Kind(
            identified(lambda i: Identity(i.round, i.unit, "0" * 16, i.table, i.change)),
            said({"other_form"}),
            refused=True,
        ),
        # Sheets and their shape.
        "its hidden row deleted": Kind(on_b01(lambda s: s.delete_rows(1)), said({"identity_lost"})),
        "its hidden column deleted": Kind(on_b01(lambda s: s.delete_cols(1)), said({"identity_lost"})),
        "a sheet copied": Kind(edited(_copied), said({"table_twice"})),
        "a sheet of a table not asked": Kind(
            identified(lambda i: Identity(i.round, i.unit, i.form, "B99", i.change)), said({"table_not_asked"})
        ),
        "a column deleted": Kind(on_b01(lambda s: s.delete_cols(6)), said({"column_missing"})),
        "a column copied": Kind(on_b01(lambda s: s.__setitem__("P1", "T")), said({"column_missing"})),
        "a row deleted": Kind(on_b01(lambda s: s.delete_rows(FIRST)), said({"line_missing"})),
        "a row copied": Kind(on_b01(_copied_row), said({"line_twice"})),
        "a number below the table": Kind(typed(5, "E70"), said({"surplus_rows"})),
        "20,000 rows too many": Kind(on_b01(_surplus), said({"surplus_rows"})),
        "macros": Kind(with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), said({"macros"})),
        "links to other files": Kind(
            with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"), said({"outside_links"})
        ),
        # What stands in a cell.
        "an error of a reference": Kind(typed("#REF!"), said({"error_value"})),
        "an error of a division": Kind(typed("#DIV/0!"), said({"error_value"})),
        "a formula that nobody computed": Kind(typed("=1+2"), said({"formula_uncomputed"})),
        "a formula left in": Kind(
            replaced(_B01, b"<v>0</v>", b"<f>1+2</f><v>3</v>"), said({"formula_left"}), changes=1
        ),
        "a formula from another file": Kind(
            replaced(_B01, b"<v>0</v>", b"<f>[1]Bieu!A1</f><v>3</v>"), said({"formula_outside"})
        ),
        "two columns merged": Kind(on_b01(lambda s: s.merge_cells(f"E{PEOPLE}:F{PEOPLE}")), said({"merged"})),
        "two lines merged": Kind(on_b01(lambda s: s.merge_cells(f"E{FIRST}:E{FIRST + 1}")), said({"merged"})),
        "a date": Kind(typed(dt.date(2015, 6, 5), number_format="dd/mm"), said({"date"})),
        "TRUE": Kind(typed(True), said({"truth"})),
        "25% where a count is asked": Kind(typed(0.25, number_format="0%"), said({"percent_of_count"})),
        "25% as text": Kind(typed("25%"), said({"unreadable_text"})),
        "half a person": Kind(typed(12.5), said({"not_whole"})),
        "decimals as text": Kind(typed("12,5"), said({"unreadable_text"})),
        "words": Kind(typed("mười hai"), said({"unreadable_text"})),
        "a dash": Kind(typed("-"), said({"unreadable_text"})),
        "a number beyond all measure": Kind(typed(1e18), said({"too_large"})),
        "a number below zero": Kind(typed(-3), changes=1),
        "an unknown status": Kind(typed("chắc vậy", f"I{FIRST}"), said({"status_unknown"})),
        "a status that contradicts": Kind(
            typed("có phát sinh nhưng không thu thập", f"I{FIRST}"), said({"status_beside_number"})
        ),
        "a note without end": Kind(typed("a" * 301, f"J{FIRST}"), said({"note_too_long"})),
        # What must not be taken for a mistake.
        "rows that only have a colour": Kind(on_b01(_ghosts)),
        "a sheet renamed": Kind(edited(_renamed), changes=1),
        "rows sorted": Kind(on_b01(_sorted), changes=1),
        "columns put before": Kind(on_b01(lambda s: (s.insert_cols(1), s.__setitem__(f"F{FIRST}", 3))), changes=1),
        "rows put before": Kind(on_b01(lambda s: (s.insert_rows(1, 2), s.__setitem__(f"E{FIRST + 2}", 3))), changes=1),
        "only one sheet": Kind(edited(lambda b: (_only_b01(b), b["B01"].__setitem__("E7", 3))), changes=1),
        "thousands as text": Kind(typed("1.234"), changes=1),
        "a space behind": Kind(typed("12 "), changes=1),
        "digits of full width": Kind(typed("１２"), changes=1),
        "a mark for not collected": Kind(typed(":"), changes=1),
        "an estimate": Kind(typed("12e"), changes=1),
        "a figure taken out": Kind(typed(None), changes=1),
        "saved as OpenDocument": Kind(_as_ods, said({"unseen_formulas"}), changes=1),
    }


def _other_unit(sheet: Worksheet) -> None:
    known = Identity.read(sheet["A1"].value)
    sheet["A1"] = Identity(known.round, "f" * 32, known.form, known.table, known.change).written()


def _other_round(sheet: Worksheet) -> None:
    known = Identity.read(sheet["A1"].value)
    sheet["A1"] = Identity("f" * 32, known.unit, known.form, known.table, known.change).written()
