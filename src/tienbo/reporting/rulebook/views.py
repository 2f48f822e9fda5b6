"""Screens of the rule book. A set that the person does not see is a 404, one that he only reads a 403 to change."""

import time

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.access.loaders import get_or_404
from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.definitions.schema import Check
from tienbo.reporting.definitions.states import DraftMoved, DraftThere, NothingChanged
from tienbo.reporting.entry.grids import language
from tienbo.reporting.rounds.actions import RulesUnfit, adopt_rules
from tienbo.reporting.rounds.queries import form_name, rounds_visible_to
from tienbo.reporting.rulebook.forms import AdoptForm, NameForm, RuleForm, RuleTextForm, how_of, initial_of, rules_name
from tienbo.reporting.rulebook.queries import (
    compared,
    definition_for,
    forms_to_begin,
    rounds_that_may_adopt,
    rounds_to_try,
)
from tienbo.reporting.rulebook.trials import try_rules
from tienbo.reporting.rules.actions import (
    NotADraft,
    discard_rules,
    draft_rules,
    name_rules,
    release_rules,
    remove_rule,
    replace_rules,
    retire_rules,
    write_rule,
)
from tienbo.reporting.rules.language import free_code, read_rule, rule_text
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.queries import book_of, form_codes, rule_sets_seen_by, rules_for

NEW = "new"


def _set_or_404(request: HttpRequest, uid) -> RuleSet:
    return get_or_404(rule_sets_seen_by(request.user), uid=uid)


def _draft_to_write(request: HttpRequest, uid) -> RuleSet:
    """The draft, for a page that writes it: who may not is refused, and what is released is not there to be written."""
    rules = _set_or_404(request, uid)
    authorise(request.user, Permission.RULES_EDIT, rules.unit)
    if not rules.is_draft:
        raise Http404("released: nothing to write")
    return rules


def _revision(request: HttpRequest) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else None


def _moved(request: HttpRequest, rules: RuleSet) -> HttpResponse:
    messages.error(request, _("Somebody else has changed these rules meanwhile. Look at them, then do it again."))
    return redirect("reporting:rule_set", uid=rules.uid)


@require_http_methods(["GET", "POST"])
def rule_sets(request: HttpRequest) -> HttpResponse:
    """The rule sets that the person sees; a draft is begun here."""
    unit = request.unit
    may_edit = unit is not None and request.user.has_perm(Permission.RULES_EDIT, unit)
    if request.method == "POST":
        if unit is None:
            raise Http404("no seat")
        authorise(request.user, Permission.RULES_EDIT, unit)
        form = get_or_404(FormVersion.objects.all(), pk=request.POST.get("form") or 0)
        try:
            rules = draft_rules(by=request.user, unit=unit, form_code=form.code)
        except DraftThere as there:
            rules = there.draft
        return redirect("reporting:rule_set", uid=rules.uid)
    known = list(rule_sets_seen_by(request.user))
    forms = forms_to_begin(unit, known) if may_edit else []
    context = {
        "rows": known,
        "may_edit": may_edit,
        "forms": [(form.pk, form_name(form)) for form in forms],
    }
    return render(request, "reporting/rule_sets.html", context)


@require_http_methods(["GET", "POST"])
def rule_set(request: HttpRequest, uid) -> HttpResponse:
    """A rule set, rule by rule, with what changed since the one before; what is done to it as a whole."""
    rules = _set_or_404(request, uid)
    may_edit = request.user.has_perm(Permission.RULES_EDIT, rules.unit)
    name = NameForm(request.POST if request.POST.get("act") == "name" else None, initial=_named(rules))
    if request.method == "POST":
        authorise(request.user, Permission.RULES_EDIT, rules.unit)
        try:
            if (answer := _act(request, rules, name)) is not None:
                return answer
        except (DraftMoved, NotADraft):
            return _moved(request, rules)
    context = {
        "rules": rules,
        "title": rules_name(rules),
        "may_edit": may_edit,
        "name": name,
        "compared": compared(rules, how_of),
        "adopting": rounds_that_may_adopt(request.user, rules) if rules.state == "released" else [],
        "using": rounds_visible_to(request.user).filter(rules=rules),
    }
    return render(request, "reporting/rule_set.html", context, status=422 if name.errors else 200)


