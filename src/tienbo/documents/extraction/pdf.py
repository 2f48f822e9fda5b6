"""The text of a PDF, page by page. PDFium is not safe for threads: one call at a time."""

import threading
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from tienbo.documents.extraction.errors import unreadable

MAX_PAGES = 1_000
_LOCK = threading.Lock()


@dataclass(frozen=True)
class PdfText:
    """The text of each page ("" for a page that is a picture), and the notes stuck on the pages."""

    pages: tuple[str, ...]
    annotations: tuple[str, ...]


def read_pdf(data: bytes) -> PdfText:
    """Read a PDF. Raises Unreadable("encrypted") or Unreadable("corrupt")."""
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise unreadable("encrypted" if "password" in str(error).lower() else "corrupt") from None
        try:
            return _read(document)
        except pypdfium2.PdfiumError:
            raise unreadable("corrupt") from None
        finally:
            document.close()


def _read(document: pypdfium2.PdfDocument) -> PdfText:
    pages, notes = [], []
    for index in range(min(len(document), MAX_PAGES)):
        page = document[index]
        textpage = page.get_textpage()
        pages.append(_clean(textpage.get_text_range()))
        notes += _annotations(page)
        textpage.close()
        page.close()
    return PdfText(tuple(pages), tuple(notes))


def _clean(text: str) -> str:
    # PDFium writes U+FFFE for a hyphen at the end of a line.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-")


def _annotations(page: pypdfium2.PdfPage) -> list[str]:
    """The text of stamps and notes: a secrecy mark may be put on a page as one of them."""
    found = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 200)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        size = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
        if 2 < size < 10_000:
            buffer = (pdfium.FPDF_WCHAR * (size // 2))()
            pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
            found.append(bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\x00"))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return found
