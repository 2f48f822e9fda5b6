"""The sentence of each kind of notice."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "letter.issued": _("%(issuer)s has sent the letter “%(subject)s”. Please acknowledge it."),
    "letter.acknowledged": _("%(unit)s has acknowledged the letter “%(subject)s”."),
    "round.opened": _("The round “%(round)s” is open."),
    "report.submitted": _("%(unit)s has sent its report for “%(round)s”."),
    "report.recalled": _("%(unit)s has recalled its report for “%(round)s”."),
    "report.returned": _("%(unit)s asks you to add to or clarify the report for “%(round)s”."),
    "report.accepted": _("Your report for “%(round)s” has been taken."),
    "report.reopened": _("%(unit)s has reopened its report for “%(round)s”."),
}