def _named(rules: RuleSet) -> dict:
    return {"vi": rules.title_vi, "en": rules.title_en}


def _act(request: HttpRequest, rules: RuleSet, name: NameForm) -> HttpResponse | None:
    act = request.POST.get("act", "")
    if act == "discard":
        discard_rules(by=request.user, rules=rules)
        messages.success(request, _("The draft is thrown away."))
        return redirect("reporting:rule_sets")
    if act == "retire":
        retire_rules(by=request.user, rules=rules)
        messages.success(request, _("New rounds no longer take these rules."))
    elif act == "name":
        if not name.is_valid():
            return None
        name_rules(by=request.user, rules=rules, **name.cleaned_data, revision=_revision(request))
        messages.success(request, _("Saved."))
    return redirect("reporting:rule_set", uid=rules.uid)


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, uid, code: str) -> HttpResponse:
    """One rule of a draft: by fields, or as YAML; taken out of the set."""
    rules = _draft_to_write(request, uid)
    book, definition = book_of(rules), definition_for(rules)
    stands = book.rule(code)
    if stands is None and code != NEW:
        raise Http404("no such rule")
    rows = {row.row: row.code for row in definition.rows()}
    usual = {"code": free_code(book.rules, definition.retired_checks), "severity": "warning", "way": "limits"}
    usual |= {"columns": ["T"], "reports": ["half_year", "annual", "adhoc"], "compare": "="}
    act = request.POST.get("act", "")
    fields = RuleForm(
        request.POST if act == "save" else None,
        rows=rows,
        form_codes=form_codes(),
        initial=initial_of(stands) if stands else usual,
    )
    text = RuleTextForm(request.POST if act == "yaml" else None, initial={"text": rule_text(stands) if stands else ""})
    if request.method == "POST" and act == "remove" and stands:
        return _removed(request, rules, stands)
    if request.method == "POST":
        form = text if act == "yaml" else fields
        try:
            if _written(request, rules, stands, form, act):
                messages.success(request, _("Saved."))
                return redirect("reporting:rule_set", uid=rules.uid)
        except DefinitionError as error:
            form.show(error.problems)
        except (DraftMoved, NotADraft):
            return _moved(request, rules)
    context = {"rules": rules, "title": rules_name(rules), "rule": stands, "fields": fields, "text": text}
    return render(request, "reporting/rule.html", context, status=422 if request.method == "POST" else 200)


def _removed(request: HttpRequest, rules: RuleSet, stands: Check) -> HttpResponse:
    try:
        remove_rule(by=request.user, rules=rules, code=stands.code, revision=_revision(request))
        messages.success(request, _("The rule is taken out of the draft."))
    except DefinitionError as error:
        said = "; ".join(each.en if language() == "en" else each.vi for each in error.problems)
        messages.error(request, _("The rule stays: %(why)s") % {"why": said})
    except (DraftMoved, NotADraft):
        return _moved(request, rules)
    return redirect("reporting:rule_set", uid=rules.uid)


def _written(request: HttpRequest, rules: RuleSet, stands, form, act: str) -> bool:
    revision, code = _revision(request), stands.code if stands else ""
    if act not in ("save", "yaml") or not form.is_valid():
        return False
    given = form.cleaned_data["text"] if act == "yaml" else form.text()
    write_rule(by=request.user, rules=rules, rule=read_rule(given), instead_of=code, revision=revision)
    return True


