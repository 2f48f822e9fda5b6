"""What a message says: a sentence and a link, no figures, no names but those of units. In the active language."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tienbo.core.calendar_entries import CalendarEntry
from tienbo.core.days_off import calendar
from tienbo.notices.models import Notice
from tienbo.notices.queries import Line
from tienbo.notices.sentences import sentence_of
from tienbo.notices.tokens import PROVE_DAYS, token_to_prove, token_to_stop

# More than so many lines are for the inbox.
MOST_LINES = 20
# Sentences of these name persons: mail only says that there is something to read.
NAMES_PERSONS = ("grant.", "user.")


@dataclass(frozen=True)
class Message:
    """Subject, text and headers of one message."""

    subject: str
    text: str
    headers: dict[str, str]


@dataclass(frozen=True)
class News:
    """What is new in one unit's inbox for a person."""

    unit: str
    lines: Sequence[Line]


def address(path: str) -> str:
    """A page of ours as a link that works from outside."""
    return f"{settings.PUBLIC_URL}{path}"


def to_prove(user, wanted: str) -> Message:
    """Asks whoever reads mail at an address to say that it is his."""
    link = address(reverse("notices:prove", args=[token_to_prove(user.uid, wanted)]))
    text = _(
        "Somebody gave this address to get reminders of the reporting system Tiến Bộ. "
        "If it was you, open this page and confirm it within %(days)d days:"
    ) % {"days": PROVE_DAYS}
    otherwise = _("If it was not you, do nothing: no further message will come.")
    return Message(_("Confirm your address"), f"{text}\n\n{link}\n\n{otherwise}\n", {})


def one_notice(user, unit: str, notice: Notice, path: str) -> Message:
    """One notice at once."""
    told = mail_sentence(notice, notice.sentence)
    link = address(path or reverse("notices:inbox"))
    return _message(user, f"{unit}: {told}", f"{told}\n\n{link}")


def digest(user, due: Sequence[CalendarEntry], news: Sequence[News], today: dt.date) -> Message:
    """What is due and what is new, in one message."""
    counts = []
    if due:
        counts.append(ngettext("%(n)d thing due", "%(n)d things due", len(due)) % {"n": len(due)})
    if new := sum(len(each.lines) for each in news):
        counts.append(ngettext("%(n)d new notice", "%(n)d new notices", new) % {"n": new})
    parts = []
    if due:
        parts.append("\n".join([_("DUE"), "", *_due_lines(due, today)]))
    for each in news:
        parts.append("\n".join([_("UNREAD: %(unit)s") % {"unit": each.unit}, "", *_news_lines(each.lines)]))
    return _message(user, ", ".join(counts), "\n\n".join(parts))


def mail_sentence(notice: Notice, sentence: str) -> str:
    """The sentence as mail may carry it."""
    if notice.code.startswith(NAMES_PERSONS):
        return _("There is news about an account or a role at the unit: read it in the inbox.")
    if notice.facts.get("text"):
        # What a person wrote may hold figures.
        return sentence_of(notice.code, notice.facts | {"text": ""}).strip()
    return sentence


def language() -> str:
    """``vi`` or ``en``, as pure code asks for it."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def _due_lines(due: Iterable[CalendarEntry], today: dt.date) -> list[str]:
    lines = []
    for entry in due[:MOST_LINES]:
        lines.append(f"- {entry.unit}: {entry.title}")
        lines.append(f"  {entry.deadline.sentence(language(), today)}")
        if entry.deadline.days_left(today) >= 0 and (advice := calendar().advice(entry.deadline, language())):
            lines.append(f"  {advice}")
        if entry.url:
            lines.append(f"  {address(entry.url)}")
    return lines + _more(len(due) - MOST_LINES, reverse("notices:inbox"))


def _news_lines(lines: Sequence[Line]) -> list[str]:
    told = []
    for line in lines[:MOST_LINES]:
        told.append(f"- {mail_sentence(line.latest, line.sentence)}")
        if len(line.notices) == 1 and line.latest.url:
            told.append(f"  {address(line.latest.url)}")
    return told + _more(len(lines) - MOST_LINES, reverse("notices:inbox"))


def _more(number: int, path: str) -> list[str]:
    if number <= 0:
        return []
    words = ngettext("… and %(n)d more:", "… and %(n)d more:", number) % {"n": number}
    return [f"{words} {address(path)}"]


def _message(user, subject: str, body: str) -> Message:
    stop = address(reverse("notices:stop", args=[token_to_stop(user.uid)]))
    choose = address(reverse("notices:preferences"))
    foot = [
        "-- ",
        _("Sent by the reporting system Tiến Bộ; answers are not read."),
        f"{_('How often you get mail')}: {choose}",
        f"{_('No more mail')}: {stop}",
    ]
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Message(f"Tiến Bộ – {subject}", f"{body}\n\n" + "\n".join(foot) + "\n", headers)
