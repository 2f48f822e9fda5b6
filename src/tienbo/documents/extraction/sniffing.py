"""What a file is, by its first bytes; the name only says what its sender believed.

`kind_of` gives one of: "pdf", "docx", "xlsx", "odt", "ods", "xls", "ole", "zip", "image", "program", "archive", "rtf",
"text". Word and Excel files of before 2007 are OLE files: "xls" is told from the rest by its stream.
"""

import io
import zipfile

from tienbo.documents.extraction.errors import DAMAGED

_IMAGES = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x01\x00",
)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGES = {"word/": "docx", "xl/": "xlsx"}
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "text": "text/plain",
}
"""By kind: the media type of what can be read."""


def kind_of(data: bytes) -> str:
    """The kind of a file by its content."""
    head = data[:1024].lstrip(b"\x00\t\n\r ") if not data.startswith(b"\x00\x00") else data[:1024]
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return "xls" if "Workbook".encode("utf-16-le") in data and not ole_is_encrypted(data) else "ole"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package_kind(data)
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_ARCHIVES):
        return "archive"
    if _is_image(data):
        return "image"
    if data.startswith(_PROGRAMS) and b"\x00" in data[:4096]:
        return "program"
    return "text"


def _is_image(data: bytes) -> bool:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return True
    if data[4:8] == b"ftyp":
        return True
    if data.startswith(b"BM"):
        # "BM" also opens Vietnamese words; a bitmap has zero bytes in its header.
        return b"\x00\x00" in data[:20]
    return data.startswith(_IMAGES)


def _package_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            declared = archive.read("mimetype")[:100].strip() if "mimetype" in names else b""
    except DAMAGED:
        # A truncated file still shows its part names: a damaged DOCX, not an archive.
        return next((kind for folder, kind in _PACKAGES.items() if folder.encode() in data), "zip")
    for folder, kind in _PACKAGES.items():
        if any(name.startswith(folder) for name in names):
            return kind
    return _OPEN_DOCUMENTS.get(declared, "zip")


def picture_type(data: bytes) -> str | None:
    """The media type of a picture that every browser shows (JPEG, PNG); None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8\xff") else None


def ole_is_encrypted(data: bytes) -> bool:
    """True for a DOCX with a password: Office wraps it in an OLE file with a stream of this name."""
    return "EncryptedPackage".encode("utf-16-le") in data
