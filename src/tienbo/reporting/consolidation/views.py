"""Consolidated tables and the way from a total to the cells that somebody typed."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tienbo.core.csv_files import csv_lines
from tienbo.core.incoming import whole_number
from tienbo.files.downloads import csv_download
from tienbo.reporting.consolidation.lineage_rows import COLUMNS, lineage_rows
from tienbo.reporting.consolidation.rows import shown_rows
from tienbo.reporting.consolidation.sheet import NoSuchTable, Sheet, sheet_of
from tienbo.reporting.consolidation.steps import NoSuchCell, Place, place_of, step_at
from tienbo.reporting.entry.grids import language, words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.queries import reports_visible_to
from tienbo.reporting.loaders import report_or_404, version_or_404
from tienbo.reporting.rounds.audience import tables_of
from tienbo.reporting.rounds.models import Report


@require_GET
def totals(request: HttpRequest, round: str, unit: str, table: str = "") -> HttpResponse:
    """A table of a unit with all below it, as it stands now or as a version was sent (``?version=1``)."""
    number = whole_number(request.GET.get("version"))
    if number is not None:
        version = version_or_404(request.user, round, unit, number)
        report = version.report
    else:
        version, report = None, report_or_404(request.user, round, unit)
    try:
        sheet = sheet_of(report, table, version)
    except NoSuchTable as problem:
        if table:
            raise Http404("no such table") from problem
        return render(request, "reporting/totals_empty.html", {"report": report, "crumbs": _crumbs(report)})
    before_columns = (3 if sheet.has_women else 1) + sheet.has_below
    now_columns = before_columns + sheet.has_minority
    estimate_columns = bool(sheet.estimate_head) + sheet.estimates_women
    context = {
        "report": report,
        "sheet": sheet,
        "rows": shown_rows(report, sheet, language()),
        "tabs": _tabs(report, sheet),
        "crumbs": _crumbs(report),
        "differences_url": report_address(report, "differences"),
        "language": language(),
        "before_columns": before_columns,
        "now_columns": now_columns,
        "estimate_head": words(sheet.estimate_head) if sheet.estimate_head else "",
        "estimate_columns": estimate_columns,
        "all_columns": 2 + before_columns + now_columns + estimate_columns + 1,
        "has_partial": any(amount.is_partial for line in sheet.lines for amount in line.now.values()),
    }
    return render(request, "reporting/totals.html", context)


@require_GET
def lineage(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """One step of the way down: beside the page, or a page of its own at the same address."""
    report = report_or_404(request.user, round, unit)
    try:
        place = place_of(report, request.GET)
        found = step_at(request.user, place)
    except NoSuchCell as problem:
        raise Http404("no such cell") from problem
    if request.htmx:
        return render(request, "core/_lineage.html", {"lineage": found})
    return render(request, "core/lineage_page.html", {"lineage": found, "crumbs": _way_back(place)})


@require_GET
def lineage_csv(request: HttpRequest, round: str, unit: str) -> StreamingHttpResponse:
    """Where the figures come from, as a file: of a table (``?table=B01``) or all, as it stands now or as a version was
    sent (``?version=1``)."""
    chosen, table = request.GET.get("version", ""), request.GET.get("table", "")
    report = report_or_404(request.user, round, unit)
    version = version_or_404(request.user, round, unit, whole_number(chosen) or 0) if chosen else None
    if table and table not in {each.code for each in tables_of(report.round)}:
        raise Http404("no such table")
    visible = set(reports_visible_to(request.user, report.round).order_by().values_list("pk", flat=True))
    name = "-".join(filter(None, ["nguon-so-lieu", round, unit, table, f"v{version.number}" if version else ""]))
    return csv_download(f"{name}.csv", csv_lines(COLUMNS, lineage_rows(report, version, table=table, visible=visible)))


def _tabs(report: Report, sheet: Sheet) -> list[dict]:
    query = f"?version={sheet.version.number}" if sheet.version else ""
    return [
        {
            "label": table.code,
            "title": table.title.text.in_(language()),
            "url": report_address(report, "totals", table.code) + query,
            "current": table.code == sheet.table.code,
            "differing": len(sheet.differing.get(table.code, ())),
        }
        for table in sheet.tables
    ]


def _way_back(place: Place) -> list[dict]:
    """From a step that was opened by its own address to the table it stands in."""
    *above, totals = _crumbs(place.report)
    return [*above, totals | {"url": place.table_url}, {"label": _("Where this figure comes from"), "url": ""}]


def _crumbs(report: Report) -> list[dict]:
    return [
        {"label": _("Reports"), "url": reverse("reporting:rounds")},
        {"label": report.round.title, "url": reverse("reporting:round", args=[report.round.code])},
        {"label": report.participant.name, "url": report_address(report, "report")},
        {"label": _("Totals"), "url": ""},
    ]
