"""A letter from a file: its text is taken out, then read."""

from dataclasses import replace
from pathlib import Path

from tienbo.documents.extraction import Extracted, extract_text
from tienbo.guidance.reading.letter import Letter, Warn
from tienbo.guidance.reading.reader import read_letter

_PDF = "application/pdf"


def read_file(path: str | Path) -> Letter:
    """Read a letter file (TXT, DOCX, PDF). Needs no database and no settings.

    Raises OSError when the file cannot be opened, `documents.extraction.Unreadable` with one sentence when it
    holds no readable text, `documents.extraction.Classified` when it bears a secrecy mark.
    """
    path = Path(path)
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(data: bytes, filename: str) -> Letter:
    """The same for a file that was uploaded."""
    return read_extracted(extract_text(data, filename))


def read_extracted(extracted: Extracted) -> Letter:
    """Read a text that was taken out of a file; what was said about the file comes first among the warnings."""
    letter = read_letter(
        extracted.text, pages=extracted.pages if extracted.media_type == _PDF or len(extracted.pages) > 1 else None
    )
    about_file = tuple(Warn(remark.code, remark.vi, remark.en) for remark in extracted.warnings)
    return replace(letter, warnings=about_file + letter.warnings)
