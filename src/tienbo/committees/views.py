"""Screens of a unit's committee and its standing office."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tienbo.access.loaders import unit_or_404
from tienbo.access.permissions import Permission
from tienbo.committees.actions import establish_committee
from tienbo.committees.forms import CommitteeForm, StandingOfficeForm, initial_of
from tienbo.committees.queries import (
    committee_of,
    committees_on_record,
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


def _kept_unit(request: HttpRequest, uid) -> Unit:
    """The unit, for whoever keeps its committee: 404 to a stranger, 403 to who sees it only."""
    unit = unit_or_404(request.user, uid=uid)
    authorise(request.user, Permission.COMMITTEE_KEEP, unit)
    return unit


def _unit_context(unit: Unit) -> dict:
    return {"unit_name": place_of(unit).name, "unit_url": _page_of(unit)}


def _page_of(unit: Unit) -> str:
    return link_to("units", "unit", str(unit.uid))
