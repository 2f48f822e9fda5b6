"""Reads a file of days that were decided. Pure: no Django.

A line is a day, what offices do on it, and why: ``2026-08-22,làm,Làm bù cho ngày 31/8/2026``. Commas or semicolons; a
first line of headings is passed over. Days as ``22/08/2026`` or ``2026-08-22``.
"""

import csv
import datetime as dt
import io
from dataclasses import dataclass

from tienbo.core.vietnamese import nfc, search_key
from tienbo.core.working_days import Decided

LONGEST_WORDS = 120
LONGEST_FILE = 1000
_WORKS = {"nghi": True, "off": True, "ngay nghi": True, "lam": False, "work": False, "lam bu": False, "ngay lam": False}


@dataclass(frozen=True)
class WrongLine:
    """A line that is not understood, and what to do, in both languages."""

    number: int
    vi: str
    en: str


def read_days(text: str) -> tuple[list[tuple[dt.date, Decided]], list[WrongLine]]:
    """The days of a file, and its wrong lines; a day that stands twice is wrong the second time."""
    found: dict[dt.date, Decided] = {}
    wrong: list[WrongLine] = []
    delimiter = ";" if text.count(";") > text.count(",") else ","
    for number, cells in enumerate(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter), 1):
        cells = [nfc(cell).strip() for cell in cells]
        if not any(cells) or (number == 1 and not any(sign.isdigit() for sign in cells[0])):
            continue
        if number > LONGEST_FILE:
            wrong.append(WrongLine(number, f"quá {LONGEST_FILE} dòng: chia tệp", f"more than {LONGEST_FILE} lines"))
            break
        day = _day(cells[0])
        works = _WORKS.get(search_key(cells[1])) if len(cells) > 1 else None
        words = cells[2] if len(cells) > 2 else ""
        if day is None:
            wrong.append(WrongLine(number, f"“{cells[0]}” không phải ngày: viết 22/08/2026",
                                   f"“{cells[0]}” is no day: write 22/08/2026"))  # fmt: skip
        elif works is None:
            wrong.append(WrongLine(number, "cột thứ hai phải là “nghỉ” hoặc “làm”",
                                   "the second column must be “off” or “work”"))  # fmt: skip
        elif len(words) > LONGEST_WORDS:
            wrong.append(WrongLine(number, f"lý do dài quá {LONGEST_WORDS} chữ", f"more than {LONGEST_WORDS} letters"))
        elif day in found:
            wrong.append(WrongLine(number, f"ngày {day:%d/%m/%Y} đã có ở trên", f"{day:%d/%m/%Y} stands above already"))
        else:
            found[day] = Decided(works, words)
    return sorted(found.items()), wrong


def _day(cell: str) -> dt.date | None:
    for pattern in ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"):
        try:
            day = dt.datetime.strptime(cell, pattern).date()
        except ValueError:
            continue
        return day if 1900 <= day.year <= 2100 else None
    return None
