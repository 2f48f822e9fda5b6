"""Deadlines and closing dates.

A date becomes a deadline by the words right before it ("trước ngày", "chậm nhất là 17 giờ ngày", "đến hết
ngày", "thời hạn gửi:"), or by joining another one ("trước ngày 05/6 và 05/12"). What is none: the ends of a
span ("từ ngày 15/11 đến 15/12"), a day before the letter itself, the day of an event, the date of another
document. "Trước" is exclusive: the last day on time is the day before; with an hour the day itself is on
time.
"""

import re
from datetime import date, time, timedelta

from tienbo.guidance.reading.dates import TIME, DayMonth, any_date, make_date, month_end, read_date, read_time
from tienbo.guidance.reading.letter import ClosingDate, Deadline, Recurrence
from tienbo.guidance.reading.page import Line, Page
from tienbo.guidance.reading.recipients import recipient_of
from tienbo.guidance.reading.sentences import sentence_end, sentence_start, tells_of_something_done
from tienbo.guidance.reading.spans import Spans
from tienbo.guidance.reading.years import Years

_DATE = re.compile(rf"(?:(?<![\w/.,-])|(?<=ngay)){any_date()}")
_FILL = r"(?: ?[:,]? ?(?:la|vao|truoc|den|toi|het|trong|luc|thoi diem|ngay)(?![a-z])){0,4}"
_ABOUT = (
    r"(?:gui|nop|hoan thanh|bao cao|dang ky|cuoi cung|cuoi|chot|xong|thuc hien|tra loi|tiep nhan|nhan|ho so"
    r"|ket qua"
    r"|ke hoach)"
)
_CUE = (
    r"(?<![a-z])(?P<cue>cham nhat|muon nhat|khong (?:muon|cham|tre|qua)(?: hon)?|truoc|(?:den|toi) het"
    rf"|(?:thoi )?han(?: {_ABOUT}){{0,4}}(?: (?:ve|cho) [^,;.:\d\n]{{1,50}})?(?= ?:| la | den | truoc | cham "
    rf"| vao | ngay | ?$)"
    r"|(?:xong|hoan thanh)(?= (?:trong|vao) ngay))"
)
_WEEKDAY = r"(?:\(?(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\)?[ ,(]{0,3})?"
_LEFT = re.compile(rf"{_CUE}{_FILL} ?[:,]? ?(?:{TIME})?[ ,]{{0,2}}{_WEEKDAY}(?:cua |cac )?(?:ngay ?)?$")
_JOINED = re.compile(
    r"^(?: ?\([^()\n]{0,90}\))?(?: (?:doi voi|voi|cho) [^,;.()\n]{0,80}?)?(?: ?[,;&] ?(?:va |hoac )?| va "
    r"| hoac )(?:truoc )?(?:ngay ?)?$"
)
_DAY_ONLY = re.compile(
    r"(?<![a-z])ngay ?(?P<day>\d{1,2})(?!\d)(?! ?[/.-] ?\d)(?! ?thang ?\d)(?! ?%)"
    r"(?P<tail> (?:cua )?(?:(?:hang|moi) (?:thang|quy)|thang (?:cuoi|dau)(?: cung)?(?: cua)?(?: moi"
    r"| hang)?(?: ky)? ?quy"
    r"|thang (?:sau|ke tiep|tiep theo|lien ke|lien sau)(?: lien ke)?|cuoi quy))?"
)
_MONTH = re.compile(
    r"(?<![a-z])(?P<cue>truoc|trong|(?:den|toi) het|(?:cham|muon) nhat(?: la)?(?: trong| vao| den het| het)?"
    r"|(?:xong|hoan thanh)(?: ?:| trong"
    r"| vao)?|(?:truoc|den|vao) cuoi) thang (?P<month>\d{1,2})(?! ?\d)(?! ?/ ?\d{1,2}(?!\d))(?: ?(?:/|-"
    r"|nam) ?(?P<year>20\d\d))?(?!\d)"
)
_QUARTER = re.compile(
    r"(?<![a-z])(?P<cue>truoc|trong|(?:den|toi) het|(?:cham|muon) nhat(?: la)?(?: trong| vao| het)?|(?:xong"
    r"|hoan thanh)(?: ?:| trong| vao)?)"
    r" quy (?P<quarter>iv|iii|ii|i|[1-4])(?![a-z\d])(?: ?(?:/|-|nam) ?(?P<year>20\d\d))?"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEARLY = re.compile(r"(?<![a-z])(?:hang|moi) nam(?![a-z])")
_MONTHLY = re.compile(r"(?<![a-z])(?:(?:hang|moi) thang)(?![a-z])")
_QUARTERLY = re.compile(r"(?<![a-z])(?:(?:hang|moi|dinh ky) quy|(?:thang )?cuoi (?:moi |hang |cua )?quy)(?![a-z])")
_NEXT_YEAR = re.compile(r" (?:cua )?nam (?:sau|ke tiep|tiep theo|lien ke)(?![a-z])")
_REPORTED_YEAR = re.compile(r" (?:cua )?nam bao cao(?![a-z])")
_LAST_YEAR = re.compile(r" (?:cua )?nam truoc(?![a-z])")
_SPAN_OPEN = re.compile(r"(?<![a-z])tu (?:ngay|thang|nay|luc|\d)[^;.\n]{0,60}$")
# "tính" is told from "tỉnh" by its own letters, so this one looks at the text.
_OF_A_FACT = re.compile(r"(?:[Tt]ính|cập nhật|thống kê|sinh|có hiệu lực|nghỉ hưu|tuyển dụng|[Ss]ố liệu) $")
_CLOSING = re.compile(
    r"(?<![a-z])(?P<cue>(?:thoi (?:diem|gian|han) |moc |ngay )?(?:chot|lay) (?:so lieu)?"
    r"|so lieu)(?P<middle>[^.;\n]{0,90}?)"
    rf"(?<![a-z])(?P<edge>tu|den|toi|vao|la)?(?: het)? ?:? ?(?:{TIME})?[ ,]{{0,2}}(?:ngay ?)?$"
)
# "Báo cáo số liệu cán bộ nữ tại thời điểm 30/9": figures as of a day.
_AS_OF = re.compile(
    r"(?<![a-z])(?:so lieu|thong ke|ra soat|danh sach|tong hop|bao cao)[^.;\n]{0,110}?"
    r"(?P<start>(?<![a-z])tai thoi diem(?: het)?) (?:ngay )?$"
)
_NOT_CLOSING = re.compile(r"(?<![a-z])(?:cham nhat|muon nhat|truoc|han|gui|nop|cung cap|bao cao ve)(?![a-z])")


def find_deadlines(
    page: Page, years: Years, first_line: int = 0, last_line: int | None = None
) -> tuple[list[Deadline], list[ClosingDate]]:
    """All deadlines and closing dates in the lines given, in order."""
    deadlines: list[Deadline] = []
    closings: list[ClosingDate] = []
    for line in page.lines[first_line:last_line]:
        reader = _LineReader(page, line, years)
        reader.read()
        deadlines += sorted(reader.deadlines, key=lambda found: found.start)
        closings += sorted(reader.closings, key=lambda found: found.start)
    return deadlines, closings


class _LineReader:
    """Reads one paragraph: full and yearless dates first, then days of the month, months and quarters."""

    def __init__(self, page: Page, line: Line, years: Years) -> None:
        self.page, self.line, self.years = page, line, years
        self.deadlines: list[Deadline] = []
        self.closings: list[ClosingDate] = []
        self._taken = Spans()

    def read(self) -> None:
        """Fill `deadlines` and `closings`."""
        low, line = self.page.low, self.line
        if not any(char.isdigit() for char in line.low) and "quy " not in line.low:
            return
        previous_end = line.start
        for match in _DATE.finditer(low, line.start, line.end):
            found = read_date(match)
            if found and not self._closing(match, found):
                self._dated(match, found, previous_end)
            previous_end = match.end()
        for match in _DAY_ONLY.finditer(low, line.start, line.end):
            self._day_of_month(match)
        for match in _MONTH.finditer(low, line.start, line.end):
            self._month(match)
        for match in _QUARTER.finditer(low, line.start, line.end):
            self._quarter(match)

    def _clause(self, start: int, end: int) -> str:
        first = sentence_start(self.page, start, self.line.start)
        return self.page.low[first : sentence_end(self.page, end, self.line.end)]

    def _before(self, start: int) -> str:
        return self.page.text[sentence_start(self.page, start, self.line.start) : start]

    def _closing(self, match: re.Match[str], found: DayMonth) -> bool:
        """Whether the date is no deadline but a closing date, or the first day of what is counted."""
        left_start = max(self.line.start, match.start() - 150)
        left = self.page.low[left_start : match.start()]
        cue = _CLOSING.search(left)
        if as_of := _AS_OF.search(left):
            start = left_start + as_of.start("start")
        elif not cue or _NOT_CLOSING.search(cue["middle"]) or (not cue["edge"] and ":" not in cue.group()):
            joined = self.closings and _JOINED.match(self.page.low[self.closings[-1].end : match.start()])
            if not joined:
                return False
            start = match.start()
        elif "chot" not in cue["cue"] and cue["edge"] in ("vao", "la", None) and "chot" not in cue["middle"]:
            return False
        elif cue["edge"] == "tu":
            return True
        else:
            start = left_start + cue.start()
        on = found.on() or self.years.imply(found.month, found.day, closing=True)
        every_year = _YEARLY.search(self._clause(match.start(), match.end())) or _REPORTED_YEAR.match(
            self.page.low, match.end()
        )
        if found.year is None and (self.years.covers_years or every_year):
            on = None
        self._taken.take(start, match.end())
        raw = self.page.text[start : match.end()]
        self.closings.append(ClosingDate(raw, start, match.end(), on, found.year is None and on is not None))
        return True

    def _dated(self, match: re.Match[str], found: DayMonth, previous_end: int) -> None:
        low, line = self.page.low, self.line
        left_start = max(line.start, match.start() - 130, previous_end if previous_end > line.start else line.start)
        cue = _LEFT.search(low[left_start : match.start()])
        if cue:
            start = left_start + cue.start()
            exclusive, at = "truoc" in cue.group(), read_time(cue)
            if self._is_no_deadline(start, cue["cue"]):
                return
        else:
            last = self.deadlines[-1] if self.deadlines else None
            if last is None or not _JOINED.match(low[last.end : match.start()]) or last.recurrence == "monthly":
                return
            ngay = re.search(r"(?:truoc )?(?:ngay ?)?$", low[last.end : match.start()])
            start = last.end + (ngay.start() if ngay else 0)
            start = start if ngay else match.start()
            exclusive, at = last.exclusive or (last.at is not None and "truoc" in low[last.start : last.end]), None
        end = match.end()
        self._add(start, end, found, exclusive and at is None, at)

    def _is_no_deadline(self, start: int, cue: str) -> bool:
        first = max(self.line.start, start - 80)
        before = self.page.low[first:start]
        if _OF_A_FACT.search(self.page.text[first:start]):
            return True
        if cue.endswith("het") and _SPAN_OPEN.search(before):
            return True
        return tells_of_something_done(self._before(start))

    def _add(self, start: int, end: int, found: DayMonth, exclusive: bool, at: time | None) -> None:
        clause = self._clause(start, end)
        implied = found.year is None
        recurrence: Recurrence | None = None
        on = found.on()
        if implied:
            after = self.page.low[end : min(end + 40, self.line.end)]
            if _LAST_YEAR.match(after) and not _YEARLY.search(clause):
                return
            if _YEARLY.search(clause) or ("dinh ky" in clause and self.years.subject_year is None):
                recurrence = "yearly"
            elif _NEXT_YEAR.match(after):
                base = self.years.subject_year or (self.years.earliest.year if self.years.earliest else None)
                on = make_date(base + 1, found.month, found.day) if base else None
            else:
                on = self.years.imply(found.month, found.day, clause)
        if on and self.years.is_past(on):
            return
        self._keep(start, end, on, found.month, found.day, at, exclusive, recurrence, implied and on is not None)

    def _day_of_month(self, match: re.Match[str]) -> None:
        low, line, day = self.page.low, self.line, int(match["day"])
        left_start = max(line.start, match.start() - 130)
        cue = _LEFT.search(low[left_start : match.start()] + "ngay ")
        clause = self._clause(match.start(), match.end())
        recurrence = self._recurrence_of_day(match["tail"] or "", clause)
        if (
            not 1 <= day <= 31
            or recurrence is None
            or (cue is None and not (match["tail"] and "hang" in match["tail"]))
        ):
            return
        start = left_start + cue.start() if cue else match.start()
        if tells_of_something_done(self._before(start)):
            return
        at = read_time(cue) if cue else None
        exclusive = bool(cue and "truoc" in cue.group()) and at is None
        before = re.search(r"(?:hang|moi|dinh ky) (?:thang|quy) ?[,(:]? ?$", low[max(line.start, start - 25) : start])
        if before:
            start -= len(before.group())
        self._keep(start, match.end(), None, None, day, at, exclusive, recurrence, False)

    def _recurrence_of_day(self, tail: str, clause: str) -> Recurrence | None:
        if _QUARTERLY.search(tail) or "quy" in tail:
            return "quarterly"
        if _MONTHLY.search(tail):
            return "monthly"
        if _QUARTERLY.search(clause) and not _MONTHLY.search(clause):
            return "quarterly"
        if _MONTHLY.search(clause) or "bao cao thang" in clause:
            return "monthly"
        return None

    def _month(self, match: re.Match[str]) -> None:
        month = int(match["month"])
        if not 1 <= month <= 12 or self._is_no_deadline(match.start(), match["cue"]):
            return
        before_month = match["cue"] == "truoc"
        clause = self._clause(match.start(), match.end())
        year = int(match["year"]) if match["year"] else None
        if year is None:
            anchor = self.years.imply(month, 1 if before_month else 28, clause)
            year = anchor.year if anchor else None
        on = make_date(year, month, 1) if before_month else month_end(year, month)
        day = on.day if on else None
        if on is None or not self.years.is_past(on):
            implied = match["year"] is None and on is not None
            self._keep(match.start(), match.end(), on, month, day, None, before_month, None, implied)

    def _quarter(self, match: re.Match[str]) -> None:
        if self._is_no_deadline(match.start(), match["cue"]):
            return
        quarter = _QUARTERS[match["quarter"]]
        before_quarter = match["cue"] == "truoc"
        month = quarter * 3 - 2 if before_quarter else quarter * 3
        year = int(match["year"]) if match["year"] else None
        if year is None:
            anchor = self.years.imply(month, 1 if before_quarter else 28)
            year = anchor.year if anchor else None
        on = make_date(year, month, 1) if before_quarter else month_end(year, month)
        if on is None or not self.years.is_past(on):
            implied = match["year"] is None and on is not None
            day = on.day if on else None
            self._keep(match.start(), match.end(), on, month, day, None, before_quarter, None, implied)

    def _keep(
        self,
        start: int,
        end: int,
        on: date | None,
        month: int | None,
        day: int | None,
        at: time | None,
        exclusive: bool,
        recurrence: Recurrence | None,
        implied: bool,
    ) -> None:
        if not self._taken.take(start, end):
            return
        last = on - timedelta(days=1) if on and exclusive else on
        self.deadlines.append(
            Deadline(
                raw=self.page.text[start:end],
                start=start,
                end=end,
                on=on,
                month=month,
                day=day,
                at=at,
                exclusive=exclusive,
                last_on_time=last,
                recurrence=recurrence,
                recipient=recipient_of(self.page, start, end, self.line),
                year_implied=implied,
            )
        )
