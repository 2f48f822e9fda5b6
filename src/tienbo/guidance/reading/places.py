"""The place in front of a date: "Cao Bằng, ngày ...", "TP. Hồ Chí Minh, ngày ...", "Phan Rang-Tháp Chàm, ngày
...".

A place is a run of words that begin with capitals; a sentence that ends in a date has small words before it
and is none.
"""

import re

from tienbo.guidance.reading.page import Line, Page, shadow

_ADMINISTRATIVE = r"(?:tinh|thanh pho|tp\.?|t\.p\.?|huyen|quan|thi xa|tx\.?|thi tran|xa|phuong|thu do)"
_BEFORE = re.compile(rf"(?:{_ADMINISTRATIVE} ?)?[^\d,:;|()]{{2,45}}?(?= ?[,.]? ?$)")
_SEPARATED = re.compile(r"^(.*?)(?:\s{2,}|\|\s*)([^|]*)$")
_WEEKDAY = re.compile(r"^(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|hom nay)$")
_MOTTO_OR_NUMBER = re.compile(r"^\W*(?:so\b|doc lap|cong hoa|v/v)")


def place_before(page: Page, line: Line, at: int) -> tuple[str, tuple[int, int]] | None:
    """The place that ends right before offset `at` of the line, with its span in the text.

    A place whose first word stands on the line above ("Lâm" / "Đồng, ngày ...") is put together by its name
    only.
    """
    before = line.text[:at].rstrip(" ,.\t")
    if before.lower().endswith("ngày"):
        before = before[:-4].rstrip(" ,.")
    if not before.strip():
        return _on_line_above(page, line)
    begin = _capitals_from(before)
    if begin is None:
        return None
    place = before[begin:].strip(" ,.(-–*")
    rest = before[:begin].strip()
    if not place or _WEEKDAY.match(shadow(place)) or (rest and not _may_precede(rest)):
        return None
    start = line.start + line.text.find(place, begin)
    split = _split_name(page, line, place) if not rest else None
    if split:
        return split
    return place, (start, start + len(place))


def _capitals_from(before: str) -> int | None:
    """Where the trailing run of capitalised words begins; None when the last word has a small first letter."""
    words = list(re.finditer(r"[^\s,]+", before))
    begin: int | None = None
    count = 0
    for index in range(len(words) - 1, -1, -1):
        word = words[index].group()
        core = word.strip("().*-–")
        if core == "" and begin is not None:
            continue
        is_name = core[:1].isupper() and not any(char.isdigit() for char in core) and not _code_like(core)
        is_unit = re.fullmatch(_ADMINISTRATIVE, shadow(core)) is not None or _joins_unit(words, index)
        crossed_comma = begin is not None and "," in before[words[index].end() : begin]
        if crossed_comma or not (is_name or (is_unit and begin is not None)) or count >= 7:
            break
        begin = words[index].start()
        count += 1
    return begin


def _joins_unit(words: list[re.Match[str]], index: int) -> bool:
    """The second word of "thành phố", "thị xã", "thị trấn"."""
    if index == 0:
        return shadow(words[index].group()) in ("thanh", "thi") and len(words) > 1
    pair = shadow(f"{words[index - 1].group()} {words[index].group()}")
    following = shadow(f"{words[index].group()} {words[index + 1].group()}") if index + 1 < len(words) else ""
    units = ("thanh pho", "thi xa", "thi tran", "thu do")
    return pair in units or following in units


def _code_like(word: str) -> bool:
    """ "UBND" or "BC-UBND" belongs to a number, not to a place; "TP" and a name in capitals do not."""
    return ("/" in word or "-" in word and word.isupper()) or word in ("UBND", "HĐND", "BCĐ", "VT", "V/v")


def _may_precede(rest: str) -> bool:
    """What may stand in front of a place on its line: a number with its symbol, a bar, a ruled gap; no
    sentence.
    """
    return bool(re.search(r"[/|]\s*\S*$", rest)) and len(rest) < 60 and not re.search(r"(?<!\w)[a-zà-ỹ]{3,}\s*$", rest)


def _on_line_above(page: Page, line: Line) -> tuple[str, tuple[int, int]] | None:
    """ "Cao Bằng," alone on the line above its date."""
    if line.index == 0:
        return None
    above = page.lines[line.index - 1]
    name = above.text.strip(" ,.*")
    if not above.text.rstrip().endswith(",") or not 2 <= len(name) <= 40 or _MOTTO_OR_NUMBER.match(above.low):
        return None
    if _capitals_from(name) != 0:
        return None
    start = above.start + above.text.find(name)
    return name, (start, start + len(name))


def _split_name(page: Page, line: Line, place: str) -> tuple[str, tuple[int, int]] | None:
    """A name that a narrow column broke: one word here, one on the line above, together a province."""
    if " " in place or line.index == 0:
        return None
    above = page.lines[line.index - 1]
    name = f"{above.text.strip(' ,.*')} {place}"
    if " " in above.text.strip() and shadow(name) not in _LONG_PROVINCES:
        return None
    if shadow(name) not in _PROVINCES and shadow(name) not in _LONG_PROVINCES:
        return None
    return name, (above.start, line.start + line.text.find(place) + len(place))


_PROVINCES = frozenset(
    shadow(name)
    for name in [
        "An Giang",
        "Bạc Liêu",
        "Bắc Giang",
        "Bắc Kạn",
        "Bắc Ninh",
        "Bến Tre",
        "Bình Dương",
        "Bình Định",
        "Bình Phước",
        "Bình Thuận",
        "Cà Mau",
        "Cao Bằng",
        "Cần Thơ",
        "Đà Nẵng",
        "Đắk Lắk",
        "Đắk Nông",
        "Điện Biên",
        "Đồng Nai",
        "Đồng Tháp",
        "Gia Lai",
        "Hà Giang",
        "Hà Nam",
        "Hà Nội",
        "Hà Tĩnh",
        "Hải Dương",
        "Hải Phòng",
        "Hậu Giang",
        "Hòa Bình",
        "Hoà Bình",
        "Hưng Yên",
        "Khánh Hòa",
        "Khánh Hoà",
        "Kiên Giang",
        "Kon Tum",
        "Lai Châu",
        "Lạng Sơn",
        "Lào Cai",
        "Lâm Đồng",
        "Long An",
        "Nam Định",
        "Nghệ An",
        "Ninh Bình",
        "Ninh Thuận",
        "Phú Thọ",
        "Phú Yên",
        "Quảng Bình",
        "Quảng Nam",
        "Quảng Ngãi",
        "Quảng Ninh",
        "Quảng Trị",
        "Sóc Trăng",
        "Sơn La",
        "Tây Ninh",
        "Thái Bình",
        "Thái Nguyên",
        "Thanh Hóa",
        "Thanh Hoá",
        "Huế",
        "Tiền Giang",
        "Trà Vinh",
        "Tuyên Quang",
        "Vĩnh Long",
        "Vĩnh Phúc",
        "Yên Bái",
        "Nha Trang",
        "Đà Lạt",
        "Pleiku",
        "Tam Kỳ",
        "Việt Trì",
    ]
)
_LONG_PROVINCES = frozenset(
    shadow(name) for name in ("Thừa Thiên Huế", "Hồ Chí Minh", "TP. Hồ Chí Minh", "Buôn Ma Thuột")
)
