"""Screens of the board, of taking many reports, and of entering for units below."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.incoming import Unreadable, json_of
from tienbo.reporting.consolidation.board import board_of
from tienbo.reporting.consolidation.differences import drifted
from tienbo.reporting.entry.actions import ProxyRefused, stop_entering_for
from tienbo.reporting.entry.grids import estimate_help, words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.exchange.actions import NothingReported, SendRefused, submit_report
from tienbo.reporting.exchange.confirming import nothing_reported, still_running
from tienbo.reporting.exchange.shown import ShownOtherwise, sent_last, stamp_of
from tienbo.reporting.loaders import report_or_404
from tienbo.reporting.oversight.actions import remind_units
from tienbo.reporting.oversight.boards import Choice, board_shown, kinds_of, tabs_of
from tienbo.reporting.oversight.reminding import chosen_to_remind
from tienbo.reporting.oversight.sheets import (
    AT_ONCE,
    Batch,
    ProxySheet,
    batch_of_json,
    batch_of_post,
    reports_typed_for,
    tables_typed_for,
    types_for_some,
    why_closed,
)
from tienbo.reporting.oversight.taking import chosen_to_take, sent_again, take_each
from tienbo.reporting.oversight.typing_for import answer_parts, fill_all, keep_for, unkept_of
from tienbo.reporting.rounds.extensions.queries import open_requests
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.queries import due_of
from tienbo.reporting.rounds.states import DONE, MoveRefused


@require_GET
def own_board(request: HttpRequest, round: str) -> HttpResponse:
    """The board of the unit where the person sits: an address that can be sent to every unit alike."""
    own = Participant.objects.filter(round__code=round, unit=request.unit).first()
    if own is None:
        raise Http404("the unit takes no part")
    return redirect(report_address(report_or_404(request.user, round, own.slug), "board"))


@require_GET
def board(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Where the units that report to this one stand, late first."""
    report = report_or_404(request.user, round, unit)
    standings = board_of(report)
    drift = drifted([report, *(row.report for row in standings.rows)])
    asked = open_requests(row.participant.pk for row in standings.rows)
    choice = Choice.of(request.GET)
    may_take = request.user.has_perm(Permission.REPORT_TAKE, report.answered_by)
    context = {
        "report": report,
        "standings": standings,
        "differing": drift.get(report.pk, 0),
        "due": due_of(report.participant) if report.state not in DONE else None,
        "tabs": tabs_of(standings, choice),
        "kinds": kinds_of(standings, choice),
        "board": board_shown(report, standings, choice, may_take=may_take, drift=drift, asked=asked),
        "more_time": len(asked),
        "may_take": may_take,
        "exempt": [row.participant for row in standings.rows if row.participant.reason and row.state == "exempt"],
        "may_enter_for": _may_enter_for(request, report) and types_for_some(report),
    }
    return render(request, "reporting/board.html", context)


