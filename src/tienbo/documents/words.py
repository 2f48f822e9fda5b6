"""The fixed words of an official document, by language. The Vietnamese ones are prescribed; the English
ones are a translation for readers abroad, never for signing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# No-break spaces: room for a hand or a stamp that no program closes up.
BLANK = "\u00a0" * 6


@dataclass(frozen=True)
class Words:
    """The fixed words of one language, see `VI`."""

    national_name: str
    motto: str
    number: str
    about: str
    to: str
    recipients: str
    annex: str
    draft: str
    document: str
    months: tuple[str, ...] = ()


VI = Words(
    national_name="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    number="Số:",
    about="V/v",
    to="Kính gửi:",
    recipients="Nơi nhận:",
    annex="Phụ lục",
    draft="DỰ THẢO",
    document="Văn bản",
)

EN = Words(
    national_name="SOCIALIST REPUBLIC OF VIET NAM",
    motto="Independence - Freedom - Happiness",
    number="No.:",
    about="Re:",
    to="To:",
    recipients="Recipients:",
    annex="Annex",
    draft="DRAFT",
    document="Document",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)

WORDS: dict[str, Words] = {"vi": VI, "en": EN}


def place_and_date(place: str, dated: date | None, month: int | None, year: int | None, language: str) -> str:
    """The line "Cao Bằng, ngày 05 tháng 6 năm 2015"; what is not known yet is left as "..." or blank room.

    A day below 10 and the months 1 and 2 take a leading zero (Decree 30/2020/NĐ-CP, Phụ lục I, II.4).
    """
    if dated is not None:
        day, month, year = f"{dated.day:02d}", dated.month, dated.year
    else:
        day = "..."
    if language == "en":
        name = EN.months[month - 1] if month else "..."
        return f"{place}, {day.lstrip('0')} {name} {year or '...'}"
    shown = "..." if month is None else f"{month:02d}" if month < 3 else str(month)
    return f"{place}, ngày {day} tháng {shown} năm {year or '...'}"


def number_and_symbol(number: int | str | None, symbol: str, language: str) -> str:
    """The line "Số: 05/BC-BVSTBCPN"; without a number the room before the slash stays blank."""
    shown = BLANK if number is None else f"{number:02d}" if isinstance(number, int) else number
    return f"{WORDS[language].number} {shown}/{symbol}"
