"""Reads of rule sets. What is released never changes, so its checks are kept by the process (`read_book`)."""

from collections.abc import Collection
from functools import lru_cache

from django.db.models import OuterRef, Q, QuerySet, Subquery

from tienbo.access.permissions import Permission
from tienbo.access.queries import units_where
from tienbo.core import clock
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.problems import Problem
from tienbo.reporting.definitions.queries import definition_of, latest_version
from tienbo.reporting.definitions.schema import Check, Definition
from tienbo.reporting.rules.language import RuleBook, problems_of_book, read_book
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.states import RuleState
from tienbo.units.models import Unit, UnitAncestor


def book_of(rules: RuleSet) -> RuleBook:
    """What a rule set says."""
    return read_book(rules.source)


def checks_under(rules: RuleSet | None, definition: Definition) -> tuple[Check, ...]:
    """The checks of a rule set; without one those of the form."""
    return definition.checks if rules is None else book_of(rules).rules


@lru_cache(maxsize=64)
def released_checks(number: int) -> tuple[Check, ...]:
    """The checks of a rule set that is released, by its key: asked of the database once, for they never change."""
    return book_of(RuleSet.objects.exclude(state=RuleState.DRAFT).get(pk=number)).rules


def rules_of_digest(digest: str) -> RuleSet | None:
    """A released rule set that says exactly this; two that do are alike. None for ""."""
    if not digest:
        return None
    return RuleSet.objects.filter(digest=digest).exclude(state=RuleState.DRAFT).order_by("pk").first()


def rules_for(unit: Unit, form_code: str) -> QuerySet[RuleSet]:
    """The rule sets in force that a round of a unit may take: its own and those of units above, the nearest first."""
    above = UnitAncestor.objects.filter(
        descendant=unit, ancestor=OuterRef("unit"), valid_during__contains=clock.today()
    )
    return (
        RuleSet.objects.filter(state=RuleState.RELEASED, form_code=form_code)
        .annotate(steps=Subquery(above.values("depth")[:1]))
        .filter(steps__isnull=False)
        .order_by("steps", "-released_at", "-pk")
    )


def newest_rules_for(unit: Unit, form_code: str) -> RuleSet | None:
    """What a new round of a unit takes unless something else is chosen."""
    return rules_for(unit, form_code).first()


def released_before(rules: RuleSet) -> RuleSet | None:
    """The version released before this one, of the same unit and code."""
    earlier = RuleSet.objects.filter(unit=rules.unit_id, code=rules.code, version__lt=rules.version)
    return earlier.exclude(state=RuleState.DRAFT).order_by("-version").first()


def rule_sets_seen_by(user) -> QuerySet[RuleSet]:
    """Drafts of the units whose rules the person edits; what is or was in force of every unit at or above one whose
    rounds he sees, and below it."""
    editing = units_where(user, Permission.RULES_EDIT)
    seeing = units_where(user, Permission.ROUND_VIEW)
    above = UnitAncestor.objects.filter(descendant__in=seeing, valid_during__contains=clock.today())
    public = Q(unit__in=seeing) | Q(unit__in=above.values("ancestor"))
    return (
        RuleSet.objects.filter(Q(unit__in=editing) | (public & ~Q(state=RuleState.DRAFT)))
        .select_related("unit")
        .order_by("form_code", "unit_id", "code", "-version")
    )


def form_for(form_code: str) -> FormVersion:
    """The form that rules are examined against: its newest version. FormVersion.DoesNotExist without one."""
    form = latest_version(form_code)
    if form is None:
        raise FormVersion.DoesNotExist(form_code)
    return form


def form_codes() -> Collection[str]:
    """The codes of the forms that there are."""
    return set(FormVersion.objects.values_list("code", flat=True))


def problems_with(book: RuleBook, form: FormVersion) -> list[Problem]:
    """Where a rule set and a form version disagree."""
    return problems_of_book(book, definition_of(form), forms=form_codes())
