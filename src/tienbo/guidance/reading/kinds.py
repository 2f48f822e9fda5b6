"""The type name of a document and the kind it stands for.

The type name is a line of its own in capitals ("KẾ HOẠCH"), perhaps with its title on the same line. An
official letter has none. Source of the names: Decree 30/2020, Article 7; "chương trình" is a plan here, as in
the committees' own use.
"""

import re

from tienbo.guidance.reading.letter import LetterKind
from tienbo.guidance.reading.page import Line, shadow

_NAMES: dict[str, LetterKind] = {
    "KẾ HOẠCH": "plan",
    "CHƯƠNG TRÌNH": "plan",
    "CHƯƠNG TRÌNH CÔNG TÁC": "plan",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG": "plan",
    "BÁO CÁO": "report",
    "QUYẾT ĐỊNH": "decision",
    "CHỈ THỊ": "directive",
    "HƯỚNG DẪN": "guidance",
    "GIẤY MỜI": "invitation",
    "THƯ MỜI": "invitation",
    "GIẤY TRIỆU TẬP": "invitation",
    "THÔNG BÁO": "notice",
    "CÔNG VĂN": "official_letter",
    "TỜ TRÌNH": "other",
    "NGHỊ QUYẾT": "other",
    "KẾT LUẬN": "other",
    "QUY ĐỊNH": "other",
    "QUY CHẾ": "other",
    "THÔNG TƯ": "other",
    "THÔNG TƯ LIÊN TỊCH": "other",
    "NGHỊ ĐỊNH": "other",
    "LUẬT": "other",
    "CÔNG ĐIỆN": "other",
    "ĐỀ ÁN": "other",
    "BIÊN BẢN": "other",
    "THÔNG TRI": "other",
    "PHƯƠNG ÁN": "other",
    "ĐƠN ĐỀ NGHỊ": "other",
    "ĐƠN XIN": "other",
    "GIẤY ĐỀ NGHỊ": "other",
}
_LONGEST_FIRST = sorted(_NAMES, key=len, reverse=True)
_BY_SHADOW = {shadow(name): name for name in _NAMES}
_BY_SYMBOL: dict[str, LetterKind] = {
    "KH": "plan",
    "CTR": "plan",
    "BC": "report",
    "QĐ": "decision",
    "CT": "directive",
    "HD": "guidance",
    "GM": "invitation",
    "TM": "invitation",
    "TB": "notice",
    "TTR": "other",
    "NQ": "other",
    "KL": "other",
    "QYĐ": "other",
    "CV": "official_letter",
}
_SPLIT_SYMBOLS = re.compile(r"[/-]")


def type_name(line: Line) -> tuple[LetterKind, int] | None:
    """The kind that a line names as a type name, and where its title begins in the line (its end when there
    is none).
    """
    text = line.text.strip(" .:*-–")
    indent = line.text.find(text) if text else 0
    for name in _LONGEST_FIRST:
        if not text.startswith(name):
            continue
        rest = text[len(name) :]
        if rest and (rest[0].isalnum() or shadow(rest).lstrip().startswith(("so ", "so:", "- so"))):
            return None
        return _NAMES[name], indent + len(name)
    name = _BY_SHADOW.get(shadow(text), "")
    # A type name in small letters counts only when it stands quite alone.
    return (_NAMES[name], len(line.text)) if name else None


def kind_of_number(number: str | None) -> LetterKind | None:
    """The kind that the symbol of a number names, if any: "12/BC-UBND" is a report."""
    for symbol in _SPLIT_SYMBOLS.split(number or "")[1:3]:
        kind = _BY_SYMBOL.get(symbol.upper())
        if kind:
            return kind
    return None
