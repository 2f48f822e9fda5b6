"""Screens of workbooks: downloaded, sent back one or many, shown, taken."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.core.jobs import defer, is_under_way
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.entry.queries import may_see
from tienbo.reporting.entry.rights import closed_because, enters_for
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import MoveRefused
from tienbo.reporting.workbook.actions import (
    MEDIA_TYPE,
    WorkbookRefused,
    look_at_workbook,
    put_aside,
    receive_workbooks,
    take_upload,
)
from tienbo.reporting.workbook.forms import WorkbooksForm, cells_over
from tienbo.reporting.workbook.jobs import look_at_batch, take_whole_batch
from tienbo.reporting.workbook.models import WorkbookUpload
from tienbo.reporting.workbook.pages import batch_page, judged_upload, upload_page, waiting_for
from tienbo.reporting.workbook.queries import RELATIONS, given_back, workbook_of

# So many files are looked at while the person waits; more are left to the worker.
AT_ONCE = 3


@require_http_methods(["GET", "POST"])
def workbook(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The workbook of a report: how it goes, the file, and where it is sent back."""
    report = report_or_404(request.user, round, unit)
    closed = "" if enters_for(request.user, report) else closed_because(request.user, report)
    form = _form(request)
    if request.method == "POST":
        if closed:
            raise PermissionDenied(closed)
        if form.is_valid():
            return _received(request, form, report)
    context = {
        "report": report,
        "form": form,
        "closed": closed,
        "waiting": waiting_for(request.user, report),
        "crumbs": _crumbs(report),
    }
    return render(request, "reporting/workbook.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest) -> WorkbooksForm:
    return WorkbooksForm(request.POST, request.FILES) if request.method == "POST" else WorkbooksForm()


def _crumbs(report: Report, last: str = "") -> list[dict]:
    way = [
        {"label": _("Reports"), "url": reverse("reporting:reports")},
        {"label": report.round.title, "url": report_address(report)},
        {"label": _("Workbook"), "url": report_address(report, "workbook") if last else ""},
    ]
    return [*way, {"label": last, "url": ""}] if last else way


@require_GET
def workbook_file(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The workbook itself, with what the report holds now."""
    report = report_or_404(request.user, round, unit)
    return _xlsx(workbook_of(report), f"{report.round.code}_{report.participant.slug}.xlsx")


def _xlsx(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(data, content_type=MEDIA_TYPE, headers=headers)


@require_http_methods(["GET", "POST"])
def workbooks(request: HttpRequest) -> HttpResponse:
    """Many workbooks at once, of any report that the person fills in."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        return _received(request, form, None)
    context = {"form": form, "waiting": waiting_for(request.user)}
    return render(request, "reporting/workbooks.html", context, status=422 if form.errors else 200)


def _received(request: HttpRequest, form: WorkbooksForm, report: Report | None) -> HttpResponse:
    files = form.cleaned_data["files"]
    batch = receive_workbooks(by=request.user, files=((each.name, each.read()) for each in files), report=report)
    waiting = list(
        WorkbookUpload.objects.filter(batch=batch, state=WorkbookUpload.State.WAITING)
        .select_related("report__round__form", "report__participant", "file")
        .order_by("position")[: AT_ONCE + 1]
    )
    if len(waiting) > AT_ONCE:
        defer(look_at_batch, key=f"workbooks-{batch}", batch=str(batch))
    else:
        for each in waiting:
            look_at_workbook(by=request.user, upload=each)
    only = list(WorkbookUpload.objects.filter(batch=batch).order_by("position")[:2])
    if len(only) == 1:
        return redirect("reporting:workbook_upload", only[0].uid)
    return redirect("reporting:workbook_batch", batch)


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Files that were sent together: how far they are, one result each, all written with one button."""
    page = batch_page(request.user, batch)
    if page is None:
        raise Http404("no such batch")
    if request.method == "POST":
        defer(take_whole_batch, key=f"take-{batch}", batch=str(batch), by_uid=str(request.user.uid))
        messages.success(
            request, _("The files are being written into their reports. This page shows how far they are.")
        )
        return redirect("reporting:workbook_batch", batch)
    template = "reporting/_workbook_batch.html" if request.htmx else "reporting/workbook_batch.html"
    context = {"page": page, "is_taking": is_under_way(take_whole_batch, batch=str(batch))}
    return render(request, template, context)


def _mine_or_404(request: HttpRequest, uid: uuid.UUID) -> WorkbookUpload:
    """A file that the person sent; nobody else knows of it, nor he himself once he may not see its report any more:
    what is shown of it says what stands in the report now."""
    mine = WorkbookUpload.objects.filter(by_uid=request.user.uid).select_related(
        "file", *(f"report__{name}" for name in RELATIONS)
    )
    found = get_object_or_404(mine, uid=uid)
    if found.report is not None and not may_see(request.user, found.report):
        raise Http404("a report that the person does not see")
    return found


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One file: what it would change, cell by cell; then it is taken or put aside."""
    found = _mine_or_404(request, uid)
    if request.method == "POST":
        return _decided(request, found)
    page = upload_page(request.user, found)
    crumbs = _crumbs(page.report, found.name) if page.report else [
        {"label": _("Workbooks"), "url": reverse("reporting:workbooks")}, {"label": found.name, "url": ""},
    ]  # fmt: skip
    return render(request, "reporting/workbook_upload.html", {"page": page, "crumbs": crumbs})


def _decided(request: HttpRequest, found: WorkbookUpload) -> HttpResponse:
    back = redirect(report_address(found.report, "workbook") if found.report else reverse("reporting:workbooks"))
    if request.POST.get("act") == "aside":
        put_aside(by=request.user, upload=found)
        messages.success(request, _("The file was put aside; nothing of it was written."))
        return back
    try:
        recorded = take_upload(by=request.user, upload=found, over=cells_over(request.POST))
    except MoveRefused:
        found.report.refresh_from_db()
        messages.error(request, closed_because(request.user, found.report))
        return redirect("reporting:workbook_upload", found.uid)
    except WorkbookRefused:
        return redirect("reporting:workbook_upload", found.uid)
    count = len(recorded.saved)
    said = ngettext("%(n)d cell was written from the workbook.", "%(n)d cells were written from the workbook.", count)
    messages.success(request, said % {"n": count})
    return redirect(report_address(found.report))


@require_GET
def upload_given_back(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The workbook given back: what was in it, with its problems in colour."""
    found = _mine_or_404(request, uid)
    judged = judged_upload(request.user, found)
    if judged is None:
        raise Http404("nothing to give back")
    checked = _("checked")
    return _xlsx(given_back(judged), f"{found.name.rpartition('.')[0] or found.name}_{checked}.xlsx")
