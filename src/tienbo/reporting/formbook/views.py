"""Screens of forms: the list, a version as a unit sees it, what changed, a round that goes over to another version."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.access.loaders import get_or_404
from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.reporting.definitions.actions import draft_form
from tienbo.reporting.definitions.drafting.comparing import compared
from tienbo.reporting.definitions.drafting.sheets import form_workbook
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of, drafts_of, forms_for
from tienbo.reporting.definitions.states import DraftThere
from tienbo.reporting.entry.grids import language
from tienbo.reporting.formbook.actions import adopt_form
from tienbo.reporting.formbook.files import XLSX, YAML, file_answer
from tienbo.reporting.formbook.forms import LookForm
from tienbo.reporting.formbook.queries import carried_over, forms_seen_by, looked_at, rounds_on, versions_to_adopt
from tienbo.reporting.formbook.words import change_rows, others_said
from tienbo.reporting.rounds.actions import FormUnfit
from tienbo.reporting.rounds.models import Round
from tienbo.reporting.rounds.queries import form_name, rounds_visible_to


def unfit_words(reason: str) -> str:
    """Why a round cannot go over to a form version, and what to do."""
    return {
        "sent": _("A report of the round was sent already: open another round on the new version."),
        "other_form": _("This is another form, or it has no such report: open another round on it."),
        "not_yours": _("This form is not for the unit of the round: choose another one."),
        "rules": _("The rules of the round do not fit this version: let the round take other rules first."),
        "terms": _("This version asks terms of office that the round does not name: open another round on it."),
        "choices": _("The round asks tables or headings that this version does not have: open another round on it."),
    }[reason]


@require_http_methods(["GET", "POST"])
def forms(request: HttpRequest) -> HttpResponse:
    """The forms that there are, and the drafts that the person writes; a draft is begun here."""
    unit = request.unit
    may_edit = unit is not None and request.user.has_perm(Permission.FORMS_EDIT, unit)
    if request.method == "POST":
        if unit is None:
            raise Http404("no seat")
        authorise(request.user, Permission.FORMS_EDIT, unit)
        base = get_or_404(forms_for(unit), pk=request.POST.get("form") or 0)
        try:
            draft = draft_form(by=request.user, unit=unit, base=base, is_empty=request.POST.get("begin") == "empty")
        except DraftThere as there:
            if there.draft.unit_id != unit.pk:
                messages.error(request, _("Another unit is writing the next version of this form."))
                return redirect("reporting:forms")
            draft = there.draft
        return redirect("reporting:form_draft", uid=draft.uid)
    rows = list(forms_seen_by(request.user))
    bases = [(form.pk, form_name(form)) for form in forms_for(unit)] if may_edit else []
    context = {"rows": [(form, form_name(form)) for form in rows], "drafts": drafts_of(request.user), "bases": bases}
    return render(request, "reporting/forms.html", context)


def _form_or_404(request: HttpRequest, code: str, version: int) -> FormVersion:
    return get_or_404(forms_seen_by(request.user), code=code, version=version)


@require_GET
def form(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """A form version as a unit of some kind sees it."""
    found = _form_or_404(request, code, version)
    definition = definition_of(found)
    look = LookForm(request.GET or None, definition=definition)
    context = {
        "form": found,
        "title": form_name(found),
        "definition": definition,
        "look": look,
        "looked": look.look(),
        "tables": looked_at(definition, look.look()),
        "rounds": rounds_on(request.user, found),
        "earlier": forms_seen_by(request.user).filter(code=code, version__lt=version).first(),
    }
    return render(request, "reporting/form_version.html", context)


@require_GET
def form_changes(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """What a version says otherwise than another one: the one before, or the one that is asked for."""
    found = _form_or_404(request, code, version)
    others = [each for each in forms_seen_by(request.user) if each.pk != found.pk]
    asked = request.GET.get("with", "")
    chosen = next((each for each in others if str(each.pk) == asked), None)
    before = chosen or next((each for each in others if each.code == code and each.version < version), None)
    changes = compared(definition_of(before), definition_of(found)) if before else None
    context = {
        "form": found,
        "title": form_name(found),
        "before": before,
        "before_title": form_name(before) if before else "",
        "others": [(each.pk, form_name(each)) for each in others],
        "changes": changes,
        "rows": change_rows(changes) if changes else [],
        "others_said": others_said(changes) if changes else [],
    }
    return render(request, "reporting/form_changes.html", context)


@require_GET
def form_yaml(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """A form version as its definition file."""
    found = _form_or_404(request, code, version)
    return file_answer(found.source, f"{found.code}-v{found.version}.yaml", YAML)


@require_GET
def form_xlsx(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """A form version as a workbook."""
    found = _form_or_404(request, code, version)
    return file_answer(form_workbook(definition_of(found), language()), f"{found.code}-v{found.version}.xlsx", XLSX)


@require_http_methods(["GET", "POST"])
def round_form(request: HttpRequest, round: str) -> HttpResponse:
    """An open round goes over to another version of its form: what is kept is shown first."""
    found = get_or_404(rounds_visible_to(request.user).select_related("rules"), code=round)
    authorise(request.user, Permission.ROUND_OPEN, found.unit)
    versions = versions_to_adopt(found)
    given = request.POST if request.method == "POST" else request.GET
    chosen = next((each for each in versions if str(each.pk) == given.get("form", "")), None)
    if request.method == "POST" and chosen and given.get("act") == "adopt":
        try:
            adopt_form(by=request.user, round=found, form=chosen)
        except FormUnfit as unfit:
            messages.error(request, unfit_words(unfit.reason))
        else:
            messages.success(request, _("The round is on the new version. Each unit that owes a report is told."))
            return redirect("reporting:round", round=found.code)
    context = {
        "round": found,
        "stands": form_name(found.form),
        "versions": [(each.pk, form_name(each), each == chosen) for each in versions],
        "chosen": chosen,
        **(_going_over(found, chosen) if chosen else {}),
    }
    return render(request, "reporting/round_form.html", context, status=422 if request.method == "POST" else 200)


def _going_over(round: Round, form: FormVersion) -> dict:
    """What the page says of a version that the round may go over to."""
    changes = compared(definition_of(round.form), definition_of(form))
    return {
        "chosen_name": form_name(form),
        "changes": changes,
        "rows": change_rows(changes),
        "others": others_said(changes),
        "carried": _carried(round, form),
    }


def _carried(round: Round, form: FormVersion):
    """None where the round does not name what the form asks: going over is refused in words."""
    try:
        return carried_over(round, form)
    except ValueError:
        return None
