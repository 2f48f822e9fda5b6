"""Rule sets: written, released for good, taken by rounds, and what reports are held to under them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from tienbo.core.authorise import SYSTEM
from tienbo.journal.models import Line
from tienbo.notices.models import Notice
from tienbo.reporting.definitions.actions import register_form
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.loading import builtin_text
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.definitions.states import DraftMoved, DraftThere, NothingChanged
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.exchange.actions import SendRefused
from tienbo.reporting.rounds.actions import RulesUnfit, adopt_rules
from tienbo.reporting.rules.actions import (
    NotADraft,
    discard_rules,
    draft_rules,
    release_rules,
    remove_rule,
    retire_rules,
    write_rule,
)
from tienbo.reporting.rules.language import read_rule
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.queries import book_of, newest_rules_for, rule_sets_seen_by
from tienbo.reporting.verification import verify

FORM = "vstbcpn-2015"
CASES = Cell("viol.cases", "")


def few_cases(code="Q01", most=3, severity="error"):
    """Nobody has more than three cases."""
    return read_rule(
        f"{{code: {code}, severity: {severity}, vi: Quá nhiều vụ., en: Too many cases., elements: [viol.cases], "
        f"limits: {{most: {most}}}, fix: {{vi: Sửa số., en: Mend it.}}}}"
    )


def released(world, rule=None, unit="04"):
    """Rules of a unit in force: the form's checks and one more."""
    rules = draft_rules(by=SYSTEM, unit=world.units[unit], form_code=FORM)
    rules = write_rule(by=SYSTEM, rules=rules, rule=rule or few_cases())
    return release_rules(by=SYSTEM, rules=rules)


def codes(report):
    """What is found on one cell."""
    return [finding.code for finding in findings_of(report) if CASES in finding.cells]


def test_a_draft_begins_with_the_forms_own_checks_and_only_the_standing_office_writes_it(world):
    unit = world.units["04"]
    rules = draft_rules(by=world.officers["04"], unit=unit, form_code=FORM)
    assert (rules.version, rules.state, len(book_of(rules).rules) > 30) == (1, "draft", True)
    with pytest.raises(DraftThere):
        draft_rules(by=world.officers["04"], unit=unit, form_code=FORM)
    for act in (
        lambda by: draft_rules(by=by, unit=world.units["051"], form_code=FORM),
        lambda by: write_rule(by=by, rules=rules, rule=few_cases()),
        lambda by: remove_rule(by=by, rules=rules, code="K25"),
        lambda by: release_rules(by=by, rules=rules),
        lambda by: retire_rules(by=by, rules=rules),
        lambda by: discard_rules(by=by, rules=rules),
        lambda by: adopt_rules(by=by, round=world.round(), rules=None),
    ):
        for who in (world.officers["051"], world.heads["04"], world.inspector, world.stranger):
            with pytest.raises(PermissionDenied):
                act(who)


def test_what_does_not_fit_is_refused_and_the_draft_stays_as_it_was(world):
    rules = draft_rules(by=SYSTEM, unit=world.units["04"], form_code=FORM)
    with pytest.raises(DefinitionError) as refused:
        write_rule(by=SYSTEM, rules=rules, rule=few_cases(code="K01"))
    assert "checks[K01]" in {each.place for each in refused.value.problems}
    with pytest.raises(DefinitionError):
        remove_rule(by=SYSTEM, rules=rules, code="K04")  # others stand instead of it
    assert RuleSet.objects.get().revision == 1


def test_a_rule_written_over_an_older_draft_is_refused(world):
    rules = draft_rules(by=SYSTEM, unit=world.units["04"], form_code=FORM)
    write_rule(by=SYSTEM, rules=rules, rule=few_cases(), revision=1)
    with pytest.raises(DraftMoved):
        write_rule(by=SYSTEM, rules=rules, rule=few_cases(most=4), instead_of="Q01", revision=1)


