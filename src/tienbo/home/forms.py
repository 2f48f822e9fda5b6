"""Filters of the lists: what they say is the address."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tienbo.core.forms import DayField
from tienbo.units.kinds import Kind


@dataclass(frozen=True)
class WantedUnits:
    """What a filter asks for; '' and None mean anything, and today."""

    text: str = ""
    kind: str = ""
    on: dt.date | None = None


class UnitFilterForm(forms.Form):
    """Which units, on which day."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Kind.choices])
    on = DayField(label=_("As on the day"), required=False)

    def wanted(self) -> WantedUnits:
        """The valid part of what was asked; a mistyped day or kind asks nothing."""
        self.is_valid()
        data = self.cleaned_data
        return WantedUnits(data.get("q", "").strip(), data.get("kind", ""), data.get("on"))


class JournalFilterForm(forms.Form):
    """Which lines of the journal."""

    unit = forms.CharField(label=_("Unit, name or code"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("Act"), required=False)
    since = DayField(label=_("From"), required=False)
    last_day = DayField(label=_("To the end of"), required=False)

    def __init__(self, *args, actions: list[tuple[str, object]], **options) -> None:
        super().__init__(*args, **options)
        self.fields["action"].choices = [("", _("All acts")), *actions]


class DayForm(forms.Form):
    """One day."""

    on = DayField(label=_("Day"))


class DecidedDayForm(DayForm):
    """What was decided for one day."""

    what = forms.ChoiceField(
        label=_("Offices on that day"),
        choices=[("off", pgettext_lazy("offices", "rest")), ("work", pgettext_lazy("offices", "work"))],
    )
    words = forms.CharField(
        label=_("Why"),
        max_length=120,
        required=False,
        help_text=_("As people will read it beside a due day: “Worked for Monday 31/8/2026”."),
    )
