"""The rule book in the browser: drafts, problems at the field, trials that write nothing, release, adoption."""

import pytest
from django.urls import reverse

from tests.reporting.rules.test_rule_sets import CASES, FORM, few_cases, released
from tienbo.core.authorise import SYSTEM
from tienbo.journal.models import Line
from tienbo.notices.models import Notice
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.rulebook.trials import try_rules
from tienbo.reporting.rules.actions import draft_rules, release_rules, write_rule
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.queries import book_of

RULE = {
    "act": "save", "code": "Q01", "severity": "error", "vi": "Quá nhiều vụ.", "en": "Too many cases.",
    "fix_vi": "Sửa số.", "fix_en": "Mend it.", "way": "limits", "most": "3", "elements": "B11.01", "columns": ["T"],
    "compare": "=", "reports": ["half_year", "annual", "adhoc"],
}  # fmt: skip


@pytest.fixture
def office(world, client):
    """The standing office of the province, signed in."""
    client.force_login(world.officers["04"])
    return client


@pytest.fixture
def draft(world):
    """A draft of the province."""
    return draft_rules(by=SYSTEM, unit=world.units["04"], form_code=FORM)


def at(name, rules, *more):
    """The address of a page of a rule set."""
    return reverse(f"reporting:{name}", args=[rules.uid, *more])


def test_a_draft_is_begun_written_tried_released_and_adopted_in_the_browser(world, office):
    world.put("01711", CASES, 4)
    office.post(reverse("reporting:rule_sets"), {"form": world.form.pk})
    rules = RuleSet.objects.get()
    assert office.get(at("rule", rules, "new")).status_code == 200
    assert office.post(at("rule", rules, "new"), RULE | {"revision": 1}).status_code == 302
    rules.refresh_from_db()
    assert book_of(rules).rule("Q01").elements == ("viol.cases",)
    page = office.get(at("rule_set_try", rules), {"round": world.round().code}).content.decode()
    assert "Quá nhiều vụ." in page and "Xã Bình Dương" in page
    assert "Quá nhiều vụ." in office.get(at("rule_set_release", rules)).content.decode()
    assert office.post(at("rule_set_release", rules), {"revision": 2}).status_code == 302
    here = reverse("reporting:round_rules", args=[world.round().code])
    assert office.get(here).status_code == 200
    assert office.post(here, {"rules": rules.pk}).status_code == 302
    assert world.report("01711").round.rules == rules
    assert "(1)" in office.get(reverse("reporting:round", args=[world.round().code])).content.decode()


def test_an_office_that_writes_no_english_writes_a_rule_all_the_same(office, draft):
    said = RULE | {"revision": 1, "en": "", "fix_en": ""}
    assert office.post(at("rule", draft, "new"), said).status_code == 302
    draft.refresh_from_db()
    rule = book_of(draft).rule("Q01")
    assert (rule.en, rule.fix.en) == ("Quá nhiều vụ.", "Sửa số.")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"code": "q1"}, "code"),
        ({"code": "K01"}, None),
        ({"most": "ba"}, "most"),
        ({"least": "5", "most": "4"}, "most"),
        ({"most": ""}, "least"),
        ({"elements": "B99.99"}, "elements"),
        ({"tables": "B99"}, "tables"),
        ({"way": "relations", "relations": "viol.cases <="}, "relations"),
        ({"way": "relations", "relations": ""}, None),
        ({"way": "against", "against": "children"}, "measure"),
        ({"way": "against", "against": "previous", "percent": "-1"}, "percent"),
        ({"way": "outlier", "earlier": "2"}, "earlier"),
        ({"way": "builtin"}, None),
        ({"vi": ""}, "vi"),
        ({"instead_of": "K99"}, "instead_of"),
    ],
)
def test_a_problem_stands_at_its_field(office, draft, changes, name):
    answer = office.post(at("rule", draft, "new"), RULE | changes)
    assert answer.status_code == 422
    assert (name or "__all__") in answer.context["fields"].errors
    draft.refresh_from_db()
    assert draft.revision == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"way": "against", "against": "previous", "percent": "30", "absolute": "5"}, "against: previous"),
        ({"way": "against", "against": "children", "measure": "sum", "compare": ">="}, "measure: sum"),
        ({"way": "outlier", "beyond": "4,5"}, "beyond: '4.5'"),
        ({"way": "relations", "relations": "viol.cases <= viol.cases + 1\nviol.cases >= 0"}, "- viol.cases >= 0"),
        ({"way": "builtin", "builtin": "money_near_previous", "kinds": ["commune"]}, "- commune"),
    ],
)
def test_every_kind_of_rule_can_be_filled_in_and_opens_again_as_it_was(office, draft, changes, said):
    assert office.post(at("rule", draft, "new"), RULE | changes).status_code == 302
    draft.refresh_from_db()
    first = book_of(draft).rule("Q01")
    form = office.get(at("rule", draft, "Q01")).context["fields"]
    again = {name: form[name].value() for name in form.fields} | {"act": "save"}
    again = {name: value for name, value in again.items() if value not in (None, False, ())}
    assert office.post(at("rule", draft, "Q01"), again).status_code == 302
    draft.refresh_from_db()
    assert book_of(draft).rule("Q01") == first
    assert said in draft.source


