"""Files given as evidence of a result: their kinds, and the refusal of what bears a secrecy mark. No ORM."""

import mimetypes
from dataclasses import dataclass
from io import BytesIO

from python_calamine import CalamineError, load_workbook

from tienbo.documents.extraction import Classified, Unreadable, extract_text, is_classified


@dataclass(frozen=True)
class EvidenceFile:
    """A file as a person gives it."""

    name: str
    data: bytes

    @property
    def media_type(self) -> str:
        """By its extension; a browser is never asked to guess."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


def refuse_marked(file: EvidenceFile) -> None:
    """Raise Classified when the text of the file bears a secrecy mark.

    A picture or a scan has no text to look at: nothing is known of it, and it passes.
    """
    if file.name.lower().endswith((".xlsx", ".xls", ".ods")):
        _look_into_sheets(file.data)
        return
    try:
        extract_text(file.data, file.name)
    except Unreadable:
        return


def _look_into_sheets(data: bytes) -> None:
    try:
        book = load_workbook(BytesIO(data))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, OSError, ValueError):
        return
    if any(is_classified(cell) for sheet in sheets for row in sheet for cell in row if isinstance(cell, str)):
        raise Classified()