@require_POST
def take_many(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """First what will happen to whom, then each report by itself."""
    report = report_or_404(request.user, round, unit)
    authorise(request.user, Permission.REPORT_TAKE, report.answered_by)
    choice = chosen_to_take(report, request.POST.getlist("row"))
    if not choice.reached:
        messages.warning(request, _("None of the chosen reports waits to be taken."))
        return redirect(report_address(report, "board"))
    if request.POST.get("act") != "send":
        caution = still_running(report, clock.today())
        sent = sent_last(choice.reached)
        context = {
            "report": report,
            "choice": choice,
            "reached": [(each, sent[each.pk]) for each in choice.reached],
            "caution": caution,
            "again": sent_again(choice.reached),
        }
        return render(request, "reporting/board_take.html", context)
    shown = {each.pk: request.POST.get(f"shown.{each.participant.slug}", "") for each in choice.reached}
    results = take_each(by=request.user, reports=choice.reached, shown=shown)
    taken = [each.report.participant.name for each in results if not each.problem]
    if taken:
        said = ngettext("%(n)d report taken: %(names)s.", "%(n)d reports taken: %(names)s.", len(taken))
        messages.success(request, said % {"n": len(taken), "names": "; ".join(taken)})
    for each in results:
        if each.problem:
            facts = {"unit": each.report.participant.name, "why": each.problem}
            messages.warning(request, _("%(unit)s: not taken (%(why)s).") % facts)
    return redirect(report_address(report, "board"))


@require_POST
def remind_many(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """First who will be reminded, then the deed."""
    report = report_or_404(request.user, round, unit)
    authorise(request.user, Permission.REPORT_TAKE, report.answered_by)
    choice = chosen_to_remind(report, request.POST.getlist("row"))
    if not choice.reached:
        messages.warning(request, _("None of the chosen units can be reminded: it has sent, or was reminded today."))
        return redirect(report_address(report, "board"))
    if request.POST.get("act") != "send":
        return render(request, "reporting/board_remind.html", {"report": report, "choice": choice})
    count = len(remind_units(by=request.user, report=report, reports=choice.reached))
    messages.success(request, ngettext("%(n)d unit reminded.", "%(n)d units reminded.", count) % {"n": count})
    return redirect(report_address(report, "board"))


@require_http_methods(["GET", "POST"])
def enter_for(request: HttpRequest, round: str, unit: str, table: str = "") -> HttpResponse:
    """The grid of units below; the whole of it posted by a browser without script."""
    report = _proxying(request, round, unit)
    sheet, reports, tables = _sheet(request, report, table)
    if request.method == "GET":
        return _page(request, sheet, reports, tables)
    try:
        parts = keep_for(by=request.user, sheet=sheet, batch=batch_of_post(sheet, request.POST))
    except Unreadable as unreadable:
        raise BadRequest(str(unreadable)) from unreadable
    fresh, reports, tables = _sheet(request, report, sheet.code)
    if not all(part.is_whole for part in parts):
        return _page(request, fresh, reports, tables, unkept_of(parts))
    act = request.POST.get("act", "save")
    if act in {"none", "same"}:
        count = fill_all(by=request.user, sheet=fresh, act=act)
        said = ngettext("%(n)d cell filled.", "%(n)d cells filled.", count)
        messages.success(request, said % {"n": count} + " " + _("Only units that you already type for are filled."))
    else:
        messages.success(request, _("Saved."))
    return redirect(fresh.grid(owner="").action)


@require_POST
def enter_for_cells(request: HttpRequest, round: str, unit: str, table: str) -> JsonResponse:
    """A batch of the script: kept unit by unit."""
    report = _proxying(request, round, unit)
    sheet, _reports, _tables = _sheet(request, report, table)
    try:
        batch: Batch = batch_of_json(sheet, json_of(request))
    except Unreadable as unreadable:
        return JsonResponse({"message": unreadable.sentence}, status=400)
    parts = keep_for(by=request.user, sheet=sheet, batch=batch)
    fresh, _reports, _tables = _sheet(request, report, table)
    return JsonResponse(fresh.answer({part.lane.slug: answer_parts(part) for part in parts}))


@require_POST
def hand_over(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Give a report that the superior typed back to its unit."""
    report, superior = _typed_for(request, round, unit)
    try:
        stop_entering_for(by=request.user, report=report)
    except ProxyRefused:
        messages.error(request, _("The report is sent: it cannot be handed over any more."))
    else:
        name = report.participant.name
        messages.success(request, _("%(unit)s types its report itself from now on.") % {"unit": name})
    return redirect(report_address(superior, "enter_for"))


@require_http_methods(["GET", "POST"])
def send_for(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Send, and take in one act, the report that was typed for a unit; first what that means."""
    report, superior = _typed_for(request, round, unit)
    context = {"report": report, "superior": superior, "errors": [], "shown": stamp_of(report, "submit")}
    context["caution"] = still_running(report, clock.today())
    if request.method == "GET":
        return render(request, "reporting/enter_for_send.html", context)
    try:
        version = submit_report(by=request.user, report=report, shown=request.POST.get("shown", ""))
    except ShownOtherwise:
        context["errors"] = [_("Figures were typed since this page was opened: look at them, then send.")]
        return render(request, "reporting/enter_for_send.html", context, status=422)
    except SendRefused as refused:
        context["errors"] = [words(finding.message) for finding in refused.findings]
        return render(request, "reporting/enter_for_send.html", context, status=422)
    except NothingReported:
        messages.error(request, nothing_reported())
    except MoveRefused:
        messages.warning(request, _("The report is sent already."))
    else:
        facts = {"unit": report.participant.name, "number": version.number}
        messages.success(request, _("Version %(number)d of %(unit)s is sent and taken.") % facts)
    return redirect(report_address(superior, "enter_for"))


# --- loading ----------------------------------------------------------------------------------------------------------


def _may_enter_for(request: HttpRequest, report: Report) -> bool:
    return request.user.has_perm(Permission.REPORT_ENTER_FOR, report.answered_by)


def _proxying(request: HttpRequest, round: str, unit: str) -> Report:
    report = report_or_404(request.user, round, unit)
    authorise(request.user, Permission.REPORT_ENTER_FOR, report.answered_by)
    return report


def _typed_for(request: HttpRequest, round: str, unit: str) -> tuple[Report, Report]:
    """A report that its superior types, and the superior's."""
    report = report_or_404(request.user, round, unit)
    if report.participant.superior_id is None:
        raise Http404("nobody types for the topmost unit")
    superior = report_or_404(request.user, round, report.participant.superior.slug)
    authorise(request.user, Permission.REPORT_ENTER_FOR, superior.answered_by)
    if report.proxy_id != superior.unit_id:
        raise Http404("nobody types for this unit")
    return report, superior


def _sheet(request: HttpRequest, report: Report, table: str):
    """The grid's table over the units of the address, else over the first that may be typed for."""
    reports = reports_typed_for(report)
    tables = tables_typed_for(report, reports)
    code = table or (tables[0].code if tables else "")
    if code not in [each.code for each in tables]:
        raise Http404("nothing to type in this table")
    asked = request.GET.get("units", "").split(",")
    shown = [each for each in reports if each.participant.slug in asked][:AT_ONCE]
    return ProxySheet(report, code, shown or pages_of(reports)[0]), reports, tables


def pages_of(reports: list[Report]) -> list[list[Report]]:
    """The units in portions that fit one grid."""
    return [reports[start : start + AT_ONCE] for start in range(0, len(reports), AT_ONCE)]


def _page(request: HttpRequest, sheet: ProxySheet, reports, tables, unkept: dict | None = None) -> HttpResponse:
    report = sheet.report
    chosen = {lane.slug for lane in sheet.lanes}
    query = "?units=" + ",".join(lane.slug for lane in sheet.lanes)
    pages = pages_of(reports)
    context = {
        "report": report,
        "sheet": sheet,
        "estimate_help": estimate_help(report.round, sheet.lines),
        "grid": sheet.grid(owner=str(request.user.uid), unkept=unkept),
        "title": words(sheet.table.title.text),
        "unkept": len(unkept or ()),
        "tabs": [
            {
                "label": each.code,
                "url": report_address(report, "enter_for", each.code) + query,
                "current": each.code == sheet.code,
                "count": None,
            }
            for each in tables
        ],
        "pages": [_portion(report, sheet, page, chosen) for page in pages] if len(pages) > 1 else [],
        "units": [
            {"report": each, "closed": why_closed(each, report), "mine": each.proxy_id == report.unit_id}
            for each in reports
        ],
    }
    return render(request, "reporting/enter_for.html", context, status=422 if unkept else 200)


def _portion(report: Report, sheet: ProxySheet, page: list[Report], chosen: set[str]) -> dict:
    slugs = [each.participant.slug for each in page]
    return {
        "label": f"{page[0].participant.name} – {page[-1].participant.name}",
        "url": f"{report_address(report, 'enter_for', sheet.code)}?units={','.join(slugs)}",
        "current": set(slugs) == chosen,
    }
