"""A definition is read strictly, and a mistake is named by its place and what to do."""

import hashlib
import json
import unicodedata

import pytest
import yaml

from tienbo.reporting.definitions.headings import headings_for
from tienbo.reporting.definitions.loading import builtin_text, definition_digest, load, load_builtin, read_yaml
from tienbo.reporting.definitions.problems import DefinitionError

TEXT = builtin_text("vstbcpn-2015")


def problems(old, new, *, times=1):
    """The problems of the built-in form after one change of its text."""
    assert old in TEXT
    with pytest.raises(DefinitionError) as caught:
        load(TEXT.replace(old, new, times))
    return {problem.place: problem for problem in caught.value.problems}


def test_the_built_in_form_is_right():
    assert load(TEXT).code == "vstbcpn-2015"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        # Codes that YAML turns into numbers, dates or yes and no.
        ('code: "1.1",', "code: 1.10,", "indicators[1].code"),
        ("code: B01\n", "code: 01\n", "tables[1].code"),
        ('known: ["2010-2015", "2015-2020"]', 'known: [2015, "2015-2020"]', "terms.party.known[1]"),
        ("unit: committee, kind: count", "unit: true, kind: count", "tables[B01].rows[B01.01].unit"),
        # A float would not stay the number that was written.
        ('value: "58.3"', "value: 58.3", "indicators[4.2].target_2015.value"),
        # Unknown and missing keys.
        ("fill: committees}", "fill: committees, colour: red}", "tables[B01].rows[B01.01].colour"),
        ('vi: "Số Ban đã thành lập", ', "", "tables[B01].rows[B01.02].vi"),
        ('en: "Committees in existence"', 'en: ""', "tables[B01].rows[B01.02].en"),
        ('en: "Women cannot exceed the total."', 'english: "x"', "checks[K01].en"),
        ("nature: stock", "nature: stocks", "tables[B01].rows[B01.01].nature"),
        # Relations to what is not there.
        ("of: committee.required}", "of: committee.requird}", "tables[B01].rows[B01.02].of"),
        ("by: [level], levels", "by: [levle], levels", "tables[B01].rows[B01.01].by"),
        ("levels: [province, department,", "levels: [provincial, department,", "tables[B01].rows[B01.01].levels"),
        ("audience: offices", "audience: office", "tables[B04].rows[B04.04].audience"),
        ("unit: committee, kind", "unit: committees, kind", "tables[B01].rows[B01.01].unit"),
        ("terms: assembly", "terms: parliament", "tables[B03].rows[B03.01].terms"),
        ("audience: assigned, sector: labour", "audience: assigned", "tables[B14].rows[B14.01].sector"),
        ("tables: [B06, B07], vi", "tables: [B66, B07], vi", "withheld[armed_forces].tables"),
        ("columns: indicator", "columns: indicators", "tables[B14].columns"),
        ("columns: people_no_minority", "columns: people", "tables[B11].columns"),
        ("columns: people\n", "columns: people_no_minority\n", "tables[B01].columns"),
        ("    B01.01, B01.02,", "    B01.01, B01.99,", "short_form.rows"),
        ("tables: [B14], serves", "tables: [B15], serves", "narrative[results.programmes].tables"),
        ("comm.events_leaders <= comm.events", "comm.events_leaders <= comm.event", "checks[K17].relations"),
        ("heading: results.funds, words", "heading: results.fund, words", "topics[2].heading"),
        ("due: party.orgs,", "due: party.organs,", "terms[party].due"),
        ("held: party.orgs_held}", "held: lead.pcom_chair}", "terms[party].held"),
        ("due: party.orgs, ", "", "terms[party]"),
        ("party.bch.F / party.bch.T", "party.bch.F / party.bch.X", "indicators[1.1].formula"),
        ('test: "party.btv.F >= 1"', 'test: "party.btv.F"', "tables[B02].rows[B02.11].test"),
        # Sums that must not be made.
        ("viol.cases <= sum(viol.forms)", "viol.cases <= viol.forms", "checks[K23].relations"),
        ("fund.spent <= fund.allocated", "fund.spent <= party.orgs", "checks[K12].relations"),
        # Codes given twice.
        ("row: B01.02,", "row: B01.01,", "rows[B01.01]"),
        ("code: committee.existing,", "code: committee.required,", "rows by code[committee.required]"),
        ("code: K02, severity", "code: K01, severity", "checks[K01]"),
        ("code: K02, severity", "code: K14, severity", "checks[K14]"),
        ("audience: communes,", "audience: communes, women_only: true,", "tables[B06].rows[B06.05].women_only"),
        ("code: B02\n", "code: B92\n", "tables[B92].rows[B02.01].row"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_place(old, new, place):
    found = problems(old, new)
    assert place in found
    assert found[place].vi and found[place].en


def test_a_number_in_place_of_a_code_asks_for_quotes():
    problem = problems('code: "1.1",', "code: 1.10,")["indicators[1].code"]
    assert "dấu nháy" in problem.vi
    assert "quotes" in problem.en


def test_rows_that_contain_each_other_are_refused():
    found = problems("audience: all, fill: committees}", "audience: all, fill: committees, of: committee.existing}")
    assert "tables[B01].rows[B01.01].of" in found


def test_a_level_that_a_unit_of_the_audience_cannot_fill_is_refused():
    found = problems(
        "levels: [province, district, commune], audience: area, fill: leadership, of: lead.pcom_members",
        "levels: [province, district], audience: area, fill: leadership, of: lead.pcom_members",
    )
    assert "commune" in found["tables[B04].rows[B04.01].levels"].en


def test_a_key_given_twice_is_refused_with_its_line():
    found = problems("  version: 1\n", "  version: 1\n  version: 2\n")
    assert [place.startswith("line ") for place in found] == [True]


@pytest.mark.parametrize("text", ["a: [", "", "just words", "- a list", "a: !!python/object:os.system {}"])
def test_a_text_that_is_no_definition_is_refused(text):
    with pytest.raises(DefinitionError):
        load(text)


def test_words_of_yaml_that_mean_yes_and_no_elsewhere_stay_words():
    assert load_builtin("vstbcpn-2015").form.verified.on is None


def test_the_digest_sees_content_and_not_layout():
    digest = definition_digest(load(TEXT))
    assert len(digest) == 64
    assert definition_digest(load("# a remark\n" + TEXT.replace("version: 1\n", "version:   1\n\n"))) == digest
    assert definition_digest(load(TEXT.replace("Số Ban đã thành lập", "Số Ban hiện có"))) != digest


def test_the_digest_is_of_what_the_yaml_says_and_of_nothing_that_the_program_knows_besides():
    """Anybody can compute it from the file, with a reader for which only true and false are yes and no."""
    said = json.dumps(as_written(), default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(unicodedata.normalize("NFC", said).encode()).hexdigest()
    assert definition_digest(load(TEXT)) == digest


def as_written() -> dict:
    class Reader(yaml.SafeLoader):
        pass

    Reader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if first in "tf" or tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    form = yaml.load(TEXT, Reader)
    targets = (indicator[key] for indicator in form["indicators"] for key in ("target_2015", "target_2020"))
    for target in filter(None, targets):
        target["value"] = str(target["value"])
    return form


def test_the_digest_is_the_same_for_composed_and_decomposed_text():
    assert definition_digest(load(unicodedata.normalize("NFD", TEXT))) == definition_digest(load(TEXT))


def test_the_same_text_is_read_once():
    assert load(TEXT) is load(str(TEXT))


def test_a_form_that_was_registered_before_a_key_was_thought_of_still_loads():
    """What is stored is read by every later version of the program: a new key of the form is never required."""
    text = TEXT
    for key in ("    ahead:", "    printed_note:"):
        text = "\n".join(each for each in text.split("\n") if not each.startswith(key))
    older = load(text.replace(", due: party.orgs, held: party.orgs_held", ""))
    assert not older.reports["annual"].ahead and older.terms["party"].due is None
    assert [heading.vi for heading in headings_for(older, "annual", 2015) if heading.code == "next"] == [
        "Phương hướng, nhiệm vụ trọng tâm thời gian tới"
    ]


@pytest.mark.parametrize("text", ["a: " + "[" * 200_000, "a: " + "{a: " * 100_000, "- " * 100_000 + "a"])
def test_endless_nesting_is_a_refusal_and_not_the_end_of_the_process(text):
    with pytest.raises(DefinitionError):
        read_yaml(text)
