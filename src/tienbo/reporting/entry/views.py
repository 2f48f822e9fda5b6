"""Screens of entry: a table, what is typed into it, the history of a cell."""

import uuid

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tienbo.core.incoming import Unreadable, json_of
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Table
from tienbo.reporting.entry.actions import (
    FigureInput,
    authorise_entry,
    choose_scale,
    copy_last_period,
    declare_none,
    record_figures,
)
from tienbo.reporting.entry.asked import Refused, cell_questions
from tienbo.reporting.entry.forms import batch_of_json, batch_of_post, cell_of_query
from tienbo.reporting.entry.grids import Retyped, Unkept, answer_of, estimate_help, figure_text, grid_of, spoken, words
from tienbo.reporting.entry.history import lineage_of_cell
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.rights import closed_because
from tienbo.reporting.entry.scales import UNITS, has_money, scale_named, scale_of
from tienbo.reporting.entry.sheets import Place, TableSheet, key_of, sheet_or_404, tables_asked
from tienbo.reporting.entry.suggestions import suggestions_for
from tienbo.reporting.entry.typed_figures import Outcome, keep_typed
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import MoveRefused
from tienbo.reporting.rules.findings import column_name


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, round: str, unit: str, code: str) -> HttpResponse:
    """A table: to read, to type into, and the whole of it posted by a browser without script."""
    report = report_or_404(request.user, round, unit)
    if request.method == "GET":
        return _page(request, sheet_or_404(report, code, scale_of(report, code)))
    sheet = sheet_or_404(report, code, scale_named(request.GET.get("scale")))
    authorise_entry(request.user, report)
    try:
        batch = batch_of_post(sheet, request.POST)
        outcome = keep_typed(by=request.user, sheet=sheet, typed=batch.typed, reasons=batch.reasons)
    except MoveRefused:
        messages.error(request, closed_because(request.user, _fresh(report)))
        return redirect(report_address(report, "table", code))
    except Unreadable as unreadable:
        raise BadRequest(str(unreadable)) from unreadable
    for sentence in outcome.told:
        messages.warning(request, sentence)
    if not outcome.is_whole:
        return _page(request, TableSheet(report, code, sheet.scale), _unkept(outcome))
    _act(request, report, code)
    return redirect(report_address(report, "table", code))


def _fresh(report: Report) -> Report:
    report.refresh_from_db(fields=["state", "proxy"])
    return report


def _act(request: HttpRequest, report: Report, code: str) -> None:
    """The button that was pressed, after everything typed has been kept."""
    act = request.POST.get("act", "save")
    if act == "none":
        count = len(declare_none(by=request.user, report=report, table=code).saved)
        said = ngettext(
            "%(n)d empty cell is now 0. What stands at the closing date is never 0 for that reason: type it.",
            "%(n)d empty cells are now 0. What stands at the closing date is never 0 for that reason: type it.",
            count,
        )
    elif act == "same":
        count = len(copy_last_period(by=request.user, report=report, table=code).saved)
        said = ngettext(
            "%(n)d figure taken over from last period. Figures of what happened in the period are never copied.",
            "%(n)d figures taken over from last period. Figures of what happened in the period are never copied.",
            count,
        )
    else:
        messages.success(request, _("Saved."))
        return
    messages.success(request, said % {"n": count})


def _unkept(outcome: Outcome) -> Unkept:
    """What was refused or met somebody else's figure, shown again as it was typed. Saving again keeps one's own."""
    again = {each.typed.cell: _again(each.typed, each.message, each.typed.base) for each in outcome.refused}
    for clash in outcome.clashes:
        again[clash.typed.cell] = _again(clash.typed, clash.message, clash.conflict.theirs.revision)
    return Unkept(again)


def _again(typed, message: str, base: int | None) -> Retyped:
    return Retyped(typed.text, typed.flag or "", typed.note or "", base or 0, message)


