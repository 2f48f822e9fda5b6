"""Whether a file may be a report's signed paper: its kind by its content, its size, no secrecy mark. No ORM."""

from django.conf import settings
from django.utils.translation import gettext as _

from tienbo.documents.extraction import Unreadable, extract_text

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"


class PaperRefused(ValueError):
    """The file cannot be kept as a signed paper; the message is a sentence for the person."""


def media_type_of(data: bytes) -> str:
    """PDF, or a picture of the paper. PaperRefused for anything else, whatever its name says."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    raise PaperRefused(_("The signed paper is a PDF, or a picture (JPEG, PNG) of it. This file is something else."))


def checked_media_type(name: str, data: bytes) -> str:
    """The media type of a file that may be kept. PaperRefused, or Classified for one that bears a secrecy mark.

    A scan has no text to look at: nothing is known of it, and it passes.
    """
    if len(data) > settings.UPLOAD_LIMIT:
        raise PaperRefused(_("The file is larger than 20 MB. Scan it with fewer colours, or give a smaller one."))
    found = media_type_of(data)
    if found == PDF:
        try:
            extract_text(data, name)
        except Unreadable as unreadable:
            if unreadable.reason_code != "scanned":
                raise PaperRefused(_("The PDF cannot be opened. Save it again without a password.")) from unreadable
    return found
