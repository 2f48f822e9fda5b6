"""Whether what is given may be a version's signed paper: its day, its file. No ORM."""

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from tienbo.core.clock import ZONE
from tienbo.core.deadlines import form_date
from tienbo.documents.extraction import PAPERS, Unreadable, admitted_media_type
from tienbo.documents.signatures import Addition
from tienbo.reporting.signing.queries import Examined
from tienbo.reporting.signing.verdicts import of_file
from tienbo.reporting.versions.models import ReportVersion


class PaperRefused(ValueError):
    """The paper cannot be recorded as given; the message is a sentence for the person, `field` what it is about.
    `may_be_scan`: it may be recorded as a scan all the same, if the person says so."""

    def __init__(self, sentence: str, *, field: str = "file", may_be_scan: bool = False) -> None:
        self.field = field
        self.may_be_scan = may_be_scan
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


def refuse_unlike(found: Examined, version: ReportVersion, number: str, signed_on: dt.date, *, as_scan: bool) -> None:
    """PaperRefused for a PDF that is another version, that nobody signed yet, whose number is another one, or that
    bears signatures and is not our document as it was issued. The last may be recorded as a scan (`as_scan`)."""
    original, signatures = found.original, found.examination.signatures
    if original is not None and original.version_id != version.pk:
        other = original.version
        raise PaperRefused(
            _("This file is version %(number)s of “%(report)s” of %(unit)s: choose the file of this version.")
            % {"number": other.number, "report": other.report.round.title, "unit": other.report.participant.name}
        )
    if found.addition == Addition.NOTHING:
        raise PaperRefused(
            _(
                "This is the file as it was downloaded: nobody has signed it. Sign it first, or give a scan of the "
                "paper."
            )
        )
    if not signatures or as_scan:
        return
    if not found.is_signed_original:
        raise PaperRefused(f"{of_file(found).sentence} {_how_to_sign()}", may_be_scan=True)
    if original.number and (original.number, original.signed_on) != (number, signed_on):
        raise PaperRefused(
            _("The signed file bears number %(number)s of %(day)s: record these, or sign the file with the right ones.")
            % {"number": original.number, "day": form_date(original.signed_on)},
            field="number",
        )


def _how_to_sign() -> str:
    return _(
        "Sign the PDF that was downloaded here, without opening and saving it in another program. If what you have is "
        "a scan, choose it again and tick “Keep as a scan”."
    )
