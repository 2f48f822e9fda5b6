"""A letter that a program poured into one line: its parts are put back on lines of their own.

Only a long line that holds at least two of the fixed forms of a letter ("Kính gửi:", "Số: 12/", the motto,
"Nơi nhận:") is taken apart; running text that quotes one of them is left alone.
"""

import re

_SHORTEST = 250
_FORMS = (
    re.compile(r"(?<!^)(?=CỘNG H(?:ÒA|OÀ) XÃ HỘI)"),
    re.compile(r"(?<!^)(?=Độc lập\s?[-–]\s?Tự do)"),
    re.compile(r"(?<!^)(?<=\s)(?=S[ốỐ]\s?:\s?\d)"),
    re.compile(r"(?<!^)(?<=\s)(?=V/v\s)"),
    re.compile(r"(?<!^)(?<=\s)(?=Kính gửi\s?:)"),
    re.compile(r"(?<!^)(?<=\s)(?=Nơi nhận\s?:)"),
)
_FURTHER = (
    # What follows the motto, the number, the sender and the receivers.
    re.compile(r"(?<=Hạnh phúc)\s"),
    re.compile(r"(?<=VIỆT NAM)\s"),
    re.compile(r"\s(?=(?:KT|TM|TL|TUQ)\.\s?[A-ZĐỦ]\S{2})"),
    re.compile(r"(?<=[;:.])\s(?=[-+•]\s?[^\W\d_])"),
    re.compile(r"(?<=[.;:])\s(?=(?:[IVX]{1,4}|\d{1,2})\.\s[A-ZĐ])"),
    re.compile(r"(?<=[.;:])\s(?=[a-zđ]\)\s)"),
    re.compile(r"(?<=\.)\s(?=(?:Căn cứ|Thực hiện|Vừa qua|Để|Nhằm)[\s,])"),
    re.compile(r"(?<=[A-ZĐ])\s(?=[^\W\d_]+(?:[ -][^\W\d_]+){0,5}, ngày ?\d{1,2} ?tháng)"),
)


def unflatten(line: str) -> str:
    """The line with its parts on lines of their own, or the line itself."""
    if len(line) < _SHORTEST or sum(bool(form.search(line)) for form in _FORMS) < 2:
        return line
    for form in (*_FORMS, *_FURTHER):
        line = form.sub("\n", line)
    return line
