"""Under which heading of a report the result of a task belongs. Pure.

The headings are those of the committees' report form (``reporting/definitions``); a task that fits none goes to none,
and the officer writes it where he likes. The words are looked for without tone marks in the task first, then in the
title of its part of the letter.
"""

import re

from tienbo.core.vietnamese import search_key

# In order: the first that fits decides. A class for candidates is training before it is elections, an inspection of
# women's posts is an inspection.
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("results.inspection", r"\bkiem tra\b|\bgiam sat\b"),
    ("results.funds", r"\bkinh phi\b|\bdu toan\b"),
    ("results.training", r"\btap huan\b|\bboi duong\b|\bgiang vien\b|\bcong tac vien\b|\bbao cao vien\b|\bgiao luu\b"),
    ("results.violence", r"\bbao luc\b"),
    ("results.communication", r"\btuyen truyen\b|\btruyen thong\b|\bpho bien\b|\btoa dam\b|\bhoi thao\b"),
    ("results.statistics", r"\bthong ke\b|\btach biet gioi\b"),
    ("results.models", r"\bmo hinh\b|\bthi diem\b"),
    ("results.mainstreaming", r"\blong ghep\b|\bchinh sach dac thu\b"),
    (
        "results.programmes",
        r"\bchien luoc quoc gia\b|\bchuong trinh quoc gia\b|\bke hoach hanh dong\b|\bdieu chinh\b.*\bchi tieu\b",
    ),
    ("results.women_cadres", r"\bcan bo nu\b|\bphu nu uu tu\b|\bquy hoach\b"),
    ("results.women_leadership", r"\bcap uy\b|\bdai bieu\b|\bhoi dong nhan dan\b|\bung cu\b|\bbau cu\b"),
    ("direction.committee", r"\bkien toan\b|\bnhan su ban\b"),
    ("direction.regime", r"\bche do hop\b|\bhop dinh ky\b|\bche do thong tin\b|\bquy che\b"),
    ("direction.documents", r"\bvan ban huong dan\b|\bban hanh\b.*\bvan ban\b"),
)
_PATTERNS = tuple((heading, re.compile(pattern)) for heading, pattern in _HEADINGS)


def heading_of(text: str, section: str = "") -> str:
    """The heading under which a task's result belongs, or ``""``."""
    return _heading(text) or _heading(section)


def _heading(words: str) -> str:
    plain = search_key(words)
    return next((heading for heading, pattern in _PATTERNS if pattern.search(plain)), "")
