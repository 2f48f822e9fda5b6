"""The printed report on the screen, and its files."""

import io

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tienbo.core.authorise import SYSTEM
from tienbo.core.incoming import whole_number
from tienbo.documents.extraction.sniffing import MEDIA_TYPES
from tienbo.files.queries import content
from tienbo.reporting.loaders import report_or_404, version_or_404
from tienbo.reporting.output.actions import issue_version
from tienbo.reporting.output.printing import draft_name, print_draft
from tienbo.reporting.output.queries import changed_cells, imprint_of, printed_versions
from tienbo.reporting.output.snapshot import BLANK
from tienbo.reporting.output.source_gathering import print_sources, sources_name
from tienbo.reporting.rounds.models import Report

# What stands on the buttons: the programs that people know.
FORMAT_NAMES = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}


@require_GET
def document(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The document as it will print, or as a version was sent (``?version=1``), beside what can still be done."""
    report = report_or_404(request.user, round, unit)
    chosen = request.GET.get("version", "")
    number = whole_number(chosen)
    if number is not None:
        version = version_or_404(request.user, round, unit, number)
    else:
        version = None if report.is_editable or chosen == "draft" else report.versions.order_by("-number").first()
    imprint = imprint_of(version) if version else BLANK
    files = issue_version(by=SYSTEM, version=version, imprint=imprint) if version else {}
    blank = issue_version(by=SYSTEM, version=version, imprint=BLANK) if imprint != BLANK else {}
    context = {
        "report": report,
        "round_code": round,
        "unit_code": unit,
        "version": version,
        "versions": printed_versions(report),
        "formats": [(code, name, files.get(code)) for code, name in FORMAT_NAMES.items()],
        "imprint": imprint,
        "blank_formats": [(code, FORMAT_NAMES[code], file) for code, file in blank.items()],
        "changed": changed_cells(version) if version else 0,
        "crumbs": _crumbs(report),
    }
    return render(request, "reporting/document.html", context)


def _crumbs(report: Report) -> list[dict[str, str]]:
    place = {"round": report.round.code, "unit": report.participant.slug}
    return [
        {"label": report.round.title, "url": _page("round", round=place["round"])},
        {"label": report.participant.name, "url": _page("report", **place)},
        {"label": _("Document"), "url": ""},
    ]


def _page(name: str, **place: str) -> str:
    """The address of a page of another sub-package; "" when an installation has none."""
    try:
        return reverse(f"reporting:{name}", kwargs=place)
    except NoReverseMatch:
        return ""


@require_GET
def draft_file(request: HttpRequest, round: str, unit: str, format: str) -> FileResponse:
    """The report as it stands now, marked as a draft."""
    report = report_or_404(request.user, round, unit)
    response = _answer(request, draft_name(report, format), format, print_draft(report, [format])[format])
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
def version_file(request: HttpRequest, round: str, unit: str, number: int, format: str) -> FileResponse:
    """A file of a sent version as it was issued; issued now if the worker has not come to it. ``?blank``: without what
    was recorded of the signed paper."""
    version = version_or_404(request.user, round, unit, number)
    imprint = BLANK if "blank" in request.GET else imprint_of(version)
    file = issue_version(by=SYSTEM, version=version, imprint=imprint)[format].file
    return _answer(request, file.name, format, content(file))


@require_GET
def sources_file(request: HttpRequest, round: str, unit: str, number: int, format: str) -> FileResponse:
    """The annex that tells from which units each printed line of a version comes."""
    version = version_or_404(request.user, round, unit, number)
    return _answer(request, sources_name(version, format), format, print_sources(version, format))


def _answer(request: HttpRequest, name: str, format: str, data: bytes) -> FileResponse:
    """A PDF is shown in the browser unless ``?save`` asks for it as a file; the others are files."""
    return FileResponse(
        io.BytesIO(data),
        as_attachment=format != "pdf" or "save" in request.GET,
        filename=name,
        content_type=MEDIA_TYPES[format],
    )
