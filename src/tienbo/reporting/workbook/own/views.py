"""Screens of layouts: the list at a report, a new one on a sample, one said sheet by sheet, used, retired."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tienbo.core.incoming import whole_number
from tienbo.documents.extraction import Classified, Unreadable
from tienbo.files.forms import sentence_of
from tienbo.reporting.entry.grids import words
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.workbook.actions import look_again
from tienbo.reporting.workbook.models import OwnLayout, WorkbookUpload
from tienbo.reporting.workbook.own.actions import (
    LayoutRefused,
    begin_layout,
    declare_table,
    discard_layout,
    retire_layout,
    use_layout,
)
from tienbo.reporting.workbook.own.forms import NameForm, SampleForm
from tienbo.reporting.workbook.own.pages import Sample, layout_page, layout_rows
from tienbo.reporting.workbook.own.queries import Owner, owner_of, owners_for


@require_http_methods(["GET", "POST"])
def own_layouts(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """How files of the office's own are read into a report, and a new one begun on a sample."""
    report = report_or_404(request.user, round, unit)
    owners = owners_for(request.user, report)
    if request.method == "POST" and not owners:
        raise PermissionDenied("not an officer who enters for the unit")
    upload = _upload(request, report)
    form = SampleForm(request.POST, request.FILES, owners=owners) if _is_sent(request) else SampleForm(owners=owners)
    if request.method == "POST" and (upload or form.is_valid()):
        row = _begun(request, report, form, owners[0] if upload else form.owner, upload)
        if row is not None:
            return redirect(_address(report, row))
    context = {
        "report": report,
        "rows": layout_rows(request.user, report),
        "form": form,
        "may_keep": bool(owners),
        "crumbs": _crumbs(report),
    }
    return render(request, "reporting/own_layouts.html", context, status=422 if form.errors else 200)


def _is_sent(request: HttpRequest) -> bool:
    return request.method == "POST" and "upload" not in request.POST


def _upload(request: HttpRequest, report: Report) -> WorkbookUpload | None:
    """A file that the person sent to this report and that is kept; 404 for any other."""
    if request.method != "POST" or "upload" not in request.POST:
        return None
    try:
        uid = uuid.UUID(request.POST["upload"])
    except ValueError:
        raise Http404("no such file") from None
    mine = WorkbookUpload.objects.filter(by_uid=request.user.uid, report=report, file__isnull=False)
    found = mine.select_related("file").filter(uid=uid).first()
    if found is None:
        raise Http404("no such file")
    return found


def _begun(
    request: HttpRequest, report: Report, form: SampleForm, owner: Owner, upload: WorkbookUpload | None
) -> OwnLayout | None:
    """The new draft; None when the file is refused, which the page says."""
    try:
        if upload is not None:
            return begin_layout(by=request.user, report=report, owner=owner, name=upload.name, upload=upload)
        file = form.cleaned_data["sample"]
        return begin_layout(by=request.user, report=report, owner=owner, name=file.name, data=file.read())
    except (Classified, Unreadable) as refusal:
        said = sentence_of(refusal)
    except LayoutRefused as refusal:
        said = words(refusal.why)
    if upload is not None:
        messages.error(request, said)
    else:
        form.add_error("sample", said)
    return None


def _address(report: Report, row: OwnLayout, number: int = 1) -> str:
    address = report_address(report, "own_layout", row.uid)
    return address if number == 1 else f"{address}?grid={number}"


def _crumbs(report: Report, last: str = "") -> list[dict]:
    way = [
        {"label": _("Reports"), "url": reverse("reporting:reports")},
        {"label": report.round.title, "url": report_address(report)},
        {"label": _("Workbook"), "url": report_address(report, "workbook")},
        {"label": _("The office’s own tables"), "url": report_address(report, "own_layouts")},
    ]
    return [*way, {"label": last, "url": ""}] if last else way


@require_http_methods(["GET", "POST"])
def own_layout(request: HttpRequest, round: str, unit: str, uid: uuid.UUID) -> HttpResponse:
    """One layout: the sample as a table, a choice at each column and each row, and what would be read from it."""
    report = report_or_404(request.user, round, unit)
    row, owner = _layout_or_404(request, report, uid)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    sample = Sample(report, row)
    number = whole_number(request.POST.get("grid") or request.GET.get("grid") or "1") or 1
    number = number if number <= len(sample.grids) else 1
    form, proposed = sample.form(sample.grid(number), request.POST if act == "save" else None)
    name = NameForm(request.POST) if act == "use" else NameForm(initial={"name": row.name})
    if act and (done := _done(request, sample, act, form, name, number)):
        return done
    context = {
        "report": report,
        "page": layout_page(sample, owner, number, form, proposed),
        "name": name,
        "crumbs": _crumbs(report, row.name),
    }
    is_wrong = (form.is_bound and form.errors) or (name.is_bound and name.errors)
    return render(request, "reporting/own_layout.html", context, status=422 if is_wrong else 200)


def _layout_or_404(request: HttpRequest, report: Report, uid: uuid.UUID) -> tuple[OwnLayout, Owner]:
    """A layout by which files may be read into the report; 403 for whoever may not change it: he sees no sample."""
    row = OwnLayout.objects.filter(uid=uid, form_code=report.round.form.code).select_related("sample", "unit").first()
    owner = owner_of(report, row) if row else None
    if row is None or owner is None:
        raise Http404("no such layout")
    if not request.user.has_perm(owner.permission, owner.over):
        raise PermissionDenied("not an officer who enters for the unit")
    return row, owner


def _done(request: HttpRequest, sample: Sample, act: str, form, name: NameForm, number: int) -> HttpResponse | None:
    """What was asked for; None when something of it is wrong, which the page says."""
    report, row = sample.report, sample.row
    try:
        if act == "save":
            return _saved(request, sample, form, number)
        if act == "use":
            return _used(request, report, row, name)
        if act == "retire":
            retire_layout(by=request.user, report=report, row=row)
            messages.success(request, _("Files are no longer read by “%(name)s”.") % {"name": row.name})
        elif act == "discard":
            discard_layout(by=request.user, report=report, row=row)
            messages.success(request, _("“%(name)s” and its sample were thrown away.") % {"name": row.name})
    except LayoutRefused as refusal:
        messages.error(request, words(refusal.why))
        return redirect(_address(report, row, number))
    return redirect(report_address(report, "own_layouts"))


def _saved(request: HttpRequest, sample: Sample, form, number: int) -> HttpResponse | None:
    if not form.is_valid():
        return None
    said = form.cleaned_data
    declare_table(
        by=request.user,
        report=sample.report,
        row=sample.row,
        grid=form.grid,
        columns=said["columns"],
        rows=said["rows"],
        scale=said.get("scale") or 1,
        dash=said["dash"],
        seen=said["seen"],
    )
    messages.success(request, _("Kept. Below is what would be read from this very file."))
    return redirect(_address(sample.report, sample.row, number) + "#reads")


def _used(request: HttpRequest, report: Report, row: OwnLayout, name: NameForm) -> HttpResponse | None:
    if not name.is_valid():
        return None
    row = use_layout(by=request.user, report=report, row=row, name=name.cleaned_data["name"])
    look_again(by=request.user, report=report)
    messages.success(request, _("From now on files like this are read as “%(name)s”: send one.") % {"name": row.name})
    return redirect(report_address(report, "workbook"))
