"""Two at a rule set at once: real connections, real locks."""

import pytest

from tests.reporting.exchange.test_races import both
from tests.reporting.rules.test_rule_sets import FORM, few_cases
from tienbo.core.authorise import SYSTEM
from tienbo.journal.models import Line
from tienbo.reporting.definitions.states import DraftMoved, DraftThere
from tienbo.reporting.rules.actions import NotADraft, draft_rules, release_rules, write_rule
from tienbo.reporting.rules.language import read_book
from tienbo.reporting.rules.models import RuleSet


@pytest.fixture
def world(transactional_db, world):
    return world


def test_a_draft_begun_released_and_written_by_several_at_once_is_one_draft_released_once(world):
    unit, office = world.units["04"], world.officers["04"]
    begun = both(*[lambda: draft_rules(by=office, unit=unit, form_code=FORM)] * 3)
    assert sum(outcome is None for outcome in begun) == 1
    assert all(isinstance(outcome, DraftThere) for outcome in begun if outcome)

    rules = RuleSet.objects.get()
    written = both(
        lambda: write_rule(by=office, rules=rules, rule=few_cases(most=3), revision=1),
        lambda: write_rule(by=office, rules=rules, rule=few_cases(most=4), revision=1),
    )
    assert sorted(type(outcome) for outcome in written if outcome) == [DraftMoved]

    released = both(*[lambda: release_rules(by=SYSTEM, rules=rules)] * 3)
    assert sum(outcome is None for outcome in released) == 1
    assert all(isinstance(outcome, NotADraft) for outcome in released if outcome)
    assert Line.objects.filter(action="rules.released").count() == 1
    rules.refresh_from_db()
    assert read_book(rules.source).rule("Q01").limits.most in (3, 4)
