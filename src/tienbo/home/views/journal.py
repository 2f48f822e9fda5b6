"""The journal: who did what, as far as one may read it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tienbo.access.permissions import Permission
from tienbo.core.listing import make_listing
from tienbo.home.forms import JournalFilterForm
from tienbo.home.journal import choices_of_acts, lines_visible_to, told

SORTS = {"at": ("id",)}


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """The newest acts first; filtered by unit, act and day."""
    if request.seat is None or Permission.JOURNAL_VIEW not in request.seat.permissions:
        raise PermissionDenied("the journal is for those who keep it")
    form = JournalFilterForm(request.GET, actions=choices_of_acts())
    form.is_valid()
    lines = lines_visible_to(request.user, request.unit, **form.cleaned_data)
    listing = make_listing(lines, query=request.GET, sorts=SORTS, default="-at")
    acts = told(listing.rows, request.user, request.unit)
    return render(request, "home/journal.html", {"form": form, "listing": listing, "acts": acts})
