"""Consolidated tables and the way from a total to the cells that somebody typed."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tienbo.core.incoming import whole_number
from tienbo.core.templatetags.formats import number, signed
from tienbo.reporting.consolidation.sheet import NoSuchTable, Sheet, sheet_of
from tienbo.reporting.consolidation.steps import NoSuchCell, Place, place_of, step_at
from tienbo.reporting.consolidation.tables import Amount, Coverage, TotalsLine
from tienbo.reporting.entry.grids import language
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.loaders import report_or_404, version_or_404
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
    now_columns = (3 if sheet.has_women else 1) + sheet.has_minority
    context = {
        "report": report,
        "sheet": sheet,
        "rows": [_row(report, sheet, each) for each in sheet.lines],
        "tabs": _tabs(report, sheet),
        "versions": list(report.versions.order_by("-number").only("number", "submitted_at", "report_id")),
        "crumbs": _crumbs(report),
        "language": language(),
        "now_columns": now_columns,
        "all_columns": 2 + (3 if sheet.has_women else 1) + now_columns + 1 + sheet.has_below,
        "has_partial": any(amount.is_partial for line in sheet.lines for amount in line.now.values()),
    }
    return render(request, "reporting/totals.html", context)


@require_GET
def lineage(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """One step of the way down: beside the page, or a page of its own at the same address."""
    report = report_or_404(request.user, round, unit)
    try:
        found = step_at(request.user, place_of(report, request.GET))
    except NoSuchCell as problem:
        raise Http404("no such cell") from problem
    return render(request, "core/_lineage.html" if request.htmx else "core/lineage_page.html", {"lineage": found})


def _row(report: Report, sheet: Sheet, each: TotalsLine) -> dict:
    """A line ready to show: its figures with their addresses, in the order of the table's columns."""
    line = each.line
    shown = {"line": line, "label": line.label.in_(language()), "unit": line.unit.in_(language())}
    if line.is_heading:
        return shown
    total, women, past = _("Total"), _("Women"), _("last period")
    cells = [_figure(report, sheet, each.now.get("T"), total)]
    before = [(f"{total}, {past}", number(each.before.get("T")))]
    if sheet.has_women:
        cells += [
            _figure(report, sheet, each.now.get("F"), women),
            {"text": _percent(each.share), "url": "", "lacks": each.share_lacks, "label": "%"},
        ]
        before.append((f"{women}, {past}", number(each.before.get("F"))))
        before.append((f"%, {past}", _percent(each.share_before)))
    if sheet.has_minority:
        cells.append(_figure(report, sheet, each.now.get("FM"), _("Minority women")))
    return shown | {
        "before": before,
        "cells": cells,
        "change": signed(each.change),
        "coverage": _coverage(each.coverage),
        "complete": each.coverage is None or each.coverage.is_complete,
    }


def _figure(report: Report, sheet: Sheet, amount: Amount | None, label: str) -> dict:
    if amount is None:
        return {"text": "", "url": "", "lacks": False, "label": label}
    title = ""
    if amount.other is not None:
        other = number(amount.other.value) or _("blank")
        title = (_("now: %(figure)s") if sheet.version else _("as sent: %(figure)s")) % {"figure": other}
    return {
        "text": number(amount.value),
        "url": Place(report, amount.cell, sheet.version).url,
        "mark": amount.mark,
        "differs": amount.differs,
        "partial": amount.is_partial,
        "title": title,
        "lacks": False,
        "label": label,
    }


def _percent(share: Decimal | None) -> str:
    return number(share, 1)


def _coverage(coverage: Coverage | None) -> str:
    if coverage is None:
        return ""
    return f"{'…' if coverage.reported is None else coverage.reported}/{coverage.units}"


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


def _crumbs(report: Report) -> list[dict]:
    return [
        {"label": _("Reports"), "url": reverse("reporting:rounds")},
        {"label": report.round.title, "url": reverse("reporting:round", args=[report.round.code])},
        {"label": report.participant.name, "url": report_address(report, "report")},
        {"label": _("Totals"), "url": ""},
    ]
