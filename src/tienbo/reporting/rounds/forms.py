"""The form of a new round, and of a participant's standing: shapes, and what cannot be, in words."""

import contextlib
import datetime as dt
import re

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tienbo.core.deadlines import Deadline, form_date
from tienbo.core.forms import DayField
from tienbo.files.forms import UnmarkedForm
from tienbo.reporting.definitions.estimating import reach_problem
from tienbo.reporting.definitions.headings import headings_for
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of, forms_for
from tienbo.reporting.definitions.schema import Definition
from tienbo.reporting.rounds.actions import Due, RoundPlan, variant_of
from tienbo.reporting.rounds.audience import Shape
from tienbo.reporting.rounds.loads import Load, loads_of, numbered
from tienbo.reporting.rounds.models import Participant, Round
from tienbo.reporting.rounds.places import Gathering, gatherings
from tienbo.reporting.rounds.queries import form_name, possible_successors, usual_form
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.queries import rules_for
from tienbo.units.kinds import Kind
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import tree_below

REPORT_NAMES = {
    "half_year": gettext_lazy("Half-year report"),
    "annual": gettext_lazy("Annual report"),
    "adhoc": gettext_lazy("Thematic or one-off report"),
}
WHOLE, KINDS, TICKED = "all", "kinds", "ticked"
# A unit of the first kind reports to one of the second: its day cannot be the later one.
ABOVE = ((Kind.COMMUNE, Kind.DISTRICT), (Kind.SUB_UNIT, Kind.DEPARTMENT), (Kind.DISTRICT, Kind.PROVINCE)) + tuple(
    (kind, Kind.PROVINCE) for kind in (Kind.DEPARTMENT, Kind.MASS_ORG, Kind.PARTY_BODY)
)


class TermsField(forms.CharField):
    """Names of terms, each a part of the keys of its cells: "2010-2015, 2015-2020" becomes a list."""

    MOST = 4
    _NAME = re.compile(r"[0-9A-Za-z]{1,12}(-[0-9A-Za-z]{1,12})?")

    def __init__(self, **options) -> None:
        help_text = _("Oldest first, between commas; empty asks none.")
        super().__init__(required=False, help_text=help_text, **options)

    def to_python(self, value: str | None) -> list[str]:
        """The names, each once. ValidationError for what no term is called."""
        parts = (part.strip() for part in (value or "").replace(";", ",").split(","))
        names = list(dict.fromkeys(part for part in parts if part))
        if len(names) > self.MOST or not all(self._NAME.fullmatch(name) for name in names):
            raise forms.ValidationError(
                _("Write terms like 2010-2015 or XIII, between commas, at most %(most)d.") % {"most": self.MOST}
            )
        return names


