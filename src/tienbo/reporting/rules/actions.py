"""Writes of rule sets. A draft is always one that could be released: what does not fit the form is refused, by place.

Every write of a draft names the revision that it was made over (None: whatever stands there); DraftMoved when somebody
else has changed it meanwhile.
"""

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.documents.extraction import refuse_marked_text
from tienbo.journal.actions import record
from tienbo.reporting.definitions.problems import DefinitionError, Problem
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Bilingual, Check
from tienbo.reporting.definitions.states import DraftMoved, DraftThere, NothingChanged
from tienbo.reporting.rules.language import (
    RuleBook,
    book_digest,
    book_of_form,
    book_text,
    read_book,
    with_rule,
    without_rule,
)
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.queries import book_of, form_for, problems_with
from tienbo.reporting.rules.states import RuleState
from tienbo.units.models import Unit


class NotADraft(ValueError):
    """What is released is never changed: a change is a new version."""


@transaction.atomic
def draft_rules(*, by, unit: Unit, form_code: str, text: str | None = None) -> RuleSet:
    """Begin the next version of a unit's rules for a form: from what it has released last, else from the form's own
    checks, or from a text (YAML) that somebody brings.

    Raises DefinitionError for a text that cannot be used, DraftThere when a draft is begun already.
    """
    authorise(by, Permission.RULES_EDIT, unit)
    form = form_for(form_code)
    # One after the other: the number of a version is taken once.
    Unit.objects.select_for_update().get(pk=unit.pk)
    of_unit = RuleSet.objects.filter(unit=unit, code=form_code).order_by("-version")
    latest = of_unit.first()
    if latest is not None and latest.is_draft:
        raise DraftThere(latest)
    kept = book_of(latest) if latest else book_of_form(definition_of(form))
    book = kept if text is None else read_book(text)
    _refuse(book, form)
    rules = RuleSet(unit=unit, code=form_code, version=latest.version + 1 if latest else 1, form_code=form_code)
    _say(rules, book)
    rules.save(force_insert=True)
    _journal(by, "rules.drafted", rules)
    return rules


@transaction.atomic
def write_rule(*, by, rules: RuleSet, rule: Check, instead_of: str = "", revision: int | None = None) -> RuleSet:
    """Put a rule into a draft: in the place of the one that bears the code `instead_of`, else at the end. Raises
    DefinitionError for one that does not fit the form or bears a code that is taken."""
    rules, book = _locked_draft(by, rules, revision)
    return _keep(by, rules, with_rule(book, rule, instead_of=instead_of), rule.code)


@transaction.atomic
def remove_rule(*, by, rules: RuleSet, code: str, revision: int | None = None) -> RuleSet:
    """Take a rule out of a draft: it is not checked any more. Raises DefinitionError when another one stands on it."""
    rules, book = _locked_draft(by, rules, revision)
    return _keep(by, rules, without_rule(book, code), code)


@transaction.atomic
def name_rules(*, by, rules: RuleSet, vi: str, en: str, revision: int | None = None) -> RuleSet:
    """Change what a draft is called."""
    rules, book = _locked_draft(by, rules, revision)
    return _keep(by, rules, book.model_copy(update={"title": Bilingual(vi=vi.strip(), en=en.strip())}), "")


@transaction.atomic
def replace_rules(*, by, rules: RuleSet, text: str, revision: int | None = None) -> RuleSet:
    """Replace everything that a draft says by a text (YAML) that somebody brings."""
    rules, _book = _locked_draft(by, rules, revision)
    return _keep(by, rules, read_book(text), "")


@transaction.atomic
def discard_rules(*, by, rules: RuleSet) -> None:
    """Throw a draft away; its number is taken again by the next."""
    rules, _book = _locked_draft(by, rules, None)
    _journal(by, "rules.discarded", rules)
    rules.delete()


@transaction.atomic
def release_rules(*, by, rules: RuleSet, revision: int | None = None) -> RuleSet:
    """Fix a draft for good. The version in force until now is retired; rounds that are open keep theirs until they
    adopt this one. NotADraft for one that is released already, NothingChanged when it says what is in force."""
    rules, book = _locked_draft(by, rules, revision)
    _refuse(book, form_for(rules.form_code))
    moment = clock.now()
    before = RuleSet.objects.select_for_update().filter(unit=rules.unit_id, code=rules.code, state=RuleState.RELEASED)
    for each in before:
        if each.digest == rules.digest:
            raise NothingChanged(str(each))
        each.state = RuleState.RETIRED
        each.save(update_fields=["state"])
    rules.state, rules.released_at, rules.released_by_uid = RuleState.RELEASED, moment, getattr(by, "uid", None)
    rules.save(update_fields=["state", "released_at", "released_by_uid"])
    _journal(by, "rules.released", rules, digest=rules.digest)
    return rules


@transaction.atomic
def retire_rules(*, by, rules: RuleSet) -> RuleSet:
    """New rounds no longer take these rules; those that have them keep them."""
    authorise(by, Permission.RULES_EDIT, rules.unit)
    rules = RuleSet.objects.select_for_update(of=("self",)).select_related("unit").get(pk=rules.pk)
    if rules.state != RuleState.RELEASED:
        raise NotADraft(str(rules))
    rules.state = RuleState.RETIRED
    rules.save(update_fields=["state"])
    _journal(by, "rules.retired", rules)
    return rules


def _locked_draft(by, rules: RuleSet, revision: int | None) -> tuple[RuleSet, RuleBook]:
    authorise(by, Permission.RULES_EDIT, rules.unit)
    found = RuleSet.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=rules.pk).first()
    if found is None:
        raise DraftMoved(str(rules))
    if not found.is_draft:
        raise NotADraft(str(found))
    if revision is not None and revision != found.revision:
        raise DraftMoved(str(found))
    return found, book_of(found)


def _keep(by, rules: RuleSet, book: RuleBook, rule: str) -> RuleSet:
    _refuse(book, form_for(rules.form_code))
    if book_digest(book) == rules.digest:
        return rules
    rules.revision += 1
    _say(rules, book)
    rules.save()
    _journal(by, "rules.changed", rules, rule=rule)
    return rules


def _say(rules: RuleSet, book: RuleBook) -> None:
    rules.source, rules.digest, rules.changed_at = book_text(book), book_digest(book), clock.now()
    rules.title_vi, rules.title_en = book.title.vi[:300], book.title.en[:300]


def _refuse(book: RuleBook, form) -> None:
    problems = problems_with(book, form)
    if not book.rules:
        problems.append(
            Problem("rules", "Bộ quy tắc trống: thêm ít nhất một quy tắc.", "Empty: add at least one rule.")
        )
    if problems:
        raise DefinitionError(problems)
    refuse_marked_text(book_text(book))


def _journal(by, action: str, rules: RuleSet, **facts) -> None:
    record(
        by=by,
        action=action,
        module="reporting",
        kind="rules",
        key=rules.uid,
        unit_uid=rules.unit.uid,
        facts={"code": rules.code, "version": rules.version} | facts,
    )
