"""The signature: by what authority, in which seats, and who.

    KT. TRƯỞNG BAN                         authority KT., principal TRƯỞNG BAN
    PHÓ TRƯỞNG BAN THƯỜNG TRỰC             first title: the seat in the committee
    GIÁM ĐỐC                               second title: the home office, over two lines
    SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI
    Hà Minh Trần                           name

Source: Decree 30/2020, Appendix I, II.7: TM. (for a collective), KT. (deputy for head), TL. (by order), TUQ.
(by authority), Q. (acting).
"""

import re
from dataclasses import dataclass

from tienbo.guidance.reading.letter import Signature
from tienbo.guidance.reading.page import Line, Page, is_upper
from tienbo.guidance.reading.subjects import Span

_AUTHORITY = re.compile(
    r"^\W{0,3}(?P<sign>KT|K/T|TM|T/M|TL|T/L|TUQ|T/UQ|Q)(?P<stop>\s?\.\s?|\s?[:/]\s?|\s)(?=[A-ZĐỦUÔ])"
)
_POST = (
    r"(?:CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|TRƯỞNG BAN|PHÓ TRƯỞNG BAN|TRƯỞNG|PHÓ|CHÁNH|BÍ THƯ"
    r"|THƯỜNG TRỰC|BỘ TRƯỞNG"
    r"|THỨ TRƯỞNG|ỦY VIÊN|UỶ VIÊN|TỔNG|VỤ TRƯỞNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG|ĐỘI TRƯỞNG"
    r"|CHỈ HUY|CHỦ NHIỆM"
    r"|THỦ TƯỚNG|KIÊM|NGƯỜI|THƯ KÝ|CHÍNH ỦY|TỔ TRƯỞNG|QUYỀN|TỔNG CỤC TRƯỞNG|VIỆN PHÓ|GĐ|PGĐ|CVP|Q\. ?)"
)
_POST_LINE = re.compile(rf"^\W{{0,3}}{_POST}(?!\w)")
_SIGNED = re.compile(r"^\W{0,3}(?:da ?ky|ky ten|ky, ?dong dau|chu ky|dong dau|ky)(?![a-z]).{0,30}$")
_DEGREE = re.compile(
    r"^(?:(?:PGS|GS|TS|ThS|Ths|ThS|BS|Bs|CN|KS|LS|NGƯT|NGND|TTƯT|ĐD|CKI|CKII|BSCKI|BSCKII|Th\.S|Đ/c)[.:]?\s?[,.-]?\s?)+"
)
_NAME_WORD = re.compile(r"^[^\W\d_]+(?:['’-][^\W\d_]+)?$")
_SURNAMES = frozenset(
    [
        "NGUYỄN",
        "TRẦN",
        "LÊ",
        "PHẠM",
        "HOÀNG",
        "HUỲNH",
        "PHAN",
        "VŨ",
        "VÕ",
        "ĐẶNG",
        "BÙI",
        "ĐỖ",
        "HỒ",
        "NGÔ",
        "DƯƠNG",
        "LÝ",
        "NÔNG",
        "LƯƠNG",
        "HÀ",
        "ĐÀM",
        "HỨA",
        "MA",
        "TRIỆU",
        "BẾ",
        "MÃ",
        "LA",
        "LỤC",
        "ĐINH",
        "TRỊNH",
        "MAI",
        "TÔ",
        "CHU",
        "CAO",
        "ĐÀO",
        "VƯƠNG",
        "LÂM",
        "QUÁCH",
        "GIÀNG",
        "VÀNG",
        "SÙNG",
        "LÒ",
        "QUÀNG",
        "CẦM",
        "TẠ",
        "THÂN",
        "THÁI",
        "TRƯƠNG",
        "ĐOÀN",
        "LƯU",
        "TỐNG",
        "KIỀU",
        "HOÀNG",
        "NHÂM",
        "PHÙNG",
        "QUAN",
        "ÂU",
        "LẠI",
        "LƯỜNG",
        "TÒNG",
        "BÀN",
        "THẠCH",
        "KIM",
        "SƠN",
        "RƠ",
        "KSOR",
        "SIU",
        "ĐIỂU",
        "Y",
        "NAY",
        "KPĂ",
        "VI",
        "LÃ",
        "DOÃN",
        "ĐỒNG",
        "KHUẤT",
        "NGỌ",
        "ÔNG",
    ]
)
_NO_NAME = re.compile(
    r"^\W*(?:noi nhan|luu(?: ?[:,.]| vt| vp| van thu| ho so|$)|phu luc|mau|bieu|file|gui cho|cac tin|xem|ghi chu"
    r"|tai ve|tin lien quan|bao cao|ke hoach)"
)
_COLLECTIVE = re.compile(
    r"(?<!\w)(?:ỦY BAN|UỶ BAN|UBND|BAN|HỘI|BCH|BTV|ĐẢNG|TỈNH|HUYỆN|THÀNH|SỞ|BỘ|CHÍNH PHỦ|HỘI ĐỒNG|THƯỜNG TRỰC"
    r"|ĐOÀN)(?!\w)"
)
_REACH = 14
# A text of nothing but titles is no reason to read for ever.
_MOST_BLOCKS = 400


@dataclass(frozen=True)
class SignatureFound:
    """A signature with its place: the lines from `first_line` to before `after_line`."""

    signature: Signature
    first_line: int
    after_line: int
    title_spans: tuple[Span, ...]
    name_span: Span | None