def test_what_is_released_is_changed_by_nobody_not_even_past_the_actions(world):
    rules = released(world)
    with pytest.raises(NotADraft):
        write_rule(by=SYSTEM, rules=rules, rule=few_cases("Q02"))
    with pytest.raises(NotADraft):
        release_rules(by=SYSTEM, rules=rules)
    for change in ({"source": "x"}, {"digest": "x"}, {"state": "draft", "released_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            RuleSet.objects.filter(pk=rules.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleSet.objects.filter(pk=rules.pk).delete()
    retire_rules(by=SYSTEM, rules=rules)
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleSet.objects.filter(pk=rules.pk).update(state="released")


def test_a_release_retires_the_one_before_and_says_something_new(world):
    first = released(world)
    again = draft_rules(by=SYSTEM, unit=world.units["04"], form_code=FORM)
    assert again.version == 2 and book_of(again).rule("Q01") is not None
    with pytest.raises(NothingChanged):
        release_rules(by=SYSTEM, rules=again)
    write_rule(by=SYSTEM, rules=again, rule=few_cases(most=5), instead_of="Q01")
    release_rules(by=SYSTEM, rules=again)
    first.refresh_from_db()
    assert first.state == "retired"
    assert newest_rules_for(world.units["01711"], FORM) == again
    said = list(Line.objects.filter(module="reporting", kind="rules").values_list("action", flat=True).order_by("id"))
    assert said[-1] == "rules.released" and said.count("rules.drafted") == 2


def test_a_round_is_checked_by_its_rules_and_without_any_by_the_forms(world):
    world.put("01711", CASES, 4)
    assert codes(world.report("01711")) == []
    rules = released(world)
    assert codes(world.report("01711")) == []
    adopt_rules(by=world.officers["04"], round=world.round(), rules=rules)
    assert codes(world.report("01711")) == ["Q01"]
    with pytest.raises(SendRefused):
        world.send("01711")
    adopt_rules(by=SYSTEM, round=world.round(), rules=None)
    assert codes(world.report("01711")) == []
    assert Line.objects.filter(action="round.rules_adopted").count() == 2


def test_those_who_still_owe_a_report_are_told_and_what_is_sent_keeps_what_it_was_sent_under(world):
    world.fill("01711")
    world.put("01711", CASES, 4)
    world.send("01711")
    adopt_rules(by=SYSTEM, round=world.round(), rules=released(world))
    assert codes(world.report("01711")) == []
    told = set(Notice.objects.filter(code="round.rules_adopted").values_list("unit", flat=True))
    assert world.units["01711"].pk not in told and world.units["01708"].pk in told


def test_a_round_refuses_rules_of_a_unit_beside_it_drafts_and_what_is_retired(world):
    beside = released(world, unit="051")
    draft = draft_rules(by=SYSTEM, unit=world.units["04"], form_code=FORM)
    own = release_rules(by=SYSTEM, rules=write_rule(by=SYSTEM, rules=draft, rule=few_cases()))
    retire_rules(by=SYSTEM, rules=own)
    own.refresh_from_db()
    for rules in (beside, own):
        with pytest.raises(RulesUnfit):
            adopt_rules(by=SYSTEM, round=world.round(), rules=rules)
        with pytest.raises(RulesUnfit):
            world.round(f"x{rules.pk}", rules=rules)


def test_drafts_are_seen_by_those_who_write_them_and_what_is_in_force_by_all_below(world):
    rules = draft_rules(by=SYSTEM, unit=world.units["04"], form_code=FORM)
    assert list(rule_sets_seen_by(world.officers["04"])) == [rules]
    assert list(rule_sets_seen_by(world.officers["01711"])) == []
    release_rules(by=SYSTEM, rules=write_rule(by=SYSTEM, rules=rules, rule=few_cases()))
    assert list(rule_sets_seen_by(world.officers["01711"])) == [rules]
    released(world, unit="051")
    assert list(rule_sets_seen_by(world.officers["01780"])) == [rules]


def test_figures_are_held_against_what_every_unit_below_reported_once_all_are_taken(world):
    rule = read_rule(
        "{code: Q02, severity: warning, vi: Khác bên dưới., en: Unlike below., elements: [viol.cases], "
        'against: children, measure: sum, compare: ">=", fix: {vi: Xem lại., en: Look again.}}'
    )
    adopt_rules(
        by=SYSTEM, round=world.round(units=[world.units[c] for c in ("053", "01780")]), rules=released(world, rule)
    )
    world.put("053", CASES, 1)
    assert codes(world.report("053")) == []
    world.fill("01780")
    world.put("01780", CASES, 7)
    world.send("01780")
    assert codes(world.report("053")) == []
    world.take("01780")
    assert codes(world.report("053")) == ["Q02"]
    world.put("053", CASES, 7)
    assert codes(world.report("053")) == []


def test_a_figure_far_from_the_units_own_earlier_reports_is_questioned(world):
    rule = read_rule(
        "{code: Q03, severity: warning, vi: Khác thường., en: Unusual., elements: [viol.cases], outlier: {}, "
        "fix: {vi: Xem lại., en: Look again.}}"
    )
    rules = released(world, rule)
    only = [world.units["01780"]]
    for year in (2011, 2012, 2013, 2014):
        code = f"h1-{year}"
        days = {name: dt.date(year, 5, 20) for name in ("closing_on", "tree_on")}
        world.round(code, units=only, starts_on=dt.date(year - 1, 12, 1), ends_on=dt.date(year, 5, 31), **days)
        world.fill("01780", round=code)
        world.put("01780", CASES, 10 + year % 3, round=code)
        world.send("01780", code)
    world.round(units=only, rules=rules)
    world.put("01780", CASES, 12)
    assert codes(world.report("01780")) == []
    world.put("01780", CASES, 90)
    assert codes(world.report("01780")) == ["Q03"]
    assert Decimal(90) == world.report("01780").entries.get(element__code="viol.cases").value


def test_a_version_names_the_rules_it_was_sent_under_and_keeps_them(world):
    rules = released(world, few_cases(severity="warning"))
    world.round(rules=rules)
    world.fill("01711")
    world.put("01711", CASES, 4)
    version = world.send("01711")
    assert (version.scheme, version.header["rules"]) == (3, rules.digest)
    adopt_rules(by=SYSTEM, round=world.round(), rules=None)
    assert codes(world.report("01711")) == ["Q01"]
    world.fill("01708")
    assert world.send("01708").header["rules"] == ""
    assert verify().problems == []


def test_verify_sees_rules_that_were_exchanged_behind_the_program(world):
    rules = released(world)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE reporting_ruleset SET source = replace(source, 'Quá nhiều vụ', 'Quá ít vụ')")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert [(each.check, each.subject) for each in verify().problems] == [("rules unlike their digest", str(rules))]


def test_a_figure_is_held_against_the_units_report_on_another_form_for_the_same_period(world):
    source = builtin_text(FORM).replace("code: vstbcpn-2015", "code: chien-luoc", 1)
    other = register_form(by=SYSTEM, source=source)
    rule = read_rule(
        "{code: Q04, severity: warning, vi: Khác., en: Unlike., elements: [viol.cases], against: chien-luoc, "
        "fix: {vi: Xem lại., en: Look again.}}"
    )
    only = [world.units["01780"]]
    world.round(units=only, rules=released(world, rule))
    world.put("01780", CASES, 5)
    assert codes(world.report("01780")) == []
    world.round("khac-ky", units=only, form=other, starts_on=dt.date(2014, 1, 1))
    world.put("01780", CASES, 9, round="khac-ky")
    assert codes(world.report("01780")) == []
    world.round("cung-ky", units=only, form=other)
    world.put("01780", CASES, 7, round="cung-ky")
    assert codes(world.report("01780")) == ["Q04"]
    world.put("01780", CASES, 7)
    assert codes(world.report("01780")) == []
