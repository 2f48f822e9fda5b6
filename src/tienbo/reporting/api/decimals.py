"""Figures as software writes them: ``1234.5``. Pure.

A program writes a dot before the decimals and groups nothing; a Vietnamese official writes ``1.234,5``. What the
official's habit reads as another number (``1.234``) is refused, never guessed: a program that was fed by a screen would
be wrong a thousand times over and nothing would show it. ``1.2340`` says what is meant.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from tienbo.core.numbers import MAX_WHOLE_DIGITS, parse_number
from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.versions.digest import canonical_number

# What a figure keeps behind the dot (`entry.models.Entry.value`).
PLACES = 4
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_LONGEST = 40


@dataclass(frozen=True)
class Wrong:
    """Why a value is no figure: a code, and the sentence."""

    code: str
    why: Text


def written(value: Decimal) -> str:
    """A figure as software gets it, such that `read` takes it back: ``12``, ``0.5``, ``1.2340``."""
    text = canonical_number(value)
    return f"{text}0" if _is_read_otherwise(text) else text


def read(text: object, *, decimals: bool) -> Decimal | Wrong:
    """The figure that a JSON value says, or why it says none. `decimals`: whether the cell takes them."""
    if not isinstance(text, str):
        return Wrong(
            "not_a_text",
            Text(
                'Số phải gửi dưới dạng chuỗi trong dấu nháy kép, ví dụ "1234.5".',
                'A figure is sent as a text in double quotes, such as "1234.5".',
            ),
        )
    shown = text[:_LONGEST]
    if len(text) > _LONGEST or not _PLAIN.fullmatch(text):
        return Wrong(
            "not_a_number",
            Text(
                f"“{shown}” không phải là số theo cách viết của giao diện này. Viết 1234 hoặc 1234.5: không có dấu "
                "phân cách hàng nghìn, dấu chấm trước phần thập phân.",
                f"“{shown}” is no number as this interface writes it. Write 1234 or 1234.5: nothing between the "
                "thousands, a dot before the decimals.",
            ),
        )
    value = Decimal(text)
    if abs(value) >= 10**MAX_WHOLE_DIGITS:
        parsed = parse_number(text.partition(".")[0], decimals_allowed=False)
        return Wrong("too_large", Text(parsed.vi, parsed.en))
    if _is_read_otherwise(text):
        whole = text.replace(".", "")
        return Wrong(
            "ambiguous",
            Text(
                f"“{shown}” có thể hiểu hai cách: viết {whole} hoặc {shown}0 cho rõ.",
                f"“{shown}” can be read in two ways: write {whole} or {shown}0.",
            ),
        )
    if not decimals and value != value.to_integral_value():
        return Wrong(
            "not_whole",
            Text(
                f"“{shown}” không phải số nguyên. Ô này chỉ nhận số nguyên, ví dụ 15.",
                f"“{shown}” is not a whole number. This cell takes whole numbers only, for example 15.",
            ),
        )
    if value != round(value, PLACES):
        return Wrong(
            "too_fine",
            Text(
                f"“{shown}” có quá {PLACES} chữ số thập phân: làm tròn trước khi gửi.",
                f"“{shown}” has more than {PLACES} decimals: round it before sending.",
            ),
        )
    return value + 0


def _is_read_otherwise(text: str) -> bool:
    """Whether an official would read the text as another number."""
    seen = parse_number(text, decimals_allowed=True).value
    return seen is not None and seen != Decimal(text)
