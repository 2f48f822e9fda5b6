"""What a text in a cell says: a number, with a mark or without, or a mark in place of one. Never guessed. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tienbo.core.numbers import format_number, parse_number
from tienbo.reporting.definitions.cells import Text

# Marks that may be typed into a cell in place of a number, and after one.
ALONE = {":": "not_collected", "×": "withheld", "x": "withheld"}
DASHES = {"-", "–", "—"}
BEHIND = {"e": "estimate", "r": "corrected"}
# A figure for the whole year is an estimate when nobody says otherwise; in a file this says otherwise.
ACTUAL = {"a": "actual"}
_BEHIND = re.compile(r"^(.*\d)\s*([aer])$", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    """What a text says: `value` None for an empty cell or a mark alone, `flag` None where the text bears no mark."""

    value: Decimal | None = None
    flag: str | None = None


@dataclass(frozen=True)
class Unclear:
    """A text that is no figure, or that could be several: why, what to do, and the (text, label) to choose from."""

    why: Text
    choices: tuple[tuple[str, Text], ...] = ()


def read_figure_text(
    text: str, *, decimals: bool, words: Mapping[str, str] | None = None, may_say_actual: bool = False
) -> Said | Unclear:
    """Read what stands in a cell. `decimals`: whether the cell takes them; `words`: flags by words (see `plain`) that
    may stand in place of a number; `may_say_actual`: an "a" behind a number says that it is no estimate."""
    text = text.strip()
    if not text:
        return Said()
    if text in ALONE:
        return Said(flag=ALONE[text])
    if words and (flag := words.get(plain(text))):
        return Said(flag=flag)
    if text in DASHES:
        why = Text(
            f"“{text}” có thể hiểu hai cách: 0 (không có) hoặc không thuộc diện.",
            f"“{text}” can mean two things: 0 (none) or not applicable.",
        )
        return Unclear(why, (("0", Text("0 (không có)", "0 (none)")),))
    flag = None
    marks = BEHIND | ACTUAL if may_say_actual else BEHIND
    if (behind := _BEHIND.match(text)) and behind[2].lower() in marks:
        text, flag = behind[1], marks[behind[2].lower()]
    parsed = parse_number(text, decimals_allowed=decimals)
    if parsed.value is None:
        offered = tuple(format_number(choice) for choice in parsed.choices)
        return Unclear(Text(parsed.vi, parsed.en), tuple((each, Text(each, each)) for each in offered))
    return Said(parsed.value, flag)


def plain(text: str) -> str:
    """Words as they are compared: NFC, without case and spaces around."""
    return unicodedata.normalize("NFC", text).strip().casefold()
