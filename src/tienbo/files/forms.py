"""What the forms of all modules share about what comes in: nothing that bears a secrecy mark is taken."""

from django import forms
from django.utils.translation import get_language

from tienbo.documents.extraction import Classified, ClassifiedText, Unreadable, refuse_marked_text


def sentence_of(refusal: Classified | Unreadable) -> str:
    """Why a file or a text was refused, in the active language."""
    return refusal.en if (get_language() or "vi").startswith("en") else refusal.vi


class UnmarkedForm(forms.Form):
    """A form whose words are kept: a field that bears a secrecy mark says so, and the form is not valid.

    What was typed is only shown again to whoever typed it.
    """

    def clean(self) -> dict:
        """Every field by itself."""
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            try:
                refuse_marked_text(value)
            except ClassifiedText as refusal:
                self.add_error(name, sentence_of(refusal))
        return self.cleaned_data
