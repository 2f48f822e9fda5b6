"""From the text of a file to clean paragraphs: one line each, no marks of OCR, of Markdown or of a web page.

What is mended: Unicode in NFC, no-break spaces, entities and tags, stars and escapes, ruled lines, lone page
numbers, columns side by side, lines wrapped by a program, and a sentence that a page break cut in two. The
result is the text that every offset points into.
"""

import html
import re
import unicodedata

from tienbo.guidance.reading.columns import split_columns
from tienbo.guidance.reading.flattened import unflatten
from tienbo.guidance.reading.page import is_upper, shadow

_SPACES = dict.fromkeys(
    map(
        ord,
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    ),
    " ",
)
_NOTHING = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffe\uffff\u200e\u200f"), None)
_BREAKS = dict.fromkeys(map(ord, "\u2028\u2029\u0085\v"), "\n")
# Symbol fonts keep their bullets and dashes in the private area.
_SYMBOLS = {0xF02D: "-", 0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖", 0xF02B: "+"}
_TABLE = {**_SPACES, **_NOTHING, **_BREAKS, **_SYMBOLS}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d{2,5}|#x[0-9a-fA-F]{2,4}|[A-Za-z]{4,8});")
_BREAK_TAG = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]) ?/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|b|i|u|strong|em|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|a|img|font|center|sup|sub|html|body)"
    r"(?: [^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([-\\`*_{}\[\]()#+.!|&~>])")
_STARS = re.compile(r"\*{2,3}|__")
_SINGLE_STAR = re.compile(r"(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_HEADING = re.compile(r"^ {0,3}#{1,6} +")
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+")
_IMAGE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{0,300}\)")
_RULE = re.compile(r"^[\s\-_=*~.–—|+:oO¯]*$")
_PAGE_NUMBER = re.compile(r"^[-–\s]*(?:trang\s*|page\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*$")
_SPACE_RUN = re.compile(r"[ \t]+")

BULLET = r"(?:[-+*•●▪■□◦·–—−§»❖➢✓]|-\+) "
MARKER = re.compile(
    rf"^(?:{BULLET}|[-+•●▪–—]\S|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}} ?[.)/:] ?(?!\d)\S|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}} \S"
    r"|[ivxl]{1,5} ?[./)-] ?\S|[a-z] ?\) ?\S|[a-z]\. \S|(?:dieu|phan|chuong|muc) (?:\d|[ivx]+\b|thu ))"
)
_STANDS_ALONE = re.compile(
    r"^\W{0,3}(?:so ?:|so \d|v/v|ve viec|kinh gui|noi nhan|can cu |luu ?:|cong hoa xa hoi|doc lap ?-|dang cong san"
    r"|ngay ky|kt\b|k/t|tm\b|t/m|tl\b|tuq\b|\(da ky\)|phu luc|mau so|bieu )"
)
_CONNECTOR = re.compile(
    r"(?:^|[ (])(?:ngay|thang|nam|so|cua|va|cac|ve|tai|theo|voi|trong|den|tu|cho|la|hoac|de|gom|cung|nhung)$"
)
_DATE_WORD = re.compile(r"(?:^|[ ,(])(?:ngay|thang|nam|so)$")
_DATE_FIRST = re.compile(r"^\d{1,2}/\d{1,2}(?:/\d{4})?\W*$")
_OPENS_PARAGRAPH = re.compile(
    r"^(?:Thực hiện|Để|Nhằm|Xét|Theo|Trong quá trình|Đề nghị|Yêu cầu|Trên đây|Nhận được|Mọi"
    r"|Trân trọng"
    r"|Báo cáo) "
)
_STANDS_ALONE_WHOLE = re.compile(r"^\W{0,3}(?:so ?:? ?[\d.]*[/-]?\S*|doc lap ?-.*|noi nhan ?:?|kinh gui ?:?)$")
# A number broken inside its symbol: "27/2004/" and "CT-TTg".
_CUT_SYMBOL = re.compile(r"\d[^\s]*[/-]$")
_COPY_LINE = re.compile(r"^(?:noi nhan\b|[-+•] ?(?:luu|nhu)\b|luu ?[: ])")
_SIGNED_BESIDE = re.compile(r"(?<=[\w.;:/,)]) (?=(?:KT|TM|TL|TUQ|Q|K/T|T/M)\. ?[^\W\d_]{2,} ?[^\W\d_])")
_ROUND_BULLET = re.compile(r"^o [A-ZĐ]")
_FULL, _QUITE_FULL = 0.8, 0.9
_NARROWEST_PAGE = 70
_CLOSED = (".", ";", ":", "!", "?", "…")


