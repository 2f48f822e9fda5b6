"""Reads of the rule book's screens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tienbo.access.permissions import Permission
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Check, Definition
from tienbo.reporting.rounds.models import Round
from tienbo.reporting.rounds.queries import rounds_visible_to
from tienbo.reporting.rules.language import Change, changes_between
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.queries import book_of, checks_under, form_for, released_before
from tienbo.units.models import Unit


@dataclass(frozen=True)
class RuleRow:
    """A rule on a page: what changed of it since what stood before, None for nothing; `how` it looks, in words."""

    rule: Check
    change: Change | None
    how: str = ""


@dataclass(frozen=True)
class Compared:
    """A rule set beside what stood before it: the version before, or the form's own checks (`before` None)."""

    before: RuleSet | None
    rows: tuple[RuleRow, ...]
    gone: tuple[Check, ...]

    @property
    def changed(self) -> int:
        """Rules that are new, otherwise or gone."""
        return sum(row.change is not None for row in self.rows) + len(self.gone)


def definition_for(rules: RuleSet) -> Definition:
    """The form that a rule set is for, in its newest version."""
    return definition_of(form_for(rules.form_code))


def compared(rules: RuleSet, how_of: Callable[[Check], str] = lambda rule: "") -> Compared:
    """The rules of a set, each with what changed."""
    before, checks = released_before(rules), book_of(rules).rules
    changes = changes_between(checks_under(before, definition_for(rules)), checks)
    by_code = {change.code: change for change in changes}
    gone = tuple(change.before for change in changes if change.after is None)
    return Compared(before, tuple(RuleRow(rule, by_code.get(rule.code), how_of(rule)) for rule in checks), gone)


def rounds_to_try(user, rules: RuleSet):
    """The rounds on the form of a rule set in which the person sees a unit, the newest first."""
    rounds = rounds_visible_to(user).filter(form__code=rules.form_code)
    return rounds.select_related("form", "unit", "previous__form", "half_year__form", "rules")


def rounds_that_may_adopt(user, rules: RuleSet) -> list[Round]:
    """The rounds that the person may have checked by a rule set, the newest first."""
    rounds = rounds_to_try(user, rules).exclude(rules=rules)[:50]
    return [each for each in rounds if user.has_perm(Permission.RULES_EDIT, each.unit)]


def forms_to_begin(unit: Unit, known: Sequence[RuleSet]) -> list[FormVersion]:
    """The forms, in their newest versions, for which the unit has no draft."""
    drafted = {rules.form_code for rules in known if rules.unit_id == unit.pk and rules.is_draft}
    newest: dict[str, FormVersion] = {}
    for form in FormVersion.objects.order_by("code", "version"):
        newest[form.code] = form
    return [form for code, form in newest.items() if code not in drafted]