@require_POST
def cells(request: HttpRequest, round: str, unit: str, code: str) -> JsonResponse:
    """A batch of the script: kept, and answered with what has changed around it. A refusal says why in words: without
    them the script takes it for the end of the session."""
    report = report_or_404(request.user, round, unit)
    sheet = sheet_or_404(report, code, scale_named(request.GET.get("scale")))
    try:
        authorise_entry(request.user, report)
        batch = batch_of_json(sheet, json_of(request))
        outcome = keep_typed(
            by=request.user, sheet=sheet, typed=batch.typed, reasons=batch.reasons, operation=batch.operation
        )
    except Unreadable as unreadable:
        return JsonResponse({"message": unreadable.sentence}, status=400)
    except MoveRefused:
        return JsonResponse({"message": closed_because(request.user, _fresh(report))}, status=409)
    except PermissionDenied:
        return JsonResponse({"message": closed_because(request.user, _fresh(report))}, status=403)
    return JsonResponse(_answer(TableSheet(report, code, sheet.scale), outcome))


def _answer(sheet: TableSheet, outcome: Outcome) -> dict:
    saved = [
        {
            "cell": key_of(cell),
            "text": "" if kept.figure.value is None else spoken(sheet.shown(cell, kept.figure)),
            "revision": kept.revision,
            "flag": "" if kept.figure.flag == "actual" else kept.figure.flag,
        }
        for cell, kept in outcome.saved.items()
    ]
    refused = [
        {
            "cell": key_of(each.typed.cell),
            "text": each.typed.text,
            "message": each.message,
            "choices": [{"text": text, "label": label} for text, label in each.choices],
        }
        for each in outcome.refused
    ]
    conflicts = [
        {
            "cell": key_of(each.typed.cell),
            "yours": spoken(each.conflict.yours),
            "theirs": spoken(each.conflict.theirs.figure),
            "text": figure_text(each.conflict.theirs.figure),
            "flag": "" if each.conflict.theirs.figure.flag == "actual" else each.conflict.theirs.figure.flag,
            "by": each.by,
            "at": each.at,
            "revision": each.conflict.theirs.revision,
        }
        for each in outcome.clashes
    ]
    return answer_of(sheet, saved=saved, refused=refused, conflicts=conflicts, told=outcome.told)


def _page(request: HttpRequest, sheet: TableSheet, unkept: Unkept | None = None) -> HttpResponse:
    report = sheet.report
    closed = closed_because(request.user, report)
    tables = tables_asked(report)
    place = [each.code for each in tables].index(sheet.code)
    context = {
        "report": report,
        "sheet": sheet,
        "title": words(sheet.table.title.text),
        "note": words(sheet.table.note.text) if sheet.table.note else "",
        "grid": grid_of(
            sheet,
            readonly=bool(closed),
            owner=str(request.user.uid),
            unkept=unkept,
            cell_url=report_address(report, "cell"),
        ),
        "closed": closed,
        "unkept": len(unkept.cells) if unkept else 0,
        "withheld": _withheld(sheet),
        "estimate_help": estimate_help(report.round, sheet.lines),
        "scales": () if closed or not has_money(sheet.table) else _scales(sheet),
        "suggestions": () if closed else suggestions_for(sheet),
        "report_url": report_address(report),
        "history": _history_choices(sheet),
        "cell_url": report_address(report, "cell"),
        "suggest_url": report_address(report, "suggestion", sheet.code),
        "tables": [_tab(sheet, each) for each in tables],
        "before": _neighbour(report, tables, place - 1) if place else None,
        "after": _neighbour(report, tables, place + 1) if place + 1 < len(tables) else None,
    }
    return render(request, "reporting/table.html", context, status=422 if unkept else 200)


def _scales(sheet: TableSheet) -> list[tuple[str, str, bool]]:
    """The units to choose from, the one that is chosen first: value, name, whether it is this one."""
    found = [(scale.value, words(name), scale == sheet.scale) for scale, name in UNITS.items()]
    return sorted(found, key=lambda each: not each[2])