def test_yaml_is_taken_for_one_rule_and_for_all_and_refused_with_its_place(office, draft):
    text = "{code: Q01, severity: warning, vi: a, en: b, against: previous, fix: {vi: c, en: d}}"
    assert office.post(at("rule", draft, "new"), {"act": "yaml", "text": text}).status_code == 302
    answer = office.post(at("rule", draft, "Q01"), {"act": "yaml", "text": text.replace("previous", "mars")})
    assert answer.status_code == 422 and "checks[Q01].against" in answer.content.decode()
    whole = office.get(at("rule_set_file", draft)).content.decode()
    assert (
        office.post(at("rule_set_import", draft), {"text": whole.replace("code: Q01", "code: Q07")}).status_code == 302
    )
    draft.refresh_from_db()
    assert book_of(draft).rule("Q07") is not None
    answer = office.post(at("rule_set_import", draft), {"text": whole.replace("vstbcpn-2015", "khac")})
    assert answer.status_code == 422 and "khac" in answer.content.decode()


def test_a_rule_is_taken_out_unless_another_stands_on_it(office, draft):
    office.post(at("rule", draft, "K25"), {"act": "remove"})
    office.post(at("rule", draft, "K04"), {"act": "remove"})
    draft.refresh_from_db()
    assert book_of(draft).rule("K25") is None and book_of(draft).rule("K04") is not None


def test_writing_over_a_draft_that_moved_keeps_what_stands_and_says_so(office, draft):
    write_rule(by=SYSTEM, rules=draft, rule=few_cases())
    answer = office.post(at("rule", draft, "Q01"), RULE | {"most": "9", "revision": 1}, follow=True)
    assert "có người khác" in answer.content.decode().lower()
    draft.refresh_from_db()
    assert book_of(draft).rule("Q01").limits.most == 3


def test_what_is_released_has_no_page_to_write_and_strangers_see_no_draft(world, office, draft):
    write_rule(by=SYSTEM, rules=draft, rule=few_cases())
    for name, more in (("rule_set", ()), ("rule", ("Q01",)), ("rule_set_try", ()), ("rule_set_file", ())):
        office.force_login(world.officers["051"])
        assert office.get(at(name, draft, *more)).status_code == 404
    release_rules(by=SYSTEM, rules=draft)
    assert office.get(at("rule_set", draft)).status_code == 200
    assert office.get(at("rule_set_file", draft)).status_code == 200
    assert office.get(at("rule_set_try", draft)).status_code == 403
    assert office.post(at("rule_set", draft), {"act": "retire"}).status_code == 403
    office.force_login(world.officers["04"])
    for name, more in (("rule", ("Q01",)), ("rule_set_release", ()), ("rule_set_import", ())):
        assert office.get(at(name, draft, *more)).status_code == 404
    assert office.post(at("rule_set", draft), {"act": "discard"}).status_code == 302
    assert RuleSet.objects.filter(pk=draft.pk).exists()


def test_a_trial_counts_what_is_new_and_gone_and_writes_nothing(world, draft):
    for unit in ("01711", "01708"):
        world.fill(unit)
        world.put(unit, CASES, 4)
    world.put("01780", CASES, 1)
    before = [model.objects.count() for model in (Line, Notice, EntryChange)]
    write_rule(by=SYSTEM, rules=draft, rule=few_cases())
    draft.refresh_from_db()
    milder = tuple(rule for rule in book_of(draft).rules if rule.code != "K25")
    trial = try_rules(world.officers["04"], milder, [world.round()])
    by_code = {each.code: each for each in trial.rules}
    assert trial.reports == 3
    assert (len(by_code["Q01"].reports), by_code["Q01"].found, by_code["Q01"].new) == (2, 2, 2)
    assert by_code["K25"].rule is None and by_code["K25"].gone == trial.gone > 5
    assert trial.blocked == trial.blocked_now + 2
    assert [model.objects.count() for model in (Line, Notice, EntryChange)] == [before[0] + 1, *before[1:]]


def test_a_trial_sees_only_what_the_person_sees(world, draft):
    for unit in ("01711", "01780"):
        world.put(unit, CASES, 4)
    trial = try_rules(world.officers["051"], book_of(draft).rules, [world.round()])
    assert trial.reports == 1


def test_a_new_round_takes_the_rules_in_force_unless_told_otherwise(world, office):
    rules = released(world)
    page = office.get(reverse("reporting:round_new"))
    assert page.context["form"]["rules"].value() == rules.pk
