"""The shape of a proof: which keys stand where and what each holds; pure.

A file comes from anywhere. What is not of this shape is named by its place, and nothing is computed from it.
"""

import re
from collections.abc import Callable, Mapping

_HASH = re.compile(r"[0-9a-f]{64}")
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

# A shape takes a value and says where it is odd: "" for the value itself, None when all is well.
Shape = Callable[[object], str | None]


def misshapen(document: object) -> str | None:
    """The place of the first thing that is not as it should be (``version.header.unit``); None: all is."""
    return _DOCUMENT(document)


def _that(test: Callable[[object], bool]) -> Shape:
    return lambda value: None if test(value) else ""


def _text(pattern: re.Pattern) -> Shape:
    return _that(lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None)


def _or_null(shape: Shape) -> Shape:
    return lambda value: None if value is None else shape(value)


def _keys(**shapes: Shape) -> Shape:
    """An object with exactly these keys."""

    def check(value: object) -> str | None:
        if not isinstance(value, dict):
            return ""
        for key in sorted(shapes.keys() ^ value.keys()):
            return key
        return _first((key, shapes[key](value[key])) for key in shapes)

    return check


def _each(shape: Shape) -> Shape:
    """A list of things of one shape."""

    def check(value: object) -> str | None:
        if not isinstance(value, list):
            return ""
        return _first((str(place), shape(each)) for place, each in enumerate(value))

    return check


def _row(*shapes: Shape) -> Shape:
    """A list of as many things, each of its own shape."""

    def check(value: object) -> str | None:
        if not isinstance(value, list) or len(value) != len(shapes):
            return ""
        return _first((str(place), shape(each)) for place, (shape, each) in enumerate(zip(shapes, value, strict=True)))

    return check


def _first(found) -> str | None:
    for key, place in found:
        if place is not None:
            return f"{key}.{place}" if place else key
    return None


def _values(shape: Shape) -> Shape:
    """An object with any keys."""

    def check(value: object) -> str | None:
        return _first((key, shape(each)) for key, each in value.items()) if isinstance(value, dict) else ""

    return check


_hash, _uid, _day = _text(_HASH), _text(_UID), _text(_DAY)
_words = _that(lambda value: isinstance(value, str))
# What is shown at a terminal: no signs that would steer it, no end of lines.
_name = _that(lambda value: isinstance(value, str) and value.isprintable() and len(value) <= 300)
_count = _that(lambda value: type(value) is int and value >= 0)
_number = _that(lambda value: type(value) is int and value > 0)
_scheme = _that(lambda value: type(value) is int)
_children = _each(_row(_uid, _hash))
_HEADER = {
    "unit": _uid,
    "round": _uid,
    "form": _hash,
    "version": _number,
    "previous": _or_null(_hash),
    "tree_on": _day,
}
_HEADER_2 = _HEADER | {"period": _row(_day, _day), "closing_on": _day}
# The digest of the rules from scheme 3 on; "" for the form's own.
_rules = _that(lambda value: value == "" or _hash(value) is None)
_HEADERS = {1: _keys(**_HEADER), 2: _keys(**_HEADER_2), 3: _keys(**_HEADER_2, rules=_rules)}
_figures = _keys(
    nonce=_hash,
    figures=_each(_row(_words, _words, _or_null(_words), _words, _words)),
    justifications=_each(_row(_words, _words)),
)
_passages = _values(_that(lambda value: isinstance(value, dict)))
_narrative_open = _keys(nonce=_hash, narrative=_passages)
_narrative_closed = _keys(hash=_hash)
_totals_rows = _each(_row(_words, _words, _or_null(_words), *[_count] * 6))
_outstanding = _each(_row(_words, _words, _each(_words), _words))


def _narrative(value: object) -> str | None:
    is_closed = isinstance(value, Mapping) and "hash" in value
    return (_narrative_closed if is_closed else _narrative_open)(value)


def _by_scheme(value: object, of: Callable[[int], Shape]) -> str | None:
    if not isinstance(value, dict) or type(value.get("scheme")) is not int:
        return "scheme"
    return of(value["scheme"])(value)


def _version(value: object) -> str | None:
    return _by_scheme(
        value,
        lambda scheme: _keys(
            scheme=_scheme,
            digest=_hash,
            header=_HEADERS.get(scheme, _HEADERS[3]),
            figures=_figures,
            narrative=_narrative,
            totals=_keys(
                # Scheme 1 has no nonce here.
                nonce=_that(lambda nonce: nonce == "") if scheme == 1 else _hash,
                totals=_totals_rows,
                outstanding=_outstanding,
            ),
            children=_children,
        ),
    )


def _step(value: object) -> str | None:
    return _by_scheme(
        value,
        lambda scheme: _keys(
            scheme=_scheme,
            digest=_hash,
            header=_HEADERS.get(scheme, _HEADERS[3]),
            figures=_hash,
            narrative=_hash,
            totals=_hash,
            children=_children,
        ),
    )


_DOCUMENT = _keys(
    kind=_words,
    scheme=_scheme,
    version=_version,
    above=_each(_step),
    names=_values(_name),
    sum=_hash,
)
