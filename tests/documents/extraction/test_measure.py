"""Spreadsheets that reach further than any memory: refused before the library that reads them makes room.

The library ends the whole process when it gets no memory, so a limit that does not hold shows as a session that dies.
"""

import io
import struct
import zipfile

import pytest

from tienbo.documents.extraction import RECORDS, Unreadable, admitted_media_type
from tienbo.documents.spreadsheets import read_spreadsheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
NEAR = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = f'<sheetData>{NEAR}<row r="2"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx_parts(sheet: str, *, part: str = "xl/worksheets/sheet1.xml", target: str = "worksheets/sheet1.xml") -> dict:
    relation = f'<Relationship Id="rId1" Type="{_DOCUMENT}/%s" Target="%s"/>'
    around = f'<Relationships xmlns="{_PACKAGE}">%s</Relationships>'
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": around % relation % ("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": around % relation % ("worksheet", target),
        part: f'<worksheet xmlns="{_MAIN}" xmlns:x="{_MAIN}">{sheet}</worksheet>',
    }


def xlsx(sheet: str, **how) -> bytes:
    return packed(xlsx_parts(sheet, **how))


def far_cell(tag: str) -> bytes:
    return xlsx(f"<sheetData>{NEAR}<row>{tag}</row></sheetData>")


def ods_parts(times: str, *, table: str = f"{_OFFICE}table:1.0", row: str = "1") -> dict:
    cell = f'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{times}"/>'
    body = f'<table:table table:name="S"><table:table-row table:number-rows-repeated="{row}">{cell}</table:table-row>'
    spaces = f'xmlns:office="{_OFFICE}office:1.0" xmlns:table="{table}"'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_OFFICE}manifest:1.0"/>',
        "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>",
    }


def lying() -> bytes:
    """An XLSX whose texts unpack to a hundred times what is declared."""
    texts = f'<sst xmlns="{_MAIN}"><si><t>{"a" * 1_000_000}</t></si></sst>'
    data = bytearray(packed(xlsx_parts(f"<sheetData>{NEAR}</sheetData>") | {"xl/sharedStrings.xml": texts}))
    entry = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("xl/sharedStrings.xml")
    central = bytes(data).rfind(b"PK\x01\x02", 0, bytes(data).rfind(b"xl/sharedStrings.xml"))
    for at in (entry.header_offset + 22, central + 24):
        data[at : at + 4] = struct.pack("<I", 10_000)
    return bytes(data)


def xls(sheets: int = 1) -> bytes:
    """A workbook of before 2007 in which each sheet has its first and its very last cell."""

    def record(kind: int, content: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))

    def number(row: int, column: int) -> bytes:
        return record(0x203, struct.pack("<HHHd", row, column, 0, 1.0))

    sheet = begin(0x10) + number(0, 0) + number(65535, 255) + record(0x0A)
    names = [f"S{place}".encode() for place in range(sheets)]
    place = len(begin(5)) + sum(12 + len(name) for name in names) + 4
    stream = begin(5)
    for name in names:
        stream += record(0x85, struct.pack("<IBB", place, 0, 0) + bytes([len(name), 0]) + name)
        place += len(sheet)
    stream += record(0x0A) + sheet * sheets
    stream += b"\0" * (max(4096, -(-len(stream) // 512) * 512) - len(stream))
    sectors = len(stream) // 512
    chain = [*range(1, sectors), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    chain += [0xFFFFFFFF] * (128 - len(chain))

    def entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
        written = name.encode("utf-16-le") + b"\0\0"
        head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
        return head + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36 + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry("Workbook", 2, 0, len(stream)) + b"\0" * 256
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<9I", 0, 1, sectors, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", sectors + 1) + b"\xff" * 432
    return head + stream + folder + struct.pack("<128I", *chain)


FILES = {
    "the last cell": xlsx(FAR),
    "an address in small letters": far_cell('<c r="xfd1048576"><v>1</v></c>'),
    "a cell with a prefix and a tab": far_cell('<x:c\tr="XFD1048576"><v>1</v></x:c>'),
    "an address written with entities": far_cell('<c r="&#88;FD1048576"><v>1</v></c>'),
    "a row beyond the last": far_cell('<c r="A4294967290"><v>1</v></c>'),
    "a column beyond the last": far_cell('<c r="ZZZZZZ9"><v>1</v></c>'),
    "a part named in other capitals": xlsx(FAR, target="worksheets/SHEET1.xml"),
    "a target from the root of the package": xlsx(FAR, target="xl/worksheets/sheet1.xml"),
    "two parts of one name": packed(xlsx_parts(NEAR) | {"XL/WORKSHEETS/SHEET1.XML": "<worksheet/>"}),
    "what is behind a comment that looks like the cells": xlsx(
        "<!--<sheetData></sheetData>-->" + FAR.replace("<", "<x:").replace("<x:/", "</x:")
    ),
    "texts that unpack to more than they declare": lying(),
    "a repetition with a sign": packed(ods_parts("+400000000")),
    "a repetition with zeros before it": packed(ods_parts("0000400000000")),
    "a table of another namespace": packed(ods_parts("400000000", table="urn:x")),
    "a row that repeats": packed(ods_parts("1", row="+400000000")),
    "an open document that holds a workbook too": packed(
        ods_parts("1") | {name.replace("xl/", "XL/"): part for name, part in xlsx_parts(FAR).items()}
    ),
    "an old workbook": xls(),
    "an old workbook of thirty sheets": xls(30),
    "an old workbook before a new one": xls()[:600].replace(b"\x09\x08", b"\0\0") + xls()[600:] + xlsx(FAR),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_file_that_reaches_too_far_is_refused_before_room_is_made(data):
    with pytest.raises(Unreadable) as refused:
        read_spreadsheet(data)
    assert refused.value.reason_code in {"too_far_out", "corrupt", "bomb"}


@pytest.mark.parametrize("data", [FILES[name] for name in ("the last cell", "an old workbook")])
def test_so_is_one_that_is_given_as_evidence(data):
    with pytest.raises(Unreadable):
        admitted_media_type(data, RECORDS)


@pytest.mark.parametrize(
    "sheet",
    [
        f"<sheetData>{NEAR}</sheetData><z>{'<f/>' * 1_000_000}</z>",
        f"<sheetData>{NEAR}</sheetData><!--{'<f' * 1_000_000}-->",
        f"<sheetData>{NEAR}<row>" + '<c r="B1" t="e"/>' * 100_000 + "</row></sheetData>",
    ],
    ids=["formulas outside of cells", "a comment", "errors without a value"],
)
def test_marks_without_end_are_passed_once(sheet):
    """Looked for from each mark back to its cell, these took hours: the test would not end."""
    assert read_spreadsheet(xlsx(sheet)).sheets[0].name == "S"


def test_more_cells_than_any_report_has_are_refused():
    with pytest.raises(Unreadable):
        read_spreadsheet(xlsx("<sheetData><row>" + '<c r="A1"/>' * 500_001 + "</row></sheetData>"))
