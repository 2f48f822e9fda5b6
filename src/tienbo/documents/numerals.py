"""Figures and list numbers as an office writes them."""

from __future__ import annotations

from decimal import Decimal

from tienbo.core.numbers import format_number

# Order of the letters of a list ("điểm"): no f, j, w, z and no letters with a hat or a hook.
LETTERS = "abcdđeghiklmnopqrstuvxy"


def figure(value: int | Decimal, language: str = "vi", decimals: int | None = None, signed: bool = False) -> str:
    """`1234567` -> "1.234.567", `Decimal("15.38")` -> "15,38" ("1,234,567", "15.38" in English).

    `decimals` fixes the places of a Decimal (half up, as an office rounds); whole numbers never get any. `signed` puts
    "+" before what is above zero. Raises ValueError for what is not finite.
    """
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is no figure")
    shown = format_number(value, decimals if isinstance(value, Decimal) else None, language)
    return f"+{shown}" if signed and value > 0 else shown


def letter(position: int) -> str:
    """The sign of the point at `position` (1 -> "a", 5 -> "đ"); after the last letter they double ("aa")."""
    rounds, place = divmod(position - 1, len(LETTERS))
    return LETTERS[place] * (rounds + 1)
