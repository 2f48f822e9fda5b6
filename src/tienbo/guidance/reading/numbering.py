"""The number and symbol of a document: "202/BVSTBCPN-VP", "12-CV/TU", "191/2009/TT-BTC", "739/BNV-CTTN&BĐG".

A number is scanned, not matched by one pattern: what may follow a separator depends on whether it is spaced.
Spaces around the separators are no part of a number, so "12 / BC - BVSTBCPN" is read as "12/BC-BVSTBCPN".
"""

import re
from dataclasses import dataclass

_DIGITS = re.compile(r"\d{1,5}(?!\d)")
_SUFFIX = re.compile(r"[A-Za-zđĐ](?= ?[/–-])")
_SEPARATOR = re.compile(r"( ?)([/–—-])( ?)")
_TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*(?: ?& ?[^\W_]+)*")
_GLUED = re.compile(r"[^\W\d_]{2,8}(?= ?[/–-] ?[^\W\d_])")
_OLD_FORM = re.compile(r" ([^\W\d_]{2,8})(?= ?[/–-] ?[^\W\d_])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MIXED = {"TTg", "CTr", "TrS", "QyĐ", "ThU", "TrTU", "Ttg", "Tg", "BTVTg"}

_KIND_BY_SYMBOL = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "KH": "Kế hoạch",
    "HD": "Hướng dẫn",
    "KL": "Kết luận",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "TTR": "Tờ trình",
    "CTR": "Chương trình",
    "CV": "Công văn",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
    "QYĐ": "Quy định",
}
"""What a symbol says of the kind. Source: Decree 30/2020, Appendix III; party documents use the same ones."""


@dataclass(frozen=True)
class Number:
    """A scanned number: its text without inner spaces, its symbols, the offset behind it."""

    text: str
    symbols: tuple[str, ...]
    end: int

    @property
    def kind(self) -> str | None:
        """The kind of document that a symbol names, when it names one."""
        for symbol in self.symbols:
            found = _KIND_BY_SYMBOL.get(symbol.upper())
            if found:
                return found
            if re.fullmatch(r"(?:UBTV)?QH\d+", symbol):
                return "Luật" if symbol.startswith("QH") else None
        return None


def scan_number(text: str, start: int, *, in_head: bool = False) -> Number | None:
    """The number that begins at `start`, or None.

    `in_head`: the line is known to print a number, so small letters, the old form "202 VP/BVSTBCPN" and a
    number without a symbol are taken too.
    """
    digits = _DIGITS.match(text, start)
    if not digits:
        return None
    at = digits.end()
    parts = [digits.group()]
    symbols: list[str] = []
    suffix = _SUFFIX.match(text, at)
    glued = _GLUED.match(text, at)
    old = _OLD_FORM.match(text, at) if in_head else None
    if suffix:
        parts.append(suffix.group())
        at = suffix.end()
    elif glued and glued.group().isupper():
        parts.append(glued.group())
        symbols.append(glued.group())
        at = glued.end()
    elif old and old.group(1).isupper():
        parts.append(f" {old.group(1)}")
        symbols.append(old.group(1))
        at = old.end()
    while True:
        separator = _SEPARATOR.match(text, at)
        token = _TOKEN.match(text, separator.end()) if separator else None
        if not separator or not token:
            break
        word = token.group()
        spaced = bool(separator[1] or separator[3])
        is_year = len(parts) == 1 and _YEAR.fullmatch(word) is not None and separator[2] == "/"
        if not is_year and not _is_symbol(word, spaced, in_head):
            break
        parts.append(("/" if separator[2] == "/" else "-") + re.sub(r" ?& ?", "&", word))
        if not is_year:
            symbols.append(word)
        at = token.end()
    if not symbols and not (in_head and len(parts) <= 2):
        return None
    return Number("".join(parts), tuple(symbols), at)


def _is_symbol(word: str, spaced: bool, in_head: bool) -> bool:
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return False
    upper = sum(char.isupper() for char in letters)
    if word in _MIXED or upper == len(letters):
        return upper >= 1 and (len(letters) > 1 or in_head or len(word) > 1)
    if spaced:
        return False
    return in_head or (upper >= 2 and upper * 2 >= len(letters))


def same_number(one: str | None, other: str | None) -> bool:
    """True when two printed numbers are the same but for spaces, case and the kind of dash."""
    if not one or not other:
        return False
    return _plain(one) == _plain(other)


def _plain(number: str) -> str:
    return re.sub(r"[-–—]", "-", re.sub(r"\s", "", number)).casefold().lstrip("0")
