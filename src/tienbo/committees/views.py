"""Screens of a unit's committee and its standing office."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tienbo.access.loaders import unit_or_404
from tienbo.access.permissions import Permission
from tienbo.committees.actions import NoSuchIssuer, end_paper_issuer, establish_committee, name_paper_issuer
from tienbo.committees.forms import (
    CommitteeForm,
    EndIssuerForm,
    PaperIssuerForm,
    StandingOfficeForm,
    initial_of,
    initial_of_issuer,
)
from tienbo.committees.kinds_of_paper import KindOfPaper
from tienbo.committees.queries import (
    committee_of,
    committees_on_record,
    issuers_by_kind,
    paper_issuer_of,
    paper_issuers_on_record,
    possible_standing_offices,
    signing_seat_of,
    standing_offices_on_record,
)
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.links import link_to
from tienbo.units.actions import name_standing_office
from tienbo.units.models import Unit
from tienbo.units.queries import place_of, standing_office_of


@require_http_methods(["GET", "HEAD", "POST"])
def committee(request: HttpRequest, uid) -> HttpResponse:
    """Record a unit's committee from a day on, beginning from what is on record."""
    unit = _kept_unit(request, uid)
    today = clock.today()
    current = committee_of(unit, today)
    initial = initial_of(current, signing_seat_of(current, today) if current else None)
    form = CommitteeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        establish_committee(by=request.user, unit=unit, **form.cleaned_data)
        messages.success(request, _("The committee is on record."))
        return redirect(_page_of(unit))
    context = {
        "title": _("The committee and who signs"),
        "intro": _(
            "What is recorded here stands in the head and the foot of the unit's reports "
            "that are made from this day on. Reports issued before stay as they are."
        ),
        "form": form,
        "on_record": committees_on_record(unit),
        **_unit_context(unit),
    }
    return render(request, "committees/committee.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def standing_office(request: HttpRequest, uid) -> HttpResponse:
    """Name the standing office of a unit's committee from a day on."""
    unit = _kept_unit(request, uid)
    today = clock.today()
    offices = possible_standing_offices(unit, today)
    form = StandingOfficeForm(request.POST or None, offices=offices, current=standing_office_of(unit, today))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        holder = next(place.unit for place in offices if str(place.unit.uid) == data["held_by"])
        name_standing_office(by=request.user, unit=unit, **data | {"held_by": holder})
        messages.success(request, _("The standing office is on record."))
        return redirect(_page_of(unit))
    context = {
        "title": _("Standing office"),
        "intro": _(
            "The standing office is whom the units below ring and write to. "
            "It receives no rights by this: those come from the roles of its people."
        ),
        "form": form,
        "on_record": standing_offices_on_record(unit),
        **_unit_context(unit),
    }
    return render(request, "committees/standing_office.html", context)


@require_http_methods(["GET", "HEAD"])
def paper_issuers(request: HttpRequest, uid) -> HttpResponse:
    """Whose papers the reports of each kind are."""
    unit = _kept_unit(request, uid)
    today = clock.today()
    context = {
        "title": _("Issuers by kind of report"),
        "kinds": issuers_by_kind(unit, today),
        "committee": committee_of(unit, today),
        "unit": unit,
        **_unit_context(unit),
    }
    return render(request, "committees/paper_issuers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_issuer(request: HttpRequest, uid, kind: str) -> HttpResponse:
    """Record whose papers the reports of one kind are from a day on, or that they are the committee's own again."""
    unit = _kept_unit(request, uid)
    today = clock.today()
    named = _kind_or_404(unit, kind)
    ends = request.method == "POST" and request.POST.get("act") == "end"
    current, committee = paper_issuer_of(unit, kind, today), committee_of(unit, today)
    initial = initial_of_issuer(current, committee, signing_seat_of(committee, today) if committee else None)
    form = PaperIssuerForm(request.POST if request.method == "POST" and not ends else None, initial=initial)
    ending = EndIssuerForm(request.POST if ends else None)
    if ends and ending.is_valid() and _end(request, unit, kind, ending):
        return redirect("committees:paper_issuers", uid=unit.uid)
    if form.is_bound and form.is_valid():
        name_paper_issuer(by=request.user, unit=unit, kind_of_paper=kind, **form.cleaned_data)
        messages.success(request, _("The issuer is on record."))
        return redirect("committees:paper_issuers", uid=unit.uid)
    context = {
        "title": named.name,
        "form": form,
        "ending": ending if paper_issuers_on_record(unit, kind) else None,
        "on_record": paper_issuers_on_record(unit, kind),
        "unit": unit,
        **_unit_context(unit),
    }
    return render(request, "committees/paper_issuer.html", context)


def _end(request: HttpRequest, unit: Unit, kind: str, ending: EndIssuerForm) -> bool:
    try:
        end_paper_issuer(by=request.user, unit=unit, kind_of_paper=kind, since=ending.cleaned_data["until"])
    except NoSuchIssuer:
        ending.add_error("until", _("On that day these reports are the committee’s own papers already."))
        return False
    messages.success(request, _("From that day on these reports are the committee’s own papers again."))
    return True


def _kind_or_404(unit: Unit, code: str) -> KindOfPaper:
    found = next((each.kind for each in issuers_by_kind(unit, clock.today()) if each.kind.code == code), None)
    if found is None:
        raise Http404("no such kind of paper")
    return found


def _kept_unit(request: HttpRequest, uid) -> Unit:
    """The unit, for whoever keeps its committee: 404 to a stranger, 403 to who sees it only."""
    unit = unit_or_404(request.user, uid=uid)
    authorise(request.user, Permission.COMMITTEE_KEEP, unit)
    return unit


def _unit_context(unit: Unit) -> dict:
    return {"unit_name": place_of(unit).name, "unit_url": _page_of(unit)}


def _page_of(unit: Unit) -> str:
    return link_to("units", "unit", str(unit.uid))
