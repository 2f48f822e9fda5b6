"""Screens of estimates and what became of them."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tienbo.files.downloads import csv_download
from tienbo.reporting.entry.grids import words
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.exchange.estimated.csv_file import estimates_csv, units_csv
from tienbo.reporting.exchange.estimated.page import estimates_of


@require_GET
def estimates(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """What was first sent for the whole year, what stands now, and the difference."""
    report = report_or_404(request.user, round, unit)
    shown = estimates_of(report)
    if shown is None:
        raise Http404("the round asks no estimate")
    only = request.GET.get("only") == "differing"
    context = {
        "report": report,
        "report_url": report_address(report),
        "shown": shown,
        "head": words(shown.head),
        "only": only,
        "tables": [(table, [row for row in table.rows if row.held.difference or not only]) for table in shown.tables],
        "file_url": report_address(report, "estimates_file"),
    }
    return render(request, "reporting/estimates.html", context)


@require_GET
def estimates_file(request: HttpRequest, round: str, unit: str) -> StreamingHttpResponse:
    """The same as a file; ``?by=unit``: unit by unit."""
    report = report_or_404(request.user, round, unit)
    shown = estimates_of(report)
    if shown is None:
        raise Http404("the round asks no estimate")
    by_unit = request.GET.get("by") == "unit"
    name = "-".join(filter(None, ["uoc-va-thuc-hien", round, unit, "don-vi" if by_unit else ""]))
    return csv_download(f"{name}.csv", units_csv(report) if by_unit else estimates_csv(shown))
