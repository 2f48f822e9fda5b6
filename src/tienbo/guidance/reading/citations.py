"""Other documents that a letter names: "Chỉ thị số 36-CT/TW ngày 30 tháng 5 năm 2014 của Bộ Chính trị".

A citation is found at its number and read in both directions: the kind before it, date and issuer behind it.
In a series ("các Nghị quyết số ..., số ...") a number without a kind takes the kind before it, unless its own
symbol names one. The issuer is only what the text prints: "TTg" in a symbol is not turned into "Thủ tướng
Chính phủ". A law may be named by its date alone. The letter's own number is no citation.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tienbo.guidance.reading.dates import full_date, read_date
from tienbo.guidance.reading.letter import Citation
from tienbo.guidance.reading.numbering import Number, same_number, scan_number
from tienbo.guidance.reading.page import Line, Page, is_upper, shadow
from tienbo.guidance.reading.spans import Spans

KINDS = (
    "Thông tư liên tịch",
    "Nghị quyết liên tịch",
    "Kế hoạch liên tịch",
    "Chương trình phối hợp",
    "Chương trình hành động",
    "Luật",
    "Bộ luật",
    "Pháp lệnh",
    "Nghị quyết",
    "Nghị định",
    "Quyết định",
    "Chỉ thị",
    "Thông tư",
    "Kế hoạch",
    "Công văn",
    "Chương trình",
    "Hướng dẫn",
    "Kết luận",
    "Quy định",
    "Quy chế",
    "Thông báo",
    "Báo cáo",
    "Tờ trình",
    "Công điện",
    "Giấy mời",
    "Đề án",
    "Thông tri",
    "Lệnh",
    "Văn bản",
)
_BY_SHADOW = {shadow(kind): kind for kind in KINDS}
_BY_SHADOW["cong van chi dao"] = "Công văn"
_BY_SHADOW["van ban hop nhat"] = "Văn bản hợp nhất"
_ABBREVIATED = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "KH": "Kế hoạch",
    "CV": "Công văn",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "TTLT": "Thông tư liên tịch",
    "KL": "Kết luận",
    "TTr": "Tờ trình",
}
_KIND_WORDS = "|".join(sorted(_BY_SHADOW, key=len, reverse=True))
_KIND = re.compile(rf"(?<![a-z])(?:{_KIND_WORDS})(?![a-z])")
_KIND_AT_END = re.compile(rf"(?<![a-z])({_KIND_WORDS})(?: (?:nay|lien nganh))? ?:? ?$")
_ABBREVIATED_AT_END = re.compile(rf"(?<![\w/-])({'|'.join(_ABBREVIATED)})\.? ?$")
_SO_AT_END = re.compile(r"(?<![a-z])so ?:? ?$")
_CANDIDATE = re.compile(r"(?:(?<![\w/.,-])|(?<=so))\d{1,5}(?:[a-z]{1,6})?(?: ?[/-] ?(?:19|20)\d\d)? ?[/-] ?[a-z]")
_BARE = re.compile(rf"(?<![a-z])({_KIND_WORDS}) so ?:? ?(\d{{1,5}})(?![\d/.,-]|\w| ?[/-])(?=,? (?:ngay \d|cua [^\s]))")
_LAW_BY_DATE = re.compile(rf"(?<![a-z])(bo luat|luat|phap lenh) (?:[^.;:,\n\d]|, bo sung){{3,130}}? ngay {full_date()}")
_DATE = re.compile(rf"[ ,(]{{0,3}}(?:(?:ban hanh|ky|de) )?(?:ngay:? ?)?{full_date()}\)?")
_YEAR = re.compile(r",? nam (?:19|20)\d\d(?!\d)")
_OF = re.compile(r",? ?(?:cua|do) ")
_REACH = 160
_ISSUER_LENGTH = 110
_ISSUER_STOP = re.compile(
    r"[,;.:()\"\n|]| - | (?:ve|v/v|phe duyet|ban hanh|quy dinh|huong dan|sua doi|bo sung|doi voi|trong|de|tai"
    r"|theo|nham|co|la|da|duoc|cho|thong qua|trien khai|thuc hien|to chuc|tang cuong|kien toan|thanh lap|giao|tong ket"
    r"|so ket|dieu chinh|thay the|cong bo|yeu cau|chi dao|ngay|nay|tiep tuc|day manh|tren dia ban|thi|gui|ky|nam \d"
    r"|ket luan|danh gia|den|lien quan|ke hoach|chuong trinh|khoa|nhiem ky|hop|bao dam|dam bao|voi|truoc|sau|vao|khi"
    r"|nhung|cung|nhu|phai|hoan thanh|bao cao|neu|dat|hang nam|moi nam|vua qua|gan day|truoc day)(?![a-z])"
)
_AND = re.compile(r" va (?=\S)")
_AFTER_AND = re.compile(rf"(?:{_KIND_WORDS}|cac|so|nhung|mot so)(?![a-z])")
_KIND_LIKE_LAW = ("Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết")


def find_citations(
    page: Page, own_number: str | None, first_line: int = 0, last_line: int | None = None
) -> list[Citation]:
    """All citations in the lines given, in order; repeats are kept, each at its place."""
    found: list[Citation] = []
    for line in page.lines[first_line:last_line]:
        found += _in_line(page, line, own_number)
    return found


def unique(citations: list[Citation]) -> tuple[Citation, ...]:
    """Each document once, at its first place, with the date and issuer that any of its places gives."""
    kept: dict[tuple[str, str], Citation] = {}
    for citation in citations:
        key = (citation.number or f"{citation.issued_on}", citation.kind if citation.number is None else "")
        key = (re.sub(r"\s", "", key[0]).casefold(), key[1])
        first = kept.get(key)
        if first is None:
            kept[key] = citation
        else:
            kept[key] = replace(
                first,
                issued_on=first.issued_on or citation.issued_on,
                issuer=_fuller(first.issuer, citation.issuer),
            )
    return tuple(kept.values())


def _fuller(first: str | None, later: str | None) -> str | None:
    """The better of two printings of an issuer: one in small letters, or one that goes on where the other stops."""
    if not first or not later:
        return first or later
    return later if first.isupper() or later.startswith(first) else first


def _in_line(page: Page, line: Line, own_number: str | None) -> Iterator[Citation]:
    hits: list[tuple[int, Number | None]] = []
    at = line.start
    for candidate in _CANDIDATE.finditer(page.low, line.start, line.end):
        if candidate.start() < at:
            continue
        number = scan_number(page.text, candidate.start())
        if number and number.end <= line.end:
            hits.append((candidate.start(), number))
            at = number.end
    numbered = list(_read_hits(page, line, hits, own_number))
    taken = Spans()
    for citation in numbered:
        taken.take(citation.start, citation.end)
    for citation in (*_bare_numbers(page, line), *_laws_by_date(page, line)):
        if taken.take(citation.start, citation.end):
            numbered.append(citation)
    yield from sorted(numbered, key=lambda citation: citation.start)


def _read_hits(
    page: Page, line: Line, hits: list[tuple[int, Number | None]], own_number: str | None
) -> Iterator[Citation]:
    previous: Citation | None = None
    floor = line.start
    for start, number in hits:
        assert number is not None
        kind, kind_start = _kind_before(page, max(floor, start - _REACH), start, number, previous)
        floor = number.end
        if kind is None or same_number(number.text, own_number):
            continue
        issued_on, issuer, end = _behind(page, number.end, line.end)
        previous = Citation(page.text[kind_start:end], kind_start, end, kind, number.text.strip(), issued_on, issuer)
        yield previous


def _kind_before(
    page: Page, floor: int, start: int, number: Number, previous: Citation | None
) -> tuple[str | None, int]:
    """The kind of the document numbered at `start` and where its name begins."""
    before = page.low[floor:start]
    so = _SO_AT_END.search(before)
    named = before[: so.start()] if so else before
    adjacent = _KIND_AT_END.search(named.rstrip() + " ")
    if adjacent:
        return _BY_SHADOW[adjacent[1]], floor + adjacent.start()
    short = _ABBREVIATED_AT_END.search(page.text[floor : floor + len(named)])
    if short:
        return _ABBREVIATED[short[1]], floor + short.start()
    number_start = floor + so.start() if so else start
    clause = max(named.rfind("."), named.rfind(";"), named.rfind("\n")) + 1
    words = [(_BY_SHADOW[word.group()], floor + clause + word.start()) for word in _KIND.finditer(named[clause:])]
    if so and words:
        fitting = [
            word for word in words if word[0] == number.kind or (number.kind == "Luật" and word[0] in _KIND_LIKE_LAW)
        ]
        if fitting:
            return fitting[-1]
        if number.kind is None:
            return words[-1]
    if number.kind:
        return number.kind, number_start
    if previous and start - previous.end <= _REACH:
        return previous.kind, number_start
    return None, number_start


def _behind(page: Page, at: int, stop: int) -> tuple[date | None, str | None, int]:
    """Date and issuer printed behind a number, in either order, and where they end."""
    issued_on, issuer = None, None
    for _ in range(2):
        dated = _DATE.match(page.low, at, stop) if issued_on is None else None
        if dated and read_date(dated):
            found = read_date(dated)
            issued_on, at = (found.on() if found else None), dated.end()
            continue
        of = _OF.match(page.low, _past_year(page, at, stop), stop) if issuer is None else None
        words = _issuer(page, of.end(), stop) if of else None
        if of and words:
            issuer, at = words, of.end() + len(words)
    return issued_on, issuer, at


def _past_year(page: Page, at: int, stop: int) -> int:
    year = _YEAR.match(page.low, at, stop)
    return year.end() if year else at


def _issuer(page: Page, start: int, stop: int) -> str | None:
    """The name of the issuing body that begins at `start`."""
    limit = min(stop, start + _ISSUER_LENGTH)
    end = limit
    # "Tài chính" begins like "tại": a small word stops a name only where it is printed small.
    stops = _ISSUER_STOP.finditer(page.low, start, limit)
    in_capitals = is_upper(page.text[start : start + 12])
    halt = next((found for found in stops if in_capitals or not _is_capitalised(page, found)), None)
    if halt:
        end = halt.start()
    for conjunction in _AND.finditer(page.low, start, end):
        following = conjunction.end()
        if not page.text[following].isupper() or _AFTER_AND.match(page.low, following):
            end = conjunction.start()
            break
    name = page.text[start:end].rstrip(" -–")
    if not name or not name[0].isupper() or (halt is None and end == limit < stop):
        return None
    return name


def _is_capitalised(page: Page, stop: re.Match[str]) -> bool:
    words = page.text[stop.start() : stop.end() + 1].strip(" -–")
    return words[:1].isupper() and "/" not in words


def _bare_numbers(page: Page, line: Line) -> Iterator[Citation]:
    """ "Nghị quyết số 11 của Bộ Chính trị": a number without a symbol, held up by a date or an issuer."""
    for match in _BARE.finditer(page.low, line.start, line.end):
        issued_on, issuer, end = _behind(page, match.end(2), line.end)
        if issued_on or issuer:
            kind = _BY_SHADOW[match[1]]
            yield Citation(page.text[match.start() : end], match.start(), end, kind, match[2], issued_on, issuer)


def _laws_by_date(page: Page, line: Line) -> Iterator[Citation]:
    """ "Luật Bình đẳng giới ngày 29 tháng 11 năm 2006": the older way to cite a law."""
    for match in _LAW_BY_DATE.finditer(page.low, line.start, line.end):
        dated = read_date(match)
        if dated and page.text[match.start()].isupper():
            kind = _BY_SHADOW[match[1]]
            yield Citation(
                page.text[match.start() : match.end()],
                match.start(),
                match.end(),
                kind,
                None,
                dated.on(),
                None,
            )
