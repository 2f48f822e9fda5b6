"""Shape of a reminding letter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tienbo.core.forms import DayField
from tienbo.files.forms import UnmarkedForm


class LetterForm(UnmarkedForm):
    """To whom, until when, in which words. `recording`: with the number and the day of the signed paper."""

    row = forms.MultipleChoiceField(
        error_messages={"required": _("Tick at least one unit."), "invalid_choice": _("Tick units of the list.")}
    )
    until = DayField(
        label=_("Asked to send by"),
        help_text=_("Three working days from now, unless you say otherwise."),
        error_messages={"required": _("Write by which day the units are asked to send.")},
    )
    words = forms.CharField(
        label=_("Further words"),
        help_text=_("This paragraph stands below the list. Change it as you like, or leave it empty."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
        required=False,
    )
    number = forms.CharField(
        label=_("Number and symbol"),
        help_text=_("As the records clerk gave it after signing, for example 45/BVSTBCPN."),
        max_length=60,
        required=False,
        error_messages={"required": _("Write the number on the letter.")},
    )
    signed_on = DayField(
        label=_("Day of the letter"),
        required=False,
        error_messages={"required": _("Write the day of the letter.")},
    )

    def __init__(self, *args, slugs=(), recording: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["row"].choices = [(slug, slug) for slug in slugs]
        self.fields["number"].required = self.fields["signed_on"].required = recording
