"""The small language of relations and formulas in a definition: sums, products, comparisons of data elements.

Grammar::

    relation   = expression ("=" | "<=" | ">=" | "<" | ">") expression
    expression = product (("+" | "-") product)*
    product    = factor (("*" | "/") factor)*
    factor     = number | reference | function "(" expression ("," expression)* ")" | "(" expression ")"
    reference  = element ["." ("T" | "F" | "FM")]           party.bch   party.bch.F

Functions: ``min``, ``max``; ``sum(x)`` adds the items of a breakdown whose items may overlap;
``previous(x)`` and ``half_year(x)`` are the same cell in the previous period and in the half-year report;
``baseline(x, 2010)`` is the value of a base year. A missing value makes the whole expression missing, and so
does division by zero. Nothing is ever handed to Python's own evaluator. Pure.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

COMPARATORS = ("<=", ">=", "=", "<", ">")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<reference>[a-z][a-z0-9]*\.[a-z0-9_]+(?:\.(?:T|FM|F))?)(?![\w.])"
    r"|(?P<name>[a-z_]+)(?=\s*\()"
    r"|(?P<mark><=|>=|[-+*/(),=<>]))"
)
_TIMES = ("previous", "half_year", "baseline")
# The longest relation of a form has a tenth of these; beyond them reading and computing would end in the machine's own
# limits.
MOST_TOKENS, MOST_DIGITS, DEEPEST = 500, 80, 30


class ExpressionError(ValueError):
    """The text is not in the grammar; the message says where it stops making sense."""


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: Decimal


@dataclass(frozen=True)
class Reference:
    """A data element, in a column where one is named.

    `at`: ``now``, or the name of the function that looks into another report; `year`: of a baseline; `summed`:
    the items of an overlapping breakdown are added.
    """

    element: str
    column: str | None = None
    at: str = "now"
    year: int | None = None
    summed: bool = False


@dataclass(frozen=True)
class Operation:
    """Two expressions joined by + - * or /."""

    mark: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Extreme:
    """The smallest (``min``) or largest (``max``) of some expressions."""

    name: str
    of: tuple["Expression", ...]


Expression = Number | Reference | Operation | Extreme


@dataclass(frozen=True)
class Relation:
    """Two expressions that must compare as `comparator` says."""

    left: Expression
    comparator: str
    right: Expression


def parse_expression(text: str) -> Expression:
    """Read an expression. Raises ExpressionError."""
    reader = _Reader(text)
    found = reader.expression()
    reader.end()
    return found


def parse_relation(text: str) -> Relation:
    """Read a relation. Raises ExpressionError."""
    reader = _Reader(text)
    left = reader.expression()
    comparator = reader.take_any(COMPARATORS)
    if comparator is None:
        raise ExpressionError(f"{text!r}: a comparison (= <= >= < >) is missing")
    right = reader.expression()
    reader.end()
    return Relation(left, comparator, right)


def references(expression: Expression | Relation) -> Iterator[Reference]:
    """Every reference in it, from left to right, repeated ones too."""
    match expression:
        case Reference():
            yield expression
        case Operation(_, left, right) | Relation(left, _, right):
            yield from references(left)
            yield from references(right)
        case Extreme(_, of):
            for part in of:
                yield from references(part)


def evaluate(expression: Expression, value_of: Callable[[Reference], Decimal | None]) -> Decimal | None:
    """The value, or None when any part is missing or a divisor is zero."""
    match expression:
        case Number(value):
            return value
        case Reference():
            return value_of(expression)
        case Extreme(name, of):
            values = [evaluate(part, value_of) for part in of]
            known = [value for value in values if value is not None]
            if len(known) < len(values):
                return None
            return min(known) if name == "min" else max(known)
        case Operation(mark, left, right):
            first, second = evaluate(left, value_of), evaluate(right, value_of)
            if first is None or second is None:
                return None
            return _calculate(mark, first, second)


def _calculate(mark: str, first: Decimal, second: Decimal) -> Decimal | None:
    if mark == "+":
        return first + second
    if mark == "-":
        return first - second
    if mark == "*":
        return first * second
    return first / second if second else None


def holds(comparator: str, left: Decimal, right: Decimal) -> bool:
    """Whether ``left comparator right`` is true."""
    return {
        "=": left == right,
        "<=": left <= right,
        ">=": left >= right,
        "<": left < right,
        ">": left > right,
    }[comparator]


def render(expression: Expression, name_of: Callable[[Reference], str]) -> str:
    """The expression as a person reads it, each reference named by `name_of`."""
    match expression:
        case Number(value):
            return f"{value}".replace(".", ",")
        case Reference():
            return name_of(expression)
        case Extreme(name, of):
            return f"{name}({', '.join(render(part, name_of) for part in of)})"
        case Operation(mark, left, right):
            sign = {"*": "×", "/": "/", "+": "+", "-": "−"}[mark]
            return f"{_wrapped(left, mark, False, name_of)} {sign} {_wrapped(right, mark, True, name_of)}"


def _wrapped(part: Expression, outer: str, right: bool, name_of: Callable[[Reference], str]) -> str:
    """A part of an operation, in brackets where leaving them out would change the meaning."""
    text = render(part, name_of)
    if not isinstance(part, Operation):
        return text
    looser = part.mark in "+-" and outer in "*/"
    same_after = right and outer in "-/" and (part.mark in "+-") == (outer in "+-")
    return f"({text})" if looser or same_after else text


class _Reader:
    """Walks over the tokens of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[tuple[str, str]] = []
        place, end = 0, len(text.rstrip())
        while place < end:
            match = _TOKEN.match(text, place)
            if not match:
                raise ExpressionError(f"{text[:200]!r}: not understood from {text[place:].strip()[:200]!r}")
            if len(self._tokens) == MOST_TOKENS or len(match[0]) > MOST_DIGITS:
                raise ExpressionError(f"{text[:80]!r}: longer than {MOST_TOKENS} parts, or one of them too long")
            kind = match.lastgroup or ""
            self._tokens.append((kind, match[kind]))
            place = match.end()
        self._next = self._depth = 0

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._next] if self._next < len(self._tokens) else ("end", "")

    def take_any(self, marks: tuple[str, ...]) -> str | None:
        kind, token = self._peek()
        if kind == "mark" and token in marks:
            self._next += 1
            return token
        return None

    def _demand(self, mark: str) -> None:
        if self.take_any((mark,)) is None:
            raise ExpressionError(f"{self._text!r}: {mark!r} is missing before {self._peek()[1]!r}")

    def end(self) -> None:
        if self._peek()[0] != "end":
            raise ExpressionError(f"{self._text!r}: unexpected {self._peek()[1]!r}")

    def expression(self) -> Expression:
        found = self._product()
        while mark := self.take_any(("+", "-")):
            found = Operation(mark, found, self._product())
        return found

    def _inner(self) -> Expression:
        """An expression in brackets."""
        if self._depth == DEEPEST:
            raise ExpressionError(f"{self._text!r}: more than {DEEPEST} brackets within one another")
        self._depth += 1
        found = self.expression()
        self._depth -= 1
        return found

    def _product(self) -> Expression:
        found = self._factor()
        while mark := self.take_any(("*", "/")):
            found = Operation(mark, found, self._factor())
        return found

    def _factor(self) -> Expression:
        kind, token = self._peek()
        if self.take_any(("(",)):
            inner = self._inner()
            self._demand(")")
            return inner
        if kind not in ("number", "reference", "name"):
            raise ExpressionError(f"{self._text!r}: a value is missing before {token!r}")
        self._next += 1
        if kind == "number":
            return Number(Decimal(token))
        if kind == "reference":
            first, second, *column = token.split(".")
            return Reference(f"{first}.{second}", column[0] if column else None)
        return self._function(token)

    def _function(self, name: str) -> Expression:
        self._demand("(")
        arguments = [self._inner()]
        while self.take_any((",",)):
            arguments.append(self._inner())
        self._demand(")")
        if name in ("min", "max"):
            return Extreme(name, tuple(arguments))
        target = arguments[0]
        if not isinstance(target, Reference):
            raise ExpressionError(f"{self._text!r}: {name}() takes one element")
        if name == "sum" and len(arguments) == 1:
            return replace(target, summed=True)
        if name == "baseline" and len(arguments) == 2 and isinstance(arguments[1], Number):
            return replace(target, at=name, year=int(arguments[1].value))
        if name in _TIMES and name != "baseline" and len(arguments) == 1:
            return replace(target, at=name)
        raise ExpressionError(f"{self._text!r}: {name}() is not a function, or has the wrong arguments")
