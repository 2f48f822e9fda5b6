"""Where a clause and a sentence begin and end, and whether a clause tells of the past.

A point ends a sentence only before a space: "01.10.2009" and "tr. 5" stay whole enough for the rules that
ask.
"""

import re

from tienbo.guidance.reading.page import Page

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[;\n]")
_LOOKBACK = 600

# "đã" is told from "đa", "đá" and "dạ" by its own letters, so the past is looked for in the text, not in its
# shadow.
_PAST = re.compile(
    r"(?<!\w)(?:đã|ước đạt|ước thực hiện|(?<!làm )mới đạt|mới chỉ|chỉ đạt|chỉ chiếm|hiện nay|hiện có|hiện đạt"
    r"|hiện chiếm"
    r"|tính đến|đến nay"
    r"|năm qua|cùng kỳ|nhiệm kỳ trước|kỳ trước(?! ngày)|kết quả cho thấy|thực trạng|theo thống kê|theo báo cáo"
    r"|trung bình đạt"
    r"|đạt được|còn thấp|chưa đạt)(?!\w)",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?<!\w)(?:đã|năm qua|cùng kỳ)(?!\w)", re.IGNORECASE)
_FUTURE = re.compile(
    r"(?<!\w)(?:phấn đấu|đề nghị|yêu cầu|bảo đảm|đảm bảo|nhằm|mục tiêu|chỉ tiêu|cần|phải|sẽ|đặt ra|giao"
    r"|hướng tới|kế hoạch"
    r"|quy định|thực hiện|để|nâng|duy trì|tổ chức|đăng ký|có biện pháp|kiến nghị|tiếp tục|đẩy mạnh|tăng cường)(?!\w)",
    re.IGNORECASE,
)


def sentence_start(page: Page, offset: int, floor: int) -> int:
    """The offset at which the sentence around `offset` begins, not before `floor`."""
    low = max(floor, offset - _LOOKBACK)
    start = low
    for end in _SENTENCE_END.finditer(page.text, low, offset):
        start = end.end()
    return start


def sentence_end(page: Page, offset: int, ceiling: int) -> int:
    """The offset at which the sentence around `offset` ends, not behind `ceiling`."""
    high = min(ceiling, offset + _LOOKBACK)
    end = _SENTENCE_END.search(page.text, offset, high)
    return end.start() if end else high


def tells_of_the_past(before: str) -> bool:
    """True when the words before a find speak of what was reached: the last cue decides."""
    past = _last(_PAST, before)
    return past >= 0 and past > _last(_FUTURE, before)


def tells_of_something_done(before: str) -> bool:
    """True when the words before a deadline say that the thing was done: "đã", and nothing asked for after it."""
    done = _last(_DONE, before)
    return done >= 0 and done > _last(_FUTURE, before)


def looks_ahead(before: str) -> bool:
    """True when the words before a find ask for something to come."""
    future = _last(_FUTURE, before)
    return future >= 0 and future > _last(_PAST, before)


def _last(pattern: re.Pattern[str], text: str) -> int:
    place = -1
    for found in pattern.finditer(text):
        place = found.start()
    return place