class RoundForm(UnmarkedForm):
    """Everything a round is made of. Terms and due days are fields per domain and per kind of unit in the tree."""

    report = forms.ChoiceField(choices=list(REPORT_NAMES.items()), widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Name of the round"), max_length=200)
    code = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=40,
        help_text=gettext_lazy("Stands in every address: small letters, digits and hyphens, for example 2015-h1."),
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"invalid": gettext_lazy("Only letters without marks, digits, hyphens.")},
    )
    starts_on = DayField(label=gettext_lazy("Period from"))
    ends_on = DayField(label=gettext_lazy("Period to"))
    closing_on = DayField(
        label=gettext_lazy("Figures as at (closing date)"),
        help_text=gettext_lazy("The day at which stocks are counted. It is not the day of sending."),
    )
    estimate_to = DayField(
        label=gettext_lazy("Estimate up to"),
        required=False,
        help_text=gettext_lazy(
            "For a period that ends before its year: beside each figure of what happens, the units also estimate it up "
            "to this day. The estimate is corrected later. Empty asks none."
        ),
    )
    tree_on = DayField(
        label=gettext_lazy("Units as of"),
        help_text=gettext_lazy("The tree of this day decides who reports to whom, whatever is reorganised later."),
    )
    form_version = forms.ModelChoiceField(label=gettext_lazy("Form"), queryset=None, empty_label=None)
    previous = forms.ModelChoiceField(
        label=gettext_lazy("Compared with"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("no round"),
        help_text=gettext_lazy("Its figures stand in grey beside those that are typed."),
    )
    half_year = forms.ModelChoiceField(
        label=gettext_lazy("Half-year report beside it"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("no round"),
        help_text=gettext_lazy("For an annual report, which covers the half-year too."),
    )
    rules = forms.ModelChoiceField(
        label=gettext_lazy("Checked by"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("the form’s own checks"),
        help_text=gettext_lazy("Rules in force of the unit, or of a unit above it."),
    )
    origin = forms.CharField(label=gettext_lazy("Asked for by"), max_length=120, required=False)
    election = forms.BooleanField(label=gettext_lazy("Rows of an election are asked too"), required=False)
    coverage = forms.IntegerField(
        label=gettext_lazy("No verdict below this share of units (%)"),
        min_value=1,
        max_value=100,
        initial=80,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    units = forms.ChoiceField(
        label=gettext_lazy("Who reports"),
        choices=[
            (WHOLE, gettext_lazy("Every unit of the tree")),
            (KINDS, gettext_lazy("Only these kinds of units")),
            (TICKED, gettext_lazy("Only the units ticked below")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, unit: Unit, tree_on: dt.date, initial: dict | None = None) -> None:
        super().__init__(data, initial=initial)
        self._unit = unit
        self._tree_on = tree_on
        versions = forms_for(unit).order_by("-registered_at", "-id")
        self.fields["form_version"].queryset = versions
        self.fields["form_version"].label_from_instance = form_name
        rounds = Round.objects.filter(unit=unit).order_by("-closing_on", "-id")
        self.fields["previous"].queryset = self.fields["half_year"].queryset = rounds
        form = self._form_given(versions)
        self.fields["rules"].queryset = rules_for(unit, form.code) if form else RuleSet.objects.none()
        self._add_terms(form)
        self._add_choices(form)
        self._add_dues()
        kinds = [(kind.value, kind.label) for kind in Kind if kind in self.kinds and kind != self.top.kind]
        self.fields["kinds"] = forms.MultipleChoiceField(
            label=_("Kinds of units"), choices=kinds, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["ticked"] = forms.MultipleChoiceField(
            choices=[(str(place.unit_id), place.name) for place in self.places], required=False
        )

    @cached_property
    def places(self) -> list[Placement]:
        """The tree of the day that is given, else of the day proposed."""
        day = self._tree_on
        if self.is_bound:
            with contextlib.suppress(forms.ValidationError):
                day = self.fields["tree_on"].clean(self.data.get("tree_on", ""))
        return list(tree_below(self._unit, day))

    @cached_property
    def top(self) -> Placement | None:
        """The unit that opens the round, in that tree; None when it did not stand on that day."""
        return next((place for place in self.places if place.unit_id == self._unit.pk), None)

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of units in the tree, top first."""
        present = {place.kind for place in self.places}
        return [kind.value for kind in Kind if kind in present]

    def _form_given(self, versions) -> FormVersion | None:
        """The form that was picked, else the usual one."""
        picked = self.data.get("form_version", "") if self.is_bound else ""
        return (versions.filter(pk=picked).first() if picked.isdecimal() else None) or usual_form(self._unit)

    @property
    def is_thematic(self) -> bool:
        """A thematic round chooses what it asks; a periodic one asks the whole form."""
        given = self.data if self.is_bound else self.initial
        return given.get("report") == "adhoc"

    def _add_choices(self, form: FormVersion | None) -> None:
        if form is None or not self.is_thematic:
            return
        tables, headings = choices_of(definition_of(form), self._tree_on.year)
        self.fields["tables"] = forms.MultipleChoiceField(
            label=_("Tables"),
            help_text=_("Leave ticked what the round is about; nobody is asked the others."),
            choices=tables,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least one table.")},
        )
        self.fields["headings"] = forms.MultipleChoiceField(
            label=_("Headings of the text"),
            help_text=_("Without any, figures alone are asked."),
            choices=headings,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def _add_terms(self, form: FormVersion | None) -> None:
        self.domains = []
        definition = definition_of(form) if form else None
        for code, domain in definition.terms.items() if definition else ():
            if domain.follows:
                continue
            self.domains.append(code)
            self.fields[f"terms_{code}"] = TermsField(label=TERM_NAMES.get(code) or domain.vi)

    def _add_dues(self) -> None:
        for kind in self.kinds:
            name = Kind(kind).label
            label = {"aria-label": _("Due day: %(kind)s") % {"kind": name}}
            self.fields[f"due_{kind}_on"] = DayField(label=name, required=False)
            self.fields[f"due_{kind}_on"].widget.attrs |= label
            self.fields[f"due_{kind}_exclusive"] = forms.BooleanField(
                label=_("before this day"), required=False, initial=True
            )
            self.fields[f"due_{kind}_grace"] = forms.IntegerField(
                label=_("Days of grace: %(kind)s") % {"kind": name}, min_value=0, max_value=30, required=False
            )
            grace = self.fields[f"due_{kind}_grace"]
            grace.widget.attrs |= {"class": "short", "inputmode": "numeric", "aria-label": grace.label}

    @property
    def choices(self) -> list[dict]:
        """What a thematic round ticks: {label, help_text, errors, boxes, ticked} of the tables and of the headings."""
        return [
            {
                "label": self[name].label,
                "help_text": self[name].help_text,
                "errors": self[name].errors,
                "boxes": list(self[name]),
                "ticked": len(self[name].value() or ()),
            }
            for name in ("tables", "headings")
            if name in self.fields
        ]

    @property
    def due_rows(self) -> list[dict]:
        """Kind, day, exclusive, grace: a row of the table of due days."""
        return [
            {
                "name": Kind(kind).label,
                "on": self[f"due_{kind}_on"],
                "exclusive": self[f"due_{kind}_exclusive"],
                "grace": self[f"due_{kind}_grace"],
            }
            for kind in self.kinds
        ]

    @property
    def term_fields(self) -> list[forms.BoundField]:
        """The fields of terms."""
        return [self[f"terms_{code}"] for code in self.domains]

    @property
    def groups(self) -> list[dict]:
        """The units to tick, by kind: {name, units, ticked}."""
        ticked = set(self["ticked"].value() or ())
        return [
            {
                "name": Kind(kind).label,
                "units": [
                    {"id": str(place.unit_id), "name": place.name, "ticked": str(place.unit_id) in ticked}
                    for place in self.places
                    if place.kind == kind and place.unit_id != self._unit.pk
                ],
            }
            for kind in self.kinds
            if kind != (self.top.kind if self.top else "")
        ]

    def clean_code(self) -> str:
        """A code is an address: there is one round of it."""
        code = self.cleaned_data["code"].lower()
        if Round.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is a round of this short name already."))
        return code

    def clean(self) -> dict:
        """What contradicts itself."""
        found = super().clean()
        self._check_days(found)
        self._check_units(found)
        self._check_dues(found)
        return found

    def _check_units(self, found: dict) -> None:
        if self.top is None:
            self.add_error("tree_on", _("Your unit did not stand in the tree on this day."))
        elif found.get("units") == KINDS and not found.get("kinds"):
            self.add_error("kinds", _("Tick at least one kind of unit."))
        elif found.get("units") == TICKED and not found.get("ticked"):
            self.add_error("units", _("Tick at least one unit."))

    def _check_days(self, found: dict) -> None:
        start, end = found.get("starts_on"), found.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The period ends before it begins."))
        if start and found.get("closing_on") and found["closing_on"] < start:
            self.add_error("closing_on", _("The closing date lies before the period."))
        self._check_estimate(found)
        for name in ("previous", "half_year"):
            other = found.get(name)
            if other and end and other.ends_on > end:
                self.add_error(name, _("That round ends later than this one."))

    def _check_estimate(self, found: dict) -> None:
        end, day = found.get("ends_on"), found.get("estimate_to")
        if end and day and (problem := reach_problem(end, day)):
            self.add_error("estimate_to", problem.in_(get_language() or "vi"))

    def _check_dues(self, found: dict) -> None:
        days = {kind: found.get(f"due_{kind}_on") for kind in self._kinds_asked()}
        for below, above in ABOVE:
            if days.get(below) and days.get(above) and days[below] > days[above]:
                self.add_error(
                    f"due_{below}_on",
                    _("%(below)s: later than %(above)s, to which it reports.")
                    % {"below": Kind(below).label, "above": Kind(above).label.lower()},
                )
        last_days = {
            kind: Deadline(day, found.get(f"due_{kind}_exclusive", False)).last_on_time
            for kind, day in days.items()
            if day
        }
        if last_days:
            self._check_against(last_days, found)
        else:
            self.add_error(None, _("No due day is given: give at least one."))

    def _check_against(self, last_days: dict[str, dt.date], found: dict) -> None:
        """Nobody can send, by its last day, figures as at a later one; nor does a later tree say who should send."""
        first = min(last_days, key=last_days.get)
        if found.get("closing_on") and found["closing_on"] > last_days[first]:
            self.add_error(
                "closing_on",
                _("%(kind)s: must send by %(day)s already. Close the figures by then, or set a later due day.")
                % {"kind": Kind(first).label, "day": form_date(last_days[first])},
            )
        latest = max(*last_days.values(), self._tree_on)
        if found.get("tree_on") and found["tree_on"] > latest:
            self.add_error("tree_on", _("Not later than %(day)s: by then all have sent.") % {"day": form_date(latest)})

    def _kinds_asked(self) -> list[str]:
        """The kinds of units that take part; all of the tree while the choice is not clear."""
        if self.errors.keys() & {"units", "kinds", "ticked"}:
            return self.kinds
        present = {place.kind for place in self.wanted()}
        return [kind for kind in self.kinds if kind in present]

    def overlapping(self) -> list[Round]:
        """Rounds of the unit that ask the same kind of report for a part of the same time."""
        given = self.cleaned_data if self.is_bound else self.initial
        report, start, end = given.get("report"), given.get("starts_on"), given.get("ends_on")
        if not (start and end) or report == "adhoc":
            return []
        period = (start, end + dt.timedelta(days=1))
        return list(Round.objects.filter(unit=self._unit, report=report, period__overlap=period).order_by("id"))

    def wanted(self) -> list[Placement]:
        """The places that take part, once the form is valid; the unit itself always does."""
        found = self.cleaned_data
        chosen = {WHOLE: lambda place: True, KINDS: lambda place: place.kind in found["kinds"]}.get(
            found["units"], lambda place: str(place.unit_id) in found["ticked"]
        )
        return [place for place in self.places if place.unit_id == self._unit.pk or chosen(place)]

    def preview(self) -> list[Gathering]:
        """Who would report to whom."""
        return gatherings(self.places, self._unit.pk, {place.unit_id for place in self.wanted()})

    def loads(self) -> list[Load]:
        """What each kind of unit would be asked."""
        plan, places = self.plan(), self.wanted()
        shapes = [Shape(place.kind, tuple(sorted(place.sectors)), variant_of(place)) for place in places]
        return loads_of(plan.as_round(self._unit), self.kinds, shapes, [due.kind for due in plan.dues])

    def plan(self) -> RoundPlan:
        """The round as the action takes it."""
        found = self.cleaned_data
        dues = tuple(
            Due(kind, found[f"due_{kind}_on"], found[f"due_{kind}_exclusive"], found[f"due_{kind}_grace"] or 0)
            for kind in self._kinds_asked()
            if found[f"due_{kind}_on"]
        )
        names = (
            "code",
            "title",
            "report",
            "starts_on",
            "ends_on",
            "closing_on",
            "tree_on",
            "previous",
            "half_year",
            "rules",
            "estimate_to",
        )
        return RoundPlan(
            **{name: found[name] for name in names},
            form=found["form_version"],
            dues=dues,
            terms={code: found[f"terms_{code}"] for code in self.domains},
            election=found["election"],
            coverage=found["coverage"],
            origin=found["origin"],
            tables=self._chosen("tables"),
            headings=self._chosen("headings"),
        )

    def _chosen(self, name: str) -> tuple[str, ...] | None:
        """The codes that were ticked; None when that is every one, or there is no choice."""
        if name not in self.fields:
            return None
        ticked, known = self.cleaned_data[name], [code for code, _label in self.fields[name].choices]
        return None if len(ticked) == len(known) else tuple(ticked)


def choices_of(definition: Definition, year: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What a thematic round may ask: the tables and the headings of a form, each as (code, words)."""
    lang = get_language() or "vi"
    tables = [(table.code, f"{table.code}. {table.title.text.in_(lang)}") for table in definition.tables]
    headings = [
        (each.code, numbered(each)) for each in headings_for(definition, "adhoc", year) if each.kind != "heading"
    ]
    return tables, headings


TERM_NAMES = {
    "party": gettext_lazy("Terms of party committees"),
    "council": gettext_lazy("Terms of People's Councils"),
    "assembly": gettext_lazy("National Assembly"),
}


class StandingForm(UnmarkedForm):
    """What a participant owes: nothing, its report through a successor, or (again) its own; the first two with the
    reason. ``cleaned_data["successor"]`` is a Unit or None."""

    EXEMPT, HANDED_OVER, REPORTS = "exempt", "handed_over", "reports"

    standing = forms.ChoiceField(label=gettext_lazy("In this round"), widget=forms.RadioSelect)
    successor = forms.TypedChoiceField(
        label=gettext_lazy("Successor"),
        required=False,
        empty_value=None,
        help_text=gettext_lazy("It writes and sends the report under the old unit's name."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("It is shown on the board, for example: merged by Resolution 12/NQ-HĐND."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data=None, *, participant: Participant) -> None:
        super().__init__(data)
        is_let_off = participant.standing == Participant.Standing.EXEMPT or participant.owed_by_id is not None
        self.fields["standing"].choices = [
            (self.EXEMPT, _("owes no report")),
            (self.HANDED_OVER, _("its report is owed by a successor")),
        ] + ([(self.REPORTS, _("reports itself again"))] if is_let_off else [])
        self.fields["standing"].initial = self.REPORTS if is_let_off else self.EXEMPT
        # Only who takes a decision back needs none.
        self.fields["reason"].required = not is_let_off
        successors = {str(unit.pk): (unit, name) for unit, name in possible_successors(participant)}
        self.fields["successor"].choices = [
            ("", _("none")), *((key, name) for key, (_unit, name) in successors.items())
        ]  # fmt: skip
        self.fields["successor"].coerce = lambda key: successors[key][0]

    def clean(self) -> dict:
        """Who owes nothing needs a reason; a successor must be named when one owes the report."""
        found = super().clean()
        standing = found.get("standing")
        if standing in {self.EXEMPT, self.HANDED_OVER} and not found.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Give the reason: it is shown on the board."))
        if standing == self.HANDED_OVER and not found.get("successor") and "successor" not in self.errors:
            self.add_error("successor", _("Name the successor."))
        return found
