"""Answers the style guide's entry table as a real table does (the contract of ``core.grid``), from what is sent alone.

Women above the total of the row is an error; a figure that repeats "409" asks for a conflict. Keeps nothing, so it
sees only the cells of one batch: findings about other cells are not repeated.
"""

import dataclasses
from decimal import Decimal

from tienbo.core import clock
from tienbo.core.grid_batch import Change, SentBatch
from tienbo.core.numbers import format_number, parse_number
from tienbo.core.styleguide.tables import FINDINGS


def answer(batch: SentBatch) -> dict:
    """The answer to one batch of changes."""
    saved, refused, conflicts = [], [], []
    for change in batch.changes:
        cell, text, flag = change.key, change.text, "" if change.flag == "actual" else change.flag
        if text == "409":
            conflicts.append(_conflict(change))
            continue
        parsed = parse_number(text, decimals_allowed=False)
        if parsed.value is None and parsed.problem != "empty":
            choices = [{"text": format_number(one), "label": format_number(one)} for one in parsed.choices]
            refused.append({"cell": cell, "text": text, "message": parsed.vi, "choices": choices})
            continue
        shown = "" if parsed.value is None else format_number(parsed.value)
        saved.append({"cell": cell, "text": shown, "revision": change.base + 1, "flag": flag})
    return {
        "saved": saved,
        "refused": refused,
        "conflicts": conflicts,
        "findings": _kept(saved) + _findings(saved),
        "derived": _derived(saved),
        "changes": {},
        "progress": {"done": 14, "of": 16},
        "saved_at": f"{clock.now():%H:%M}",
    }


def _conflict(change: Change) -> dict:
    return {
        "cell": change.key,
        "yours": change.text,
        "theirs": "410",
        "text": "410",
        "flag": "",
        "by": "Bà Hoàng Thị Thu Hương",
        "at": "10:41",
        "revision": change.base + 1,
    }


def _pairs(saved: list[dict]) -> dict[str, dict[str, int]]:
    """Row -> column -> number, for the cells of this batch; a key is ``<row>.<column>``."""
    rows: dict[str, dict[str, int]] = {}
    for one in saved:
        row, _, column = one["cell"].rpartition(".")
        if one["text"]:
            rows.setdefault(row, {})[column] = int(one["text"].replace(".", ""))
    return rows


def _kept(saved: list[dict]) -> list[dict]:
    """The findings the sample table begins with, but for the rows of this batch."""
    touched = {one["cell"].rpartition(".")[0] for one in saved}
    return [
        {"row": row, **dataclasses.asdict(finding)}
        for row, findings in FINDINGS.items()
        if row not in touched
        for finding in findings
    ]


def _findings(saved: list[dict]) -> list[dict]:
    return [
        {
            "row": row,
            "cell": f"{row}.F",
            "severity": "error",
            "code": "K01",
            "message": f"Ô {row}, cột Nữ: {format_number(found['F'])} lớn hơn tổng {format_number(found['T'])}. "
            "Sửa số nữ hoặc số tổng.",
        }
        for row, found in _pairs(saved).items()
        if {"T", "F"} <= found.keys() and found["F"] > found["T"]
    ]


def _derived(saved: list[dict]) -> dict[str, str]:
    return {
        f"{row}.P": format_number(Decimal(100 * found["F"]) / found["T"], decimals=1)
        for row, found in _pairs(saved).items()
        if found.get("T") and "F" in found
    }
