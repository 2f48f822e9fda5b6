"""The sentence of each kind of notice."""

import datetime as dt

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tienbo.access.permissions import ROLE_NAMES, Role
from tienbo.core.templatetags.formats import date_vi, day_name

SENTENCES = {
    "grant.given": _("%(by)s gave %(person)s the role “%(role)s” at %(unit)s: whoever holds it may send the report."),
    "letter.issued": _("%(issuer)s has sent the letter “%(subject)s”. Please acknowledge it."),
    "letter.acknowledged": _("%(unit)s has acknowledged the letter “%(subject)s”."),
    "letter.reminded": _("%(issuer)s reminds you of the letter “%(subject)s”. Some of its tasks are still open."),
    "letter.withdrawn": _("%(issuer)s has withdrawn the letter “%(subject)s”. Its tasks no longer bind you."),
    "question.asked": _("%(unit)s asks about your report for “%(round)s”. %(text)s"),
    "question.answered": _("%(unit)s has replied about its report for “%(round)s”. %(text)s"),
    "round.opened": _("The round “%(round)s” is open."),
    "round.form_adopted": _(
        "The round “%(round)s” has gone over to the form %(form)s: look at your report, what you entered is kept"
    ),
    "round.rules_adopted": _(
        "Your report for “%(round)s” is now checked by other rules: %(rules)s. Look at its findings before it is sent."
    ),
    "report.submitted": _("%(unit)s has sent its report for “%(round)s”."),
    "report.recalled": _("%(unit)s has recalled its report for “%(round)s”."),
    "report.due_soon": _("Your report for “%(round)s” is still to be sent."),
    "report.overdue": _(
        "The last day for your report for “%(round)s” is over. "
        "Please send it as soon as you can: it is taken all the same."
    ),
    "report.late_below": _("Late with “%(round)s”: %(count)s units (%(names)s)."),
    "report.reminded": _("%(unit)s reminds you to send your report for “%(round)s”."),
    "report.urged": _(
        "%(unit)s has sent you the letter %(number)s, which urges you to send the report for “%(round)s”."
    ),
    "report.returned": _("%(unit)s asks you to add to or clarify the report for “%(round)s”."),
    "report.accepted": _("Your report for “%(round)s” has been taken."),
    "report.handed_over": _("Your unit now owes the report of %(unit)s for “%(round)s”."),
    "report.extension_asked": _(
        "%(unit)s asks for more time for its report for “%(round)s”, until %(until)s. %(text)s"
    ),
    "report.extension_granted": _("%(unit)s has given you more time for your report for “%(round)s”. %(text)s"),
    "report.extension_refused": _("%(unit)s gives no more time for your report for “%(round)s”. %(text)s"),
    "report.reopened": _("%(unit)s has reopened its report for “%(round)s”."),
    "user.password_issued": _(
        "%(by)s gave out a one-time password for %(person)s. "
        "If that person did not ask for it, ring the standing office."
    ),
    "user.second_factor_removed": _(
        "%(by)s removed the second factor of %(person)s. If that person did not ask for it, ring the standing office."
    ),
}

# Follows the sentence of a notice whose facts hold `due`, the last day on time (ISO).
LAST_DAY = _("Last day: %(day)s.")
# What many units do on one day, told in one sentence. Their facts differ in `unit` alone.
MANY = {
    "letter.acknowledged": ngettext_lazy(
        "%(n)d unit has acknowledged the letter “%(subject)s”.",
        "%(n)d units have acknowledged the letter “%(subject)s”.",
        "n",
    ),
    "report.submitted": ngettext_lazy(
        "%(n)d unit has sent its report for “%(round)s”.", "%(n)d units have sent their reports for “%(round)s”.", "n"
    ),
    "report.recalled": ngettext_lazy(
        "%(n)d unit has recalled its report for “%(round)s”.",
        "%(n)d units have recalled their reports for “%(round)s”.",
        "n",
    ),
    "report.reopened": ngettext_lazy(
        "%(n)d unit has reopened its report for “%(round)s”.",
        "%(n)d units have reopened their reports for “%(round)s”.",
        "n",
    ),
}


class _Facts(dict):
    """The facts of a notice; one that an older release did not keep is left as dots."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence_of(code: str, facts: dict) -> str:
    """The sentence of a notice in the active language; a code that this release does not know stands as it
    is.
    """
    sentence = SENTENCES.get(code)
    if sentence is None:
        return code
    told = (str(sentence) % _Facts(facts | _role(facts) | _until(facts))).strip()
    return f"{told} {_last_day(facts['due'])}" if facts.get("due") else told


def sentence_of_many(code: str, facts: dict, units: int) -> str:
    """What so many units did on one day; `code` is one of `MANY`."""
    return str(MANY[code] % _Facts(facts | {"n": units}))


def _last_day(due: str) -> str:
    day = dt.date.fromisoformat(due)
    return LAST_DAY % {"day": f"{day_name(day)}, {date_vi(day)}"}


def _until(facts: dict) -> dict:
    """A day (ISO) as it is written."""
    return {"until": date_vi(dt.date.fromisoformat(facts["until"]))} if facts.get("until") else {}


def _role(facts: dict) -> dict:
    """The role's name in the active language, in place of its code."""
    return {"role": str(ROLE_NAMES[Role(facts["role"])])} if facts.get("role") in set(Role) else {}
