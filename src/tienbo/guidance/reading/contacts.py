"""Telephone numbers and mail addresses of the letter.

A number counts behind a word that announces one ("Điện thoại", "ĐT", "SĐT", "Zalo"), or by itself when it is
ten or eleven digits with a leading zero. A fax is no telephone.
"""

import re

from tienbo.guidance.reading.page import Page
from tienbo.guidance.reading.subjects import Span

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?<![.-])")
_ANNOUNCED = re.compile(
    r"(?<![a-z])(?:dien thoai|so may|di dong|dtdd|dt|sdt|tel|mobile|hotline|zalo|may ban|phone|so dien thoai)(?![a-z])"
)
_DIGITS = re.compile(r"(?<![\w/.,-])(?:\(?\+?84\)? ?|\(?0)\d(?:[ .()-]{0,2}\d){6,10}(?!\d)(?!/\d)")
_PLAIN = re.compile(r"0\d{9,10}")
_FAX = re.compile(r"fax\W{0,4}$")
_REACH = 120


def find_contacts(page: Page, first_line: int, last_line: int) -> tuple[list[tuple[str, Span]], list[tuple[str, Span]]]:
    """Telephones and mail addresses in the lines given, each once, with their places."""
    phones: dict[str, tuple[str, Span]] = {}
    emails: dict[str, tuple[str, Span]] = {}
    for line in page.lines[first_line:last_line]:
        if "@" in line.text:
            for found in _EMAIL.finditer(page.text, line.start, line.end):
                emails.setdefault(found.group().lower(), (found.group(), found.span()))
        if not re.search(r"\d{3}", line.low):
            continue
        for found in _DIGITS.finditer(page.text, line.start, line.end):
            digits = re.sub(r"\D", "", found.group())
            before = page.low[max(line.start, found.start() - _REACH) : found.start()]
            announced = _ANNOUNCED.search(before) and not _FAX.search(before)
            if not 9 <= len(digits) <= 12 or not (announced or _PLAIN.fullmatch(found.group())) or _FAX.search(before):
                continue
            phones.setdefault(digits, (found.group().strip(), found.span()))
    return list(phones.values()), list(emails.values())
