"""The one write of printed forms."""

from django.db import transaction

import tienbo
from tienbo.documents.extraction.sniffing import MEDIA_TYPES
from tienbo.files.actions import store_file
from tienbo.journal.actions import record
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.output.printing import address_of, file_name, print_version
from tienbo.reporting.output.queries import issued_files
from tienbo.reporting.output.snapshot import Imprint
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion


@transaction.atomic
def issue_version(*, by, version: ReportVersion, imprint: Imprint) -> dict[str, IssuedFile]:
    """Print a release of a version (with this imprint) as DOCX, PDF and XLSX and keep the files; those that are kept
    already stay as they are.

    Who may see them is decided where they are read; issuing itself shows nothing to anybody.
    """
    version = ReportVersion.objects.select_related("report__participant", "report__round__form", "report__unit").get(
        pk=version.pk
    )
    kept = issued_files(version, imprint)
    if len(kept) == len(IssuedFile.Format):
        return kept
    # A release bears one address: that of the files that are kept of it, whatever the setting says by now.
    address = next((each.address for each in kept.values()), address_of(version))
    # Printed from what never changes, before anybody is made to wait: a large report takes seconds.
    printed = print_version(version, imprint, address)
    Report.objects.select_for_update().get(pk=version.report_id)
    kept = issued_files(version, imprint)
    missing = {format: data for format, data in printed.items() if format not in kept}
    for format, data in missing.items():
        stored = store_file(by=by, name=file_name(version, format, imprint), media_type=MEDIA_TYPES[format], data=data)
        kept[format] = IssuedFile.objects.create(
            version=version,
            format=format,
            number=imprint.number,
            signed_on=imprint.signed_on,
            signer=imprint.signer,
            address=address,
            file=stored,
            release=tienbo.__version__,
        )
    if missing:
        _journal(by, version, imprint, kept)
    return kept


def _journal(by, version: ReportVersion, imprint: Imprint, kept: dict[str, IssuedFile]) -> None:
    record(
        by=by,
        action="report.issued",
        module="reporting",
        kind="report",
        key=version.report_id,
        unit_uid=version.report.unit.uid,
        facts={"version": version.number, "number": imprint.number}
        | {format: each.file.sha256 for format, each in kept.items()},
    )
