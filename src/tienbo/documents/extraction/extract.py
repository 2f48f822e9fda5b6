"""From the bytes of a file to its text: `extract_text`."""

from dataclasses import dataclass

from tienbo.documents.extraction import legacy
from tienbo.documents.extraction.docx import read_docx
from tienbo.documents.extraction.errors import (
    LEGACY_CONVERTED,
    MISLABELLED,
    PAGES_WITHOUT_TEXT,
    UNKNOWN_BYTES,
    Remark,
    unreadable,
)
from tienbo.documents.extraction.pdf import read_pdf
from tienbo.documents.extraction.plaintext import decode
from tienbo.documents.extraction.secrecy import refuse_marked
from tienbo.documents.extraction.sniffing import MEDIA_TYPES, kind_of, ole_is_encrypted

MAX_BYTES = 20 * 1024 * 1024
"""A larger file is refused: a letter with text is a thousand times smaller."""

_EXTENSIONS = {
    "pdf": {"pdf"},
    "docx": {"docx", "docm", "dotx"},
    "text": {"txt", "text", "md", "markdown", "htm", "html", ""},
}
_REFUSED = {
    "image": "not_a_document",
    "program": "not_a_document",
    "archive": "not_a_document",
    "zip": "not_a_document",
    "rtf": "unsupported",
    "xlsx": "unsupported",
    "xls": "unsupported",
    "odt": "unsupported",
    "ods": "unsupported",
}
_OFFICE_NEIGHBOURS = {"xlsx", "pptx", "odt", "ods", "odp"}


@dataclass(frozen=True)
class Extracted:
    """The text of a file.

    `pages` are the pages of a PDF, or the stretches between page breaks; `text` is all of them joined by form
    feeds. `encoding` is the encoding that was found ("utf-8", "tcvn3", ...), of a text file or behind the
    fonts of a DOCX.
    """

    text: str
    pages: tuple[str, ...]
    media_type: str
    encoding: str
    warnings: tuple[Remark, ...]


def extract_text(data: bytes, filename: str) -> Extracted:
    """The text of a letter file. `filename` is only used to tell whether its extension is true.

    Raises Unreadable with one sentence when the file holds no readable text, Classified when it bears a
    secrecy mark.
    """
    if not data:
        raise unreadable("empty")
    if len(data) > MAX_BYTES:
        raise unreadable("too_large")
    extension = filename.rpartition(".")[2].lower() if "." in filename else ""
    kind = kind_of(data)
    if kind == "ole":
        raise unreadable("encrypted" if ole_is_encrypted(data) else "old_doc")
    if kind in _REFUSED:
        raise unreadable("unsupported" if kind == "zip" and extension in _OFFICE_NEIGHBOURS else _REFUSED[kind])
    if kind == "text":
        text, encoding, warnings = _from_text(data, extension)
    elif kind == "docx":
        text, encoding, warnings = _from_docx(data)
    else:
        text, encoding, warnings = _from_pdf(data)
    if extension not in _EXTENSIONS[kind]:
        warnings.insert(0, MISLABELLED)
    return Extracted(text, tuple(text.split("\f")), MEDIA_TYPES[kind], encoding, tuple(warnings))


def _from_text(data: bytes, extension: str) -> tuple[str, str, list[Remark]]:
    if extension == "pdf" and not data.strip(b"\x00\r\n\t "):
        raise unreadable("corrupt")
    decoded = decode(data)
    if not decoded.text.strip("\ufeff \t\r\n\f\x00\u00a0"):
        raise unreadable("empty")
    refuse_marked(decoded.text)
    warnings = [LEGACY_CONVERTED] if decoded.converted else []
    if not decoded.certain:
        warnings = [UNKNOWN_BYTES]
    return decoded.text, decoded.encoding, warnings


def _from_docx(data: bytes) -> tuple[str, str, list[Remark]]:
    word = read_docx(data)
    text, found = legacy.to_unicode("\n".join(word.lines).strip("\n"))
    refuse_marked(text, *word.apart, cells=word.cells)
    if not text.strip("\f \t\r\n\u00a0"):
        raise unreadable("scanned" if word.has_images else "empty")
    names = sorted(word.converted) + ([found] if found else [])
    return text, names[0] if names else "utf-8", [LEGACY_CONVERTED] if names else []


def _from_pdf(data: bytes) -> tuple[str, str, list[Remark]]:
    pdf = read_pdf(data)
    text, found = legacy.to_unicode("\f".join(pdf.pages))
    # Before anything else: the stamp may be all the text that a scan has.
    refuse_marked(text, *pdf.annotations)
    blank = [not page.strip() for page in pdf.pages]
    if all(blank) or sum(len(page.split()) for page in pdf.pages) < 3:
        raise unreadable("scanned")
    warnings = [LEGACY_CONVERTED] if found else []
    if any(blank):
        warnings.append(PAGES_WITHOUT_TEXT)
    return text, found or "utf-8", warnings
