"""The small language of relations and formulas."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.definitions.expressions import (
    ExpressionError,
    Number,
    Operation,
    Reference,
    evaluate,
    holds,
    parse_expression,
    parse_relation,
    references,
    render,
)

VALUES = {"a.x": Decimal(7), "a.y": Decimal(3), "a.zero": Decimal(0)}


def value_of(text, values=VALUES):
    return evaluate(parse_expression(text), lambda reference: values.get(reference.element))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.x + a.y * 2", 13),
        ("(a.x + a.y) * 2", 20),
        ("a.x - a.y - 1", 3),
        ("a.x - (a.y - 1)", 5),
        ("min(a.x, a.y, 5)", 3),
        ("max(a.x, a.y)", 7),
        ("58.5 * 2", 117),
        ("a.x / 2", Decimal("3.5")),
        ("sum(a.x)", 7),
    ],
)
def test_arithmetic_follows_the_usual_order(text, value):
    assert value_of(text) == value


@pytest.mark.parametrize("text", ["a.x + a.missing", "min(a.x, a.missing)", "a.x / a.zero", "a.missing"])
def test_a_missing_value_or_a_zero_divisor_makes_the_whole_missing(text):
    assert value_of(text) is None


def test_references_keep_column_and_report():
    found = list(references(parse_relation("a.x.F <= previous(a.x) + half_year(a.y.FM) + baseline(a.y, 2010)")))
    assert found == [
        Reference("a.x", "F"),
        Reference("a.x", at="previous"),
        Reference("a.y", "FM", at="half_year"),
        Reference("a.y", at="baseline", year=2010),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "a.x +", "a.x b.y", "a", "f(a.x)", "sum(a.x, a.y)", "sum(1)", "baseline(a.x)", "a.x.M", "(a.x", "a.x ** 2",
     "__import__", "a.x; a.y", "1 < 2"],
)  # fmt: skip
def test_what_is_not_in_the_grammar_is_refused(text):
    with pytest.raises(ExpressionError):
        parse_expression(text)


def test_a_relation_needs_a_comparison():
    with pytest.raises(ExpressionError, match="comparison"):
        parse_relation("a.x + a.y")


@pytest.mark.parametrize(
    ("comparator", "true_for"), [("=", {0}), ("<=", {-1, 0}), (">=", {0, 1}), ("<", {-1}), (">", {1})]
)
def test_comparisons_mean_what_they_say(comparator, true_for):
    assert {sign for sign in (-1, 0, 1) if holds(comparator, Decimal(sign), Decimal(0))} == true_for


expressions = st.recursive(
    st.sampled_from([Number(Decimal(2)), Reference("a.x"), Reference("a.y"), Reference("a.x", "F")]),
    lambda inner: st.builds(Operation, st.sampled_from("+-*/"), inner, inner),
    max_leaves=8,
)


def as_source(reference):
    return f"{reference.element}.{reference.column}" if reference.column else reference.element


@given(expressions)
def test_what_is_shown_says_the_same_as_what_is_computed(expression):
    shown = render(expression, as_source).replace("×", "*").replace("−", "-")
    again = parse_expression(shown)
    values = {"a.x": Decimal(5), "a.y": Decimal(11)}

    def look(reference):
        return values[reference.element] + (1 if reference.column else 0)

    first, second = evaluate(expression, look), evaluate(again, look)
    assert (first is None) == (second is None)
    assert first is None or abs(first - second) <= abs(first) * Decimal("1e-20")


@pytest.mark.parametrize(
    "text",
    ["a.b" + " + 1" * 5_000, "(" * 5_000 + "a.b" + ")" * 5_000, "min(" * 40 + "a.b" + ")" * 40, "a.b * " + "9" * 5_000],
    ids=["long", "deep", "functions within one another", "many digits"],
)
def test_what_no_office_writes_is_refused_before_the_machine_gives_up(text):
    with pytest.raises(ExpressionError) as refused:
        parse_expression(text)
    assert len(str(refused.value)) < 20_000
