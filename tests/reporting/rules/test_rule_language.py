"""Rule sets as text, and what the newer kinds of rules find."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.lines import RoundOptions, cells_for
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.rules.engine import EARLIER, check, needed_beside
from tienbo.reporting.rules.language import (
    book_digest,
    book_of_form,
    book_text,
    changes_between,
    free_code,
    problems_of_book,
    read_book,
    read_rule,
    rule_text,
    with_rule,
    without_rule,
)

FORM = load_builtin("vstbcpn-2015")
TERMS = {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)}
HALF_YEAR = RoundOptions("half_year", TERMS)
COMMUNE_CELLS = cells_for(FORM, kind="commune", options=HALF_YEAR)
HEAD = "form: f\ntitle: {vi: a, en: b}\nrules:\n"
ARTICLES = Cell("comm.articles", "")


def rule(**parts):
    """A rule in YAML, whatever is not said being the usual."""
    usual = {"code": "Q01", "severity": "warning", "vi": "Sai.", "en": "Wrong.", "fix": "{vi: Sửa., en: Mend.}"}
    return read_rule("\n".join(f"{name}: {value}" for name, value in (usual | parts).items()))


def found(one, value, *, kind="commune", cell=ARTICLES, **beside):
    """What a single rule says of one figure."""
    cells = {cell: Figure(Decimal(value))}
    return check(FORM, kind=kind, options=HALF_YEAR, cells=cells, checks=(one,), **beside)


def beside(name, value, cell=ARTICLES):
    return {"beside": {name: {cell: Figure(Decimal(value))}}}


# --- the text -----------------------------------------------------------------------------------------------


def test_the_forms_own_checks_are_a_rule_set_that_reads_back_as_itself():
    book = book_of_form(FORM)
    again = read_book(book_text(book))
    assert again == book and again.rules == FORM.checks
    assert book_digest(again) == book_digest(book)
    assert problems_of_book(again, FORM) == []


def test_layout_and_comments_leave_the_digest_as_it_is_but_a_word_does_not():
    text = book_text(book_of_form(FORM))
    assert book_digest(read_book("# a comment\n" + text)) == book_digest(read_book(text))
    assert book_digest(read_book(text.replace("Nêu lý do", "Cho biết lý do"))) != book_digest(read_book(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "file"),
        ("form: vstbcpn-2015", "title"),
        ("rules: [\n", "line"),
        (f"{HEAD}- {{code: Q1}}\n", "rules[Q1].code"),
        (f"{HEAD}- {{code: Q01, within: {{percent: 2.5}}}}\n", "rules[Q01].within.percent"),
        ("form: f\nform: g\n", "line 2"),
        (f"{HEAD}- {{code: Q01, colour: red}}\n", "rules[Q01].colour"),
        ("- a\n- b\n", "file"),
        ("form: !!python/object/apply:os.system ['true']\n", "line"),
    ],
)  # fmt: skip
def test_a_broken_text_is_refused_with_the_place_and_what_to_do(text, place):
    with pytest.raises(DefinitionError) as refused:
        read_book(text)
    assert any(each.place.startswith(place) for each in refused.value.problems), refused.value.problems
    assert all(each.vi and each.en for each in refused.value.problems)


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"builtin": "money_near_previus"}, "checks[Q01].builtin"),
        ({"relations": '["comm.event <= comm.events"]'}, "checks[Q01].relations"),
        ({"relations": '["1 <= 2"]'}, "checks[Q01].relations"),
        ({"relations": '["comm.events <= "]'}, "checks[Q01].relations"),
        ({"limits": "{}"}, "checks[Q01].limits"),
        ({"limits": "{least: 5, most: 4}"}, "checks[Q01].limits.most"),
        ({"against": "children"}, "checks[Q01].measure"),
        ({"against": "previous", "measure": "sum"}, "checks[Q01].measure"),
        ({"against": "no-such-form"}, "checks[Q01].against"),
        ({"against": "previous", "elements": "[comm.nothing]"}, "checks[Q01].elements"),
        ({"against": "previous", "tables": "[B99]"}, "checks[Q01].tables"),
        ({"against": "previous", "outlier": "{}"}, "checks[Q01].outlier"),
        ({}, "checks[Q01]"),
    ],
)
def test_a_rule_that_does_not_fit_the_form_is_named_by_its_place(parts, place):
    book = with_rule(book_of_form(FORM), rule(**parts))
    assert place in {each.place for each in problems_of_book(book, FORM, forms={"vstbcpn-2015"})}


def test_changes_say_what_is_new_gone_and_otherwise():
    book = book_of_form(FORM)
    milder = book.rule("K20").model_copy(update={"severity": "error"})
    after = with_rule(with_rule(without_rule(book, "K25"), milder, instead_of="K20"), rule(against="previous"))
    changes = {each.code: each for each in changes_between(book.rules, after.rules)}
    assert set(changes) == {"K20", "K25", "Q01"}
    assert changes["K20"].parts == ("severity",)
    assert changes["K25"].after is None and changes["Q01"].before is None
    assert changes_between(book.rules, read_book(book_text(book)).rules) == []


def test_a_new_rule_takes_a_code_that_nobody_bears():
    assert free_code(FORM.checks) == "Q01"
    assert free_code([rule(against="previous")], retired={"Q02"}) == "Q03"


def test_one_rule_reads_back_as_itself_alone_or_as_an_item_of_a_list():
    one = rule(against="previous", within='{percent: "12.5", absolute: 5}')
    assert read_rule(rule_text(one)) == one
    assert read_rule("- " + rule_text(one).replace("\n", "\n  ")) == one


# --- what is found ------------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 9), min_size=len(COMMUNE_CELLS), max_size=len(COMMUNE_CELLS)), st.integers(0, 9))
def test_a_rule_set_equal_to_the_forms_checks_finds_the_same(values, before):
    cells = {cell: Figure(Decimal(value)) for cell, value in zip(COMMUNE_CELLS, values, strict=True)}
    given_ = {"kind": "commune", "options": HALF_YEAR, "cells": cells}
    given_["beside"] = {"previous": {cell: Figure(Decimal(before)) for cell in cells}}
    book = read_book(book_text(book_of_form(FORM)))
    assert check(FORM, **given_, checks=book.rules) == check(FORM, **given_)


def test_limits_hold_a_figure_by_itself():
    one = rule(limits="{least: 2, most: 10, multiple_of: 2}", elements="[comm.articles]")
    assert [len(found(one, value)) for value in (1, 2, 3, 10, 12)] == [1, 0, 1, 0, 1]
    (finding,) = found(one, 12)
    assert finding.message_vi == "Ô B09.09: 12 lớn hơn 10. Sai. Sửa."


@pytest.mark.parametrize(
    ("compare", "near"), [("=", {70, 100, 130}), ("<=", {0, 70, 100, 130}), (">=", {70, 100, 130, 500})]
)
def test_the_tolerance_is_the_wider_of_percent_and_absolute(compare, near):
    one = rule(against="previous", compare=f'"{compare}"', within="{percent: 30, absolute: 5}")
    passed = {value for value in (0, 69, 70, 100, 130, 131, 500) if not found(one, value, **beside("previous", 100))}
    assert passed - {69, 131} == near
    # 30 percent of 4 is little more than one: five either way are allowed.
    assert found(one, 9, **beside("previous", 4)) == []


def test_what_is_not_known_beside_is_not_judged():
    one = rule(against="previous")
    assert found(one, 5) == []
    assert found(one, 5, beside={"previous": None}) == []
    assert found(one, 5, beside={"previous": {ARTICLES: Figure()}}) == []


def test_figures_are_held_against_what_came_from_below_and_against_another_form():
    below = rule(against="children", measure="sum", compare='">="')
    (finding,) = found(below, 5, **beside("children.sum", 7))
    assert "nhỏ hơn các đơn vị cấp dưới trực tiếp cộng lại 7" in finding.message_vi
    assert found(below, 7, **beside("children.sum", 7)) == []
    other = rule(against="chien-luoc-bdg")
    (finding,) = found(other, 5, **beside("chien-luoc-bdg", 7))
    assert "báo cáo theo mẫu chien-luoc-bdg 7" in finding.message_vi


def test_a_rule_for_some_kinds_of_units_leaves_the_others_alone():
    one = rule(against="previous", kinds="[district]")
    assert found(one, 5, **beside("previous", 1)) == []
    assert len(found(one, 5, kind="district", **beside("previous", 1))) == 1
    assert needed_beside([one], kind="commune", report="half_year") == frozenset()


def test_rules_say_what_they_need_beside_the_report():
    assert needed_beside(FORM.checks, kind="commune", report="half_year") == {"previous"}
    assert needed_beside(FORM.checks, kind="commune", report="annual") >= {"previous", "half_year"}
    rules = [rule(outlier="{}"), rule(code="Q02", against="children", measure="max")]
    assert needed_beside(rules, kind="district", report="annual") == {EARLIER, "children.max"}


def test_what_is_unusual_is_said_with_the_middle_and_only_of_cells_that_are_otherwise_right():
    one = rule(outlier="{}")
    earlier = [{ARTICLES: Figure(Decimal(value))} for value in (10, 11, 9, 10, 12)]
    (finding,) = found(one, 90, earlier=earlier)
    assert "90 khác thường so với 5 báo cáo trước, trung vị là 10" in finding.message_vi
    assert found(one, 12, earlier=earlier) == []
    assert found(one, 90, earlier=earlier[:3]) == []
    cells = {ARTICLES: Figure(Decimal(90))}
    both = check(
        FORM,
        kind="commune",
        options=HALF_YEAR,
        cells=cells,
        checks=(one, rule(code="Q02", against="previous")),
        beside={"previous": {ARTICLES: Figure(Decimal(10))}},
        earlier=earlier,
    )
    assert [each.code for each in both] == ["Q02"]
