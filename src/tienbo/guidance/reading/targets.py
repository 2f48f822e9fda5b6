"""Levels to reach: "không dưới 15%", "từ 15% trở lên", "phấn đấu đạt 100%", "giảm 10% so với năm 2014".

A percentage becomes a target by the words right before or behind it. Words of a bound ("không dưới", "ít
nhất") do so by themselves; weak words ("đạt", "trên", "tăng") only where the sentence, or the heading above
it, looks ahead. What was reached ("đã đạt 23%", "năm 2014 là 18%") is none. Other units count only with a
word of a bound: "ít nhất 02 lớp".
"""

import re
from collections.abc import Callable

from tienbo.guidance.reading.letter import Comparator, Target
from tienbo.guidance.reading.page import Line, Page, shadow
from tienbo.guidance.reading.sentences import looks_ahead, sentence_start, tells_of_the_past
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
_LEVEL = re.compile(
    r"(?<![a-z])(?:(?:phan dau|bao dam|dam bao|nham|se|phai|can) )?(?:dat|bang|chiem|len|len den|con|xuong"
    r"|xuong con|duy tri|la)"
    r"(?: (?:la|dat|muc|o muc|khoang|ty le|ti le|tu|toi|den|con|bang|duoc|it ra)){0,3} ?$"
)
_CHANGE = re.compile(
    r"(?<![a-z])(?:tang|giam)(?: (?:them|it nhat|toi thieu|khong duoi|tren|hon|duoi|binh quan|trung binh|tu"
    r"|khoang|duoc|hang nam"
    r"|moi nam|bot|toi da)){0,4} ?$"
)
_SOFT_LINK = re.compile(r"(?:dat|chiem|len|xuong|con|duy tri|la|bang|phan dau|bao dam|dam bao) ?$")
_AHEAD_HEADING = re.compile(r"muc tieu|chi tieu|phuong huong|nhiem vu|giai phap")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNTED = (
    r"lan|luot|cuoc|lop|buoi|nguoi|nu|dong chi|can bo|chi|dai bieu|tin|bai|mo hinh|hoi nghi|hoat dong|dot"
    r"|chuyen muc|chuyen de"
    r"|cau lac bo|don vi|xa|huyen|be trai|tre trai|diem|san pham|hoi thao|toa dam|thanh vien|uy vien|phu nu"
    r"|doanh nghiep|ho|so"
)
_COUNT = re.compile(
    rf"(?<![a-z])(?P<bound>khong duoi|khong it hon|it nhat|toi thieu|khong qua|khong vuot qua|toi da)(?: (?:co|la"
    rf"|tu|dat))?"
    rf" (?P<value>\d{{1,4}}(?:,\d{{1,2}})?) (?P<unit>(?:{_COUNTED})(?![a-z])(?: nu(?![a-z]))?"
    r"(?: ?/ ?(?:nam|quy|thang|\d{1,6} [a-z]+(?: [a-z]+)?))?)"
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
    """All targets in the lines given, in order. `heading_of` gives the shadow of the headings above a line
    (by index).
    """
    found: list[Target] = []
    for line in page.lines[first_line:last_line]:
        if "%" not in line.low and "phan tram" not in line.low and not _COUNT.search(line.low):
            continue
        ahead = bool(_AHEAD_HEADING.search(heading_of(line.index)))
        reader = _LineReader(page, line, years, ahead, is_report)
        found += sorted([*reader.percentages(), *reader.counts()], key=lambda target: target.start)
    return found


class _LineReader:
    def __init__(self, page: Page, line: Line, years: Years, heading_looks_ahead: bool, is_report: bool) -> None:
        self.page, self.line, self.years = page, line, years
        self.heading_looks_ahead, self.is_report = heading_looks_ahead, is_report

    def percentages(self) -> list[Target]:
        """The percentages that are targets."""
        targets: list[Target] = []
        previous_end = self.line.start
        for match in _PERCENT.finditer(self.page.low, self.line.start, self.line.end):
            target = self._percentage(match, max(previous_end, match.start() - 70))
            if target:
                targets.append(target)
            previous_end = match.end()
        return targets

    def _percentage(self, match: re.Match[str], floor: int) -> Target | None:
        left = self.page.low[floor : match.start()]
        before = self.page.text[sentence_start(self.page, match.start(), self.line.start) : match.start()]
        if self._is_past(before):
            return None
        end = match.end()
        up, down = (pattern.match(self.page.low, end, self.line.end) for pattern in (_UP, _DOWN))
        change = _CHANGE.search(left)
        bound = _bound_before(left)
        if up or down:
            comparator: Comparator = ">=" if up else "<="
            end = (up or down).end()  # type: ignore[union-attr]  # one of the two matched
            start_in_left = _with_from(left, len(left))
            strong = True
        elif bound:
            comparator, start_in_left, strong = bound
        elif change:
            comparator, start_in_left, strong = "=", change.start(), False
        else:
            level = _LEVEL.search(left)
            if (
                level
                and level.group().strip() not in ("la", "bang", "con")
                or (level and _STRIVE.search(shadow(before)))
            ):
                comparator, start_in_left, strong = "=", level.start(), match["value"] == "100"
            elif self._is_bare_target(match, before):
                comparator, start_in_left, strong = "=", len(left), True
            else:
                return None
        if match["upper"] and comparator == "=":
            comparator = ">="
        is_change = bool(change) and not (up or down)
        if is_change:
            start_in_left = min(start_in_left, change.start()) if change else start_in_left
        elif not strong or bound:
            start_in_left = _with_level_word(left, start_in_left)
        if not strong and not self._looks_ahead(before):
            return None
        start = floor + start_in_left
        return self._target(start, end, comparator, match["value"], "%", before, is_change)

    def _is_bare_target(self, match: re.Match[str], before: str) -> bool:
        """ "100% cán bộ được tập huấn" at the head of a bullet, or after "phấn đấu", "bảo đảm"."""
        if self.is_report and not self.heading_looks_ahead:
            return False
        opening = before.strip(" -–+•*\t") == "" or re.fullmatch(r"\W*\w{0,3}[.)]\W*", before) is not None
        after = self.page.low[match.end() : match.end() + 3]
        if opening:
            return bool(re.match(r" [a-z]", after)) and (match["value"] == "100" or self.heading_looks_ahead)
        return match["value"] == "100" and bool(
            re.search(r"(?:phấn đấu|bảo đảm|đảm bảo|có|để)(?: có)? $", before, re.IGNORECASE)
        )

    def counts(self) -> list[Target]:
        """Numbers with a unit of their own behind a word of a bound."""
        targets = []
        for match in _COUNT.finditer(self.page.low, self.line.start, self.line.end):
            before = self.page.text[sentence_start(self.page, match.start(), self.line.start) : match.start()]
            if self._is_past(before):
                continue
            comparator: Comparator = "<=" if match["bound"] in ("khong qua", "khong vuot qua", "toi da") else ">="
            unit = self.page.text[match.start("unit") : match.end("unit")]
            targets.append(self._target(match.start(), match.end(), comparator, match["value"], unit, before, False))
        return targets

    def _is_past(self, before: str) -> bool:
        if tells_of_the_past(before):
            return True
        issued = self.years.earliest
        tail = before[before.rfind("so với") + 1 :] if "so với" in before else before
        named = [
            int(year)
            for year in _YEAR.findall(re.sub(r"\d+/(?:19|20)\d\d|/(?:19|20)\d\d|(?:19|20)\d\d ?[-–]", " ", tail))
        ]
        said_ahead = looks_ahead(before)
        if issued and named and named[-1] < issued.year and not said_ahead and "tháng" not in tail[-80:]:
            return True
        return self.is_report and not self.heading_looks_ahead and not _STRIVE.search(shadow(before))

    def _looks_ahead(self, before: str) -> bool:
        if self.heading_looks_ahead or looks_ahead(before):
            return True
        issued = self.years.earliest
        horizon = [int(year) for year in _YEAR.findall(before)]
        if issued and horizon and max(horizon) >= issued.year and re.search(r"(?:đến|vào|hết) (?:cuối )?năm", before):
            return True
        opening = re.match(
            r"\W*(?:\w{1,3}[.)] ?)?(?:tăng|giảm|nâng|có|đạt|trên|duy trì|hằng năm|hàng năm)(?!\w)",
            before,
            re.IGNORECASE,
        )
        return bool(opening) or not before.strip(" -–+•*.)0123456789")

    def _target(
        self, start: int, end: int, comparator: Comparator, value: str, unit: str, before: str, change: bool
    ) -> Target:
        raw = self.page.text[start:end]
        striven = bool(_STRIVE.search(shadow(before)) or _STRIVE.search(shadow(raw)))
        return Target(raw, start, end, comparator, _number(value), unit, striven, change)


def _bound_before(left: str) -> tuple[Comparator, int, bool] | None:
    for comparator, words, strong in _BOUNDS:
        found = re.search(rf"(?<![a-z])(?:{words}){_LINK} ?$", left)
        if found:
            # "trên" and "hơn" are weak: "hơn 90% hộ" is mostly a fact.
            return comparator, found.start(), strong
    return None


def _with_from(left: str, at: int) -> int:
    """Take "từ" before the number into the words of the find."""
    found = re.search(r"(?<![a-z])(?:dat |chiem )?tu ?$", left)
    return found.start() if found else at


def _with_level_word(left: str, at: int) -> int:
    """Take "đạt", "phấn đấu đạt" before a bound into the words of the find."""
    found = re.search(
        r"(?<![a-z])(?:phan dau )?(?:dat|chiem)(?: (?:ty le|ti le|muc|tu|o muc))? ?$|(?<![a-z])phan dau ?$", left[:at]
    )
    return found.start() if found else at


def _number(printed: str) -> float | int:
    value = float(printed.replace(",", "."))
    return int(value) if value.is_integer() else value
