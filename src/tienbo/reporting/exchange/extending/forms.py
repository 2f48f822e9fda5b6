"""Shapes of a request for more time and of the answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tienbo.core.forms import DayField
from tienbo.files.forms import UnmarkedForm

LONGEST_WORDS = 1000


class ActForm(forms.Form):
    """What is done on the page."""

    act = forms.ChoiceField(choices=[(act, act) for act in ("ask", "withdraw", "grant", "refuse")])


class AskForm(UnmarkedForm):
    """A later day, and why."""

    until = DayField(
        label=_("New last day"),
        help_text=_("The last day on which the report would be on time."),
        error_messages={"required": _("Write until which day you need time.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The superior reads it, and it stays on record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_WORDS,
        error_messages={"required": _("Write why you need more time.")},
    )


class DecideForm(UnmarkedForm):
    """The day that is granted, or a refusal in words. `refuses`: no day is needed, but words are."""

    until = DayField(
        label=_("New last day"),
        error_messages={"required": _("Write until which day the unit gets time.")},
    )
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("The unit reads it. Needed only when no more time is given."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_WORDS,
        required=False,
        error_messages={"required": _("Write why no more time is given.")},
    )

    def __init__(self, *args, refuses: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = not refuses
        self.fields["answer"].required = refuses
        # The page's two buttons share one form: the browser itself must not insist on either field.
        self.use_required_attribute = False
