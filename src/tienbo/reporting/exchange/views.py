"""Screens between offices: the list of reports, one report, what is done to it, its versions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.access.permissions import Permission
from tienbo.core.csv_files import csv_lines
from tienbo.core.deadlines import form_date
from tienbo.documents.extraction import Classified
from tienbo.documents.signatures import KeyRefused
from tienbo.files.downloads import attachment, csv_download
from tienbo.files.forms import sentence_of
from tienbo.reporting.consolidation.differences import drifted
from tienbo.reporting.consolidation.queries import latest_version
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.exchange import deeds
from tienbo.reporting.exchange.actions import NothingReported, NotOwed, NotYetSent, ReasonMissing, SendRefused
from tienbo.reporting.exchange.asking.page import listed
from tienbo.reporting.exchange.cell_names import lines_by_table
from tienbo.reporting.exchange.confirming import confirmation
from tienbo.reporting.exchange.desk import reports_of, to_take
from tienbo.reporting.exchange.differing import COLUMNS, difference_rows, differences_page
from tienbo.reporting.exchange.moves import allowed, possible
from tienbo.reporting.exchange.page import cell_names, page_of, said_of
from tienbo.reporting.exchange.papers import PaperRefused
from tienbo.reporting.exchange.receipts import receipt_of
from tienbo.reporting.exchange.sent import version_page
from tienbo.reporting.exchange.shown import ShownOtherwise, stamp_of
from tienbo.reporting.loaders import version_or_404
from tienbo.reporting.rounds.audience import estimate_of
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import MoveRefused
from tienbo.reporting.signing.page import signatures_of
from tienbo.reporting.versions.queries import signed_paper_of


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of the unit where the person sits, over all rounds, and those below it that wait to be taken."""
    unit = request.unit
    if unit is None or not request.user.has_perm(Permission.REPORT_VIEW, unit):
        return render(request, "reporting/reports.html", {"unit": None})
    own = reports_of(unit)
    above = set(
        Participant.objects.filter(superior__in=[each.report.participant_id for each in own])
        .values_list("superior_id", flat=True)
        .order_by()
    )
    context = {
        "unit": unit,
        "rows": [(each, each.report.participant_id in above) for each in own],
        "waiting": to_take(unit),
    }
    return render(request, "reporting/reports.html", context)


