"""A draft is read, corrected, decided about, thrown away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tienbo.core.authorise import authorise
from tienbo.documents.extraction import Classified, Unreadable
from tienbo.files.forms import sentence_of
from tienbo.guidance.actions import (
    ChangedMeanwhile,
    NewTaskProposal,
    add_proposal,
    correct_letter,
    correct_proposal,
    decide_proposals,
    discard_letter,
    paste_into_draft,
    read_into_draft,
    rewrite_letter,
)
from tienbo.guidance.forms import HeaderForm, NewLetterForm, TaskForm, TextForm, form_of
from tienbo.guidance.models import Letter, Proposal
from tienbo.guidance.own_letter import follows_decisions
from tienbo.guidance.permissions import ISSUE
from tienbo.guidance.states import Decision
from tienbo.guidance.views.loading import load_draft
from tienbo.guidance.views.review import find_card, review_page
from tienbo.units.queries import place_of


@require_http_methods(["GET", "POST"])
def letter_new(request: HttpRequest) -> HttpResponse:
    """A file or pasted text becomes a draft; what cannot be read, or must not be, is said at the form."""
    authorise(request.user, ISSUE, request.unit)
    form = NewLetterForm(*_sent(request))
    if request.method == "POST" and form.is_valid() and (letter := _read(request, form)):
        return redirect("guidance:letter", uid=letter.uid)
    context = {"form": form, "unit_name": place_of(request.unit).name}
    return render(request, "guidance/letter_new.html", context, status=422 if form.errors else 200)


def _read(request: HttpRequest, form: NewLetterForm) -> Letter | None:
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    try:
        if file:
            return read_into_draft(by=request.user, unit=request.unit, data=file.read(), filename=file.name)
        return paste_into_draft(by=request.user, unit=request.unit, text=text)
    except Unreadable as refusal:
        form.add_error("file" if file else "text", sentence_of(refusal))
    except Classified as refusal:
        form.add_error("file" if file else "text", sentence_of(refusal))
        # Nothing of it goes out again, not even to whoever pasted it.
        form.data = {}
    return None


@require_POST
def letter_header(request: HttpRequest, uid) -> HttpResponse:
    """The head and the foot, put right."""
    letter = load_draft(request, uid)
    form = HeaderForm(request.POST)
    if form.is_valid():
        try:
            correct_letter(by=request.user, letter=letter, fields=form.changes(letter), base=form.cleaned_data["base"])
        except ChangedMeanwhile as change:
            form.meet(change.now)
        else:
            messages.success(request, _("Saved."))
            return redirect("guidance:letter", uid=uid)
    return review_page(request, letter, header=form, status=422)


@require_http_methods(["GET", "POST"])
def letter_text(request: HttpRequest, uid) -> HttpResponse:
    """The text of one's own letter, written by hand, or once more from what is kept."""
    letter = load_draft(request, uid)
    if letter.based_on_id is None:
        raise Http404
    if request.POST.get("act") == "compose":
        rewrite_letter(by=request.user, letter=letter, text=None)
        return redirect("guidance:letter", uid=uid)
    form = TextForm(_sent(request)[0], initial={"text": letter.text, "base": letter.revision})
    if request.method == "POST" and form.is_valid():
        try:
            rewrite_letter(by=request.user, letter=letter, **form.cleaned_data)
        except ChangedMeanwhile as change:
            form.meet(change.now)
        else:
            messages.success(request, _("Saved."))
            return redirect("guidance:letter", uid=uid)
    context = {"letter": letter, "form": form, "follows": follows_decisions(letter)}
    return render(request, "guidance/letter_text.html", context, status=422 if form.errors else 200)


@require_POST
def find_decide(request: HttpRequest, uid, pk: int) -> HttpResponse:
    """Keep a find, drop it, or put it back to be decided."""
    letter = load_draft(request, uid)
    proposal = get_object_or_404(Proposal, letter=letter, pk=pk)
    decision = request.POST.get("decision", "")
    if decision not in Decision.values:
        return HttpResponse(status=400)
    decide_proposals(by=request.user, letter=letter, decision=decision, proposals=[proposal])
    proposal.refresh_from_db()
    return find_card(request, letter, proposal) if request.htmx else _to_find(letter, proposal)


@require_http_methods(["GET", "POST"])
def find_change(request: HttpRequest, uid, pk: int) -> HttpResponse:
    """The form of one find in its place; without script the whole page with the form open."""
    letter = load_draft(request, uid)
    proposal = get_object_or_404(Proposal, letter=letter, pk=pk)
    form = form_of(proposal, _sent(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            proposal = correct_proposal(
                by=request.user, proposal=proposal, fields=form.changes(), base=form.cleaned_data["base"]
            )
        except ChangedMeanwhile as change:
            form.meet(change.now)
        else:
            return find_card(request, letter, proposal) if request.htmx else _to_find(letter, proposal)
    if request.htmx:
        return find_card(request, letter, proposal, None if request.GET.get("close") else form)
    return review_page(request, letter, editing=(proposal, form), status=422 if form.errors else 200)


@require_POST
def finds_keep_rest(request: HttpRequest, uid) -> HttpResponse:
    """Keep all that is yet to be decided."""
    letter = load_draft(request, uid)
    decide_proposals(by=request.user, letter=letter, decision=Decision.KEPT)
    return redirect("guidance:letter", uid=uid)


@require_POST
def find_add(request: HttpRequest, uid) -> HttpResponse:
    """A task that the reader did not find."""
    letter = load_draft(request, uid)
    form = TaskForm(request.POST, prefix="new")
    if not form.is_valid():
        return review_page(request, letter, adding=form, status=422)
    fields = form.changes()
    fields.pop("recurrence")
    proposal = add_proposal(by=request.user, letter=letter, task=NewTaskProposal(**fields))
    return _to_find(letter, proposal)


@require_http_methods(["GET", "POST"])
def letter_discard(request: HttpRequest, uid) -> HttpResponse:
    """Throw the draft away, after asking."""
    letter = load_draft(request, uid)
    if request.method == "GET":
        return render(request, "guidance/letter_discard.html", {"letter": letter})
    discard_letter(by=request.user, letter=letter)
    messages.success(request, _("The draft is gone."))
    return redirect(reverse("guidance:list") + "?box=drafts")


def _to_find(letter: Letter, proposal: Proposal) -> HttpResponse:
    return redirect(f"{reverse('guidance:letter', args=[letter.uid])}#find-{proposal.pk}")


def _sent(request: HttpRequest) -> tuple:
    """What a form was sent with; nothing when the page is only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
