"""The subject (trích yếu): behind "V/v", or the title block below the type name.

A block ends where the way of writing changes: capitals go on with capitals, other letters until a blank line,
a long paragraph, an addressee, a legal basis or a numbered part.
"""

import re

from tienbo.guidance.reading.noise import MARKER
from tienbo.guidance.reading.page import Line, Page, is_upper

Span = tuple[int, int]
"""A stretch of the text: start and end offset."""

_END = re.compile(
    r"^\W{0,4}(?:kinh ?gui|can cu|thuc hien|theo |de |nham |cong hoa xa hoi|doc lap|so ?[:.]? ?[\d/._]|ngay \d"
    r"|\(?kem theo"
    r"|\(ban hanh|noi nhan|dieu 1|ngay \d{1,2} thang|phan thu|xet |trong nam|nam \d{4},|kinh moi|tran trong)"
)
# "Thực hiện ..." opens a title as well as a legal basis: right below the type name it is the title.
_MAY_OPEN = re.compile(r"^(?:thuc hien|theo |trong nam|de |nham )")
_PLACE_AND_DATE = re.compile(r", ?ngay ?[\d._ ]+thang")
_ABOUT = re.compile(r"^\W*(?:v ?/ ?v|ve viec)(?![a-z])\W*")
_OFFICE = re.compile(
    r"^(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|GIÁM ĐỐC|TRƯỞNG BAN|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|HỘI ĐỒNG|BỘ TRƯỞNG|THỦ TƯỚNG"
    r"|CHÍNH PHỦ|TỔNG"
    r"|HIỆU TRƯỞNG|TRƯỞNG PHÒNG|CHÁNH|BÍ THƯ|THƯỜNG TRỰC)(?!\w)"
)
_LONGEST_LINE = 260
_MOST_LINES = 7


def subject_of_line(page: Page, line: Line, at: int) -> tuple[str | None, tuple[Span, ...]]:
    """The subject that begins at offset `at` of a "V/v" line, with the lines that go on with it."""
    start = line.start + at + len(line.text[at:]) - len(line.text[at:].lstrip(" :.-–"))
    spans: list[Span] = [(start, line.end)] if start < line.end else []
    for following in page.lines[line.index + 1 : line.index + _MOST_LINES]:
        if _ends(following) or (spans and (following.gap or following.is_upper != is_upper(line.text[at:]))):
            break
        spans.append((following.start, following.end))
    return _joined(page, spans)


def subject_after_type(page: Page, line: Line, at: int) -> tuple[str | None, tuple[Span, ...]]:
    """The title block of a document whose type name ends at offset `at` of `line`."""
    spans: list[Span] = []
    rest = line.text[at:].strip(" :.-–*")
    if rest:
        start = line.start + at + line.text[at:].find(rest)
        spans.append((start, start + len(rest)))
    in_capitals: bool | None = is_upper(rest) if rest else None
    for following in page.lines[line.index + 1 : line.index + 1 + _MOST_LINES]:
        if _ends(following, is_first=not spans) or len(following.text) > _LONGEST_LINE:
            break
        if spans and _OFFICE.match(following.text) and (following.gap or _legal_basis_follows(page, following)):
            break
        if spans and not following.is_upper and following.text.rstrip().endswith((".", ":", ";", ",")):
            break
        if in_capitals is None:
            if _OFFICE.match(following.text):
                break
            in_capitals = following.is_upper
        elif (
            following.is_upper != in_capitals
            and not (following.low[:4].isdigit() or len(following.text) < 12)
            or following.gap
            and not in_capitals
        ):
            break
        cut = _ABOUT.match(following.low) if not spans else None
        spans.append((following.start + (cut.end() if cut else 0), following.end))
    return _joined(page, spans)


def _legal_basis_follows(page: Page, line: Line) -> bool:
    """ "BỘ TRƯỞNG BỘ TƯ PHÁP" above "Căn cứ ..." is who decides, no longer the subject."""
    return any(later.low.startswith("can cu") for later in page.lines[line.index + 1 : line.index + 3])


def _ends(line: Line, *, is_first: bool = False) -> bool:
    if is_first and _MAY_OPEN.match(line.low) and len(line.text) < 180 and line.text.rstrip()[-1] not in ",:;.":
        return False
    if _END.match(line.low) and not (line.is_upper and not line.low.startswith(("kinh", "cong hoa", "so", "noi nhan"))):
        return True
    return bool(MARKER.match(line.low) and not line.low.startswith("v/v")) or bool(_PLACE_AND_DATE.search(line.low))


def _joined(page: Page, spans: list[Span]) -> tuple[str | None, tuple[Span, ...]]:
    kept = [(start, end) for start, end in spans if page.text[start:end].strip()]
    words = " ".join(page.text[start:end].strip() for start, end in kept).strip(" .:*")
    if len(words) > 2 and words[0] in '"“' and words[-1] in '"”':
        words = words[1:-1]
    elif words.count('"') == 1:
        words = words.strip('"')
    return (words or None), tuple(kept) if words else ()
