"""Whether what is given may be a version's signed paper: its day, its file. No ORM."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from tienbo.core.clock import ZONE
from tienbo.core.deadlines import form_date
from tienbo.documents.extraction import PAPERS, Unreadable, admitted_media_type


class PaperRefused(ValueError):
    """The paper cannot be recorded as given; the message is a sentence for the person, `field` what it is about."""

    def __init__(self, sentence: str, *, field: str = "file") -> None:
        self.field = field
        super().__init__(sentence)


def day_sent(submitted_at: dt.datetime) -> dt.date:
    """The day in Viet Nam on which a version was frozen."""
    return submitted_at.astimezone(ZONE).date()


def refuse_signed_before(signed_on: dt.date, submitted_at: dt.datetime) -> None:
    """PaperRefused for a paper that was signed before the version was frozen: it cannot hold these figures."""
    sent_on = day_sent(submitted_at)
    if signed_on < sent_on:
        raise PaperRefused(
            _("The figures of this version were fixed on %(day)s: a paper signed before that day does not hold them.")
            % {"day": form_date(sent_on)},
            field="signed_on",
        )


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
