"""Reading a form definition from YAML, and its digest. Pure.

A problem names its place the way people do, ``tables[B02].rows[B02.03].of``, and says what to do. YAML's own
traps are refused: a code read as a number (1.10 is 1.1, 01 is 1), a key given twice, a word that turns into
yes or no.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from pydantic import ValidationError

from tienbo.reporting.definitions import consistency
from tienbo.reporting.definitions.problems import DefinitionError, Problem, place_of
from tienbo.reporting.definitions.schema import Definition

_WORDS = ("vstbcpn_2015/words", "vstbcpn_2015/breakdowns")
_PARTS = ("form", "tables", "checks", "narrative")
# A built-in form is one YAML text kept in several files, joined in this order; the usual periodic report stands first.
_BUILTIN = {
    "vstbcpn-2015": (*(f"vstbcpn_2015/{part}" for part in _PARTS), "vstbcpn_2015/indicators", *_WORDS),
    "strategy-2015": (*(f"strategy_2015/{part}" for part in _PARTS), "vstbcpn_2015/indicators", *_WORDS),
    "action-month-2016": (*(f"action_month_2016/{part}" for part in _PARTS), *_WORDS),
}


def builtin_codes() -> tuple[str, ...]:
    """The codes of the forms that come with the program."""
    return tuple(_BUILTIN)


def builtin_text(code: str) -> str:
    """The YAML of a form that comes with the program, whole. Raises KeyError for an unknown code."""
    place = resources.files("tienbo.reporting.definitions")
    return "\n".join((place / f"{part}.yaml").read_text(encoding="utf-8") for part in _BUILTIN[code])


def load_builtin(code: str) -> Definition:
    """Read a form that comes with the program."""
    return load(builtin_text(code))


@lru_cache(maxsize=16)
def load(text: str) -> Definition:
    """Read a definition; the same text gives the same object. Raises DefinitionError with every problem
    found.
    """
    definition = shaped(read_yaml(text))
    if problems := consistency.problems_of(definition):
        raise DefinitionError(problems)
    return definition


def shaped(raw: Any) -> Definition:
    """A definition of plain data (lists as tuples), right in shape; whether its parts agree is told by `consistency`.
    Raises DefinitionError."""
    try:
        return Definition.model_validate(raw)
    except ValidationError as error:
        raise DefinitionError(problems_named(error, raw)) from None


def definition_digest(definition: Definition) -> str:
    """SHA-256 (hex) of what the YAML says, as canonical JSON: sorted keys, no spaces, text in NFC.

    Comments, layout and the order of keys in the YAML do not change it; the order of rows does. Keys that the YAML does
    not give are not in it: a later version of the program, which knows more keys, finds the same digest.
    """
    return data_digest(definition.model_dump(mode="json", exclude_unset=True))


def data_digest(data: Any) -> str:
    """SHA-256 (hex) of plain data as canonical JSON: sorted keys, no spaces, text in NFC."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", canonical).encode()).hexdigest()


# A form has six levels, a rule five.
DEEPEST = 40
# The same loader in C is many times faster; PyYAML has it wherever it was built with libyaml.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):
    """SafeLoader that refuses a key given twice, and for which only true and false are yes and no (not: on,
    y).
    """

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def _mapping_without_repeats(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            line = key_node.start_mark.line + 1
            raise DefinitionError(
                [
                    Problem(
                        f"line {line}",
                        f"Khóa “{key}” xuất hiện hai lần trong cùng một mục: bỏ một.",
                        f"The key “{key}” is given twice in one place: remove one.",
                    )
                ]
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_repeats)


def read_yaml(text: str) -> Any:
    """Plain data, lists as tuples, of a YAML text without YAML's traps. Raises DefinitionError."""
    # The loader is a SafeLoader: it builds plain data only.
    try:
        text = unicodedata.normalize("NFC", text)
        _refuse_deep(text)
        raw = yaml.load(text, _Loader)
        _refuse_shared(raw, set())
        return with_tuples(raw)
    except DefinitionError:
        raise
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "file"
        detail = getattr(error, "problem", None) or "unreadable"
        problem = Problem(place, f"Không đọc được YAML: {detail}.", f"This is not readable YAML: {detail}.")
        raise DefinitionError([problem]) from None
    except (ValueError, TypeError, RecursionError) as error:
        # A day that there is not, a list as a key, a number that is none, nested without end.
        problem = Problem("file", f"Không đọc được YAML: {error}.", f"This is not readable YAML: {error}.")
        raise DefinitionError([problem]) from None


def _refuse_deep(text: str) -> None:
    """The reader in C ends the whole process on a text that is nested some ten thousand times."""
    depth = 0
    for event in yaml.parse(text, _SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise DefinitionError([Problem("file", "Lồng quá nhiều tầng.", "It is nested too deep.")])


def _refuse_shared(value: Any, seen: set[int]) -> None:
    """An alias (*) makes one list or mapping stand in several places: a few lines of them could fill the memory."""
    if not isinstance(value, dict | list):
        return
    if id(value) in seen:
        problem = Problem("file", "Không dùng bí danh (*) của YAML: viết lại đầy đủ.", "An alias (*) is not taken.")
        raise DefinitionError([problem])
    seen.add(id(value))
    for item in value.values() if isinstance(value, dict) else value:
        _refuse_shared(item, seen)


def with_tuples(value: Any) -> Any:
    """Lists as tuples: the strict schema is immutable throughout."""
    if isinstance(value, dict):
        return {key: with_tuples(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return tuple(with_tuples(item) for item in value)
    return value


def problems_named(error: ValidationError, raw: Any) -> Iterable[Problem]:
    """What the strict schema refused, in words and by place."""
    for found in error.errors():
        yield _problem(place_of(found["loc"], raw), found)


def _problem(place: str, found: Any) -> Problem:
    kind, given, context = found["type"], found["input"], found.get("ctx", {})
    shown = f"“{given}”" if isinstance(given, str | int | float) else type(given).__name__
    if kind == "missing":
        return Problem(place, "Thiếu mục này: bổ sung.", "This is missing: add it.")
    if kind == "extra_forbidden":
        return Problem(place, "Mục không có trong quy định: sửa tên hoặc bỏ.", "Unknown key: correct or remove it.")
    if kind == "string_type" and isinstance(given, int | float):
        return Problem(
            place,
            f"{shown} được đọc thành số hoặc đúng/sai: đặt trong dấu nháy kép.",
            f"{shown} was read as a number or as yes/no: put it in quotes.",
        )
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        return Problem(
            place,
            f"{shown} không đúng dạng {pattern}: sửa lại.",
            f"{shown} is not of the form {pattern}: correct it.",
        )
    if kind == "literal_error":
        expected = context["expected"].replace(" or ", ", ")
        return Problem(
            place,
            f"{shown} không hợp lệ: dùng một trong {expected}.",
            f"{shown} is not possible: use one of {expected}.",
        )
    if kind == "string_too_short":
        return Problem(place, "Để trống: viết nội dung.", "This is empty: write it.")
    if kind == "is_instance_of" or "decimal" in kind:
        return Problem(
            place,
            f'{shown} không phải số chính xác: viết số nguyên, hoặc số thập phân trong dấu nháy ("58.3").',
            f'{shown} is not an exact number: write a whole number, or a quoted decimal ("58.3").',
        )
    return Problem(place, f"{shown} không hợp lệ: sửa lại.", f"{shown} is not valid ({found['msg']}): correct it.")
