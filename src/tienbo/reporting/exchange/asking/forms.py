"""Shapes of a question and of a reply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tienbo.files.forms import UnmarkedForm
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.actions import LONGEST


class WordsForm(UnmarkedForm):
    """What is asked or replied."""

    text = forms.CharField(
        label=_("Question"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={"required": _("Write what you want to say: nothing was sent.")},
    )


class AskForm(WordsForm):
    """A question about a place of a report. `choices`: the places of the form's list; an address may name a cell."""

    about = forms.CharField(label=_("About"))

    field_order = ("about", "text")

    def __init__(self, *args, choices: list[tuple] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].widget = forms.Select(choices=choices)

    def clean_about(self) -> About:
        """The place; whether the report has it is the action's to say."""
        about = About.of_text(self.cleaned_data["about"])
        if about is None:
            raise forms.ValidationError(_("Choose what the question is about."))
        return about


class ActForm(forms.Form):
    """What is done to a question."""

    act = forms.ChoiceField(choices=[(act, act) for act in ("answer", "ask_again", "close", "withdraw")])
