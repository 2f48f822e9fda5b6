"""A cell as people write it: by the code that every screen shows, with or without its column. Pure.

`names` are the cells of a report by their whole names, as `page.cell_names` gives them: "B06.14 · Đảng viên · Nữ".
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from tienbo.core.vietnamese import search_key
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.estimating import is_estimate_head
from tienbo.reporting.rules.findings import COLUMN_NAMES

SEPARATOR = " · "
# How many cells are offered in place of one that is not there.
OFFERED = 3
_COLUMNS = {words for name in COLUMN_NAMES.values() for words in name}
_CODE = re.compile(r"\b([A-Za-z])\s*(\d{1,2})\.(\d{1,2})((?:\.\d{1,3})*)")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def cell_named(text: str, names: Mapping[str, Cell]) -> Cell | None:
    """The cell that is meant: by its whole name, else by the code of its line. Of several columns the one named last
    ("B06.14 nữ", "Ô B06.14, cột Nữ"), else the first, which is the total."""
    if text.strip() in names:
        return names[text.strip()]
    found = _CODE.search(text)
    if found is None:
        return None
    of_line = [name for name in names if _code_of(name) == _canonical(found)]
    if not of_line:
        return None
    rest = f" {search_key(_IN_BRACKETS.sub('', text[found.end() :]))}"
    ending = [name for name in of_line[1:] if rest.endswith(f" {search_key(_column_of(name))}")]
    return names[max(ending, key=len, default=of_line[0])]


def lines_named(names: Iterable[str]) -> dict[str, str]:
    """Every line of a report that has cells, by its code: "Đảng viên"."""
    found: dict[str, str] = {}
    for name in names:
        code, _dot, label = name.partition(SEPARATOR)
        whole, _dot, last = label.rpartition(SEPARATOR)
        found.setdefault(code, whole if last in _COLUMNS or (whole and is_estimate_head(last)) else label)
    return found


def lines_by_table(names: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """The same, (code, label), by table."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for code, label in lines_named(names).items():
        tables.setdefault(code.partition(".")[0], []).append((code, label))
    return tables


def nearest_to(text: str, names: Iterable[str]) -> list[str]:
    """What may have been meant by a text that names no cell: lines beside that code, or labels like these words."""
    lines = lines_named(names)
    found = _CODE.search(text)
    if found is None:
        keys = {search_key(label): code for code, label in lines.items()}
        wanted = search_key(text)
        alike = [key for key in keys if wanted and wanted in key] or get_close_matches(wanted, keys, OFFERED)
        codes = [keys[key] for key in alike]
    else:
        wanted = _numbers(_canonical(found))
        beside = [code for code in lines if _numbers(code)[0] == wanted[0]]
        codes = sorted(beside, key=lambda code: _distance(_numbers(code), wanted))
    return [f"{code} {lines[code]}" for code in codes[:OFFERED]]


def _canonical(found: re.Match) -> str:
    letter, table, row, further = found.groups()
    rest = "".join(f".{int(part)}" for part in further.split(".")[1:])
    return f"{letter.upper()}{int(table):02d}.{int(row):02d}{rest}"


def _code_of(name: str) -> str:
    return name.partition(SEPARATOR)[0]


def _column_of(name: str) -> str:
    return name.rpartition(SEPARATOR)[2]


def _numbers(code: str) -> tuple[str, tuple[int, ...]]:
    table, _dot, rest = code.partition(".")
    return table, tuple(int(part) for part in rest.split("."))


def _distance(one: tuple, other: tuple) -> tuple:
    """Lines of the same row first, then the rows beside it."""
    return (abs(one[1][0] - other[1][0]), one[1])
