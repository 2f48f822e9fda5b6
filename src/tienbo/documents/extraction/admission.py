"""Whether a file may be kept as it is: by its content, whatever its name says.

Kept is what can be read and bears no secrecy mark, and what has no text to look at: a picture, a scan. Everything else
is refused, because nothing would be known of it.
"""

from tienbo.documents.extraction.errors import Unreadable, unreadable
from tienbo.documents.extraction.extract import MAX_BYTES, extract_text
from tienbo.documents.extraction.secrecy import refuse_marked
from tienbo.documents.extraction.sheets import pieces_of_open_document, pieces_of_workbook
from tienbo.documents.extraction.sniffing import MEDIA_TYPES, kind_of, picture_type

PAPERS = frozenset({MEDIA_TYPES["pdf"], "image/png", "image/jpeg"})
"""A signed paper: its PDF or its picture."""
RECORDS = PAPERS | frozenset(MEDIA_TYPES.values())
"""Whatever an office gives as evidence: papers, texts and workbooks."""


def admitted_media_type(data: bytes, admitted: frozenset[str]) -> str:
    """The media type of a file that may be kept, one of `admitted`.

    Raises Unreadable with what is wrong and what to do, Classified for a file that bears a secrecy mark.
    """
    if not data:
        raise unreadable("empty")
    if len(data) > MAX_BYTES:
        raise unreadable("too_large")
    kind = kind_of(data)
    media_type = (picture_type(data) if kind == "image" else MEDIA_TYPES.get(kind)) or ""
    if media_type and media_type not in admitted:
        raise unreadable("not_admitted")
    if kind in ("xlsx", "xls"):
        beside, cells = pieces_of_workbook(data)
        refuse_marked(*beside, cells=cells)
    elif kind in ("odt", "ods"):
        texts, cells = pieces_of_open_document(data)
        refuse_marked(*texts, cells=cells)
    elif kind != "image":
        _read(data)
    if not media_type:
        raise unreadable("not_admitted")
    return media_type


def _read(data: bytes) -> None:
    """Read a PDF, a DOCX or a text; a scan passes unread."""
    try:
        extract_text(data, "")
    except Unreadable as refusal:
        if refusal.reason_code != "scanned":
            raise
