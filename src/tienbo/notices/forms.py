"""What a person says about mail and calendars."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tienbo.notices.models import MailPreference


class MailForm(forms.Form):
    """How often, in which language, where."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("A new address is confirmed by a message before mail goes there."),
    )
    often = forms.ChoiceField(
        label=_("How often mail comes"), choices=MailPreference.Often.choices, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Language of the messages"), choices=settings.LANGUAGES)

    def clean(self) -> dict:
        cleaned = super().clean()
        if "email" in cleaned and not cleaned["email"] and cleaned.get("often") not in {None, "never"}:
            self.add_error("email", _("Give an address, or choose “never”."))
        return cleaned


class FeedForm(forms.Form):
    """In which language the calendar speaks."""

    language = forms.ChoiceField(label=_("Language of the calendar"), choices=settings.LANGUAGES)
