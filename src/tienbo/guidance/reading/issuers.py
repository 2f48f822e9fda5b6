"""The issuing body: the last body named above the number; a head without it may leave it to the body of the
letter.

The head names the parent body first and the issuing body below it; a name may run over several lines.
"""

import re
from collections.abc import Iterable

from tienbo.guidance.reading.page import Line, Page
from tienbo.guidance.reading.subjects import Span

_BODY = (
    r"(?:UBND|ỦY BAN|UỶ BAN|HĐND|SỞ|BAN|HỘI|BỘ|TỈNH ỦY|TỈNH UỶ|HUYỆN ỦY|HUYỆN UỶ|THÀNH ỦY|THÀNH UỶ|QUẬN ỦY"
    r"|THỊ ỦY|ĐẢNG ỦY"
    r"|ĐẢNG UỶ|ĐẢNG BỘ|CHI BỘ|PHÒNG|VĂN PHÒNG|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|MẶT TRẬN|LIÊN ĐOÀN|ĐOÀN|TỈNH ĐOÀN"
    r"|TỔNG|CỤC|VỤ|CHI CỤC"
    r"|TRUNG TÂM|TRUNG ƯƠNG|TRƯỜNG|BỆNH VIỆN|CÔNG AN|BCH|TỔ|THƯỜNG TRỰC|TÒA ÁN|TOÀ ÁN|VIỆN|CÔNG TY|TẬP ĐOÀN"
    r"|NGÂN HÀNG|BẢO HIỂM"
    r"|KHO BẠC|ĐẠI HỌC|CÔNG ĐOÀN|HỌC VIỆN|THANH TRA|BAN CHẤP HÀNH|BAN CHỈ ĐẠO)"
)
_HEAD_BODY = re.compile(rf"^\W*{_BODY}(?!\w)")
_TITLE_BODY = re.compile(
    r"^(?:Ủy ban|Uỷ ban|UBND|Sở|Ban|Hội|Bộ|Tỉnh ủy|Huyện ủy|Thành ủy|Đảng ủy|Phòng|Văn phòng|Tỉnh đoàn|Liên đoàn)\s"
)
_NOT_ISSUER = re.compile(
    r"^\W*(?:cong ?hoa ?xa ?hoi|chu nghia viet nam|hoa xa hoi|dang cong san viet nam|doan tncs ho chi minh\W*$"
    r"|doan thanh nien cong san ho chi minh\W*$|doc ?lap|so ?(?:[:./_\d-]|$)|hoa toc"
    r"|thuong khan|khan\b|do mat"
    r"|cong$|v/v|trang chu|du thao|ban sao|sao y|tu do|hanh phuc)"
)
_TERRITORY = re.compile(
    r"(?<!\w)(?:TỈNH|THÀNH PHỐ|TP|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ(?! HỘI)|PHƯỜNG|ĐẶC KHU)(?!\w).{2,}$"
)
# Alone they are nobody, even with a territory: "BAN CHẤP HÀNH TỈNH ..." is whose?
_PART_OF_BODY = re.compile(
    r"^\W*(?:BAN THƯỜNG VỤ|BAN CHẤP HÀNH|VĂN PHÒNG|THƯỜNG TRỰC|BCH|BTV|ĐOÀN CHỦ TỊCH|BAN TỔ CHỨC|BAN TUYÊN GIÁO"
    rf"|BAN DÂN VẬN)(?: {_TERRITORY.pattern})?\W*$"
)
# A committee whose name does not say whose it is; the body above it does.
_WHOSE_BOARD = re.compile(r"^\W*BAN (?!.*(?<!\w)(?:NGÀNH|SỞ|(?<!TIẾN )(?<!CÁN )BỘ|QUỐC GIA|TRUNG ƯƠNG|VIỆT NAM)(?!\w))")
_PEOPLES_COMMITTEE = re.compile(r"^\W*(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN)(?!\w)")
_FURTHEST = 9
_IN_BODY = re.compile(
    r"(?<!\w)(?P<body>(?:Ban Vì sự tiến bộ|Ban VSTB|Ủy ban|Uỷ ban|UBND|Sở|Hội|Ban|Bộ|Huyện ủy|Tỉnh ủy|Tỉnh uỷ"
    r"|Thành ủy|BTV)[^.;,:\n]{0,110}?)"
    r"\s(?:trân trọng |kính )?(?:đề nghị|yêu cầu|hướng dẫn|ban hành|kính mời|trân trọng mời|thông báo|phát động)(?!\w)"
)


def issuer_of_head(
    page: Page, anchors: Iterable[int | None], addressed: int | None
) -> tuple[int | None, str | None, Span | None]:
    """The line where the head's bodies begin, the issuer's name, and its place. None when the head names no
    body.
    """
    known = [index for index in anchors if index is not None]
    if not known:
        return None, None, None
    stop = max(index for index in known) + 1
    start = max(0, min(known) - _FURTHEST)
    bodies: list[list[Line]] = []
    for line in page.lines[start:stop]:
        if _NOT_ISSUER.match(line.low) or len(line.text) > 120:
            if bodies and bodies[-1]:
                bodies.append([])
            continue
        begins = _HEAD_BODY.match(line.text) if line.is_upper else _TITLE_BODY.match(line.text)
        if begins and not _goes_on(bodies, line):
            bodies.append([line])
        elif bodies and bodies[-1] and line.is_upper and line.index == bodies[-1][-1].index + 1:
            bodies[-1].append(line)
    named = [body for body in bodies if body]
    if not named or (addressed is not None and named[-1][-1].index >= addressed):
        return None, None, None
    last = named[-1]
    name, begin = _name(last), last[0].start
    if len(named) > 1 and (whole := _with_body_above(name, _name(named[-2]))):
        name, begin = whole, named[-2][0].start
    return named[0][0].index, name, (begin, last[-1].end)


def _name(body: list[Line]) -> str:
    return " ".join(line.text.strip(" *|") for line in body).strip(" -–")


def _with_body_above(name: str, above: str) -> str | None:
    """The name of a body that only says with the one above it whose it is; None when it says so itself."""
    if _PART_OF_BODY.match(name):
        return f"{above} {name}"
    if _WHOSE_BOARD.match(name) and not _TERRITORY.search(name):
        return f"{name} {_whose(above)}".strip()
    return None


def _whose(above: str) -> str:
    """Of whom a committee is that stands below this body: the territory of a People's Committee, else the body."""
    if not _PEOPLES_COMMITTEE.match(above):
        return above
    territory = _TERRITORY.search(above)
    return territory.group() if territory else ""


def _goes_on(bodies: list[list[Line]], line: Line) -> bool:
    """A line that only looks like a new body: the line above ends in a word that asks for more ("SỞ LAO ĐỘNG
    -").
    """
    if not bodies or not bodies[-1]:
        return False
    above = bodies[-1][-1]
    if above.index != line.index - 1:
        return False
    return bool(re.search(r"(?:[-–,&]|\sVÀ|\sCỦA|^ỦY|^UỶ)$", above.text.strip()))


def issuer_of_body(page: Page, first_line: int) -> tuple[str | None, Span | None]:
    """The body that asks, in the first paragraphs: "Ban ... tỉnh Cao Bằng đề nghị"."""
    for line in page.lines[first_line : first_line + 6]:
        for found in _IN_BODY.finditer(line.text):
            name = found["body"]
            # "các Sở ... yêu cầu" names many; the asker is one body.
            if len(name) > 6 and not re.search(r"(?<!\w)(?:các|mỗi|những)(?!\w)", name[:12]):
                return name, (line.start + found.start("body"), line.start + found.end("body"))
    return None, None
