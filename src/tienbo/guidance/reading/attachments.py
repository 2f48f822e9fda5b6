"""What is enclosed: "theo mẫu đính kèm", "(có đề cương gửi kèm)", "kèm theo Phụ lục 1".

The words that name the thing are kept as printed. "Kèm theo Quyết định số ..." heads an annex and encloses
nothing.
"""

import re

from tienbo.guidance.reading.citations import KINDS
from tienbo.guidance.reading.page import Page, shadow
from tienbo.guidance.reading.subjects import Span

_THING = (
    r"(?:mau bieu|bieu mau|mau so lieu|mau bao cao|mau|bieu so lieu|bieu|phu luc|de cuong|danh sach|tai lieu"
    r"|bang so lieu|bang|du thao"
    r"|phieu|ban dang ky|noi dung chi tiet|cac mau|chuong trinh|ke hoach|huong dan|bo tai lieu|file|thu moi)"
)
_ENCLOSED = r"(?:dinh kem|kem theo|gui kem|kem)"
_BEFORE = re.compile(
    rf"(?<![a-z]){_THING}(?![a-z])(?:[^.;:()\n]{{0,90}}?) {_ENCLOSED}(?![a-z])(?! (?:ke|quyet dinh|cong van so))"
)
_AFTER = re.compile(
    rf"(?<![a-z])(?:gui kem|kem theo|dinh kem)(?: theo)?(?: (?:cong van|van ban|ke hoach|quyet dinh|bao cao"
    rf"|thong bao) nay)?(?: gom| co)?"
    rf" ?:? (?P<thing>{_THING}(?![a-z])[^.;()\n]{{0,110}})"
)
_KIND_AND_NUMBER = re.compile(rf"(?:{'|'.join(shadow(kind) for kind in KINDS)}) so(?![a-z])")
_LONGEST = 160


def find_attachments(page: Page, first_line: int, last_line: int) -> list[tuple[str, Span]]:
    """The enclosures in the lines given, in order, each wording once."""
    found: dict[str, tuple[str, Span]] = {}
    for line in page.lines[first_line:last_line]:
        if "kem" not in line.low:
            continue
        taken: list[Span] = []
        for match in _BEFORE.finditer(page.low, line.start, line.end):
            start = _last_thing(page, match.start(), match.end())
            words = page.text[start : match.end()].strip()
            if len(words) <= _LONGEST and not _KIND_AND_NUMBER.search(match.group()):
                found.setdefault(words.lower(), (words, (start, match.end())))
                taken.append((start, match.end()))
        for match in _AFTER.finditer(page.low, line.start, line.end):
            start, end = match.span("thing")
            if any(first < end and start < last for first, last in taken) or _KIND_AND_NUMBER.match(match["thing"]):
                continue
            words = page.text[start:end].strip(" ,-–/")
            found.setdefault(words.lower(), (words, (start, start + len(words))))
    return list(found.values())


def _last_thing(page: Page, start: int, end: int) -> int:
    """Of several things named before "đính kèm", keep all when they are joined, else begin at the nearest."""
    inside = [start + match.start() for match in re.finditer(rf"(?<![a-z]){_THING}(?![a-z])", page.low[start:end])]
    for place in reversed(inside):
        between = page.low[start:place]
        if place != start and not re.search(r"(?:,| va| cac| va cac| theo) ?$", between):
            return place if page.low[place - 1 : place] == " " and "bao cao" in between else start
    return start
