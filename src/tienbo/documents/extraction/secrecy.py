"""The secrecy mark: MẬT, TỐI MẬT, TUYỆT MẬT standing alone, never the word inside a sentence.

Source: Law on Protection of State Secrets 2018 and its decree: the mark is a stamp of its own, in capitals. A
stamp comes out of a file as a line, a table cell, a header or a text box of its own, alone or with what is
stamped or typed beside it: a copy number, the document's number or day, a degree of urgency, how to handle it, its
English word. Where stamps stand, in the letterhead or apart from the running text, "Mật" and "Tối mật" alone are typed
marks. "Bí mật", "bảo mật", "mật độ" or "tài liệu mật" in running text are words, not marks.

Looked at is what a reader sees: letters of other alphabets that look Latin are read as Latin, characters that
show nothing are left out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from tienbo.documents.extraction import legacy
from tienbo.documents.extraction.errors import Classified, ClassifiedText

# Cyrillic and Greek capitals that print like the Latin ones of the marks and of the words beside them.
_LOOK_ALIKES = str.maketrans(
    "АВЕІЈКМНОРСТУХЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABEIJKMHOPCTYXSABEZHIKMNOPTYX",
)
# Frames, bullets, brackets and quotes around a stamp.
_FRAME = re.compile("[.*_#~=\\[\\](){}<>\"'“”‘’!•■□▪●…]+")


def _spaced(words: str) -> str:
    """A pattern for capitals that may be set apart: "MẬT", "M Ậ T", "M.Ậ.T"."""
    return r"[ \-·]?".join(words.replace(" ", ""))


_DEGREE = f"(?:{_spaced('TUYỆT MẬT')}|{_spaced('TỐI MẬT')}|{_spaced('MẬT')})"
# The same with small letters, as it is typed; all in small letters it is a word.
_TYPED = r"(?:Tuyệt [Mm]ật|Tối [Mm]ật|Mật)"
_NAMED = r"(?i:(?:ĐÓNG )?DẤU(?: CHỈ)?(?: ĐỘ MẬT)? ?:? ?|(?:TÀI LIỆU|VĂN BẢN|CÔNG VĂN|HỒ SƠ) )?"
# What may stand beside a mark on its line; small letters are meant too in all but the marks themselves.
_BESIDE = "|".join(
    (
        r"(?:HỎA|HOẢ) TỐC(?: HẸN GIỜ)?|(?:THƯỢNG )?KHẨN",
        r"BẢN(?: SỐ)? ?:? ?\d{0,4}(?: ?/ ?\d{1,4})?",
        r"(?:TOP )?SECRET|CONFIDENTIAL",
        r"(?:KHÔNG(?: ĐƯỢC)?|CẤM) (?:SAO(?: (?:CHỤP|CHÉP|LỤC))?|CHỤP|PHỔ BIẾN|PHÁT TÁN|CHUYỂN TIẾP|MANG RA NGOÀI)",
        r"(?:TÀI LIỆU )?THU HỒI|CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC(?: BÌ)?|LƯU HÀNH NỘI BỘ",
        r"(?:TRANG|TỜ) ?:? ?\d{1,4}(?: ?/ ?\d{1,4})?",
        r"(?:SỐ ?:? ?\d{0,6}|\d{1,6})(?: ?[/\-–] ?[\w&]+)+",
        r"(?:[^\W\d]+ ){0,4}[^\W\d]+ ?, ?NGÀY ?\d{0,2} ?THÁNG ?\d{0,2} ?NĂM ?\d{0,4}",
    )
)
_APART = r"[ \-–—,;:/]{0,5}"


def _mark_of(degree: str) -> re.Pattern[str]:
    """A degree with what may be stamped or typed beside it."""
    return re.compile(f"(?:(?i:{_BESIDE}){_APART}){{0,3}}{_NAMED}{degree}(?:{_APART}(?i:{_BESIDE})){{0,3}}")


_MARK, _TYPED_MARK = _mark_of(_DEGREE), _mark_of(_TYPED)
# "Độ mật: Mật" names the degree outright, so here small letters count too.
_LABELLED = re.compile(
    rf"(?i:(?:(?:MỨC |CẤP )?ĐỘ MẬT|(?:MỨC|CẤP) ĐỘ) ?[:\-–] ?{_DEGREE})|(?i:(?:MỨC |CẤP )?ĐỘ MẬT) (?:{_DEGREE}|{_TYPED})"
)
# The cells of a line: between bars and tabs, at wide gaps.
_CELLS = re.compile(r"[|\t]|\s{3,}")
# In a line of capitals, a letterhead more likely than a sentence, two spaces set the stamp apart from the office.
_CELLS_OF_CAPITALS = re.compile(r"[|\t]|\s{2,}")
_COLUMNS = re.compile(r"\t|\s{3,}")
# What a letterhead holds at most: office, motto, number, day, stamps, subject; then somebody is addressed.
_LETTERHEAD_LINES = 12
_ADDRESSED = re.compile(r"Kính (?:gửi|trình|chuyển)", re.IGNORECASE)
_LONGEST = 120
# A heading in capitals may break inside "BÍ MẬT" or "BẢO MẬT": its second line is not a mark.
_FIRST_HALF = re.compile(r"(?<!\w)(?:B ?Í|B ?Ả ?O|CƠ|CẨN)$")


def is_classified(text: str) -> bool:
    """True when a secrecy mark stands alone somewhere in `text`: a line, or a cell between bars, tabs or wide gaps; in
    small letters too, "Mật", where the text begins as a document does.
    """
    lines = _seen(text).splitlines()
    return _is_marked(lines) or any(_is_typed_mark(cell) for cell in _letterhead(lines))


def refuse_marked(*texts: str, cells: Iterable[str] = ()) -> None:
    """Raise Classified when something of a document bears a secrecy mark.

    texts: what begins as a document does, or stands apart as a stamp does: its text, a header, a text box. cells: the
    cells of its tables, where "Mật" may be somebody's name.
    """
    if any(map(is_classified, texts)) or any(_is_marked(_seen(cell).splitlines()) for cell in cells):
        raise Classified()


def refuse_marked_text(*values: object) -> None:
    """Raise ClassifiedText when a text that a person typed or pasted bears a secrecy mark.

    A value is a text, or a list or mapping that holds texts; others say nothing.
    """
    if any(is_classified(text) for value in values for text in _texts(value)):
        raise ClassifiedText()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _seen(text: str) -> str:
    """The text as a reader sees it, in composed Latin letters."""
    shown = "".join(_shown(unicodedata.normalize("NFKD", legacy.to_unicode(text)[0])))
    return unicodedata.normalize("NFC", shown.translate(_LOOK_ALIKES))


def _shown(text: str) -> Iterator[str]:
    """The characters that show something or part lines and cells."""
    for char in text:
        if char.isspace() or unicodedata.category(char) not in ("Cf", "Cc"):
            yield char


def _is_marked(lines: list[str]) -> bool:
    """Whether one of the lines, or a cell of one, is a mark."""
    before = ""
    for line in lines:
        if _is_mark(line, before):
            return True
        for cell in (_CELLS_OF_CAPITALS if line.isupper() else _CELLS).split(line):
            if _is_mark(cell, before):
                return True
            before = cell if cell.strip() else before
        before = line
    return False


def _letterhead(lines: list[str]) -> Iterator[str]:
    """The lines in which a document says whose it is, and what stands in their columns. The rows of a table, whose
    cells are parted by bars, are none."""
    written = [line for line in lines if line.strip()]
    for line in written[:_LETTERHEAD_LINES]:
        if _ADDRESSED.match(line.strip()):
            return
        yield line
        yield from _COLUMNS.split(line)


def _is_typed_mark(cell: str) -> bool:
    return bool(_TYPED_MARK.fullmatch(_bare(cell)))


def _bare(cell: str) -> str:
    """The words of a line or a cell without the frame around them; nothing when they are too long for a mark."""
    words = " ".join(_FRAME.sub(" ", cell).split()).strip(" -–—,;:/|")
    return words if len(words) <= _LONGEST else ""


def _is_mark(cell: str, before: str) -> bool:
    """Whether a line or a cell is a mark; `before` is what stands before it."""
    words = _bare(cell)
    if len(words) < 3 or "M" not in words.upper():
        return False
    if re.fullmatch(_spaced("MẬT"), words):
        return not _FIRST_HALF.search(" ".join(before.split()))
    return bool(_MARK.fullmatch(words) or _LABELLED.fullmatch(words))
