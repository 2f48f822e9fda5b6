"""The page on which a unit takes the proof of its report, and the file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tienbo.core.incoming import whole_number
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.loaders import report_or_404, version_or_404
from tienbo.reporting.proofs.queries import links_of, proof_name, proof_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.queries import told_version


@require_GET
def proof(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """What the proof of a report shows, the way up to the printed codes, and the file to take."""
    report = report_or_404(request.user, round, unit)
    chosen = request.GET.get("version", "")
    version = report.versions.filter(number=whole_number(chosen)).first() if chosen else told_version(report)
    if chosen and version is None:
        raise Http404("no such version")
    links = links_of(version) if version else []
    context = {
        "report": report,
        "version": version,
        "links": links,
        "last_name": links[-1].name if links else "",
        "numbers": list(report.versions.order_by("-number").values_list("number", flat=True)),
        "slug": report.participant.slug,
        "file_name": proof_name(version) if version else "",
        "crumbs": _crumbs(report),
    }
    return render(request, "reporting/proof.html", context)


@require_GET
def proof_file(request: HttpRequest, round: str, unit: str, number: int) -> HttpResponse:
    """The proof of a version as a file; ``?text=no`` leaves the text out."""
    version = version_or_404(request.user, round, unit, number)
    answer = HttpResponse(
        proof_of(version, with_text=request.GET.get("text") != "no"), content_type="application/json; charset=utf-8"
    )
    answer["Content-Disposition"] = content_disposition_header(True, proof_name(version))
    return answer


def _crumbs(report: Report) -> list[dict[str, str]]:
    return [
        {"label": _("Reports"), "url": reverse("reporting:reports")},
        {"label": f"{report.round.title}: {report.participant.name}", "url": report_address(report)},
        {"label": _("Proof"), "url": ""},
    ]
