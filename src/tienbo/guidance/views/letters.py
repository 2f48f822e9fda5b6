"""The letters of a unit, and a letter as it is read."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tienbo.access.queries import units_where
from tienbo.core import clock
from tienbo.core.incoming import whole_number
from tienbo.core.listing import make_listing
from tienbo.files.downloads import attachment
from tienbo.guidance import queries
from tienbo.guidance.actions import NotAllowedNow, acknowledge_letter, pass_letter_on
from tienbo.guidance.forms import SearchForm
from tienbo.guidance.models import Addressee, Letter
from tienbo.guidance.permissions import ACKNOWLEDGE, ISSUE, VIEW
from tienbo.guidance.states import State
from tienbo.guidance.views.loading import load_letter
from tienbo.guidance.views.review import review_page
from tienbo.tasks.queries import progress_of_papers, tasks_of_paper
from tienbo.units.models import Unit
from tienbo.units.queries import children_of, place_of


@require_GET
def letter_list(request: HttpRequest) -> HttpResponse:
    """What the person's present unit received, issued and is preparing, a tab each."""
    unit = request.unit
    if unit is None or not request.user.has_perm(VIEW, unit):
        return render(request, "guidance/letter_list.html", {"unit": None})
    may_issue = request.user.has_perm(ISSUE, unit)
    form = SearchForm(request.GET)
    shown, rows = _box(unit, request.GET.get("box", ""), form.words, may_issue)
    listing = make_listing(rows, query=request.GET, sorts={"new": ("-pk",)}, default="new")
    papers = [row.letter if shown == "received" else row for row in listing.rows]
    progress = progress_of_papers([paper.group for paper in papers], unit if shown == "received" else None)
    context = {
        "unit": unit,
        "shown": shown,
        "form": form,
        "listing": listing,
        "progress": progress,
        "tabs": _tabs(unit, shown, form.words, may_issue),
        "may_issue": may_issue,
    }
    return render(request, "guidance/letter_list.html", context)


def _box(unit: Unit, asked: str, words: str, may_issue: bool) -> tuple[str, QuerySet]:
    """The list asked for, else what was received; in it, what holds the words."""
    if asked == "drafts" and may_issue:
        return asked, queries.holding(words, queries.drafts_of(unit))
    if asked == "issued":
        return asked, queries.holding(words, queries.letters_issued(unit))
    return "received", queries.holding(words, queries.letters_received(unit), "letter__")


def _tabs(unit: Unit, shown: str, words: str, may_issue: bool) -> list[dict]:
    box = queries.box_of(unit)
    tabs = [("received", _("Received"), box.received), ("issued", _("Issued"), box.issued)]
    if may_issue:
        tabs.append(("drafts", _("Drafts"), box.drafts))
    return [
        {
            "label": label,
            "url": "?" + urlencode({"box": code} | ({"q": words} if words else {})),
            "current": code == shown,
            "count": count,
        }
        for code, label, count in tabs
    ]


@require_GET
def letter_page(request: HttpRequest, uid) -> HttpResponse:
    """A draft opens for review; an issued letter is read, acknowledged, followed."""
    letter = load_letter(request, uid)
    if letter.state == State.DRAFT:
        return review_page(request, letter)
    return render(request, "guidance/letter_page.html", _letter_context(request, letter))


def _letter_context(request: HttpRequest, letter: Letter) -> dict:
    seen_units = units_where(request.user, VIEW, letter.given_on)
    overseer = Letter.objects.overseen_by(request.user).filter(pk=letter.pk).exists()
    addressee = queries.addressee_seen(letter, request.unit, None if overseer else seen_units)
    counts = queries.counts_of(letter)
    issuing = overseer and request.user.has_perm(ISSUE, letter)
    return {
        "letter": letter,
        "issuer_name": place_of(letter.unit, letter.given_on).name,
        "review": queries.review(letter),
        "overseer": overseer,
        "addressee": addressee,
        "addressee_name": place_of(addressee.unit, letter.given_on).name if addressee else "",
        "may_acknowledge": bool(addressee) and request.user.has_perm(ACKNOWLEDGE, addressee.unit),
        "may_pass_on": bool(addressee)
        and request.user.has_perm(ISSUE, addressee.unit)
        and children_of(addressee.unit, clock.today()).exists(),
        "tasks": tasks_of_paper(letter.group, addressee.unit) if addressee else [],
        "counts": counts if overseer else None,
        "progress": progress_of_papers([letter.group]).get(letter.group) if overseer else None,
        "may_withdraw": issuing and letter.state == State.ISSUED and counts.acknowledged == 0,
        "may_number": issuing and letter.state == State.ISSUED and not letter.number,
        "passed_on": queries.passed_on_by(letter, addressee.unit) if addressee else None,
    }


@require_POST
def letter_acknowledge(request: HttpRequest, uid) -> HttpResponse:
    """Took note, for the unit that the form names."""
    letter = load_letter(request, uid)
    unit = _addressed_unit(request, letter)
    try:
        acknowledge_letter(by=request.user, letter=letter, unit=unit)
    except NotAllowedNow:
        messages.warning(request, _("The document was withdrawn: there is nothing to acknowledge."))
    else:
        messages.success(request, _("Acknowledged. The issuer has been told."))
    return redirect("guidance:letter", uid=uid)


@require_POST
def letter_pass_on(request: HttpRequest, uid) -> HttpResponse:
    """Begin the unit's own letter to the units below it."""
    letter = load_letter(request, uid)
    try:
        draft = pass_letter_on(by=request.user, letter=letter, unit=_addressed_unit(request, letter))
    except NotAllowedNow:
        messages.warning(request, _("It cannot be passed on: it was withdrawn, or no unit stands below yours."))
        return redirect("guidance:letter", uid=uid)
    return redirect("guidance:letter", uid=draft.uid)


def _addressed_unit(request: HttpRequest, letter: Letter) -> Unit:
    """The addressee that the form names; one that the person may not look at does not exist for him."""
    number = whole_number(request.POST.get("addressee"))
    if number is None:
        raise Http404
    seen = units_where(request.user, VIEW, letter.given_on)
    return get_object_or_404(Addressee.objects.select_related("unit"), pk=number, letter=letter, unit__in=seen).unit


@require_GET
def letter_file(request: HttpRequest, uid) -> HttpResponse:
    """The file that the letter was read from, as it came."""
    letter = load_letter(request, uid)
    if letter.source_file is None:
        raise Http404
    return attachment(letter.source_file)