@require_POST
def table_scale(request: HttpRequest, round: str, unit: str, code: str) -> HttpResponse:
    """Show and type the money of a table in another unit."""
    report = report_or_404(request.user, round, unit)
    sheet_or_404(report, code)
    try:
        choose_scale(by=request.user, report=report, table=code, scale=scale_named(request.POST.get("scale")))
    except MoveRefused:
        messages.error(request, closed_because(request.user, _fresh(report)))
    except ValueError:
        raise Http404("no money in this table") from None
    return redirect(report_address(report, "table", code))


def _tab(sheet: TableSheet, table: Table) -> dict:
    done, of = sheet.progress_in(table.code)
    return {
        "label": table.code,
        "title": words(table.title.text),
        "url": report_address(sheet.report, "table", table.code),
        "current": table.code == sheet.code,
        "done": done,
        "of": of,
    }


def _neighbour(report: Report, tables, place: int) -> dict:
    code = tables[place].code
    return {"code": code, "url": report_address(report, "table", code)}


def _history_choices(sheet: TableSheet) -> list[tuple[str, str]]:
    """The cells that have a history or are asked about, for a choice: key and name."""
    return [
        (key_of(cell), f"{place.line.code} {words(place.line.label)}{_column(place)}")
        for cell, place in sheet.places.items()
        if cell in sheet.kept or cell in sheet.asked
    ]


def _column(place: Place) -> str:
    name = column_name(place.line, place.column)
    return f": {words(name)}" if name else ""


def _withheld(sheet: TableSheet) -> str:
    """Why lines are not asked, in the form's words."""
    if not any(line.is_withheld for line in sheet.lines):
        return ""
    sectors = sheet.report.participant.sectors
    rules = sheet.definition.withheld
    return next((words(rule.text) for rule in rules if rule.sector in sectors and sheet.code in rule.tables), "")


@require_GET
def cell(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """One cell: what happened to it, and what the superior asks about it; in the side panel, or as a page."""
    report = report_or_404(request.user, round, unit)
    asked = cell_of_query(request.GET.get("cell", ""))
    if asked is None:
        raise Http404("no cell asked for")
    return cell_page(request, report, asked)


def cell_page(request: HttpRequest, report: Report, asked: Cell, *, refused: Refused | None = None) -> HttpResponse:
    """The history of a cell and what is asked about it. `refused`: what was written there and could not be kept."""
    lineage = lineage_of_cell(report, asked)
    crumbs = _way_back(report, asked)
    context = {
        "lineage": lineage,
        "crumbs": crumbs,
        "asked": cell_questions(request.user, report, asked, crumbs[-2]["url"]),
        "refused": refused or Refused(),
    }
    template = "reporting/_cell.html" if request.htmx else "reporting/cell.html"
    return render(request, template, context, status=422 if refused else 200)


def _way_back(report: Report, asked: Cell) -> list[dict]:
    definition = definition_of(report.round.form)
    code = definition.table_of(definition.row_by_code[asked.element]).code
    return [
        {"label": _("Reports"), "url": reverse("reporting:reports")},
        {"label": report.round.title, "url": report_address(report)},
        {"label": code, "url": report_address(report, "table", code)},
        {"label": _("Where this figure comes from"), "url": ""},
    ]


@require_POST
def suggestion(request: HttpRequest, round: str, unit: str, code: str) -> HttpResponse:
    """Put a figure that records prove into its cell."""
    report = report_or_404(request.user, round, unit)
    sheet = sheet_or_404(report, code)
    authorise_entry(request.user, report)
    wanted = request.POST.get("cell", "")
    found = next((each for each in suggestions_for(sheet) if each.key == wanted), None)
    if found is None:
        raise Http404("no source knows this cell")
    try:
        record_figures(
            by=request.user,
            report=report,
            figures=[FigureInput(found.cell, found.value)],
            origin=EntryChange.Origin.DERIVED,
            operation=uuid.uuid4(),
        )
    except MoveRefused:
        messages.error(request, closed_because(request.user, _fresh(report)))
    else:
        messages.success(request, _("The figure is in its cell, with its records behind it."))
    return redirect(report_address(report, "table", code))
