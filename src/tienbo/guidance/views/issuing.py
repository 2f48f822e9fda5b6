"""A letter is issued, or withdrawn: first what will happen and to whom, then the deed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tienbo.core.authorise import authorise
from tienbo.guidance import queries
from tienbo.guidance.actions import (
    CannotIssue,
    CannotWithdraw,
    NotAllowedNow,
    issue_letter,
    number_letter,
    withdraw_letter,
)
from tienbo.guidance.forms import NumberForm
from tienbo.guidance.models import Letter
from tienbo.guidance.permissions import ISSUE
from tienbo.guidance.views.loading import load_draft, load_overseen
from tienbo.units.models import Unit


@require_http_methods(["GET", "POST"])
def letter_issue(request: HttpRequest, uid) -> HttpResponse:
    """Addressees to tick, what each will get, what is still missing; then issued."""
    letter = load_draft(request, uid)
    groups = queries.addressee_choices(letter)
    offered = {str(choice.place.unit_id): choice.place.unit for group in groups for choice in group.choices}
    if request.method == "POST":
        ticked = {key for key in request.POST.getlist("unit") if key in offered}
        if request.POST.get("act") == "issue" and (issued := _issue(request, letter, [offered[key] for key in ticked])):
            return issued
    else:
        ticked = {str(choice.place.unit_id) for group in groups for choice in group.choices if choice.suggested}
    context = _preview(letter, groups, ticked, [offered[key] for key in ticked])
    return render(request, "guidance/letter_issue.html", context)


def _preview(letter: Letter, groups: list, ticked: set[str], units: list[Unit]) -> dict:
    review = queries.review(letter)
    return {
        "letter": letter,
        "groups": groups,
        "ticked": ticked,
        "review": review,
        "units": len(units),
        "given": review.kept_tasks * len(units),
        "cautions": queries.cautions(letter),
        "obstacles": queries.obstacles_to_issue(letter, units),
        "report_deadlines": queries.report_deadlines(letter),
    }


def _issue(request: HttpRequest, letter: Letter, units: list[Unit]) -> HttpResponse | None:
    """The redirect once it is issued; None when the page must say again what is missing."""
    try:
        issued = issue_letter(by=request.user, letter=letter, addressees=units)
    except CannotIssue:
        return None
    except NotAllowedNow:
        messages.warning(request, _("The document was issued already."))
        return redirect("guidance:letter", uid=letter.uid)
    said = ngettext(
        "Issued to %(count)d unit; tasks given: %(tasks)d.",
        "Issued to %(count)d units; tasks given: %(tasks)d.",
        issued.addressees,
    )
    messages.success(request, said % {"count": issued.addressees, "tasks": issued.tasks})
    return redirect("guidance:letter", uid=letter.uid)


@require_http_methods(["GET", "POST"])
def letter_number(request: HttpRequest, uid) -> HttpResponse:
    """The number and the day of a letter that was issued without."""
    letter = load_overseen(request, uid)
    authorise(request.user, ISSUE, letter)
    form = NumberForm(request.POST if request.method == "POST" else None, initial={"issued_on": letter.issued_on})
    if request.method == "POST" and form.is_valid():
        try:
            number_letter(by=request.user, letter=letter, **form.cleaned_data)
        except CannotIssue as refusal:
            form.add_error("number", refusal.obstacles[0].sentence)
        except NotAllowedNow:
            messages.warning(request, _("The document has its number already."))
            return redirect("guidance:letter", uid=uid)
        else:
            messages.success(request, _("Saved."))
            return redirect("guidance:letter", uid=uid)
    context = {"letter": letter, "form": form}
    return render(request, "guidance/letter_number.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def letter_withdraw(request: HttpRequest, uid) -> HttpResponse:
    """Take the letter back, after asking."""
    letter = load_overseen(request, uid)
    authorise(request.user, ISSUE, letter)
    if request.method == "GET":
        context = {"letter": letter, "names": queries.addressee_names(letter)}
        return render(request, "guidance/letter_withdraw.html", context)
    try:
        withdraw_letter(by=request.user, letter=letter)
    except (CannotWithdraw, NotAllowedNow):
        messages.error(request, _("It can no longer be withdrawn: a unit has taken note of it or reported a task."))
    else:
        messages.success(request, _("Withdrawn. The addressees have been told."))
    return redirect("guidance:letter", uid=letter.uid)
