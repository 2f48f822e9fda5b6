"""Shape of what is said about a new token."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from tienbo.access.tokens.actions import LONGEST
from tienbo.core import clock
from tienbo.core.forms import DayField


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label=_("Which software"),
        max_length=80,
        help_text=_("The name under which you find it again, for example: the one-stop software, server 2."),
        error_messages={"required": _("Write which software it is for.")},
    )
    may_write = forms.BooleanField(
        label=_("It may also write"),
        required=False,
        help_text=_(
            "It then enters figures, gives reasons and sends reports wherever you may. Without it the software only "
            "reads and checks."
        ),
    )
    expires_on = DayField(
        label=_("Last day"),
        help_text=_("At most one year from today. After it the software must be given a new secret."),
        error_messages={"required": _("Write the last day, at most one year from today.")},
    )

    def clean_expires_on(self) -> dt.date:
        """A day from today to a year ahead."""
        day, today = self.cleaned_data["expires_on"], clock.today()
        if day < today:
            raise forms.ValidationError(_("This day has passed: write today or a later day."))
        if day > today + LONGEST:
            raise forms.ValidationError(
                _("At most one year: %(day)s or earlier.") % {"day": f"{today + LONGEST:%d/%m/%Y}"}
            )
        return day
