"""Files of an office's own, as offices make them: XLSX, ODS, XLS where it matters, Word."""

import io

import docx
import openpyxl

HEAD = ["TT", "Nội dung", "Tổng số", "Trong đó nữ", "Ghi chú"]
ROWS = [
    ["1", "Thành viên Ban (kể cả Trưởng, Phó Trưởng ban)", 9, 4, "theo QĐ 12"],
    ["2", "Trưởng ban", 1, 0, None],
    ["3", "Phó Trưởng ban", 3, 1, None],
    ["4", "Họp trong kỳ", 2, None, None],
]


def xlsx(rows=ROWS, head=HEAD, name: str = "Biểu số liệu", header: str = "") -> bytes:
    """A workbook with a title, a heading and these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    sheet.append(["SỞ LAO ĐỘNG - TB VÀ XÃ HỘI"])
    sheet.append(["BIỂU SỐ LIỆU 6 THÁNG ĐẦU NĂM 2015"])
    sheet.append([])
    for row in (head, *rows):
        sheet.append(row)
    if header:
        sheet.oddHeader.left.text = header
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word(*tables, lines=()) -> bytes:
    """A Word file with a letterhead and these tables."""
    document = docx.Document()
    head = document.add_table(2, 2)
    head.rows[0].cells[0].text, head.rows[0].cells[1].text = "SỞ LAO ĐỘNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    for line in lines:
        document.add_paragraph(line)
    for number, rows in enumerate(tables, start=1):
        document.add_paragraph(f"Biểu {number}")
        table = document.add_table(len(rows), len(rows[0]))
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = "" if value is None else str(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def old_word() -> bytes:
    """What tells an old Word file: its kind of container and the name of its stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