@require_GET
def report(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """One report: where it stands, what to do next, what is wrong, what was sent."""
    found = report_or_404(request.user, round, unit)
    below = Participant.objects.filter(superior=found.participant_id).exists()
    context = {
        "page": page_of(request.user, found),
        "has_below": below,
        "slug": found.participant.slug,
        "differing": drifted([found]).get(found.pk, 0),
        "estimates": estimate_of(found.round) is not None and (below or found.versions.exists()),
    }
    return render(request, "reporting/report.html", context)


def _confirmed(request: HttpRequest, round: str, unit: str, act: str) -> HttpResponse:
    """First what will happen and to whom, then the deed. A deed that fails changes nothing and says why."""
    found = report_or_404(request.user, round, unit)
    if not allowed(request.user, found, act):
        raise PermissionDenied(act)
    if not possible(found, act, sent=latest_version(found) is not None):
        messages.warning(request, _("The report stands at “%(state)s” now: this is no longer possible.")
                         % {"state": found.get_state_display()})  # fmt: skip
        return redirect(report_address(found))
    names = cell_names(found) if act == "return" else {}
    form = deeds.form_of(act, request, found, names)
    if request.method == "POST" and form.is_valid() and _do(request, found, act, form):
        return redirect(deeds.after(found, act))
    said = confirmation(found, act)
    context = {
        "report": found,
        "report_url": report_address(found),
        "act": act,
        "said": said,
        "shown": stamp_of(found, act),
        "form": form,
        "names": names,
        "lines": lines_by_table(names),
        "blocking": said_of(found, said.blocking),
        "travelling": said_of(found, said.travelling),
        "questions": listed(found, said.questions),
        "sent_again": act == "take" and found.versions.count() > 1,
        "paper": signatures_of(signed_paper_of(latest_version(found))) if act in {"paper", "sign"} else None,
        "slug": found.participant.slug,
    }
    return render(request, "reporting/act.html", context, status=422 if request.method == "POST" else 200)


def _do(request: HttpRequest, report: Report, act: str, form) -> bool:
    """Carry it out; False with the reason on the page when it cannot be done."""
    try:
        shown = request.POST.get("shown", "")
        messages.success(request, deeds.do(act, by=request.user, report=report, form=form, shown=shown))
    except ShownOtherwise:
        messages.warning(
            request, _("The report has changed since this page was opened, and nothing was done. Look at it again.")
        )
    except SendRefused:
        messages.error(request, _("Nothing was sent: the report holds errors. Mend them first."))
    except NothingReported:
        return False  # The page itself says why.
    except NotOwed:
        messages.error(request, _("Nothing was sent: the unit owes no report in this round."))
    except ReasonMissing:
        form.add_error(None, _("Write the reason."))
    except NotYetSent as refused:
        form.add_error("received_on", _("The report was sent on %(day)s: nobody received it before.")
                       % {"day": form_date(refused.sent_on)})  # fmt: skip
    except PaperRefused as refused:
        form.add_error(refused.field, str(refused))
        if refused.may_be_scan:
            form.offer_scan()
    except KeyRefused as refused:
        form.add_error("certificate", sentence_of(refused))
    except Classified:
        form.add_error("file", _("The file bears a secrecy mark and was not kept."))
    except MoveRefused as refused:
        messages.error(request, _("Nothing was done: the report stands at “%(state)s” now.")
                       % {"state": refused.state.label})  # fmt: skip
    else:
        return True
    return False


@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The officer puts the report forward for signature."""
    return _confirmed(request, round, unit, "prepare")


@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The officer takes it back to edit."""
    return _confirmed(request, round, unit, "resume")


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The head or a delegate sends."""
    return _confirmed(request, round, unit, "submit")


@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The sender takes back what is not taken yet."""
    return _confirmed(request, round, unit, "recall")


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The superior takes the report."""
    return _confirmed(request, round, unit, "take")


@require_http_methods(["GET", "POST"])
def ask_more(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The superior asks for more, with reasons per cell."""
    return _confirmed(request, round, unit, "return")


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The unit opens a taken report for a new version."""
    return _confirmed(request, round, unit, "reopen")


@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The topmost report is taken by its receipt from above."""
    return _confirmed(request, round, unit, "receipt")


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The signed paper is recorded."""
    return _confirmed(request, round, unit, "paper")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The version's document is signed here, by a certificate file."""
    return _confirmed(request, round, unit, "sign")


@require_GET
def differences(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """What is no longer as it was signed, and the units below it comes from."""
    found = report_or_404(request.user, round, unit)
    context = {
        "report": found,
        "page": differences_page(request.user, found),
        "slug": found.participant.slug,
        "report_url": report_address(found),
    }
    return render(request, "reporting/differences.html", context)


@require_GET
def differences_csv(request: HttpRequest, round: str, unit: str) -> StreamingHttpResponse:
    """All of them as a file."""
    found = report_or_404(request.user, round, unit)
    return csv_download(f"khac-so-da-ky-{round}-{unit}.csv", csv_lines(COLUMNS, difference_rows(found)))


@require_GET
def version(request: HttpRequest, round: str, unit: str, number: int) -> HttpResponse:
    """A version as it was sent: figures, text, verification code, what was decided about it."""
    found = version_or_404(request.user, round, unit, number)
    page = version_page(found, request.GET.get("table", ""))
    return render(request, "reporting/version.html", {"page": page, "slug": found.report.participant.slug})


@require_GET
def version_receipt(request: HttpRequest, round: str, unit: str, number: int) -> JsonResponse:
    """The receipt that a unit keeps: with it, it proves later what it sent."""
    found = version_or_404(request.user, round, unit, number)
    answer = JsonResponse(receipt_of(found), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = content_disposition_header(True, f"{round}-{unit}-v{number}.json")
    return answer


@require_GET
def version_paper(request: HttpRequest, round: str, unit: str, number: int) -> HttpResponse:
    """The signed paper of a version as it was kept."""
    found = signed_paper_of(version_or_404(request.user, round, unit, number))
    if found is None or found.file is None:
        raise Http404("no paper kept")
    return attachment(found.file)
