"""The screen on which a paper upward is opened; the round's own page lists them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tienbo.access.loaders import get_or_404
from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.reporting.rounds.models import Round
from tienbo.reporting.rounds.papers.actions import PaperImpossible, open_paper
from tienbo.reporting.rounds.papers.forms import PaperForm
from tienbo.reporting.rounds.papers.queries import own_participant
from tienbo.reporting.rounds.queries import rounds_visible_to


@require_http_methods(["GET", "POST"])
def paper_new(request: HttpRequest, round: str) -> HttpResponse:
    """Open another report upward over the figures of a round."""
    found = get_or_404(rounds_visible_to(request.user), code=round)
    authorise(request.user, Permission.ROUND_OPEN, found.unit)
    if found.is_paper:
        raise Http404("a paper is drawn from a round, not from a paper")
    form = PaperForm(request.POST if request.method == "POST" else None, round=found)
    if form.is_bound and form.is_valid() and (paper := _opened(request, found, form)):
        messages.success(request, _("The report is open. Nobody below is asked again: draw its figures now."))
        return redirect("reporting:report", round=paper.code, unit=own_participant(found).slug)
    status = 422 if form.errors else 200
    return render(request, "reporting/paper_new.html", {"round": found, "form": form}, status=status)


def _opened(request: HttpRequest, round: Round, form: PaperForm) -> Round | None:
    try:
        return open_paper(by=request.user, round=round, **form.plan())
    except PaperImpossible as refused:
        form.refuse(refused.reason)
        return None
