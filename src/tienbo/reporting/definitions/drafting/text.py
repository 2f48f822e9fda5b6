"""A definition as plain data and as readable YAML, and back. Pure.

`form_text` says exactly what the definition says: read again it has the same digest.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

import yaml

from tienbo.reporting.definitions.loading import read_yaml, shaped, with_tuples
from tienbo.reporting.definitions.problems import DefinitionError, Problem
from tienbo.reporting.definitions.schema import Definition, Part

# The letter's form has 110,000 characters.
LARGEST_TEXT = 1_000_000


def plain(part: Part) -> dict[str, Any]:
    """What a definition or a part of it says, as data that may be changed: dictionaries and lists, days and exact
    numbers as they are."""
    return _with_lists(part.model_dump(exclude_unset=True))


def _with_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_lists(item) for key, item in value.items()}
    return [_with_lists(item) for item in value] if isinstance(value, list | tuple) else value


def formed(data: dict[str, Any]) -> Definition:
    """The definition of plain data. DefinitionError when it is not right in shape."""
    return shaped(with_tuples(data))


def read_form(text: str) -> Definition:
    """A definition of YAML, right in shape. DefinitionError otherwise, or when it is too large."""
    if len(text) > LARGEST_TEXT:
        raise DefinitionError(
            [Problem("file", "Tệp quá lớn: tối đa 1 triệu ký tự.", "Too large: 1 million characters.")]
        )
    raw = read_yaml(text)
    if not isinstance(raw, dict):
        raise DefinitionError([Problem("file", "Không phải tệp biểu mẫu.", "This is not a form definition.")])
    return shaped(raw)


def form_text(definition: Definition) -> str:
    """The whole definition as YAML; a row begins with its place and its element."""
    data = plain(definition)
    for table in data["tables"]:
        table["rows"] = [{"row": row["row"], "code": row["code"]} | row for row in table["rows"]]
    return part_text(data)


def part_text(data: Any) -> str:
    """Plain data as YAML; what has no parts of its own stands on one line."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=140, default_flow_style=None)


class _Dumper(yaml.SafeDumper):
    """Exact numbers as the schema reads them; no anchors for what stands twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _exact(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    if value == value.to_integral_value() and -(10**15) < value < 10**15 and str(value) == str(int(value)):
        return dumper.represent_int(int(value))
    return dumper.represent_str(str(value))


def _day(dumper: yaml.SafeDumper, value: dt.date) -> yaml.Node:
    return dumper.represent_date(value)


_Dumper.add_representer(Decimal, _exact)
_Dumper.add_representer(dt.date, _day)
