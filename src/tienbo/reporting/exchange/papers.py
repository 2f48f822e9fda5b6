"""Whether a file may be a report's signed paper: its kind by its content, its size, no secrecy mark. No ORM."""

from django.conf import settings
from django.utils.translation import gettext as _

from tienbo.documents.extraction import PAPERS, Unreadable, admitted_media_type


class PaperRefused(ValueError):
    """The file cannot be kept as a signed paper; the message is a sentence for the person."""


def checked_media_type(data: bytes) -> str:
    """The media type of a file that may be kept. PaperRefused, or Classified for one that bears a secrecy mark."""
    if len(data) > settings.UPLOAD_LIMIT:
        raise PaperRefused(_("The file is larger than 20 MB. Scan it with fewer colours, or give a smaller one."))
    try:
        return admitted_media_type(data, PAPERS)
    except Unreadable as refusal:
        if refusal.reason_code in ("encrypted", "corrupt"):
            raise PaperRefused(_("The PDF cannot be opened. Save it again without a password.")) from refusal
        raise PaperRefused(
            _("The signed paper is a PDF, or a picture (JPEG, PNG) of it. This file is something else.")
        ) from refusal
