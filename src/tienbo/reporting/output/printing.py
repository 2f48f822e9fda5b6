"""From a report to its printed forms.

A version is printed as it was sent, the places of number, day and signer blank, and again with what was recorded of
its signed paper (its imprint): two releases, each kept. The same release prints the same bytes again.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from tienbo.documents.docx import to_docx
from tienbo.documents.pdf import to_pdf
from tienbo.reporting.output.annex import annex_workbook
from tienbo.reporting.output.gathering import snapshot_of_draft, snapshot_of_version
from tienbo.reporting.output.official import official_document
from tienbo.reporting.output.snapshot import BLANK, Imprint, Snapshot
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.versions.models import ReportVersion

FORMATS = ("docx", "pdf", "xlsx")


def file_name(version: ReportVersion, format: str, imprint: Imprint = BLANK) -> str:
    """A name that tells round, unit, version and number: bao-cao-2015-h1-04-v1.docx, …-v1-so-45-bc-bvstbcpn.docx."""
    number = slugify(imprint.number.replace("/", "-"))
    which = f"v{version.number}-so-{number}" if imprint.number else f"v{version.number}"
    return _name(version.report.round.code, version.report.participant, which, format)


def signed_name(version: ReportVersion, imprint: Imprint) -> str:
    """The name of the PDF once it is signed: …-v1-so-45-bc-bvstbcpn-da-ky.pdf."""
    return file_name(version, "pdf", imprint).removesuffix(".pdf") + "-da-ky.pdf"


def draft_name(report: Report, format: str) -> str:
    """The same for a draft: bao-cao-2015-h1-04-du-thao.docx."""
    return _name(report.round.code, report.participant, "du-thao", format)


def _name(round_code: str, participant: Participant, which: str, format: str) -> str:
    return f"bao-cao-{round_code}-{participant.code or participant.unit_id}-{which}.{format}".lower()


def print_version(version: ReportVersion, imprint: Imprint = BLANK, address: str = "") -> dict[str, bytes]:
    """The version as DOCX, PDF and XLSX, by format. `address`: where a QR code on it leads to, "" for none."""
    return print_snapshot(replace(snapshot_of_version(version), imprint=imprint, address=address))


def address_of(version: ReportVersion) -> str:
    """Where whoever holds the paper finds what became of it; "" when the site has no public address."""
    if not settings.PUBLIC_URL:
        return ""
    return settings.PUBLIC_URL + reverse("reporting:public_version", args=[version.uid])


def print_draft(report: Report, formats: Sequence[str] = FORMATS) -> dict[str, bytes]:
    """The report as it stands now, marked DỰ THẢO, by format."""
    return print_snapshot(snapshot_of_draft(report), formats)


def print_snapshot(snapshot: Snapshot, formats: Sequence[str] = FORMATS) -> dict[str, bytes]:
    """These forms of a snapshot, by format. KeyError for an unknown one."""
    document = official_document(snapshot)
    writers = {
        "docx": lambda: to_docx(document),
        "pdf": lambda: to_pdf(document),
        "xlsx": lambda: annex_workbook(snapshot),
    }
    return {format: writers[format]() for format in formats}
