"""A file may be kept when its content can be looked into and bears no mark; pictures and scans pass."""

import pytest

from tienbo.documents.extraction import PAPERS, RECORDS, Classified, Unreadable, admitted_media_type

from .makers import SAMPLE, docx_of, locked_pdf, odt_of, pdf_of, with_part, xlsx_of

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 200
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600

KEPT = {
    "pdf": (pdf_of(SAMPLE), "application/pdf"),
    "scan": (pdf_of("", ""), "application/pdf"),
    "png": (PNG, "image/png"),
    "jpeg": (JPEG, "image/jpeg"),
    "docx": (docx_of(SAMPLE), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "docx of pictures": (
        with_part(docx_of(""), "word/media/image1.png", PNG),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "odt": (odt_of(SAMPLE), "application/vnd.oasis.opendocument.text"),
    "ods": (odt_of("12", kind="spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    "xlsx": (
        xlsx_of("Nữ", "Bí mật nhà nước", header="Trang &P", textbox="Ghi chú", note="xem lại"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "text": (SAMPLE.encode(), "text/plain"),
}
MARKED = {
    "docx": docx_of("MẬT", SAMPLE),
    "odt": odt_of(SAMPLE, "TUYỆT MẬT"),
    "odt header": odt_of(SAMPLE, header="MẬT"),
    "ods": odt_of("12", "TỐI MẬT", kind="spreadsheet"),
    "xlsx cell": xlsx_of("Số: 12/BC-UBND MẬT"),
    "xlsx header": xlsx_of("1", header="MẬT"),
    "xlsx text box": xlsx_of("1", textbox="TUYỆT MẬT"),
    "xlsx note": xlsx_of("1", note="TỐI MẬT"),
    "xlsx sheet name": xlsx_of("1", sheet="MẬT"),
    "pdf": pdf_of(f"MẬT\n{SAMPLE}"),
    "scan with a stamp of text": pdf_of("TUYỆT MẬT", ""),
    "text": f"MẬT\n{SAMPLE}".encode(),
}
REFUSED = {
    "nothing": (b"", "empty"),
    "word of before 2007": (OLE, "old_doc"),
    "locked pdf": (locked_pdf(), "encrypted"),
    "damaged docx": (docx_of(SAMPLE)[: len(docx_of(SAMPLE)) // 2], "corrupt"),
    "damaged odt": (with_part(odt_of("a"), "content.xml", b"<a"), "corrupt"),
    "damaged xlsx": (with_part(xlsx_of("a"), "xl/workbook.xml", b"<a"), "corrupt"),
    "damaged xls": (OLE + "Workbook".encode("utf-16-le"), "corrupt"),
    "locked xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "archive": (b"Rar!\x1a\x07" + b"0" * 99, "not_a_document"),
    "program": (b"MZ\x00" + b"0" * 99, "not_a_document"),
    "film": (b"0000ftypmp42" + b"0" * 99, "not_admitted"),
    "rtf": (b"{\\rtf1 a}", "unsupported"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_can_be_looked_into_or_has_no_text_is_kept_as_what_it_is(name):
    data, media_type = KEPT[name]
    assert admitted_media_type(data, RECORDS) == media_type


@pytest.mark.parametrize("name", MARKED)
def test_a_mark_is_found_wherever_a_file_has_text(name):
    with pytest.raises(Classified):
        admitted_media_type(MARKED[name], RECORDS)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_looked_into_is_refused_with_the_reason(name):
    data, reason = REFUSED[name]
    with pytest.raises(Unreadable) as caught:
        admitted_media_type(data, RECORDS)
    assert caught.value.reason_code == reason


def test_only_the_kinds_asked_for_are_taken():
    assert admitted_media_type(JPEG, PAPERS) == "image/jpeg"
    for data in (KEPT["docx"][0], KEPT["xlsx"][0], SAMPLE.encode()):
        with pytest.raises(Unreadable, match="kind of file"):
            admitted_media_type(data, PAPERS)
