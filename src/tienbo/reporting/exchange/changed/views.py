"""Screens of what changed in a report."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.exchange.changed.csv_file import changes_csv
from tienbo.reporting.exchange.changed.page import NOW, NoSuchVersion, Pair, name_of, pair_of, shown_of
from tienbo.reporting.rounds.models import Report


@require_GET
def changes(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """What differs between two versions, or the last one and the report as it stands."""
    report = report_or_404(request.user, round, unit)
    pair = _pair(request, report)
    context = {
        "report": report,
        "report_url": report_address(report),
        "shown": shown_of(pair) if pair else None,
        "olds": [(str(version.number), name_of(version)) for version in pair.versions] if pair else [],
        "news": [(NOW, name_of(None)), *((str(each.number), name_of(each)) for each in pair.versions)] if pair else [],
        "file_url": report_address(report, "changes_file") + pair.query if pair else "",
        "sent": report.versions.count(),
    }
    return render(request, "reporting/changes.html", context)


@require_GET
def changes_file(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The changed cells as a file for Excel."""
    report = report_or_404(request.user, round, unit)
    pair = _pair(request, report)
    if pair is None:
        raise Http404("nothing to compare")
    answer = HttpResponse("".join(changes_csv(shown_of(pair))), content_type="text/csv; charset=utf-8")
    name = f"{round}-{unit}-{pair.old_value}-{pair.new_value}.csv"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def _pair(request: HttpRequest, report: Report) -> Pair | None:
    try:
        return pair_of(report, request.GET.get("from", ""), request.GET.get("to", ""))
    except NoSuchVersion as refused:
        raise Http404("no such version") from refused
