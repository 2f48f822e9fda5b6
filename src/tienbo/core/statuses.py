"""The words of a status, one place for the whole program: one colour, one icon and one word each.

The colour and the icon of a state are the CSS class ``st-<state>``; the colour never stands alone.
A module whose states have other names maps them onto these; it does not invent a ninth.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

NOT_STARTED = "not_started"
DRAFT = "draft"
READY = "ready"
SUBMITTED = "submitted"
RETURNED = "returned"
ACCEPTED = "accepted"
LATE = "late"
EXEMPT = "exempt"

WORDS = {
    NOT_STARTED: gettext_lazy("Not started"),
    DRAFT: gettext_lazy("In progress"),
    READY: gettext_lazy("Awaiting signature"),
    SUBMITTED: gettext_lazy("Sent"),
    RETURNED: gettext_lazy("More asked"),
    ACCEPTED: gettext_lazy("Taken"),
    LATE: gettext_lazy("Late"),
    EXEMPT: gettext_lazy("Exempt"),
}


@dataclass(frozen=True)
class Mark:
    """What may stand at a figure: its code (as stored and sent), the sign shown, the CSS class, the meaning."""

    code: str
    sign: str
    css: str
    meaning: Promise


MARKS = (
    Mark("estimate", "e", "cm-e", gettext_lazy("estimate")),
    Mark("corrected", "r", "cm-r", gettext_lazy("corrected")),
    Mark("not_collected", ":", "cm-n", gettext_lazy("not collected")),
    Mark("not_applicable", "–", "cm-n", gettext_lazy("not applicable")),
    Mark("withheld", "×", "cm-x", gettext_lazy("not provided, by rule")),
    Mark("differs", "≠", "cm-d", gettext_lazy("differs from the signed figure")),
    Mark("break", "b", "cm-b", gettext_lazy("break in the series")),
)
MARK_BY_CODE = {mark.code: mark for mark in MARKS}
# The first two qualify a number, the next three stand instead of one; a person may set these five on a cell.
# The last two are found by the program.
ENTRY_MARKS = MARKS[:5]
INSTEAD_OF_A_NUMBER = frozenset(mark.code for mark in MARKS[2:5])


def status_word(state: str, days: int | None = None) -> str:
    """The word of a state in the active language; `days` late are counted in it. An unknown state is a KeyError."""
    if state == LATE and days:
        return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
    return str(WORDS[state])
