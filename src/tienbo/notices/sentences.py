"""The sentence of each kind of notice."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "letter.issued": _("%(issuer)s has sent the letter “%(subject)s”. Please acknowledge it."),
    "letter.acknowledged": _("%(unit)s has acknowledged the letter “%(subject)s”."),
    "letter.reminded": _("%(issuer)s reminds you of the letter “%(subject)s”. Some of its tasks are still open."),
    "letter.withdrawn": _("%(issuer)s has withdrawn the letter “%(subject)s”. Its tasks no longer bind you."),
    "round.opened": _("The round “%(round)s” is open."),
    "report.submitted": _("%(unit)s has sent its report for “%(round)s”."),
    "report.recalled": _("%(unit)s has recalled its report for “%(round)s”."),
    "report.returned": _("%(unit)s asks you to add to or clarify the report for “%(round)s”."),
    "report.accepted": _("Your report for “%(round)s” has been taken."),
    "report.reopened": _("%(unit)s has reopened its report for “%(round)s”."),
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
    return str(sentence) % _Facts(facts) if sentence else code
