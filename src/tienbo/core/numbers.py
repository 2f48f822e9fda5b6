"""Numbers as Vietnamese officials write them: ``1.234,5`` is one thousand two hundred and thirty-four and a
half.

Reading never guesses. A text that two habits read differently (``1.5``, ``12.34``; ``1,234`` where decimals
are allowed) is handed back as a question with its possible values. ``1.234`` is not such a text: three
digits after a dot is the standard Vietnamese grouping. Pure: no Django.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# What one figure of a report may hold; the database column has room for it.
MAX_WHOLE_DIGITS = 15

_MINUS = "\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d"
_SPACES = "\u00a0\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_SAME_AS = {
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **{ord(mark): "-" for mark in _MINUS},
    **{ord(space): " " for space in _SPACES},
    ord("\uff0e"): ".",
    ord("\uff0c"): ",",
    ord("\uff0b"): "+",
    ord("\uff05"): "%",
    ord("\u2030"): "%",
}

_GROUPED_BY = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in (".", ",", " ")}


@dataclass(frozen=True)
class Parsed:
    """What a text says as a number.

    Exactly one of `value` and `problem` is set. `problem` is one of ``empty``, ``not_a_number``,
    ``percent``, ``whole_number``, ``too_large``, ``ambiguous``; `choices` are the values an ambiguous text
    may mean (in the order to offer them; only those the field can take). `vi` and `en` say the problem and
    what to do, empty when there is none.
    """

    value: Decimal | None = None
    problem: str | None = None
    choices: tuple[Decimal, ...] = ()
    vi: str = ""
    en: str = ""


def parse_number(text: str, *, decimals_allowed: bool) -> Parsed:
    """Read what a person typed or pasted. Never raises, never guesses.

    Accepts grouping by dots or by (no-break, thin) spaces, a decimal comma, full-width digits, any minus
    sign, and the forms of an English spreadsheet that cannot mean anything else (``1,234.5``,
    ``1,234,567``).
    """
    shown = text.strip()
    plain = text.translate(_SAME_AS).strip()
    if not plain:
        return Parsed(problem="empty", vi="Ô trống.", en="Empty.")
    if "%" in plain:
        return Parsed(
            problem="percent",
            vi=f"“{shown}” là tỷ lệ phần trăm. Nhập số đếm; phần trăm do hệ thống tính.",
            en=f"“{shown}” is a percentage. Enter the count; percentages are computed.",
        )
    negative = plain.startswith("-")
    body = re.sub(" +", " ", plain[1:].strip() if plain[0] in "+-" else plain)
    readings = _readings(body)
    if not readings:
        return Parsed(
            problem="not_a_number",
            vi=f"“{shown}” không phải là số. Viết như 1.234 hoặc 1.234,5.",
            en=f"“{shown}” is not a number. Write it like 1.234 or 1.234,5.",
        )
    if any(abs(reading) >= 10**MAX_WHOLE_DIGITS for reading in readings):
        return Parsed(
            problem="too_large",
            vi=f"“{shown}” quá lớn (nhiều hơn {MAX_WHOLE_DIGITS} chữ số). Kiểm tra đơn vị tính.",
            en=f"“{shown}” is too large (more than {MAX_WHOLE_DIGITS} digits). Check the unit.",
        )
    # "0.0" is the same number in both readings.
    signed = list(dict.fromkeys(-reading if negative and reading else reading for reading in readings))
    return _choose(shown, signed, decimals_allowed)


def _choose(shown: str, readings: list[Decimal], decimals_allowed: bool) -> Parsed:
    """One reading that the field can take is the value; several are a question; none is a problem."""
    fitting = tuple(value for value in readings if decimals_allowed or value == value.to_integral_value())
    if len(readings) == 1 and fitting:
        value = fitting[0]
        return Parsed(value=value if decimals_allowed else value.quantize(Decimal(1)))
    if not fitting:
        return Parsed(
            problem="whole_number",
            vi=f"“{shown}” không phải số nguyên. Ô này chỉ nhận số nguyên, ví dụ 15.",
            en=f"“{shown}” is not a whole number. This cell takes whole numbers only, for example 15.",
        )
    offered_vi = " hay ".join(format_number(value) for value in fitting)
    offered_en = " or ".join(format_number(value) for value in fitting)
    return Parsed(
        problem="ambiguous",
        choices=fitting,
        vi=f"“{shown}” chưa rõ là số nào: {offered_vi}? Chọn số đúng, hoặc nhập lại.",
        en=f"“{shown}” can be read in more than one way: {offered_en}? Choose the right one, or type again.",
    )


def _readings(body: str) -> list[Decimal]:
    """Every number that this text (digits, dots, commas, single spaces) can mean; empty when it is none."""
    if re.fullmatch(r"\d+", body, re.ASCII):
        return [Decimal(body)]
    if not re.fullmatch(r"\d[\d., ]*\d", body, re.ASCII):
        return []
    if " " in body:
        return _readings_grouped_by_spaces(body)
    dots, commas = body.count("."), body.count(",")
    if dots and commas:
        decimal_mark = max(".,", key=body.rindex)
        group_mark = "," if decimal_mark == "." else "."
        whole, _, fraction = body.rpartition(decimal_mark)
        if not _GROUPED_BY[group_mark].fullmatch(whole):
            return []
        return [_number(whole.replace(group_mark, ""), fraction)]
    if dots > 1 or commas > 1:
        mark = "." if dots else ","
        return [Decimal(body.replace(mark, ""))] if _GROUPED_BY[mark].fullmatch(body) else []
    if commas:
        as_decimal = _number(*body.split(","))
        return [as_decimal, Decimal(body.replace(",", ""))] if _GROUPED_BY[","].fullmatch(body) else [as_decimal]
    without_dot = Decimal(body.replace(".", ""))
    return [without_dot] if _GROUPED_BY["."].fullmatch(body) else [_number(*body.split(".")), without_dot]


def _readings_grouped_by_spaces(body: str) -> list[Decimal]:
    """``1 234`` and ``1 234,5``; with a dot (``1 234.5``) the writer must say what the dot is."""
    head, mark, tail = body.partition("," if "," in body else ".")
    if not _GROUPED_BY[" "].fullmatch(head) or (mark and not tail.isdigit()):
        return []
    whole = head.replace(" ", "")
    if mark == ".":
        return [_number(whole, tail), Decimal(whole + tail)]
    return [_number(whole, tail)]


def _number(whole: str, fraction: str) -> Decimal:
    return Decimal(f"{whole}.{fraction}") if fraction else Decimal(whole)


def format_number(value: Decimal | int, decimals: int | None = None, lang: str = "vi") -> str:
    """``1.234,5`` in Vietnamese, ``1,234.5`` in English.

    `decimals` fixes the places after the mark (rounded half up); None shows those the number has, without
    end zeros.
    """
    number = Decimal(value)
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{number:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not number:
        text = text.lstrip("-")
    return text if lang == "en" else text.translate({ord(","): ".", ord("."): ","})
