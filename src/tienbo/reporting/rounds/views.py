"""Rounds: the list, opening one, its page, and who owes nothing in it."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.access.loaders import get_or_404
from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.incoming import whole_number
from tienbo.core.listing import make_listing
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.rounds.actions import (
    StandingFixed,
    exempt_participant,
    hand_to_successor,
    open_round,
    reinstate_participant,
)
from tienbo.reporting.rounds.audience import estimate_of
from tienbo.reporting.rounds.forms import REPORT_NAMES, RoundForm, StandingForm
from tienbo.reporting.rounds.loads import chosen_of
from tienbo.reporting.rounds.models import Participant
from tienbo.reporting.rounds.papers.queries import papers_of
from tienbo.reporting.rounds.proposals import asking_letter, likely_report, proposal, spans_of
from tienbo.reporting.rounds.queries import (
    due_lines,
    due_of,
    entries_of_rounds,
    form_name,
    round_page,
    rounds_visible_to,
    usual_form,
)
from tienbo.units.kinds import Kind
from tienbo.units.models import Unit
from tienbo.units.queries import place_of, tree_below


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds in which a unit that one sees takes part, the newest first."""
    listing = make_listing(
        rounds_visible_to(request.user),
        query=request.GET,
        sorts={"closing": ("closing_on", "id"), "title": ("title", "id")},
        default="-closing",
    )
    context = {
        "listing": listing,
        "entries": entries_of_rounds(listing.rows, request.unit),
        "may_open": request.unit is not None and request.user.has_perm(Permission.ROUND_OPEN, request.unit),
        "report_names": REPORT_NAMES,
    }
    return render(request, "reporting/rounds.html", context)


@require_http_methods(["GET", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """A new round: what it is, then who would report to whom, then opened."""
    unit = request.unit
    if unit is None:
        raise Http404("no seat")
    authorise(request.user, Permission.ROUND_OPEN, unit)
    newest = usual_form(unit)
    if newest is None:
        return render(request, "reporting/round_no_form.html")
    today = clock.today()
    report = request.GET.get("report", "")
    report = report if report in REPORT_NAMES else likely_report(today)
    if request.method == "POST":
        form = RoundForm(request.POST, unit=unit, tree_on=today)
        if form.is_valid() and request.POST.get("act") == "open":
            return _open(request, unit, form)
        report = request.POST.get("report", report)
    else:
        initial = _proposal(unit, report, newest, today, whole_number(request.GET.get("span", "")) or 0)
        form = RoundForm(unit=unit, tree_on=today, initial=initial)
    context = {
        "form": form,
        **_preview(form),
        "overlapping": form.overlapping(),
        "spans": spans_of(definition_of(newest), report, form["ends_on"].initial.year) if not form.is_bound else (),
        "asking": asking_letter(unit, report, today),
        "kind_names": dict(Kind.choices),
        "tabs": [
            {"label": name, "url": f"?report={code}", "current": code == report, "count": None}
            for code, name in REPORT_NAMES.items()
        ],
    }
    return render(request, "reporting/round_new.html", context, status=422 if form.errors else 200)


def _preview(form: RoundForm) -> dict:
    if not (form.is_bound and form.is_valid()):
        return {"preview": None}
    loads = form.loads()
    return {
        "preview": form.preview(),
        "loads": loads,
        "without_due": _names(load.kind for load in loads if not load.has_due),
        "without_cells": _names(load.kind for load in loads if load.is_nothing),
    }


def _names(kinds: Iterable[str]) -> str:
    return ", ".join(str(Kind(kind).label).lower() for kind in kinds)


def _proposal(unit: Unit, report: str, newest: FormVersion, today, place: int) -> dict:
    present = {place.kind for place in tree_below(unit, today)}
    kinds = [kind.value for kind in Kind if kind in present]
    return proposal(unit, kinds, place_of(unit, today).kind, report, newest, today, place)


def _open(request: HttpRequest, unit: Unit, form: RoundForm) -> HttpResponse:
    whole = form.cleaned_data["units"] == "all"
    units = None if whole else [place.unit for place in form.wanted()]
    round = open_round(by=request.user, unit=unit, plan=form.plan(), units=units)
    messages.success(request, _("The round is open. Every unit has been told."))
    return redirect("reporting:round", round=round.code)


@require_GET
def round_detail(request: HttpRequest, round: str) -> HttpResponse:
    """A round: facts, due days, and the units in it that one sees, each with where its report stands."""
    found = get_or_404(rounds_visible_to(request.user).prefetch_related("dues"), code=round)
    page = round_page(request.user, found, request.unit)
    context = {
        "round": found,
        "page": page,
        "form_name": form_name(found.form),
        "dues": due_lines(found, clock.today()),
        "own_due": due_of(page.own.participant) if page.own else None,
        "report_name": REPORT_NAMES[found.report],
        "estimate_to": estimate_of(found),
        "chosen": chosen_of(found),
        "may_change": request.user.has_perm(Permission.ROUND_OPEN, found.unit),
        "papers": papers_of(request.user, found),
        "may_keep_issuers": request.user.has_perm(Permission.COMMITTEE_KEEP, found.unit),
        "may_change_rules": request.user.has_perm(Permission.RULES_EDIT, found.unit),
    }
    return render(request, "reporting/round.html", context)


@require_http_methods(["GET", "POST"])
def standing(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Exempt a participant, hand its report to a successor, or let it report itself again."""
    found = get_or_404(rounds_visible_to(request.user), code=round)
    participant = _participant(request, found, unit)
    authorise(request.user, Permission.ROUND_OPEN, found.unit)
    form = StandingForm(request.POST or None, participant=participant)
    if request.method == "POST" and form.is_valid():
        try:
            _stand(request.user, participant, form.cleaned_data)
        except StandingFixed:
            form.add_error(None, _("This unit has already put its report forward or sent it: it cannot be let off."))
        else:
            messages.success(request, _("Noted. The board shows the reason."))
            return redirect("reporting:round", round=found.code)
    context = {"round": found, "participant": participant, "form": form}
    return render(request, "reporting/round_standing.html", context, status=422 if form.errors else 200)


def _stand(by, participant: Participant, given: dict) -> None:
    if given["standing"] == StandingForm.EXEMPT:
        exempt_participant(by=by, participant=participant, reason=given["reason"])
    elif given["standing"] == StandingForm.HANDED_OVER:
        hand_to_successor(by=by, participant=participant, successor=given["successor"], reason=given["reason"])
    else:
        reinstate_participant(by=by, participant=participant)


def _participant(request: HttpRequest, round, slug: str) -> Participant:
    page = round_page(request.user, round, None)
    found = next((row.participant for row in page.rows if row.participant.slug == slug), None)
    if found is None or found.superior_id is None:
        raise Http404("no such participant")
    return found
