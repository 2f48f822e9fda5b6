"""What is said of a paper upward when it is opened."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from tienbo.core.forms import DayField
from tienbo.files.forms import UnmarkedForm
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.rounds.models import Round
from tienbo.reporting.rounds.papers.queries import Problem, forms_offered
from tienbo.reporting.rounds.queries import form_name

WHY_NOT = {
    Problem.IS_PAPER: _("This report is itself drawn from another one: open the paper from that round."),
    Problem.NOT_YOURS: _("Rounds of your unit cannot take this form: choose another one."),
    Problem.SAME_FORM: _("The round itself is on this form: choose another one."),
    Problem.OTHER_REPORT: _(
        "This form has no report of this kind: choose another one, or open the paper later in the year."
    ),
    Problem.OPEN_ALREADY: _("There is a paper on this form already: go on with that one."),
    Problem.NOTHING_IN_COMMON: _(
        "This form has no element in common with the round, so nothing could be drawn: choose another form, or open a "
        "round of its own."
    ),
}
TOO_EARLY = _("The closing date of the figures lies after this day: choose a later one.")


class PaperForm(UnmarkedForm):
    """A paper upward: its form, what it is called, by when it is sent, who asks for it."""

    form_version = forms.ModelChoiceField(
        label=_("Form"), queryset=FormVersion.objects.none(), empty_label=None, help_text=_("What the paper asks.")
    )
    title = forms.CharField(
        label=_("Name of the report"),
        max_length=200,
        required=False,
        help_text=_("Empty: the form’s own name with the year."),
    )
    due = DayField(label=_("To be sent by"))
    exclusive = forms.BooleanField(label=_("before this day"), required=False)
    origin = forms.CharField(
        label=_("Asked for by"),
        max_length=120,
        required=False,
        help_text=_("The letter that asks for it, for example 4515/LĐTBXH-BĐG."),
    )

    def __init__(self, data=None, *, round: Round) -> None:
        forms_there = list(forms_offered(round))
        super().__init__(data, initial={"due": _usual_due(round, forms_there)})
        self.round = round
        self.fields["form_version"].queryset = forms_offered(round)
        self.fields["form_version"].label_from_instance = form_name
        self.has_forms = bool(forms_there)

    def plan(self) -> dict:
        """What was said, as `open_paper` takes it."""
        found = self.cleaned_data
        form = found["form_version"]
        return {
            "form": form,
            "title": found["title"] or f"{form.title_vi}, năm {self.round.ends_on.year}"[:200],
            "due": found["due"],
            "exclusive": found["exclusive"],
            "origin": found["origin"],
        }

    def refuse(self, reason: str) -> None:
        """Say why no paper can be opened as given."""
        if reason == "too_early":
            self.add_error("due", TOO_EARLY)
        else:
            self.add_error("form_version", WHY_NOT[reason])


def _usual_due(round: Round, versions: list[FormVersion]) -> dt.date | None:
    """The day that the first form proposes, in the year of the round; no day that lies before the closing date."""
    reports = definition_of(versions[0]).reports if versions else {}
    if round.report not in reports:
        return None
    due = reports[round.report].due
    day = dt.date(round.ends_on.year, due.month, due.day)
    return day if day > round.closing_on else None
