"""Screens of tasks: a unit's list, one task with its result, its evidence."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tienbo.core.authorise import authorise
from tienbo.core.links import link_to
from tienbo.core.listing import make_listing
from tienbo.documents.extraction import Classified, Unreadable
from tienbo.files.downloads import attachment
from tienbo.files.forms import sentence_of
from tienbo.tasks import queries
from tienbo.tasks.actions import ChangedMeanwhile, EvidenceFile, NotAllowedNow, reopen_task, report_result
from tienbo.tasks.forms import FilterForm, ResultForm
from tienbo.tasks.models import Task
from tienbo.tasks.permissions import REPORT, VIEW
from tienbo.units.queries import place_of


def load_task(request: HttpRequest, pk: int) -> Task:
    """The task, for a person who may see it; a stranger is told that there is none."""
    tasks = Task.objects.visible_to(request.user).select_related("unit", "evidence_file")
    return get_object_or_404(tasks, pk=pk)


@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """What the person's present unit owes, the soonest due first."""
    unit = request.unit
    if unit is None or not request.user.has_perm(VIEW, unit):
        return render(request, "tasks/task_list.html", {"unit": None})
    form = FilterForm(request.GET, papers=queries.papers_of_unit(unit))
    tasks = list(queries.tasks_of_unit(unit, **form.chosen()))
    listing = make_listing(tasks, query=request.GET, sorts={}, default="")
    context = {"unit": unit, "form": form, "listing": listing, "summary": queries.summary(unit)}
    return render(request, "tasks/task_list.html", context)


@require_http_methods(["GET", "POST"])
def task_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One task in its paper's context; the form of its result for whoever may report it."""
    task = load_task(request, pk)
    if request.method == "POST":
        authorise(request.user, REPORT, task)
    form = ResultForm(*_sent(request), initial=_said(task))
    if request.method == "POST" and form.is_valid() and _report(request, task, form):
        messages.success(request, _("The result is recorded."))
        return redirect("tasks:task", pk=pk)
    context = {
        "task": task,
        "unit_name": place_of(task.unit, task.given_on).name,
        "form": form if request.user.has_perm(REPORT, task) else None,
        "events": queries.events_of(task),
        "paper_url": link_to(*task.group.split("/", 2)),
        "place_url": link_to(task.module, task.kind, task.key),
    }
    return render(request, "tasks/task_page.html", context, status=422 if form.errors else 200)


@require_POST
def task_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Not done after all."""
    task = load_task(request, pk)
    try:
        reopen_task(by=request.user, task=task)
    except NotAllowedNow:
        messages.warning(request, _("The task is open already."))
    return redirect("tasks:task", pk=pk)


@require_GET
def task_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file given as evidence."""
    task = load_task(request, pk)
    if task.evidence_file is None:
        raise Http404
    return attachment(task.evidence_file)


@require_GET
def result_file(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """The file that was the evidence when an earlier result was reported."""
    task = load_task(request, pk)
    results = task.results.filter(evidence_file__isnull=False).select_related("evidence_file")
    return attachment(get_object_or_404(results, revision=revision).evidence_file)


def _said(task: Task) -> dict:
    return {"result": task.result, "evidence": task.evidence, "base": task.revision}


def _report(request: HttpRequest, task: Task, form: ResultForm) -> bool:
    """Carry out the form; False with the reason on the form when it cannot be done."""
    data, upload = form.cleaned_data, form.cleaned_data["file"]
    file = EvidenceFile(upload.name, upload.read()) if upload else None
    try:
        report_result(
            by=request.user, task=task, result=data["result"], evidence=data["evidence"], file=file, base=data["base"]
        )
    except (Classified, Unreadable) as refusal:
        form.add_error("file", sentence_of(refusal))
        return False
    except ChangedMeanwhile as change:
        form.meet(change.task)
        return False
    return True


def _sent(request: HttpRequest) -> tuple:
    """What a form was sent with; nothing when the page is only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
