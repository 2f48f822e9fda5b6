"""Units: the tree as one sees it, and the profile of each."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tienbo.access.loaders import unit_or_404
from tienbo.access.permissions import Permission
from tienbo.access.queries import units_visible_to
from tienbo.core import clock
from tienbo.core.listing import make_listing
from tienbo.home import unit_profile
from tienbo.home.forms import UnitFilterForm
from tienbo.units.queries import ancestors_of, child_counts, place_of, search_places, tree_seen

SORTS = {"name": ("sort_key", "unit_id"), "code": ("official_code", "unit_id"), "kind": ("kind", "sort_key", "unit_id")}


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The unit where one sits (or ``?under=``) and those directly below; with ``?q=`` or ``?kind=`` a list
    of all below.
    """
    form = UnitFilterForm(request.GET)
    wanted = form.wanted()
    day = wanted.on or clock.today()
    under = request.GET.get("under")
    top = unit_or_404(request.user, uid=under, on=day) if under else request.unit
    if top is None:
        raise Http404("no seat")
    context = {"form": form, "day": day, "dated": wanted.on, "under": under, "top": place_of(top, day)}
    if wanted.text or wanted.kind:
        found = search_places(wanted.text, within=units_visible_to(request.user, day), on=day, kind=wanted.kind)
        context["listing"] = make_listing(found, query=request.GET, sorts=SORTS, default="name")
    else:
        nodes = tree_seen(top, day, levels=1)
        counts = child_counts([node.place.unit_id for node in nodes if node.depth], day)
        context["nodes"] = [(node, counts.get(node.place.unit_id, 0)) for node in nodes]
        context["above"] = _seen_above(request.user, top, day)
    return render(request, "home/units.html", context)


def _seen_above(user, top, day: dt.date) -> list:
    """Those above a unit that the person may see, the highest first."""
    above = ancestors_of(top, day)
    seen = set(
        units_visible_to(user, day).filter(pk__in=[place.unit_id for place in above]).values_list("pk", flat=True)
    )
    return [place for place in above if place.unit_id in seen]


@require_safe
def unit_page(request: HttpRequest, uid) -> HttpResponse:
    """One unit: what it is on a day, who is there, what it was before and became after."""
    form = UnitFilterForm(request.GET)
    day = form.wanted().on or clock.today()
    unit = unit_or_404(request.user, uid=uid, on=day)
    context = {
        "unit": unit,
        "profile": unit_profile.profile_of(request.user, unit, day),
        "above": _seen_above(request.user, unit, day),
        "day": day,
        "is_today": day == clock.today(),
        "may_add_people": request.user.has_perm(Permission.PEOPLE_MANAGE, unit),
        "may_keep_committee": request.user.has_perm(Permission.COMMITTEE_KEEP, unit),
    }
    return render(request, "home/unit.html", context)
