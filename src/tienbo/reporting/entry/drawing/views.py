"""The screen of a draw: first what would come, then drawn."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tienbo.core.incoming import whole_number
from tienbo.reporting.entry.actions import PassageConflict, authorise_entry
from tienbo.reporting.entry.drawing.actions import NothingSent, VersionMoved, draw_figures, take_over_text
from tienbo.reporting.entry.drawing.page import draw_page
from tienbo.reporting.entry.drawing.queries import Drawing, drawing_of
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.entry.rights import closed_because
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import MoveRefused


@require_http_methods(["GET", "POST"])
def draw(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """What a paper would take from the report that feeds it; drawn on request, figures at once, text by heading."""
    report = report_or_404(request.user, round, unit)
    drawing = drawing_of(report)
    if drawing is None:
        raise Http404("not a paper")
    authorise_entry(request.user, report)
    if request.method == "POST":
        return _do(request, report, drawing)
    context = {
        "report": report,
        "page": draw_page(drawing),
        "closed": closed_because(request.user, report),
        "report_url": report_address(report),
    }
    return render(request, "reporting/draw.html", context)


def _do(request: HttpRequest, report: Report, drawing: Drawing) -> HttpResponse:
    try:
        if heading := request.POST.get("heading", ""):
            _take_over(request, report, heading)
        else:
            _draw(request, report, drawing)
    except MoveRefused:
        report.refresh_from_db(fields=["state", "proxy"])
        messages.error(request, closed_because(request.user, report))
    except NothingSent:
        messages.error(request, _("The report that feeds this one was not sent yet: nothing is drawn from a draft."))
    return redirect(report_address(report, "draw"))


def _draw(request: HttpRequest, report: Report, drawing: Drawing) -> None:
    number = whole_number(request.POST.get("version", ""))
    looked_at = drawing.source.versions.filter(number=number).first() if number else None
    if looked_at is None:
        messages.warning(request, _("Look at what comes first, then draw it."))
        return
    try:
        drawn = draw_figures(by=request.user, report=report, version=looked_at)
    except VersionMoved:
        messages.warning(request, _("Another version was sent meanwhile, and nothing was drawn: look at it first."))
        return
    said = ngettext("%(n)d figure was drawn.", "%(n)d figures were drawn.", drawn.written) % {"n": drawn.written}
    if drawn.kept:
        said += " " + ngettext(
            "%(n)d that somebody typed otherwise was kept.",
            "%(n)d that somebody typed otherwise were kept.",
            drawn.kept,
        ) % {"n": drawn.kept}
    messages.success(request, said)


def _take_over(request: HttpRequest, report: Report, heading: str) -> None:
    try:
        passage, count = take_over_text(by=request.user, report=report, heading=heading)
    except LookupError:
        messages.info(request, _("There is nothing more to take over under this heading."))
        return
    if isinstance(passage, PassageConflict):
        messages.warning(request, _("Somebody wrote there in this moment: nothing was taken over. Do it again."))
        return
    messages.success(
        request,
        ngettext("%(n)d sentence was taken over.", "%(n)d sentences were taken over.", count) % {"n": count},
    )
