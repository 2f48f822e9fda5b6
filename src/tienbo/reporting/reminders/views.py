"""The ladder of a round: what the clock does, what went out, and changing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.reporting.loaders import round_or_404
from tienbo.reporting.reminders.actions import set_ladder
from tienbo.reporting.reminders.forms import LadderForm
from tienbo.reporting.reminders.queries import reminders_page


@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest, round: str) -> HttpResponse:
    """On which days the units of a round are reminded, and what went out so far."""
    found = round_or_404(request.user, round)
    page = reminders_page(request.user, found)
    form = LadderForm(request.POST or None, rungs=[line.rung for line in page.rungs])
    if request.method == "POST":
        authorise(request.user, Permission.ROUND_OPEN, found.unit)
        if form.is_valid():
            ladder = form.cleaned_data["ladder"]
            set_ladder(by=request.user, round=found, days=ladder.days, weekly=ladder.weekly)
            messages.success(request, _("Noted. The next reminders follow it."))
            return redirect("reporting:reminders", round=found.code)
    context = {
        "round": found,
        "page": page,
        "form": form,
        "may_change": request.user.has_perm(Permission.ROUND_OPEN, found.unit),
    }
    return render(request, "reporting/reminders.html", context, status=422 if form.errors else 200)
