"""What the reader of a letter should look at before confirming what was read."""

from tienbo.guidance.reading.header import Head
from tienbo.guidance.reading.letter import Letter, Warn

NO_LETTER = Warn(
    "no_letter",
    "Không nhận ra thể thức của một văn bản hành chính: chưa đọc được nội dung nào.",
    "The text does not have the form of an official document: nothing was read from it.",
)


def remarks_on(letter: Letter, head: Head) -> tuple[Warn, ...]:
    """Everything about a letter that is missing, implied or unusual."""
    found: list[Warn] = []
    if letter.number is None:
        found.append(
            Warn("number_blank", "Số văn bản còn để trống.", "The number of the document is still blank.")
            if head.number_is_blank
            else Warn("number_missing", "Không tìm thấy số, ký hiệu văn bản.", "No number and symbol was found.")
        )
    if letter.issued_on is None:
        found.append(Warn("date_missing", "Không tìm thấy ngày ban hành.", "No date of issue was found."))
    if letter.kind == "official_letter" and not letter.addressees:
        found.append(Warn("addressees_missing", "Không có nơi được gửi (Kính gửi).", "No addressee was found."))
    found += _implied_years(letter)
    return tuple(found)


def _implied_years(letter: Letter) -> list[Warn]:
    named = [("Hạn", "Deadline", found, found.recurrence is not None) for found in letter.deadlines]
    named += [("Ngày chốt số liệu", "Closing date", found, False) for found in letter.closing_dates]
    found: list[Warn] = []
    for vi, en, item, recurs in named:
        if item.year_implied and item.on:
            found.append(
                Warn(
                    "year_implied",
                    f"{vi} «{item.raw}» không ghi năm; hiểu là năm {item.on.year}.",
                    f"{en} «{item.raw}» prints no year; taken as {item.on.year}.",
                )
            )
        elif item.on is None and not recurs:
            found.append(
                Warn(
                    "year_unknown",
                    f"{vi} «{item.raw}» không ghi năm và không suy ra được.",
                    f"{en} «{item.raw}» prints no year and none can be told.",
                )
            )
    return found