@require_GET
def rule_set_try(request: HttpRequest, uid) -> HttpResponse:
    """A trial over the rounds that are ticked; nothing is written."""
    rules = _set_or_404(request, uid)
    authorise(request.user, Permission.RULES_EDIT, rules.unit)
    rounds = list(rounds_to_try(request.user, rules)[:24])
    wanted = set(request.GET.getlist("round"))
    chosen = [each for each in rounds if each.code in wanted]
    began = time.monotonic()
    trial = try_rules(request.user, book_of(rules).rules, chosen) if chosen else None
    context = {
        "rules": rules,
        "title": rules_name(rules),
        "rounds": [(each, each.code in wanted) for each in rounds],
        "trial": trial,
        "seconds": time.monotonic() - began,
    }
    return render(request, "reporting/rule_set_try.html", context)


@require_http_methods(["GET", "POST"])
def rule_set_release(request: HttpRequest, uid) -> HttpResponse:
    """What a release changes and for whom, then the release."""
    rules = _draft_to_write(request, uid)
    if request.method == "POST":
        try:
            release_rules(by=request.user, rules=rules, revision=_revision(request))
        except (DraftMoved, NotADraft):
            return _moved(request, rules)
        except NothingChanged:
            messages.error(request, _("The draft says exactly what is in force: there is nothing to release."))
            return redirect("reporting:rule_set", uid=rules.uid)
        messages.success(request, _("In force. Rounds that are open keep their rules until they adopt these."))
        return redirect("reporting:rule_set", uid=rules.uid)
    adopting = rounds_that_may_adopt(request.user, rules)
    context = {"rules": rules, "title": rules_name(rules), "compared": compared(rules), "adopting": adopting}
    return render(request, "reporting/rule_set_release.html", context)


@require_http_methods(["GET", "POST"])
def rule_set_import(request: HttpRequest, uid) -> HttpResponse:
    """Everything that a draft says, replaced by a text that somebody brings."""
    rules = _draft_to_write(request, uid)
    form = RuleTextForm(request.POST or None, initial={"text": rules.source})
    if request.method == "POST" and form.is_valid():
        try:
            replace_rules(by=request.user, rules=rules, text=form.cleaned_data["text"], revision=_revision(request))
        except DefinitionError as error:
            form.show(error.problems)
        except (DraftMoved, NotADraft):
            return _moved(request, rules)
        else:
            messages.success(request, _("Saved."))
            return redirect("reporting:rule_set", uid=rules.uid)
    context = {"rules": rules, "title": rules_name(rules), "form": form}
    return render(request, "reporting/rule_set_import.html", context, status=422 if form.errors else 200)


@require_GET
def rule_set_file(request: HttpRequest, uid) -> HttpResponse:
    """The rule set as YAML, to be saved."""
    rules = _set_or_404(request, uid)
    answer = HttpResponse(rules.source, content_type="application/yaml; charset=utf-8")
    name = f"{rules.code}-v{rules.version}.yaml"
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@require_http_methods(["GET", "POST"])
def round_rules(request: HttpRequest, round: str) -> HttpResponse:
    """By which rules the reports of a round are checked from now on."""
    found = get_or_404(rounds_visible_to(request.user).select_related("rules"), code=round)
    authorise(request.user, Permission.RULES_EDIT, found.unit)
    form = AdoptForm(request.POST or None, choices=rules_for(found.unit, found.form.code), initial=found.rules_id)
    if request.method == "POST" and form.is_valid():
        try:
            adopt_rules(by=request.user, round=found, rules=form.cleaned_data["rules"])
        except RulesUnfit as unfit:
            form.add_error("rules", _("These rules do not fit the form of the round: %(why)s") % {"why": unfit})
        else:
            messages.success(request, _("Noted. Reports that are not sent yet are checked by them; each unit is told."))
            return redirect("reporting:round", round=found.code)
    context = {"round": found, "form": form}
    return render(request, "reporting/round_rules.html", context, status=422 if form.errors else 200)
