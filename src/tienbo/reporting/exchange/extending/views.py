"""Screens of more time: one unit's, and the requests that wait for its superior."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.core.deadlines import form_date
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.exchange.extending.forms import ActForm, AskForm, DecideForm
from tienbo.reporting.exchange.extending.page import (
    REFUSALS,
    ExtensionPage,
    extension_page,
    requests_page,
    sentence_of,
)
from tienbo.reporting.rounds.extensions.actions import (
    NotWaiting,
    ask_extension,
    decide_extension,
    grant_extension,
    withdraw_extension,
)
from tienbo.reporting.rounds.extensions.states import State


@require_GET
def extensions(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """What the units below asked for, those that wait for an answer first."""
    report = report_or_404(request.user, round, unit)
    rows = requests_page(report)
    context = {"report": report, "rows": rows, "waiting": sum(_waits(each) for each in rows)}
    return render(request, "reporting/extensions.html", context)


@require_http_methods(["GET", "POST"])
def extension(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """One unit's time: its days, what was asked and answered, and what the person may do about it."""
    report = report_or_404(request.user, round, unit)
    page = extension_page(request.user, report)
    if request.method == "GET":
        return _shown(request, page)
    act = ActForm(request.POST)
    if not act.is_valid():
        raise BadRequest("no such act")
    name = act.cleaned_data["act"]
    if not (page.asks if name in {"ask", "withdraw"} else page.decides):
        raise PermissionDenied(name)
    form = _form(page, name, request.POST)
    if name == "withdraw" or form.is_valid():
        try:
            messages.success(request, _done(request, page, name, form))
        except REFUSALS as refused:
            field, sentence = sentence_of(refused)
            form.add_error(field or None, sentence)
        else:
            return redirect(report_address(report, "extension"))
    return _shown(request, extension_page(request.user, report), form)


def _waits(extension) -> bool:
    return extension.state == State.ASKED and not extension.is_moot


def _form(page: ExtensionPage, act: str, data=None):
    if act == "withdraw":
        form = ActForm(data)
        form.full_clean()
        return form
    initial = {"until": page.proposed}
    return (
        AskForm(data, initial=initial) if act == "ask" else DecideForm(data, initial=initial, refuses=act == "refuse")
    )


def _done(request: HttpRequest, page: ExtensionPage, act: str, form) -> str:
    """Carry it out; the sentence that says so."""
    given, by = form.cleaned_data, request.user
    if act == "ask":
        ask_extension(by=by, report=page.report, until=given["until"], reason=given["reason"])
        return _("Asked. %(unit)s has been told.") % {"unit": page.report.participant.superior.name}
    if act in {"withdraw", "refuse"} and page.waiting is None:
        raise NotWaiting(page.told[0].state if page.told else State.WITHDRAWN)
    if act == "withdraw":
        withdraw_extension(by=by, extension=page.waiting)
        return _("The request is taken back.")
    if act == "refuse":
        decide_extension(by=by, extension=page.waiting, until=None, answer=given["answer"])
        return _("No more time is given. The unit has been told.")
    if page.waiting is not None:
        decide_extension(by=by, extension=page.waiting, until=given["until"], answer=given["answer"])
    else:
        grant_extension(by=by, report=page.report, until=given["until"], answer=given["answer"])
    return _("Extended to %(day)s. The unit has been told.") % {"day": form_date(given["until"])}


def _shown(request: HttpRequest, page: ExtensionPage, form=None) -> HttpResponse:
    asking = form if isinstance(form, AskForm) else AskForm(initial={"until": page.proposed})
    deciding = form if isinstance(form, DecideForm) else DecideForm(initial={"until": page.proposed})
    context = {
        "page": page,
        "report": page.report,
        "asking": asking,
        "deciding": deciding,
        "refused": form.non_field_errors() if form is not None else (),
        "report_url": report_address(page.report),
    }
    return render(request, "reporting/extension.html", context, status=422 if form is not None else 200)