def find_signature(page: Page, body_line: int, received_at: int | None) -> SignatureFound | None:
    """The signature below the body: near the copy list when there is one, else the first block that looks
    like one.
    """
    starts = [line.index for line in page.lines[body_line:] if _begins(line)]
    if len(starts) > _MOST_BLOCKS:
        starts = starts[: _MOST_BLOCKS // 2] + starts[-_MOST_BLOCKS // 2 :]
    if received_at is not None:
        near = [index for index in starts if received_at - _REACH <= index <= received_at + 50]
        starts = near or starts
    best: SignatureFound | None = None
    for index in starts:
        if best and index < best.after_line:
            continue
        found = _read(page, index)
        if found is None:
            continue
        # Titles without a name and without "KT." are a signature only below the copy list.
        complete = found.signature.authority is not None or (received_at is not None and index > received_at)
        if found.signature.name and found.signature.titles:
            return found
        if best is None and complete and found.signature.titles:
            best = found
    return best


def _begins(line: Line) -> bool:
    text = line.text.strip(" *|-")
    if len(text) > 110:
        return False
    authority = _AUTHORITY.match(text)
    if authority and is_upper(text[authority.end() :]):
        return True
    return is_upper(text) and bool(_POST_LINE.match(text)) and not text.endswith((":", ","))


def _read(page: Page, first: int) -> SignatureFound | None:
    authority: str | None = None
    principal: list[str] = []
    titles: list[list[Line]] = []
    name: str | None = None
    name_span: Span | None = None
    in_principal = False
    after = first
    for line in page.lines[first : first + _REACH]:
        text = line.text.strip(" *|")
        signed_for = _AUTHORITY.match(text)
        if _SIGNED.match(line.low):
            after = line.index + 1
            continue
        if signed_for and is_upper(text[signed_for.end() :]):
            rest = text[signed_for.end() :].strip()
            if authority is None:
                authority = _normal(signed_for["sign"])
            if signed_for["sign"] == "Q":
                titles.append([line])
                in_principal = False
            else:
                # A deputy who signs for a collective body signs for its head: "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH".
                principal.append(f"{_normal(signed_for['sign'])} {rest}" if principal else rest)
                in_principal = True
        elif is_upper(text) and not _is_capital_name(text, bool(titles or principal)):
            if _NO_NAME.match(line.low):
                break
            if _POST_LINE.match(text):
                titles.append([line])
                in_principal = False
            elif in_principal and not titles:
                principal[-1] = f"{principal[-1]} {text}"
            elif (
                titles
                and not line.gap | (len(titles[-1]) > 2)
                or titles
                and line.gap
                and _COLLECTIVE.match(text)
                and len(text) < 60
            ):
                titles[-1].append(line)
            else:
                break
        elif (titles or principal) and _is_office(text):
            titles.append([line])
            in_principal = False
        else:
            candidate = _name_of(text)
            if candidate and (titles or principal) and not _NO_NAME.match(line.low):
                name = candidate
                at = line.text.find(candidate)
                name_span = (line.start + at, line.start + at + len(candidate))
                after = line.index + 1
                break
            if titles or principal:
                # The copy list may have been printed between the titles and the name.
                if line.low.startswith(("noi nhan", "-", "+", "luu", "nhu tren")):
                    after = line.index
                break
            return None
        after = line.index + 1
    return _result(page, authority, principal, titles, name, name_span, first, after)


def _result(
    page: Page,
    authority: str | None,
    principal: list[str],
    titles: list[list[Line]],
    name: str | None,
    name_span: Span | None,
    first: int,
    after: int,
) -> SignatureFound | None:
    words = [" ".join(line.text.strip(" *|()") for line in title) for title in titles]
    spans = tuple((title[0].start, title[-1].end) for title in titles)
    if not words and principal and authority not in (None, "TM."):
        # "KT. GIÁM ĐỐC" alone: the seat signed for is all that is printed; it is not the signer's.
        words = []
    if authority == "TM." and principal and not words and not _COLLECTIVE.search(principal[0]):
        words = [principal[0]]
    signature = Signature(authority, " ".join(principal) or None, tuple(_clean(word) for word in words), name)
    if not words and not principal:
        return None
    return SignatureFound(signature, first, after, spans, name_span)


def _is_office(text: str) -> bool:
    """ "Chủ tịch Hội LHPN huyện": the signer's own office, in small letters below the seat."""
    bare = text.strip(" ()")
    return _POST_LINE.match(bare.upper()) is not None and _name_of(bare) is None and len(bare) < 80


def _clean(title: str) -> str:
    return re.sub(r"^Q\s?\.\s?", "", " ".join(title.split())).strip(" .,*-–")


def _normal(sign: str) -> str:
    return {"K/T": "KT.", "T/M": "TM.", "T/L": "TL.", "T/UQ": "TUQ."}.get(sign, f"{sign}.")


def _name_of(text: str) -> str | None:
    """The person's name that a line holds, without degree or rank."""
    bare = _DEGREE.sub("", text.strip(" *_.,;|")).strip(" .,")
    words = bare.split()
    if not 2 <= len(words) <= 6 or len(bare) > 45 or not all(_NAME_WORD.match(word) for word in words):
        return None
    if _is_capital_name(bare, True) or all(word[0].isupper() for word in words):
        return bare
    return None


def _is_capital_name(text: str, expected: bool) -> bool:
    """ "NGUYỄN THỊ HOA": told from a title by its surname."""
    words = _DEGREE.sub("", text.strip(" *_.,|")).split()
    if not expected or not 2 <= len(words) <= 5 or _POST_LINE.match(text):
        return False
    if words[0] == "SƠN" or not all(_NAME_WORD.match(word) for word in words):
        return False
    return words[0] in _SURNAMES and not re.search(
        r"(?<!\w)(?:TỈNH|HUYỆN|XÃ|SỞ|BAN|PHÒNG|HỘI|BẰNG|NỘI|NAM)$", " ".join(words[:2])
    )