def normalise(text: str, pages: tuple[str, ...] | list[str] | None = None) -> str:
    """The clean text. With `pages`, they are joined by page breaks and `text` is not looked at."""
    if pages:
        text = "\f".join(pages)
    text = _characters(text)
    text = "\n".join(unflatten(line) for line in text.split("\n"))
    raw = [_markdown(line) for piece in text.split("\f") for line in [*piece.split("\n"), "\f"]]
    ordered = split_columns(raw, [shadow(line) for line in raw])
    lines = [_SPACE_RUN.sub(" ", line).strip(" \t") for line in ordered]
    return "\n".join(_mended(_foot_apart(_without_rules(lines)), always_wrapped=bool(pages)))


def _characters(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    if "<" in text:
        text = _TAG.sub("", _BREAK_TAG.sub("\n", text))
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def _markdown(line: str) -> str:
    if not any(sign in line for sign in "*_#>\\!["):
        return line
    line = _IMAGE.sub("", _QUOTE.sub("", _HEADING.sub("", line)))
    bullet = re.match(r"^\s*\* +(?=\S)", line)
    head, rest = (line[: bullet.end()], line[bullet.end() :]) if bullet else ("", line)
    return head + _ESCAPE.sub(r"\1", _SINGLE_STAR.sub("", _STARS.sub("", rest)))


def _without_rules(lines: list[str]) -> list[str]:
    """Drop ruled lines and lone page numbers; "\f" (now stripped to itself) stays as the sign of a page
    break.
    """
    kept: list[str] = []
    for index, line in enumerate(lines):
        if line and line != "\f" and _RULE.match(line) and not _dotted(line):
            kept.append("")
        elif _PAGE_NUMBER.match(shadow(line)) and _lonely(lines, index):
            kept.append("\f")
        else:
            kept.append(line)
    return kept


def _dotted(line: str) -> bool:
    """A line of dots is a blank to fill in, not a rule; dashes are a rule."""
    return bool(re.fullmatch(r"[.\s…]{4,}", line))


def _lonely(lines: list[str], index: int) -> bool:
    """A number with blank lines, page breaks or long text around it, not a figure in a column of figures."""
    if index and "/" in lines[index] and _DATE_WORD.search(shadow(lines[index - 1][-20:])):
        return False
    around = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return "\f" in around or all(not near.strip() or near == "\f" or len(near) > 25 for near in around)


def _foot_apart(lines: list[str]) -> list[str]:
    """Take a signature off the copy line it was printed beside: "- Lưu: VT. KT. GIÁM ĐỐC"."""
    apart: list[str] = []
    for line in lines:
        cut = _SIGNED_BESIDE.search(line) if _COPY_LINE.match(shadow(line)) else None
        apart += [line[: cut.start()], line[cut.end() :]] if cut else [line]
    return apart


def _mended(lines: list[str], *, always_wrapped: bool) -> list[str]:
    """Join the pieces of wrapped and broken paragraphs; keep single blank lines between paragraphs."""
    width = _wrap_width(lines, always_wrapped=always_wrapped)
    out: list[str] = []
    pieces: list[str] = []
    gap = broken = False
    for line in lines:
        if not line or line == "\f":
            gap, broken = True, broken or line == "\f"
            continue
        if not (pieces and _continues(pieces, line, gap, broken, width)):
            if pieces:
                out += ["".join(pieces), ""] if gap else ["".join(pieces)]
            pieces = []
        elif not (_CUT_SYMBOL.search(pieces[-1]) and line[0].isupper()):
            pieces[-1] += " "
        pieces.append(line)
        gap = broken = False
    return [*out, "".join(pieces)] if pieces else out


def _wrap_width(lines: list[str], *, always_wrapped: bool) -> int:
    """The width at which a program wrapped the lines, 0 when paragraphs are whole. The lines of a PDF always are."""
    followed = sorted(
        len(line) for line, after in zip(lines, lines[1:], strict=False) if len(line) > 40 and after and after != "\f"
    )
    if always_wrapped and followed:
        # A short letter may have no full line at all; no page is narrower than this.
        return max(_NARROWEST_PAGE, followed[int(len(followed) * 0.9)])
    wrapped = [
        len(line)
        for line, after in zip(lines, lines[1:], strict=False)
        if after and after[0].islower() and len(line) > 50 and not MARKER.match(shadow(after[:40]))
    ]
    if wrapped and max(wrapped) <= 160 and max(wrapped) >= 0.9 * max(len(line) for line in lines):
        # A line that goes on in small letters, and none longer: that is where the program broke its lines.
        return max(wrapped)
    if len(followed) < 4:
        return 0
    width = followed[int(len(followed) * 0.9)]
    full = sum(length >= 0.8 * width for length in followed)
    return width if width <= 160 and full >= max(4, len(followed) // 3) else 0


def _continues(pieces: list[str], line: str, gap: bool, broken: bool, width: int) -> bool:
    """True when `line` goes on with the paragraph of `pieces`; `gap`: a blank line, `broken`: a page break
    between.
    """
    before = pieces[-1].rstrip()
    low_before, low = shadow(before[-60:]), shadow(line[:60])
    if _DATE_WORD.search(low_before) and line[0].isdigit() and not is_upper(before):
        return True
    if _CUT_SYMBOL.search(before) and line[0].isupper():
        return True
    first = line.lstrip("\"'“‘(")[:1]
    if MARKER.match(low) or _ROUND_BULLET.match(line) or " | " in line or " | " in before:
        return False
    is_full = bool(width) and len(before) >= _FULL * width
    if _STANDS_ALONE.match(low) and (not first.islower() or low.startswith("v/v")):
        return False
    if (
        is_upper(before)
        or (is_upper(line) and not (is_full and len(line) < 40))
        or (len(pieces) == 1 and _STANDS_ALONE_WHOLE.match(shadow(before)))
    ):
        return False
    if before.endswith(":") and _DATE_FIRST.match(line):
        return True
    if before.endswith(_CLOSED):
        return is_full and not gap and _goes_on_behind_a_stop(pieces, before, first, line, width)
    if first.islower():
        return broken or not (gap and len(before) < 25 and len(pieces) == 1 and not before.endswith(","))
    if (gap and not broken) or _OPENS_PARAGRAPH.match(line):
        return False
    if before.endswith((",", " -", " –", "&")) or _CONNECTOR.search(low_before):
        return True
    return is_full


def _goes_on_behind_a_stop(pieces: list[str], before: str, first: str, line: str, width: int) -> bool:
    """In a text that a program wrapped, a full line of an item goes on even behind a point or a semicolon.

    The last line of a paragraph is mostly shorter; where it is not, the opening words of the next one decide.
    """
    if before.endswith(";"):
        return first.islower()
    is_item = MARKER.match(shadow(pieces[0][:40])) is not None
    long_enough = len(before) >= _QUITE_FULL * width and before.endswith(".") and not before.endswith("./.")
    return is_item and long_enough and not _OPENS_PARAGRAPH.match(line)
