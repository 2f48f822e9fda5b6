"""Who a letter is for (Kính gửi) and who gets a copy (Nơi nhận).

Both are lists: on one line, below as bullets, or one per line. A list of bodies on one line is cut at
semicolons, and at a comma only where the next body begins with a name of its own: "các sở, ban, ngành" is one
addressee, "Sở Nội vụ, Sở Tài chính" are two. A bullet is one addressee, whatever its commas. A blank to be
filled in ("Kính gửi: ..........") is nobody.
"""

import re

from tienbo.guidance.reading.page import Line, Page, is_upper
from tienbo.guidance.reading.subjects import Span

_ADDRESSED = re.compile(r"^\W{0,4}(?:(?:tran trong )?kinh ?(?:gui|moi))(?: toi| den| cac don vi)? ?:?")
_RECEIVED = re.compile(r"^\W{0,4}noi ?nhan\W*")
_BULLET = re.compile(r"^(?:[-+*•●▪■□◦·–—−§»❖➢✓] ?|\d{1,2}[.)/] ?)+")
_BLANK = re.compile(r"\.{3,}|…{1,}|_{3,}")
_SPLIT_BODY = re.compile(
    r", (?=(?:Sở|UBND|HĐND|Ủy ban|Uỷ ban|Ban|Bộ|Hội|Phòng|Văn phòng|Tỉnh ủy|Tỉnh uỷ|Huyện ủy|Thành ủy|Đảng ủy|Mặt trận"
    r"|UBMTTQ|Liên đoàn|Tỉnh đoàn|Công an|Cục|Chi cục|Trường|Trung tâm|Bệnh viện|Kho bạc|Tòa án|Viện) [A-ZĐÂÊÔƠƯ\d]"
    r"|UBND (?:các|tỉnh|huyện)|Ủy ban nhân dân (?:các|tỉnh|huyện)|Ban (?:các|VSTB))"
)
# "các sở, ngành; huyện, thành, thị" is one addressee: a new one begins with a capital, a bullet or "các".
_NEW_ITEM = re.compile(r"\s*(?:[-+*•–·] ?)?(?:(?P<letter>[^\W\d_])|\(|\d|\s*$)")
_SMALL_ITEM = re.compile(r"\s*(?:[-+*•–·] |(?:các|những|toàn|lãnh|đồng chí|đ/c)(?!\w))")
_BODY_START = re.compile(
    r"^(?:can cu|thuc hien|de |nham |theo|nam \d|trong|ngay \d|tiep tuc|vua qua|hien nay|nhan dip|sau khi"
    r"|phuc dap|uy ban nhan dan"
    r".{0,60}(?:nhan duoc|de nghi)|ban .{0,80}(?:nhan duoc|de nghi)|so .{0,60}(?:nhan duoc|de nghi))"
)
_SENTENCE = re.compile(r"(?:đề nghị|yêu cầu|thực hiện|triển khai|ban hành|nhận được|xây dựng kế hoạch)\b")
_AUTHORITY = re.compile(r"(?:^|[ .;])(?:(?:KT|K/T|TM|T/M|TL|T/L|TUQ|Q)\.? ?(?=[A-ZĐỦ]{3}))")
_FILED = re.compile(r"^\W*luu(?![a-z])")
_LONGEST_ITEM = 260
_MOST_ITEMS = 60


def read_addressees(page: Page, addressed_at: int | None) -> tuple[tuple[str, ...], tuple[Span, ...], int]:
    """The addressees, their places, and the line behind them."""
    if addressed_at is None:
        return (), (), 0
    first = page.lines[addressed_at]
    opening = _ADDRESSED.match(first.low)
    at = opening.end() if opening else 0
    pieces: list[Span] = []
    if first.text[at:].strip(" :."):
        pieces.append((first.start + at, first.end))
    last = first
    for line in page.lines[addressed_at + 1 : addressed_at + 1 + _MOST_ITEMS]:
        if not _goes_on(page, pieces, last, line):
            break
        if pieces and _continues_item(page, pieces[-1], line):
            pieces[-1] = (pieces[-1][0], line.end)
        else:
            pieces.append((line.start, line.end))
        last = line
    items, spans = _items(page, pieces, split_commas=True)
    return items, spans, last.index + 1


def _goes_on(page: Page, pieces: list[Span], last: Line, line: Line) -> bool:
    """True when `line` still belongs to the addressees."""
    text = line.text
    if len(text) > _LONGEST_ITEM or line.is_upper:
        return False
    closed = bool(pieces) and page.text[: pieces[-1][1]].rstrip().endswith(".") and not _blank(page, pieces[-1])
    if _BULLET.match(line.low) and not line.low[0].isdigit() and not line.low.startswith("o "):
        return not closed or not _SENTENCE.search(text)
    if closed or _BODY_START.match(line.low) or _SENTENCE.search(text):
        return False
    if line.low[0].isdigit():
        # A numbered list of addressees directly below "Kính gửi:", not the first section of the letter.
        return not line.gap and bool(re.match(r"\d{1,2}[.)] ", line.low)) and text.rstrip().endswith((";", ".", ","))
    if not pieces:
        return True
    before = page.text[pieces[-1][0] : pieces[-1][1]].rstrip()
    if before.endswith((";", ",")):
        return True
    return not line.gap and not last.gap and len(text) < 160 and not text.endswith(":") and bool(_names_body(text))


