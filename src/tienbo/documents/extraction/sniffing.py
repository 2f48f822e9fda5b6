"""What a file is, by its first bytes; the name only says what its sender believed.

`kind_of` gives one of: "pdf", "docx", "ole", "zip", "image", "program", "archive", "rtf", "text".
"""

import io
import zipfile

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


def kind_of(data: bytes) -> str:
    """The kind of a file by its content."""
    head = data[:1024].lstrip(b"\x00\t\n\r ") if not data.startswith(b"\x00\x00") else data[:1024]
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return "ole"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx" if _holds_word_document(data) else "zip"
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


def _holds_word_document(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        # A truncated file still shows its part names: a damaged DOCX, not an archive.
        return b"word/document" in data
    return any(name.startswith("word/") for name in names)


def ole_is_encrypted(data: bytes) -> bool:
    """True for a DOCX with a password: Office wraps it in an OLE file with a stream of this name."""
    return "EncryptedPackage".encode("utf-16-le") in data
