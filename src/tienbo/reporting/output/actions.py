"""The one write of printed forms."""

from django.db import transaction

import tienbo
from tienbo.files.actions import store_file
from tienbo.journal.actions import record
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.output.printing import MEDIA_TYPES, file_name, print_version
from tienbo.reporting.versions.models import ReportVersion


@transaction.atomic
def issue_version(*, by, version: ReportVersion) -> dict[str, IssuedFile]:
    """Print a version as DOCX, PDF and XLSX and keep the files; those that are kept already stay as they are.

    Who may see them is decided where they are read; issuing itself shows nothing to anybody.
    """
    version = (
        ReportVersion.objects.select_for_update(of=("self",))
        .select_related("report__participant", "report__round__form", "report__unit")
        .get(pk=version.pk)
    )
    kept = {each.format: each for each in version.issued_files.select_related("file")}
    if len(kept) == len(IssuedFile.Format):
        return kept
    for format, data in print_version(version).items():
        if format in kept:
            continue
        stored = store_file(by=by, name=file_name(version, format), media_type=MEDIA_TYPES[format], data=data)
        kept[format] = IssuedFile.objects.create(
            version=version, format=format, file=stored, release=tienbo.__version__
        )
    record(
        by=by,
        action="report.issued",
        module="reporting",
        kind="report",
        key=version.report_id,
        unit_uid=version.report.unit.uid,
        facts={"version": version.number} | {format: each.file.sha256 for format, each in kept.items()},
    )
    return kept
