"""Screens of urging by other channels: texts to copy, and the official letter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.days_off import calendar
from tienbo.documents.extraction.sniffing import MEDIA_TYPES
from tienbo.files.downloads import attachment
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.reminders import wording
from tienbo.reporting.reminders.letters.actions import NobodyOwes, NotSignedYet, NumberTaken, record_letter
from tienbo.reporting.reminders.letters.forms import LetterForm
from tienbo.reporting.reminders.letters.gathering import (
    WRITERS,
    chosen,
    issuer_of,
    letter_name,
    letter_of,
    letter_visible_to,
    link_to_round,
    owing_below,
    print_letter,
    usual_words,
)
from tienbo.reporting.reminders.models import RemindingLetter
from tienbo.reporting.rounds.models import Report

# How far ahead a letter asks, in working days.
AHEAD = 3


@require_GET
def zalo(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Texts to copy into Zalo: one for the group, one for each unit that has not sent."""
    report = _urging(request, round, unit)
    units, today = owing_below(report), clock.today()
    link = link_to_round(report, request.build_absolute_uri("/"))
    title, issuer = report.round.title, issuer_of(report, today).name
    context = {
        "report": report,
        "group": wording.group_message(title, issuer, [each.said for each in units], link, today) if units else "",
        "each": [(each, wording.unit_message(title, issuer, each.said, link, today)) for each in units],
    }
    return render(request, "reporting/zalo.html", context)


@require_http_methods(["GET", "POST"])
def reminding_letter(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """The letter to those who have not sent: chosen, worded, downloaded; recorded once it is numbered. The board posts
    the units that were ticked on it as act "letter"."""
    report = _urging(request, round, unit)
    units, act = owing_below(report), request.POST.get("act", "")
    slugs = [each.participant.slug for each in units]
    if act not in {*WRITERS, "record"}:
        ticked = set(request.POST.getlist("row")) or {each.participant.slug for each in units if each.is_late}
        initial = {"row": ticked, "until": calendar().add(clock.today(), AHEAD), "words": usual_words(report)}
        return _page(request, report, units, LetterForm(initial=initial, slugs=slugs), ticked)
    form = LetterForm(request.POST, slugs=slugs, recording=act == "record")
    if not form.is_valid():
        return _page(request, report, units, form, set(request.POST.getlist("row")), 422)
    if act in WRITERS:
        return _download(report, units, form, act)
    return _recorded(request, report, units, form)


@require_GET
def reminding_letter_file(request: HttpRequest, number: int) -> HttpResponse:
    """The PDF of a letter that was recorded, for the office that sent it and for the units that it went to."""
    found = letter_visible_to(request.user, number)
    if found is None:
        raise Http404("no such letter")
    return attachment(found.document.file)


def _urging(request: HttpRequest, round: str, unit: str) -> Report:
    report = report_or_404(request.user, round, unit)
    authorise(request.user, Permission.REPORT_TAKE, report.answered_by)
    return report


def _download(report: Report, units, form: LetterForm, format: str) -> HttpResponse:
    given = form.cleaned_data
    letter = letter_of(report, chosen(units, given["row"]), until=given["until"], words=given["words"])
    response = HttpResponse(print_letter(letter, format), content_type=MEDIA_TYPES[format])
    response["Content-Disposition"] = content_disposition_header(True, letter_name(report, format))
    return response


def _recorded(request: HttpRequest, report: Report, units, form: LetterForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        record_letter(
            by=request.user, report=report, slugs=given["row"], until=given["until"], words=given["words"],
            number=given["number"], signed_on=given["signed_on"],
        )  # fmt: skip
    except NumberTaken:
        form.add_error("number", _("Another outgoing document of the year bears this number."))
    except NotSignedYet:
        form.add_error("signed_on", _("This day has not come yet."))
    except NobodyOwes:
        form.add_error(None, _("None of the ticked units owes its report any more."))
    else:
        messages.success(request, _("The letter is in the register. Its PDF can be downloaded here."))
        return redirect(report_address(report, "reminding_letter"))
    return _page(request, report, units, form, set(given["row"]), 422)


def _page(request: HttpRequest, report: Report, units, form: LetterForm, ticked: set, status: int = 200):
    letters = RemindingLetter.objects.filter(report=report).select_related("document").order_by("-pk")
    context = {
        "report": report,
        "form": form,
        "units": [(each, each.participant.slug in ticked) for each in units],
        "letters": letters,
        "today": clock.today(),
    }
    return render(request, "reporting/reminding_letter.html", context, status=status)
