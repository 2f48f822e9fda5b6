"""Shape of a round's ladder."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tienbo.reporting.reminders.ladder import FIRST, LAST, MOST, BadLadder, Ladder


class LadderForm(forms.Form):
    """Which rungs are on, one more, and whether reminding goes on each week. `rungs`: those that the page shows."""

    BEFORE, AFTER = "before", "after"

    days = forms.TypedMultipleChoiceField(coerce=int, required=False)
    weekly = forms.BooleanField(required=False)
    more = forms.IntegerField(
        label=_("One more day"),
        help_text=_("So many working days before or after the last day; empty for none."),
        required=False,
        min_value=1,
        max_value=LAST,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    side = forms.ChoiceField(
        label=_("Before or after"), choices=[(BEFORE, _("before")), (AFTER, _("after"))], required=False
    )

    def __init__(self, *args, rungs=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(rung, rung) for rung in rungs]

    def clean(self) -> dict:
        """The ladder as it would be, under ``ladder``."""
        given = super().clean()
        if self.errors:
            return given
        days = list(given["days"])
        if more := given.get("more"):
            days.append(-more if given.get("side") == self.BEFORE else more)
        try:
            given["ladder"] = Ladder.of(days, given["weekly"])
        except BadLadder:
            self.add_error(
                "more",
                _("At most %(most)d days, from %(first)d working days before to %(last)d after.")
                % {"most": MOST, "first": -FIRST, "last": LAST},
            )
        return given
