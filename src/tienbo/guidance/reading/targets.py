"""Levels to reach: "không dưới 15%", "từ 15% trở lên", "phấn đấu đạt 100%", "giảm 10% so với năm 2014".

A percentage becomes a target by the words right before or behind it. A bound ("không dưới", "ít nhất") is enough by
itself; weak words ("đạt", "trên", "tăng") only where the sentence, or the heading above it, looks ahead; faint ones
("là", "còn", "có") only where it does so in so many words. What was reached ("đã đạt 23%", "năm 2014 là 18%") is none,
nor is the condition of a rule ("nếu có từ 30% nữ trở lên"). Other units count only with a word of a bound ("ít nhất 02
lớp"), and ratios below a heading of targets ("còn 1,4 lần").
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tienbo.guidance.reading.letter import Comparator, Target
from tienbo.guidance.reading.page import Line, Page, shadow
from tienbo.guidance.reading.sentences import looks_ahead, sentence_start, tells_of_the_past
from tienbo.guidance.reading.spans import Spans
from tienbo.guidance.reading.years import Years

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"
_PERCENT = re.compile(
    rf"(?<![\d.,])(?P<value>{_NUMBER})(?: ?%)?(?: ?(?:-|den) ?(?P<upper>{_NUMBER}))? ?(?:%|phan tram)"
)
_UP = re.compile(r"(?: [^ ,.;:()%\d]{1,20}){0,4}? tro len(?![a-z])")
_DOWN = re.compile(r"(?: [^ ,.;:()%\d]{1,20}){0,4}? tro xuong(?![a-z])")
_BOUNDS: tuple[tuple[Comparator, str, bool], ...] = (
    (">=", r"khong (?:duoi|thap hon|it hon|nho hon)|it nhat|toi thieu|>=|≥|thap nhat", True),
    ("<=", r"khong (?:vuot(?: qua)?|qua|cao hon|nhieu hon|lon hon)|toi da|nhieu nhat|cao nhat|<=|≤", True),
    (">", r"tren|hon|cao hon|vuot|vuot muc|lon hon|>", False),
    ("<", r"duoi|thap hon|nho hon|<", False),
)
_LINK = r"(?: (?:la|dat|o muc|muc|khoang|co|ty le|ti le|tu|dat ty le|dat ti le|bang)){0,2}"
_BOUND_AT_END = tuple(
    (comparator, re.compile(rf"(?<![a-z])(?:{words}){_LINK} ?$"), strong) for comparator, words, strong in _BOUNDS
)
_LEVEL = re.compile(
    r"(?<![a-z])(?:(?:phan dau|bao dam|dam bao|nham|se|phai|can) )?(?:dat|chiem|len|len den|xuong|xuong con|duy tri)"
    r"(?: (?:la|dat|muc|o muc|khoang|ty le|ti le|tu|toi|den|con|bang|duoc|it ra)){0,3} ?$"
)
_FAINT = re.compile(r"(?<![a-z])(?:la|bang|con|co|o muc)(?: (?:khoang|muc|ty le|ti le))? ?$")
_CHANGE = re.compile(
    r"(?<![a-z])(?:tang|giam)(?: (?:them|it nhat|toi thieu|khong duoi|tren|hon|duoi|binh quan|trung binh|tu|khoang"
    r"|duoc|hang nam|moi nam|bot|toi da)){0,4} ?$"
)
_HORIZON = r"(?:(?:vao|den|den het|trong) )?(?:cuoi )?(?:nam )?(?:19|20)\d\d"
_JOINED = re.compile(rf"^(?: {_HORIZON})?(?: ?,| ?va|, va)(?: {_HORIZON},?)?(?: (?:dat|khoang|len|xuong|con))* ?$")
_BY_YEAR = re.compile(r"(?<![a-z])(?:den|vao|het)(?: cuoi)?(?: nam)? ((?:19|20)\d\d)")
_BY_YEAR_BEHIND = re.compile(r"^ (?:vao|den)(?: cuoi)?(?: nam)? ((?:19|20)\d\d)")
_OPENING_AHEAD = re.compile(r"^\W*(?:chi tieu|muc tieu|phan dau)(?![a-z])")
_AHEAD_HEADING = re.compile(r"muc tieu|chi tieu|phuong huong|nhiem vu|giai phap")
_CONDITION = re.compile(r"(?<![a-z])(?:neu|noi nao|o nhung noi|truong hop)(?![a-z])[^;]{0,80}$")
_CONSEQUENCE = re.compile(r"^[^;.]{0,70}(?: thi | nhat thiet )")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTED = (
    r"lan|luot|cuoc|lop|buoi|nguoi|nu|dong chi|can bo|chi|dai bieu|tin|bai|mo hinh|hoi nghi|hoat dong|dot|chuyen muc"
    r"|chuyen de|cau lac bo|don vi|xa|huyen|diem|san pham|hoi thao|toa dam|thanh vien|uy vien|phu nu|doanh nghiep|ho|so"
)
_SEX_RATIO = r"(?:be|tre)(?: so sinh)? trai ?/ ?100 (?:be|tre)(?: so sinh)? gai"
_COUNT = re.compile(
    r"(?<![a-z])(?P<bound>khong duoi|khong it hon|it nhat|toi thieu|khong qua|khong vuot qua|toi da)"
    r"(?: (?:co|la|tu|dat))?"
    rf" (?P<value>\d{{1,4}}(?:,\d{{1,2}})?) (?P<unit>{_SEX_RATIO}|(?:{_COUNTED})(?![a-z])(?: nu(?![a-z]))?"
    r"(?: ?/ ?(?:nam|quy|thang|\d{1,6} [a-z]+(?: [a-z]+)?))?)"
)
_RATIO = re.compile(
    r"(?<![a-z])(?P<bound>duoi|tren|xuong con|giam con|xuong|con|o muc|dat)"
    rf" (?P<value>\d{{1,3}}(?:,\d{{1,2}})?)"
    rf"(?P<unit> lan(?! (?:dau|thu))| {_SEX_RATIO}| ?/ ?100\.?000(?: tre(?: de| sinh)? song)?)"
)
_REACHED = re.compile(
    r"(?<![a-z])(?<!so voi )(?<!so voi cuoi )nam ((?:19|20)\d\d),? (?:[^,;:.\d]{0,60} )?"
    r"(?:dat|la|chiem|con|co)(?: duoc)? ?$"
)
_STRIVE = re.compile(r"(?<![a-z])phan dau(?![a-z])")


def find_targets(
    page: Page,
    years: Years,
    heading_of: Callable[[int], str],
    is_report: bool,
    first_line: int = 0,
    last_line: int | None = None,
) -> list[Target]:
    """All targets in the lines given, in order. `heading_of` gives the shadow of the headings above a line."""
    found: list[Target] = []
    for line in page.lines[first_line:last_line]:
        if not any(char.isdigit() for char in line.low):
            continue
        ahead = bool(_AHEAD_HEADING.search(heading_of(line.index)))
        found += _LineReader(page, line, years, ahead, is_report).targets()
    return found


@dataclass(frozen=True)
class _Cue:
    """What makes a number a target: how it compares, where its words begin, and how much they say by themselves."""

    comparator: Comparator
    start: int
    weight: str
    change: bool = False


class _LineReader:
    def __init__(self, page: Page, line: Line, years: Years, heading_looks_ahead: bool, is_report: bool) -> None:
        self.page, self.line, self.years, self.is_report = page, line, years, is_report
        self.below_heading = heading_looks_ahead
        self.opens_ahead = heading_looks_ahead or (not is_report and bool(_OPENING_AHEAD.match(line.low)))
        self._found: list[Target] = []
        self._taken = Spans()

    def targets(self) -> list[Target]:
        """All targets of the line, in order."""
        previous_end = self.line.start
        for match in _PERCENT.finditer(self.page.low, self.line.start, self.line.end):
            self._percentage(match, max(previous_end, match.start() - 70))
            previous_end = match.end()
        for match in _COUNT.finditer(self.page.low, self.line.start, self.line.end):
            self._count(match)
        for match in _RATIO.finditer(self.page.low, self.line.start, self.line.end) if self.opens_ahead else ():
            self._ratio(match)
        return sorted(self._found, key=lambda target: target.start)

    def _before(self, at: int) -> str:
        return self.page.text[sentence_start(self.page, at, self.line.start) : at]

    def _percentage(self, match: re.Match[str], floor: int) -> None:
        left = self.page.low[floor : match.start()]
        before = self._before(match.start())
        after = self.page.low[match.end() : min(self.line.end, match.end() + 90)]
        if self._is_past(before) or _CONDITION.search(shadow(before[-110:])):
            return
        end = match.end()
        up, down = _UP.match(after), _DOWN.match(after)
        if up or down:
            if _CONSEQUENCE.match(after):
                return
            end += (up or down).end()  # type: ignore[union-attr]  # one of the two matched
            cue: _Cue | None = _Cue(">=" if up else "<=", floor + _with_from(left), "strong")
        else:
            cue = self._cue(match, left, before, floor)
        if cue is None or not self._is_enough(cue, match, before, after):
            return
        comparator: Comparator = ">=" if match["upper"] and cue.comparator == "=" else cue.comparator
        self._keep(cue.start, end, comparator, match["value"], "%", before, cue.change)

    def _cue(self, match: re.Match[str], left: str, before: str, floor: int) -> _Cue | None:
        change = _CHANGE.search(left)
        for comparator, pattern, strong in _BOUND_AT_END:
            bound = pattern.search(left)
            if bound:
                start = min(bound.start(), change.start()) if change else _with_level_word(left, bound.start())
                return _Cue(comparator, floor + start, "strong" if strong else "weak", bool(change))
        if change:
            return _Cue("=", floor + change.start(), "weak", True)
        level = _LEVEL.search(left)
        if level:
            start = _with_level_word(left, level.start())
            return _Cue("=", floor + start, "strong" if match["value"] == "100" else "weak")
        joined = self._joined_to(match.start())
        if joined:
            return joined
        if self._is_bare_target(match, before):
            return _Cue("=", match.start(), "strong")
        faint = _FAINT.search(left)
        return _Cue("=", floor + faint.start(), "faint") if faint else None

    def _joined_to(self, start: int) -> _Cue | None:
        """ "... 27% vào năm 2025 và 30% vào năm 2030": the second number takes the words of the first."""
        last = self._found[-1] if self._found else None
        if last is None or not _JOINED.match(self.page.low[last.end : start]):
            return None
        own = re.search(r"(?:dat|khoang|len|xuong|con)? ?$", self.page.low[last.end : start])
        return _Cue(last.comparator, last.end + own.start() if own else start, "strong", last.change)

    def _is_bare_target(self, match: re.Match[str], before: str) -> bool:
        """ "100% cán bộ được tập huấn" at the head of a bullet, or a figure that the sentence strives for."""
        if self.is_report and not self.below_heading:
            return False
        after = self.page.low[match.end() : match.end() + 3]
        opening = not before.strip(" -–+•*\t") or re.fullmatch(r"\W*\w{0,3}[.)]\W*", before) is not None
        if opening:
            return bool(re.match(r" [a-z]", after)) and (match["value"] == "100" or self.below_heading)
        if _STRIVE.search(shadow(before)):
            return True
        if match["value"] != "100":
            return False
        return bool(_CALLS_FOR_ALL.search(before)) or before.endswith("với ") and looks_ahead(before)

    def _is_enough(self, cue: _Cue, match: re.Match[str], before: str, after: str) -> bool:
        if cue.weight == "strong":
            return True
        if cue.weight == "faint" and self._names_a_past_year(before) and not looks_ahead(before):
            return False
        clause = sentence_start(self.page, match.start(), self.line.start)
        if self.opens_ahead or any(found.start >= clause for found in self._found):
            return True
        issued = self.years.earliest
        horizons = [int(year) for year in (*_BY_YEAR.findall(shadow(before)), *_BY_YEAR_BEHIND.findall(after))]
        if issued and horizons and max(horizons) >= issued.year:
            return True
        if looks_ahead(before):
            return cue.weight == "weak" or bool(_STRIVE.search(shadow(before)))
        if cue.weight == "faint":
            return False
        return bool(_COMMAND.match(before)) or not before.strip(" -–+•*.)0123456789")

    def _count(self, match: re.Match[str]) -> None:
        before = self._before(match.start())
        if not self._is_past(before):
            comparator: Comparator = "<=" if match["bound"] in ("khong qua", "khong vuot qua", "toi da") else ">="
            unit = self.page.text[match.start("unit") : match.end("unit")]
            self._keep(match.start(), match.end(), comparator, match["value"], unit, before, False)

    def _ratio(self, match: re.Match[str]) -> None:
        before = self._before(match.start())
        if not self._is_past(before):
            comparators: dict[str, Comparator] = {"duoi": "<", "tren": ">"}
            unit = self.page.text[match.start("unit") : match.end("unit")].strip()
            comparator = comparators.get(match["bound"], "=")
            self._keep(match.start(), match.end(), comparator, match["value"], unit, before, False)

    def _is_past(self, before: str) -> bool:
        if tells_of_the_past(before) or self._is_of_a_past_year(before):
            return True
        if self._names_a_past_year(before) and not looks_ahead(before) and not self.opens_ahead:
            return True
        return self.is_report and not self.below_heading and not _STRIVE.search(shadow(before))

    def _is_of_a_past_year(self, before: str) -> bool:
        """ "năm 2017 đạt 82,5%" tells what was reached, whatever the heading above it looks for."""
        issued, reached = self.years.earliest, _REACHED.search(shadow(before))
        return bool(issued and reached and int(reached[1]) < issued.year)

    def _names_a_past_year(self, before: str) -> bool:
        issued = self.years.earliest
        tail = before[before.rfind("so với") + 1 :] if "so với" in before else before
        plain = re.sub(r"\d+/(?:19|20)\d\d|/(?:19|20)\d\d|(?:19|20)\d\d ?[-–]", " ", tail)
        named = [int(year) for year in _YEAR.findall(plain)]
        return bool(issued and named and named[-1] < issued.year and "tháng" not in tail[-80:])

    def _keep(
        self, start: int, end: int, comparator: Comparator, value: str, unit: str, before: str, change: bool
    ) -> None:
        start += len(self.page.text[start:end]) - len(self.page.text[start:end].lstrip())
        if not self._taken.take(start, end):
            return
        raw = self.page.text[start:end]
        striven = bool(_STRIVE.search(shadow(before)) or _STRIVE.search(shadow(raw)))
        self._found.append(Target(raw, start, end, comparator, _number(value), unit, striven, change))


_CALLS_FOR_ALL = re.compile(
    r"(?:phấn đấu|bảo đảm|đảm bảo|có|để|trở đi|mỗi năm|mỗi quý|hằng năm|hàng năm|năm (?:19|20)\d\d),?(?: có)? $",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"\W*(?:\w{1,3}[.)] ?)?(?:tăng|giảm|nâng|có|đạt|trên|dưới|duy trì|hằng năm|hàng năm)(?!\w)", re.IGNORECASE
)


def _with_from(left: str) -> int:
    """Take "từ" before the number into the words of the find."""
    found = re.search(r"(?<![a-z])(?:dat |chiem )?tu ?$", left)
    return found.start() if found else len(left)


def _with_level_word(left: str, at: int) -> int:
    """Take "đạt", "phấn đấu đạt" before a bound into the words of the find."""
    found = re.search(
        r"(?<![a-z])(?:phan dau )?(?:dat|chiem)(?: (?:ty le|ti le|muc|tu|o muc))? ?$|(?<![a-z])phan dau ?$", left[:at]
    )
    return found.start() if found else at


def _number(printed: str) -> float | int:
    value = float(printed.replace(",", "."))
    return int(value) if value.is_integer() else value