def _names_body(text: str) -> bool:
    return bool(
        re.match(
            r"(?:Các |Sở|UBND|HĐND|Ủy ban|Uỷ ban|Ban|Bộ|Hội|Phòng|Văn phòng|Tỉnh|Huyện|Thành|Đảng|Mặt trận|Liên|Công"
            r"|Cục|Trường"
            r"|Trung|Ông|Bà|Đồng chí|Đ/c|Thường|Chủ tịch|Giám đốc|Trưởng|Thủ trưởng|Bệnh viện)",
            text,
        )
    )


def _continues_item(page: Page, before: Span, line: Line) -> bool:
    """A wrapped item: small letter, or the piece before is open and this one names no body."""
    if _BULLET.match(line.low):
        return False
    open_end = not page.text[before[0] : before[1]].rstrip().endswith((";", "."))
    return open_end and (line.text[0].islower() or not _names_body(line.text)) and not line.gap


def _blank(page: Page, span: Span) -> bool:
    return bool(_BLANK.search(page.text[span[0] : span[1]]))


def _items(page: Page, pieces: list[Span], *, split_commas: bool) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    items: list[str] = []
    spans: list[Span] = []
    for start, end in pieces:
        is_bullet = _BULLET.match(page.text[start:end].lstrip()) is not None
        for first, last in _cut(page.text, start, end, split_commas and not is_bullet):
            raw = page.text[first:last]
            offset = len(raw) - len(raw.lstrip(" ;,:"))
            bullet = _BULLET.match(raw[offset:])
            offset += bullet.end() if bullet else 0
            words = " ".join(raw[offset:].split()).strip(" ;,:*")
            words = re.sub(r"\.?/?\.$", "", words).strip(" ;,") if words.endswith(".") else words
            if not words or (_BLANK.search(words) and split_commas) or not re.search(r"\w{2}", words):
                continue
            items.append(words)
            begin = first + raw.find(words.split(" ")[0], offset)
            spans.append((begin, last))
    return tuple(items), tuple(spans)


def _cut(text: str, start: int, end: int, split_commas: bool) -> list[Span]:
    """Cut a stretch at semicolons outside brackets, at inline bullets and, if asked, before the next named
    body.
    """
    cuts = [start]
    depth = 0
    for index in range(start, end):
        char = text[index]
        depth += (char == "(") - (char == ")" and depth > 0)
        if char == ";" and depth == 0 and _begins_item(text, index + 1, end):
            cuts.append(index + 1)
    if split_commas:
        cuts += [start + found.end() for found in _SPLIT_BODY.finditer(text[start:end])]
    cuts = sorted(set(cuts)) + [end]
    return [(cuts[i], cuts[i + 1]) for i in range(len(cuts) - 1) if text[cuts[i] : cuts[i + 1]].strip(" ;,")]


def _begins_item(text: str, at: int, end: int) -> bool:
    found = _NEW_ITEM.match(text, at, end)
    if not found:
        return False
    return not found["letter"] or found["letter"].isupper() or _SMALL_ITEM.match(text, at, end) is not None


def find_copy_list(page: Page, first_line: int) -> int | None:
    """The line "Nơi nhận", looked for from the end: an annex may quote one in its middle."""
    found = None
    for line in page.lines[first_line:]:
        if _RECEIVED.match(line.low) and len(line.text) < 400:
            return line.index if found is None else found
    return found


def read_copies(page: Page, received_at: int | None) -> tuple[tuple[str, ...], tuple[Span, ...], int]:
    """The copy list, its places, and the line behind it. It ends with "Lưu", or where the signature begins."""
    if received_at is None:
        return (), (), 0
    first = page.lines[received_at]
    opening = _RECEIVED.match(first.low)
    at = opening.end() if opening else 0
    pieces: list[Span] = []
    if first.text[at:].strip(" :"):
        pieces.append((first.start + at, _before_signature(first, at)))
    last = received_at
    filed = bool(pieces) and "luu" in first.low[at:]
    for line in page.lines[received_at + 1 : received_at + 41]:
        bullet = _BULLET.match(line.low)
        if is_upper(line.text) and not bullet and not _FILED.match(line.low) and not _receives_in_capitals(line):
            break
        if filed and not (bullet and line.low[0] in "-+•") and not _continues_filed(line):
            break
        if not bullet and len(line.text) > 120:
            break
        if not bullet and line.gap and pieces and page.text[pieces[-1][0] : pieces[-1][1]].rstrip().endswith("."):
            break
        if not bullet and pieces and not line.gap and line.text[0].islower():
            pieces[-1] = (pieces[-1][0], line.end)
        else:
            pieces.append((line.start, _before_signature(line, 0)))
        last = line.index
        filed = filed or bool(_FILED.match(_BULLET.sub("", line.low)))
    items, spans = _items(page, pieces, split_commas=False)
    return items, spans, last + 1


def _receives_in_capitals(line: Line) -> bool:
    """ "UBND", "VP" alone on a line are receivers, not the titles of the signer."""
    return line.text.startswith(("UBND", "HĐND", "VP", "TT")) and not line.gap


def _continues_filed(line: Line) -> bool:
    return not line.gap and line.text[0].islower()


def _before_signature(line: Line, at: int) -> int:
    """The end of a copy line, cut where a signature was printed beside it."""
    found = _AUTHORITY.search(line.text, at)
    return line.start + found.start() if found and found.start() > at + 3 else line.end
