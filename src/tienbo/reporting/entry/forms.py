"""What arrives from a table: the script's JSON and the form without script, checked for shape only.

The contract of both is in ``core.grid``.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from tienbo.core.statuses import ENTRY_MARKS
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.sheets import TableSheet, cell_of_key, key_of
from tienbo.reporting.entry.typing import Typed, untouched

FLAGS = frozenset({"", "actual", *(mark.code for mark in ENTRY_MARKS)})
LONGEST = 400


class Unreadable(ValueError):
    """What came is not of the shape of the contract, or names a cell that this table does not have."""


@dataclass(frozen=True)
class Batch:
    """Cells typed, reasons by the key of their finding, and the operation that makes a repetition harmless."""

    typed: tuple[Typed, ...]
    reasons: Mapping[str, str]
    operation: uuid.UUID | None = None


def batch_of_json(sheet: TableSheet, body: bytes) -> Batch:
    """The script's batch. Unreadable when it is not of the contract's shape."""
    try:
        sent = json.loads(body)
        typed = tuple(_typed(sheet, change) for change in sent["changes"])
        reasons = {str(each["code"]): str(each["text"]) for each in sent.get("justifications", [])}
        operation = uuid.UUID(sent["op"])
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    known = {finding.key for finding in sheet.findings}
    return Batch(typed, {key: text for key, text in reasons.items() if key in known}, operation)


def _typed(sheet: TableSheet, change: Mapping) -> Typed:
    cell = cell_of_key(str(change["cell"]))
    text, flag, note = change.get("text") or "", change.get("flag") or "", change.get("note")
    if cell not in sheet.places or flag not in FLAGS or len(str(text)) > LONGEST:
        raise Unreadable(str(change))
    base = change.get("base")
    # A cell without an entry has no revision yet: the script sends what it was shown.
    return Typed(cell, str(text), _flag(flag), None if note is None else str(note), int(base or 0))


def batch_of_post(sheet: TableSheet, post: Mapping[str, str]) -> Batch:
    """The form without script: every cell of the table; those left as they were shown are not in the batch."""
    typed = []
    for cell in sheet.places:
        key = key_of(cell)
        if f"v.{key}" not in post:
            continue
        flag = post.get(f"f.{key}")
        if flag is not None and flag not in FLAGS:
            raise Unreadable(flag)
        each = Typed(
            cell=cell,
            text=post[f"v.{key}"][:LONGEST],
            flag=None if flag is None else _flag(flag),
            note=post.get(f"n.{key}"),
            base=_base(post.get(f"b.{key}")),
        )
        if not untouched(sheet, each):
            typed.append(each)
    return Batch(tuple(typed), _reasons(sheet, post))


def _reasons(sheet: TableSheet, post: Mapping[str, str]) -> dict[str, str]:
    """Texts of ``j.<row>.<finding's key>`` that are not what is kept."""
    found = {}
    for finding in sheet.findings:
        name = next((name for name in post if name.startswith("j.") and name.endswith(f".{finding.key}")), None)
        if name is not None and post[name].strip() != sheet.reasons.get(finding.key, ""):
            found[finding.key] = post[name]
    return found


def _flag(flag: str) -> str:
    return flag or "actual"


def _base(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def cell_of_query(text: str) -> Cell | None:
    """The cell that an address asks for (``?cell=…``); None without one."""
    return cell_of_key(text) if text else None
