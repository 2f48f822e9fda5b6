"""The text of a letter that came as a file: TXT, DOCX or PDF. Knows no letter, no Django.

Purpose
    `extract_text(data, filename)` gives the text of a file by its content, never by its name, or says in one
    sentence (Vietnamese and English) why it cannot and what to do. `admitted_media_type(data, admitted)` decides
    whether a file may be kept as it is. What bears a secrecy mark, a file or a text that somebody typed
    (`refuse_marked_text`), is refused and nothing of it is kept or shown.

Words
    text        Unicode NFC with LF; a page break is a form feed; the cells of a row of data are joined by `` | ``
    legacy      text typed with the fonts TCVN3 (.VnTime) or VNI: Latin letters that only look Vietnamese in that font
    remark      something the reader should know though the file was read: a wrong extension, pages without text
    mark        MẬT, TỐI MẬT or TUYỆT MẬT standing alone: a line, a cell, a header, a text box; "Mật" in a letterhead
"""

from tienbo.documents.extraction.admission import PAPERS, RECORDS, admitted_media_type
from tienbo.documents.extraction.errors import Classified, ClassifiedText, Remark, Unreadable
from tienbo.documents.extraction.extract import MAX_BYTES, Extracted, extract_text
from tienbo.documents.extraction.secrecy import is_classified, refuse_marked, refuse_marked_text

__all__ = [
    "MAX_BYTES",
    "PAPERS",
    "RECORDS",
    "Classified",
    "ClassifiedText",
    "Extracted",
    "Remark",
    "Unreadable",
    "admitted_media_type",
    "extract_text",
    "is_classified",
    "refuse_marked",
    "refuse_marked_text",
]
