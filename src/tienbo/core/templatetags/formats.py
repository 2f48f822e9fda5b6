"""Dates, numbers, deadlines, statuses and icons as every page shows them. Built in: no ``{% load %}`` needed.

An absent value shows as an empty text, never as ``None``.
"""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from tienbo.core import clock, days_off, statuses
from tienbo.core.clock import ZONE
from tienbo.core.deadlines import Deadline, form_date, weekday
from tienbo.core.listing import Listing
from tienbo.core.numbers import format_number

register = template.Library()

THEMES = ("auto", "light", "dark")
# From this many days on a deadline is coloured as near.
SOON = 7


def _language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


@register.filter
def date_vi(value: dt.date | dt.datetime | None) -> str:
    """``04/06/2015``; a moment shows its day in Viet Nam."""
    if not value:
        return ""
    return form_date(value.astimezone(ZONE).date() if isinstance(value, dt.datetime) else value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """``10:42, 26/05/2015``, in Viet Nam's time."""
    if not value:
        return ""
    local = value.astimezone(ZONE)
    return f"{local:%H:%M}, {form_date(local.date())}"


@register.filter
def day_name(value: dt.date | None) -> str:
    """``thứ Năm``, ``Thursday``."""
    return weekday(value, _language()) if value else ""


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """``1.234,5`` in Vietnamese, ``1,234.5`` in English; `decimals` fixes the places after the mark."""
    if value is None or value == "":
        return ""
    return format_number(Decimal(value), decimals=decimals, lang=_language())


@register.filter
def signed(value: Decimal | int | None) -> str:
    """A change with its sign: ``+3``, ``−1``, ``0``."""
    if value is None or value == "":
        return ""
    amount = Decimal(value)
    text = format_number(abs(amount), lang=_language())
    return f"+{text}" if amount > 0 else f"−{text}" if amount < 0 else text


@register.filter
def tel(value: str) -> str:
    """What a telephone dials: the digits (and a leading plus) of ``0206 3852 xxx``."""
    return "".join(sign for sign in str(value) if sign.isdigit() or sign == "+")


@register.filter
def item(mapping: dict, key: str) -> object:
    """The entry of a dictionary whose key is in a variable; None when there is none."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def mark(code: str) -> SafeString:
    """The mark of a figure (``estimate``, ``not_collected``, ...) as a sign that says its meaning; "" is none."""
    found = statuses.MARK_BY_CODE.get(code)
    if not found:
        return SafeString("")
    return format_html('<abbr class="cm {}" title="{}">{}</abbr>', found.css, found.meaning, found.sign)


@register.simple_tag
def marks(entry: bool = False) -> tuple[statuses.Mark, ...]:
    """The marks for a legend or a choice; `entry`: only those a person may set."""
    return statuses.ENTRY_MARKS if entry else statuses.MARKS


@lru_cache(maxsize=16)
def _mark_options(chosen: str, language: str) -> SafeString:
    choices = [("", gettext("actual figure"))]
    choices += [(each.code, f"{each.sign} {each.meaning}") for each in statuses.ENTRY_MARKS]
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((code, SafeString(" selected") if code == chosen else "", words) for code, words in choices),
    )


@register.simple_tag
def mark_options(chosen: str) -> SafeString:
    """The choices of a cell's mark. Kept ready made: a table has one choice per cell."""
    return _mark_options(chosen, _language())


@lru_cache(maxsize=1024)
def _status(state: str, days: int | None, language: str, label: str) -> SafeString:
    # Always escaped: the ready-made text must not depend on whether the first caller called its label safe.
    word = escape(label) if label else statuses.status_word(state, days)
    return format_html('<span class="st st-{}">{}</span>', state, word)


@register.simple_tag
def status(state: str, days: int | str | None = None, label: str = "") -> SafeString:
    """A state as colour, icon and word. Kept ready made: a board shows four thousand."""
    return _status(state, int(days) if days else None, get_language() or "vi", str(label))


@register.simple_tag
def deadline(value: Deadline | dt.date | None, today: dt.date | None = None) -> SafeString:
    """``Hạn cuối: thứ Năm, 04/06/2015 (còn 9 ngày)``, coloured when near or past.

    A bare date is the last day on time. When it is near and no working day, the advice to send earlier follows.
    """
    if not value:
        return SafeString("")
    due = value if isinstance(value, Deadline) else Deadline(on=value, exclusive=False)
    today = today or clock.today()
    left = due.days_left(today)
    tone = "late" if left < 0 else "soon" if left <= SOON else ""
    words = due.sentence(_language(), today)
    head, mark, tail = words.partition("(")
    if left < 0:
        past = f"{due.date_words(_language())}"
        return format_html('<span class="deadline late"><span class="left">{}</span> ({})</span>', words, past)
    shown = format_html('<span class="deadline {}">{}<span class="left">{}{}</span></span>', tone, head, mark, tail)
    return shown + advice(due) if tone == "soon" and today <= due.last_on_time else shown


@register.simple_tag
def advice(due: Deadline) -> SafeString:
    """``07/6/2015 là Chủ nhật: nên gửi trước 17 giờ thứ Sáu, 05/6/2015``; nothing where the last day on time is a
    working day."""
    words = days_off.calendar().advice(due, _language())
    return format_html('<span class="advice">{}.</span>', words) if words else SafeString("")


@register.simple_tag
def sort_link(listing: Listing, key: str) -> dict[str, str]:
    """The address and ``aria-sort`` of a column header."""
    return {"url": listing.sort_url(key), "direction": listing.direction(key)}


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """The theme this browser chose: auto, light or dark (a cookie; anything else in it is auto)."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "auto") if request else "auto"
    return chosen if chosen in THEMES else "auto"
