"""How firmly a task is asked: required, to be done together, or only encouraged.

The opening words decide: "Phối hợp ..." is shared work, "Khuyến khích ..." is no duty; a long paragraph that
encourages one thing among many stays required. "Chủ trì, phối hợp" is the lead and so required.
"""

import re

from tienbo.guidance.reading.letter import Firmness
from tienbo.guidance.reading.page import shadow

_MARKER = re.compile(r"^(?:[-+*•–—·▪o] ?|\d{1,2}(?:\.\d{1,2})*[.)/]? |[a-z][.)] ?)+")
_OPENING = 70
_COORDINATE = re.compile(
    r"^(?:(?:tiep tuc|chu dong|tich cuc|thuong xuyen|tang cuong|day manh|lam tot|thuc hien tot)[ ,]{1,2}){0,3}"
    r"(?:(?:cong tac )?phoi hop|cung phoi hop|tham gia phoi hop)(?![a-z])"
)
_ENCOURAGE = re.compile(r"(?<![a-z])khuyen khich(?![a-z])")
_REQUIRE = re.compile(
    r"(?<![a-z])(?:de nghi|yeu cau|phai|giao|chu tri|xay dung|to chuc|gui|bao cao|tham muu|trien khai|thuc hien"
    r"|bao dam|dam bao)"
    r"(?![a-z])"
)


def firmness_of(text: str) -> Firmness:
    """The firmness of one task, from its words."""
    low = _MARKER.sub("", shadow(text))
    if _COORDINATE.match(low):
        return "coordinate"
    encouraged = _ENCOURAGE.search(low[:_OPENING])
    if encouraged and not _REQUIRE.search(low[: encouraged.start()]):
        return "encourage"
    return "required"
