"""The head of a letter: number, place and date, kind, subject, issuer, and where the body begins.

The head may come after the menu of a web site, so nothing is taken by its position alone: each element is
known by its own form, and the first of them marks where the letter begins.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from tienbo.guidance.reading.citations import KINDS, find_citations
from tienbo.guidance.reading.dates import full_date, make_date, read_date
from tienbo.guidance.reading.issuers import issuer_of_head
from tienbo.guidance.reading.kinds import kind_of_number, type_name
from tienbo.guidance.reading.letter import LetterKind
from tienbo.guidance.reading.numbering import scan_number
from tienbo.guidance.reading.page import Line, Page, shadow
from tienbo.guidance.reading.places import place_before
from tienbo.guidance.reading.subjects import Span, subject_after_type, subject_of_line

_HEAD_LINES = 160
_NUMBER = re.compile(r"(?:^|(?<=  )|(?<=\| ))\W{0,3}(?:s[o06] ?[:.]? ?|so ?: ?)(?=[\d./_\s-])")
_NUMBER_INSIDE = re.compile(r"(?<![a-z] )(?<![a-z])so ?: ?(?=\d)")
_LISTED = re.compile(r"^\W{0,3}\d{1,2} ?[.)/] ")
_BLANK = re.compile(r"^\W{0,3}so ?[:.]? ?(?:[._ ]|(?:\.\s?){2,})*[/-] ?[a-z._]|^\W{0,3}so ?: ?[._ ]*$")
_DATED = re.compile(rf"(?:ngay ?:? ?)?{full_date()}(?P<rest>.*)$")
_DATE_OPEN = re.compile(
    r"ngay ?[._ ]*(?P<day>\d{0,2})[._ ]*thang ?[._ ]*(?P<month>\d{0,2})[._ ]*nam ?[._ ]*(?P<year>(?:19|20)\d\d)?[._ ]*$"
)
_DATE_LABEL = re.compile(r"^\W*ngay (?:ban hanh|ky|van ban) ?:? ?$|^\W*(?:ngay)? ?:? ?$")
_KINH_GUI = re.compile(r"^\W{0,4}kinh ?gui(?![a-z])|^\W{0,4}kinh ?moi ?:|^\W{0,4}tran trong kinh moi ?:")
# In small letters: bodies and persons are addressed, not the readers of a news site ("bạn đọc" is no "ban").
_ADDRESSED_WORDS = re.compile(r"(?:các|những|toàn thể|lãnh đạo|đồng chí|đ/c|ông|bà|quý|thường trực|ban)(?!\w)")
_MOTTO = re.compile(
    r"^\W*(?:cong ?hoa ?xa ?hoi ?chu ?nghia|dang cong san viet nam\W*$|doc ?lap ?- ?tu ?do ?- ?hanh ?phuc)"
)
_ABOUT = re.compile(r"(?:^|(?<=[ (\"]))(?:v ?/ ?v|ve viec)(?![a-z])")
_MASTHEAD = re.compile(
    rf"^\W*(?:{'|'.join(sorted((shadow(kind) for kind in KINDS), key=len, reverse=True))}) so ?:? ?(?=\d)"
)
_MASTHEAD_TAIL = re.compile(rf"^,? ?(?:ngay ?)?{full_date()}")
_OF = re.compile(r"^,? cua ")


@dataclass(frozen=True)
class Head:
    """What the head says. Lines are given by index; `first_line` is where the letter begins in the text."""

    number: str | None = None
    number_span: Span | None = None
    number_is_blank: bool = False
    place: str | None = None
    place_span: Span | None = None
    issued_on: date | None = None
    date_span: Span | None = None
    printed_from: date | None = None
    kind: LetterKind | None = None
    subject: str | None = None
    subject_spans: tuple[Span, ...] = ()
    issuer: str | None = None
    issuer_span: Span | None = None
    addressed_at: int | None = None
    first_line: int = 0
    body_line: int = 0
    signs: frozenset[str] = frozenset()


def read_head(page: Page) -> Head:
    """Read the head of a text; a text that is no letter gives few `signs`."""
    lines = page.lines[:_HEAD_LINES]
    addressed = next((line.index for line in lines if _addresses(line)), None)
    above = lines[:addressed] if addressed is not None else lines
    motto = next((line.index for line in above if _MOTTO.match(line.low)), None)
    numbered = _find_number(page, above)
    dated = _find_date(page, above, numbered[0] if numbered else None)
    anchors = [index for index in (motto, numbered and numbered[0], dated and dated.line) if index is not None]
    titled = _find_type(above, max(anchors, default=None), addressed)
    about = _find_about(above, titled[0].index if titled else None)
    return _assemble(page, addressed, motto, numbered, dated, titled, about)


def _addresses(line: Line) -> bool:
    """Whether a line is "Kính gửi" or "Kính mời" with those it is for."""
    opening = _KINH_GUI.match(line.low)
    if opening is None:
        return False
    rest = line.text[opening.end() :].strip()
    return not rest[:1].islower() or _ADDRESSED_WORDS.match(rest) is not None


@dataclass(frozen=True)
class _Dated:
    line: int
    span: Span
    on: date | None
    printed_from: date | None
    place: str | None
    place_span: Span | None


def _find_number(page: Page, lines: tuple[Line, ...]) -> tuple[int, str | None, Span] | None:
    blank: tuple[int, str | None, Span] | None = None
    for line in lines:
        if _LISTED.match(line.low):
            # An item of a list that speaks of a number is not the head.
            continue
        for match in (_NUMBER.match(line.low), _NUMBER_INSIDE.search(line.low)):
            if not match:
                continue
            number = scan_number(page.text, line.start + match.end(), in_head=True)
            if (
                number
                and number.end <= line.end
                and (number.symbols or not line.text[number.end - line.start :].strip(" ."))
            ):
                start = line.start + match.end()
                return line.index, number.text.rstrip("."), (start, number.end)
        if blank is None and _BLANK.match(line.low):
            blank = (line.index, None, (line.start, line.end))
    return blank


def _find_date(page: Page, lines: tuple[Line, ...], number_line: int | None) -> _Dated | None:
    open_date: _Dated | None = None
    placeless: _Dated | None = None
    for line in lines:
        for match in _DATED.finditer(line.low):
            found = read_date(match)
            if not found or re.search(r"[a-z0-9]", match["rest"]):
                continue
            end = match.start("rest")
            place = place_before(page, line, match.start())
            if place is None and not _DATE_LABEL.match(line.low[: match.start()]):
                continue
            dated = _Dated(
                line.index,
                (line.start + match.start(), line.start + end),
                found.on(),
                found.on(),
                place[0] if place else None,
                place[1] if place else None,
            )
            if place:
                return dated
            # "Ngày ban hành: ..." on a web page counts only when the letter prints no place and date of its
            # own.
            placeless = placeless or dated
        match = _DATE_OPEN.search(line.low)
        if match and open_date is None:
            place = place_before(page, line, match.start())
            if place or not line.low[: match.start()].strip(" ,.(_"):
                year = int(match["year"]) if match["year"] else None
                month = int(match["month"] or 1)
                on = make_date(year, month, int(match["day"])) if match["month"] and match["day"] else None
                open_date = _Dated(
                    line.index,
                    (line.start + match.start(), line.start + match.end()),
                    on,
                    make_date(year, month, 1),
                    place[0] if place else None,
                    place[1] if place else None,
                )
    return open_date or placeless


def _find_type(
    lines: tuple[Line, ...], anchor: int | None, addressed: int | None
) -> tuple[Line, LetterKind, int] | None:
    """The type name: right below number and date, else the last one in capitals above "Kính gửi"."""
    if anchor is not None:
        for line in lines[anchor + 1 : anchor + 9]:
            found = type_name(line)
            if found:
                return line, *found
            if len(line.text) > 200:
                break
    above = lines if addressed is not None or anchor is not None else lines[:40]
    stop = len(above) if anchor is None else min(len(above), anchor + 1)
    for line in reversed(above[:stop]):
        found = type_name(line) if line.is_upper else None
        if found:
            return line, *found
    return None


def _find_about(lines: tuple[Line, ...], type_line: int | None) -> tuple[Line, int] | None:
    """The line with "V/v", and where the words behind it begin."""
    for line in lines:
        match = _ABOUT.search(line.low)
        if match and (
            match.start() <= 4 or _NUMBER.match(line.low) or line.low[match.start()] == "v" and "/" in match.group()
        ):
            if len(line.text) > 400 or (type_line is not None and line.index > type_line + 4):
                return None
            if match.start() > 4 and not _NUMBER.match(line.low):
                continue
            return line, match.end()
    return None


def _assemble(
    page: Page,
    addressed: int | None,
    motto: int | None,
    numbered: tuple[int, str | None, Span] | None,
    dated: _Dated | None,
    titled: tuple[Line, LetterKind, int] | None,
    about: tuple[Line, int] | None,
) -> Head:
    signs = {
        name
        for name, there in (
            ("motto", motto is not None),
            ("number", numbered is not None),
            ("date", dated is not None and dated.place is not None),
            ("type", titled is not None and titled[0].is_upper),
            ("about", about is not None),
            ("addressed", addressed is not None),
        )
        if there
    }
    number = numbered[1] if numbered else None
    number_span = numbered[2] if numbered and number else None
    subject, spans = None, ()
    kind: LetterKind | None = None
    if titled:
        kind = titled[1]
        subject, spans = subject_after_type(page, titled[0], titled[2])
    if subject is None and about:
        subject, spans = subject_of_line(page, about[0], about[1])
    head = Head(
        number=number,
        number_span=number_span,
        number_is_blank=numbered is not None and number is None,
        place=dated.place if dated else None,
        place_span=dated.place_span if dated else None,
        issued_on=dated.on if dated else None,
        date_span=dated.span if dated and dated.on else None,
        printed_from=dated.printed_from if dated else None,
        kind=kind,
        subject=subject,
        subject_spans=spans,
        addressed_at=addressed,
        signs=frozenset(signs),
    )
    if numbered is None and addressed is not None:
        head = _with_masthead(page, head, addressed)
    if head.kind is None:
        by_symbol = kind_of_number(head.number)
        head = replace(
            head, kind=by_symbol or ("official_letter" if "about" in signs or "addressed" in signs else None)
        )
    first, issuer, issuer_span = issuer_of_head(
        page, [motto, numbered and numbered[0], dated and dated.line], addressed
    )
    starts = [i for i in (motto, numbered and numbered[0], dated and dated.line, first, addressed) if i is not None]
    starts += [titled[0].index] if titled else []
    starts += [about[0].index] if about else []
    ends = [i for i in (motto, numbered and numbered[0], dated and dated.line, addressed) if i is not None]
    ends += [_line_of(page, span) for span in head.subject_spans] + ([titled[0].index] if titled else [])
    return replace(
        head,
        issuer=issuer or head.issuer,
        issuer_span=issuer_span or head.issuer_span,
        first_line=min(starts, default=0),
        body_line=max(ends, default=-1) + 1,
    )


def _with_masthead(page: Page, head: Head, addressed: int) -> Head:
    """A web page that prints a letter without its head names it in its own title: "Công văn số ... ngày ...
    của ...".
    """
    for line in page.lines[max(0, addressed - 6) : addressed]:
        opening = _MASTHEAD.match(line.low)
        if not opening or len(line.text) > 500:
            continue
        cited = find_citations(page, None, line.index, line.index + 1)
        if not cited or cited[0].start > line.start + opening.end():
            continue
        first = cited[0]
        about = _ABOUT.match(page.low, first.end + 1, line.end)
        begin = about.end() if about else line.end
        subject = page.text[begin : line.end].strip(" :.") or None
        at = page.text.find(first.number or "", first.start)
        return replace(
            head,
            number=first.number,
            number_span=(at, at + len(first.number or "")) if at >= 0 else None,
            issued_on=head.issued_on or first.issued_on,
            printed_from=head.printed_from or first.issued_on,
            issuer=head.issuer or first.issuer,
            subject=head.subject or subject,
            signs=head.signs | {"number"},
        )
    return head


def _line_of(page: Page, span: Span) -> int:
    line = page.line_at(span[0])
    return line.index if line else 0
