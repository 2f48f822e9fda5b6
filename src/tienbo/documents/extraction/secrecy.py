"""The secrecy mark: MẬT, TỐI MẬT, TUYỆT MẬT standing alone, never the word inside a sentence.

Source: Law on Protection of State Secrets 2018 and its decree: the mark is a stamp of its own, in capitals. A
stamp comes out of a file as a line, a table cell, a header or a text box of its own; "bí mật", "bảo mật",
"mật độ" or "tài liệu mật" in running text are words, not marks.
"""

import re
import unicodedata

_DEGREE = r"(?:TUYỆT\s{0,2}MẬT|TỐI\s{0,2}MẬT|MẬT)"
_URGENT = r"(?:HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN)(?: HẸN GIỜ)?"
_ALONE = re.compile(
    r"(?:(?:ĐÓNG )?DẤU(?: ĐỘ MẬT)?\s?:?\s?|TÀI LIỆU |VĂN BẢN |"
    rf"{_URGENT}\s?[-,/]\s?)?{_DEGREE}(?:\s?[-,/]\s?{_URGENT})?"
)
# "Độ mật: Mật" names the degree outright, so here small letters count too.
_LABELLED = re.compile(r"(?:MỨC )?ĐỘ MẬT\s?[:\-]\s?" + _DEGREE, re.IGNORECASE)
_CELLS = re.compile(r"[|\t\f\v]|\s{3,}")
_FRAME = " \u00a0.*_#~=[](){}<>\"'“”‘’!•■□▪●-–—"
# A heading in capitals may break inside "BÍ MẬT" or "BẢO MẬT": its second line is not a mark.
_SPLIT_WORDS = ("BÍ", "BẢO", "CƠ", "CẨN")


def is_classified(text: str) -> bool:
    """True when a secrecy mark stands alone somewhere in `text` (a line, or a cell between bars, tabs or wide
    gaps).
    """
    previous = ""
    for line in unicodedata.normalize("NFC", text).replace("\r", "\n").split("\n"):
        cells = [line, *_CELLS.split(line)]
        if any(_is_mark(cell, previous) for cell in cells):
            return True
        previous = line
    return False


def _is_mark(cell: str, previous: str) -> bool:
    words = " ".join(cell.strip(_FRAME).split()).strip(_FRAME)
    if not 3 <= len(words) <= 60:
        return False
    joined = words.replace(" ", "")
    if joined in ("MẬT", "TỐIMẬT", "TUYỆTMẬT"):
        return not previous.rstrip().endswith(_SPLIT_WORDS)
    return bool(_ALONE.fullmatch(words) or _LABELLED.fullmatch(words))
