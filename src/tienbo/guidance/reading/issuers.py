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
_PART_OF_BODY = re.compile(
    r"^\W*(?:BAN THƯỜNG VỤ|BAN CHẤP HÀNH|VĂN PHÒNG|THƯỜNG TRỰC|BCH|BTV|ĐOÀN CHỦ TỊCH|BAN TỔ CHỨC|BAN TUYÊN GIÁO"
    r"|BAN DÂN VẬN)\W*$"
)
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
    if _PART_OF_BODY.match(last[0].text) and len(last) == 1 and len(named) > 1:
        # "BAN THƯỜNG VỤ" alone is nobody: the body it belongs to stands above it.
        last = named[-2] + last
    name = " ".join(line.text.strip(" *-–|") for line in last)
    return named[0][0].index, name, (last[0].start, last[-1].end)


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
