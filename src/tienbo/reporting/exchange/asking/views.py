"""Screens of questions: all threads of a report, asking, and what is done to one."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.reporting.entry.asked import Refused, question_address
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.entry.standing import stood_now
from tienbo.reporting.entry.views import cell_page
from tienbo.reporting.exchange.asking.forms import ActForm, AskForm, WordsForm
from tienbo.reporting.exchange.asking.page import choices_of, questions_page
from tienbo.reporting.questions.actions import NobodyAnswers, answer, ask, ask_again, close, withdraw
from tienbo.reporting.questions.models import Question
from tienbo.reporting.questions.places import NotInTheReport
from tienbo.reporting.questions.rights import asking_side, may_answer, may_close
from tienbo.reporting.questions.states import MoveRefused
from tienbo.reporting.rounds.models import Report


@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Every question about a report with what was said after it; posted to, one more is asked."""
    report = report_or_404(request.user, round, unit)
    if request.method == "GET":
        return _page(request, report, AskForm(choices=choices_of(report)))
    side = asking_side(report)
    if side is None:
        raise Http404("nobody asks about the topmost report")
    authorise(request.user, Permission.REPORT_TAKE, side)
    form = AskForm(request.POST, choices=choices_of(report))
    if not form.is_valid():
        return _asked_again(request, report, form)
    about = form.cleaned_data["about"]
    try:
        question = ask(
            by=request.user, report=report, about=about, text=form.cleaned_data["text"], stood=stood_now(report, about)
        )
    except NotInTheReport as refused:
        raise Http404("no such place in the report") from refused
    except NobodyAnswers:
        messages.error(request, _("Nobody would answer: the unit owes no report, or you type it yourself."))
        return redirect(report_address(report, "questions"))
    _say(request, _("Asked. The unit has been told."))
    return redirect(question_address(report, question))


@require_POST
def question(request: HttpRequest, round: str, unit: str, number: int) -> HttpResponse:
    """Reply, ask again, close or take back."""
    report = report_or_404(request.user, round, unit)
    found = Question.objects.filter(report=report, pk=number).first()
    if found is None:
        raise Http404("no such question")
    found.report = report
    act = ActForm(request.POST)
    if not act.is_valid():
        raise BadRequest("no such act")
    name, words = act.cleaned_data["act"], WordsForm(request.POST)
    _authorise(request, report, name)
    if name in {"answer", "ask_again"} and not words.is_valid():
        return _refused(request, report, found, _first_error(words))
    try:
        _say(request, _done(request, report, found, name, words))
    except MoveRefused as refused:
        messages.warning(request, _("The question stands at “%(state)s” now: this is no longer possible.")
                         % {"state": refused.state.label})  # fmt: skip
    return redirect(question_address(report, found))


def _authorise(request: HttpRequest, report: Report, act: str) -> None:
    """Who may not act is told so, whatever was written."""
    allowed = may_answer(request.user, report) if act == "answer" else may_close(request.user, report)
    if not allowed:
        raise PermissionDenied(act)


def _done(request: HttpRequest, report: Report, found: Question, act: str, words: WordsForm) -> str:
    """Carry it out; the sentence that says so."""
    if act == "answer":
        answer(by=request.user, question=found, text=words.cleaned_data["text"])
        return _("Your reply is sent.")
    if act == "ask_again":
        stood = stood_now(report, found.about)
        ask_again(by=request.user, question=found, text=words.cleaned_data["text"], stood=stood)
        return _("Asked again. The unit has been told.")
    if act == "close":
        close(by=request.user, question=found)
        return _("The question is closed.")
    withdraw(by=request.user, question=found)
    return _("The question is taken back.")


def _say(request: HttpRequest, sentence: str) -> None:
    """In the side panel the thread itself shows it."""
    if not request.htmx:
        messages.success(request, sentence)


def _page(request: HttpRequest, report: Report, form: AskForm, refused: Refused | None = None) -> HttpResponse:
    show = "all" if request.GET.get("show") == "all" or refused else "open"
    context = {
        "report": report,
        "report_url": report_address(report),
        "page": questions_page(request.user, report, show),
        "form": form,
        "refused": refused or Refused(),
    }
    return render(request, "reporting/questions.html", context, status=422 if form.is_bound or refused else 200)


def _asked_again(request: HttpRequest, report: Report, form: AskForm) -> HttpResponse:
    """A question that cannot be kept, shown where it was written."""
    about = form.cleaned_data.get("about")
    if about is not None and about.cell is not None:
        return cell_page(request, report, about.cell, refused=Refused(_first_error(form), form.data.get("text", "")))
    return _page(request, report, form)


def _refused(request: HttpRequest, report: Report, found: Question, why: str) -> HttpResponse:
    """A reply that cannot be kept, shown where it was written."""
    refused = Refused(why, request.POST.get("text", ""), found.pk)
    if found.cell is not None:
        return cell_page(request, report, found.cell, refused=refused)
    return _page(request, report, AskForm(choices=choices_of(report)), refused)


def _first_error(form) -> str:
    return next((str(error) for errors in form.errors.values() for error in errors), "")
