"""One rule as a form: fields for the common kinds, or its YAML; and what a rule set is called. Shapes only."""

from collections.abc import Iterable
from decimal import Decimal

import yaml
from django import forms
from django.utils.translation import gettext_lazy as _

from tienbo.core.numbers import format_number, parse_number
from tienbo.files.forms import UnmarkedForm
from tienbo.reporting.definitions.check_consistency import WAYS
from tienbo.reporting.definitions.problems import Problem
from tienbo.reporting.definitions.schema import Check
from tienbo.reporting.entry.grids import language
from tienbo.reporting.rounds.forms import REPORT_NAMES
from tienbo.reporting.rules.language import LARGEST_TEXT
from tienbo.units.kinds import Kind

WAY_NAMES = {
    "limits": _("What one figure may be"),
    "relations": _("How figures of the report agree with one another"),
    "against": _("How far from another report"),
    "outlier": _("What is unusual among the unit’s earlier reports"),
    "builtin": _("A rule that comes with the program"),
}
BUILTIN_NAMES = {
    "women_within_total": _("women within the total"),
    "minority_within_women": _("ethnic-minority women within women"),
    "whole_and_not_negative": _("whole numbers, not negative"),
    "part_within_whole": _("parts within their whole"),
    "parts_add_up": _("parts add to the total that is given"),
    "money_near_previous": _("money within 100 times last period’s"),
    "term_unchanged": _("figures of a term as in the last report"),
    "annual_includes_half_year": _("the year not below its half-year"),
    "table_not_empty": _("no table left empty"),
    "single_body_test": _("counts of bodies where there is only one"),
}
MEASURE_NAMES = {
    "sum": _("their sum"),
    "count": _("how many gave a figure above zero"),
    "max": _("the largest of them"),
}
AGAINST_NAMES = {
    "previous": _("the report of the period before"),
    "half_year": _("the half-year report of the year"),
    "children": _("what the units directly below reported"),
}
COMPARISONS = {"=": _("equal to it"), "<=": _("not above it"), ">=": _("not below it")}
# Where a problem of a part is shown: the field of that part.
_FIELD_OF = {
    "limits": "least",
    "within": "percent",
    "outlier": "beyond",
    "fix": "fix_vi",
    "limits.least": "least",
    "limits.most": "most",
    "limits.multiple_of": "multiple_of",
    "within.percent": "percent",
    "within.absolute": "absolute",
    "outlier.beyond": "beyond",
    "outlier.floor": "floor",
    "outlier.reports": "earlier",
    "fix.vi": "fix_vi",
    "fix.en": "fix_en",
}


def _exact(label, help_text="") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=24,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
    )


# No office has to know English to write a rule.
LEFT_OUT = _("Empty: the Vietnamese stands there too.")


class RuleForm(UnmarkedForm):
    """Everything that the common kinds of rules are made of."""

    code = forms.CharField(
        label=_("Code"),
        max_length=4,
        help_text=_("A capital letter and two or three digits. It stands before each finding."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    severity = forms.ChoiceField(
        label=_("What it does"),
        choices=[("warning", _("a warning: a reason is asked")), ("error", _("an error: the report cannot be sent"))],
        widget=forms.RadioSelect,
    )
    vi = forms.CharField(label=_("What is wrong, in Vietnamese"), max_length=300)
    en = forms.CharField(label=_("What is wrong, in English"), max_length=300, required=False, help_text=LEFT_OUT)
    fix_vi = forms.CharField(label=_("What to do, in Vietnamese"), max_length=300)
    fix_en = forms.CharField(label=_("What to do, in English"), max_length=300, required=False, help_text=LEFT_OUT)
    way = forms.ChoiceField(label=_("What it looks at"), choices=[(way, WAY_NAMES[way]) for way in WAY_NAMES])
    least = _exact(_("Not below"))
    most = _exact(_("Not above"))
    multiple_of = _exact(_("A multiple of"))
    whole = forms.BooleanField(label=_("Whole numbers only"), required=False)
    relations = forms.CharField(
        label=_("Relations, one a line"),
        required=False,
        max_length=4000,
        help_text=_("For example: viol.cases <= viol.households + previous(viol.cases)"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    against = forms.ChoiceField(label=_("Compared with"), required=False)
    measure = forms.ChoiceField(
        label=_("Of the units directly below"), required=False, choices=[("", "–"), *MEASURE_NAMES.items()]
    )
    compare = forms.ChoiceField(label=_("The figure is"), required=False, choices=list(COMPARISONS.items()))
    percent = _exact(_("Tolerance in percent"))
    absolute = _exact(_("Tolerance in units"), _("The wider of the two is allowed."))
    beyond = _exact(_("Unusual beyond (robust deviations)"), _("3.5 is usual; more finds less."))
    floor = _exact(_("Never within (units)"), _("Small counts move by chance: within this nothing is unusual."))
    earlier = _exact(_("Earlier reports needed"), _("4 to 12."))
    builtin = forms.ChoiceField(
        label=_("Which rule"),
        required=False,
        choices=[("", "–"), *BUILTIN_NAMES.items()],
    )
    elements = forms.CharField(
        label=_("Only these rows"),
        required=False,
        max_length=4000,
        help_text=_("Codes of elements, or rows as B09.01, between commas; empty: all."),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    tables = forms.CharField(
        label=_("Only these tables"), required=False, max_length=200, help_text=_("As B02, B13; empty: all.")
    )
    measures = forms.MultipleChoiceField(
        label=_("Only rows that are"),
        required=False,
        choices=[("count", _("counts")), ("money", _("money")), ("rate", _("rates"))],
        widget=forms.CheckboxSelectMultiple,
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        choices=[("T", _("Total")), ("F", _("Women")), ("FM", _("Ethnic-minority women"))],
        widget=forms.CheckboxSelectMultiple,
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only these kinds of units"),
        required=False,
        help_text=_("None ticked: all."),
        choices=list(Kind.choices),
        widget=forms.CheckboxSelectMultiple,
    )
    reports = forms.MultipleChoiceField(
        label=_("Reports"), choices=list(REPORT_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    instead_of = forms.CharField(
        label=_("In the place of rule"),
        required=False,
        max_length=4,
        help_text=_("Pairs that this rule compares are left out of that one."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    GROUPS = (
        (None, ("code", "severity", "vi", "en", "fix_vi", "fix_en", "way")),
        ("limits", ("least", "most", "multiple_of", "whole")),
        ("relations", ("relations",)),
        ("against", ("against", "measure", "compare", "percent", "absolute")),
        ("outlier", ("beyond", "floor", "earlier")),
        ("builtin", ("builtin",)),
        ("", ("elements", "tables", "measures", "columns", "kinds", "reports", "instead_of")),
    )

    def clean_en(self) -> str:
        """The Vietnamese where no English is given."""
        return self.cleaned_data["en"] or self.cleaned_data.get("vi", "")

    def clean_fix_en(self) -> str:
        """The same."""
        return self.cleaned_data["fix_en"] or self.cleaned_data.get("fix_vi", "")

    def __init__(
        self, data=None, *, rows: dict[str, str], form_codes: Iterable[str], initial: dict | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self._rows = rows
        self.fields["against"].choices = [
            ("", "–"),
            *AGAINST_NAMES.items(),
            *((code, code) for code in sorted(form_codes)),
        ]

    def groups(self) -> list[tuple[str | None, object, list[forms.BoundField]]]:
        """(way, its name, its fields): "" holds where the rule applies, None what every rule has."""
        way = self["way"].value()
        return [
            (group, WAY_NAMES.get(group, ""), [self[name] for name in names], group in (None, way))
            for group, names in self.GROUPS
        ]

    def text(self) -> str:
        """The rule as YAML, as it was filled in."""
        given = self.cleaned_data
        rule = {name: given[name] for name in ("code", "severity", "vi", "en")}
        rule |= self._way(given["way"])
        elements = [self._rows.get(each, each) for each in _listed(given["elements"])]
        for name, value in (
            ("elements", elements),
            ("tables", _listed(given["tables"])),
            ("measures", given["measures"]),
            ("columns", given["columns"] if given["columns"] != ["T"] else []),
            ("kinds", given["kinds"]),
            ("reports", given["reports"] if set(given["reports"]) != set(REPORT_NAMES) else []),
            ("instead_of", given["instead_of"]),
        ):
            if value:
                rule[name] = value
        rule["fix"] = {"vi": given["fix_vi"], "en": given["fix_en"]}
        return yaml.safe_dump(rule, allow_unicode=True, sort_keys=False)

    def _way(self, way: str) -> dict:
        given = self.cleaned_data
        if way == "limits":
            limits = {name: _number(given[name]) for name in ("least", "most", "multiple_of") if given[name]}
            return {"limits": limits | ({"whole": True} if given["whole"] else {})}
        if way == "relations":
            return {"relations": [line.strip() for line in given["relations"].splitlines() if line.strip()]}
        if way == "against":
            within = {name: _number(given[name]) for name in ("percent", "absolute") if given[name]}
            found = {"against": given["against"]} if given["against"] else {}
            found |= {"compare": given["compare"]} if given["compare"] not in ("", "=") else {}
            found |= {"measure": given["measure"]} if given["measure"] else {}
            return found | ({"within": within} if within else {})
        if way == "outlier":
            how = {name: _number(given[name]) for name in ("beyond", "floor") if given[name]}
            if given["earlier"]:
                how["reports"] = int(given["earlier"]) if given["earlier"].isdecimal() else given["earlier"]
            return {"outlier": how}
        return {"builtin": given["builtin"]} if given["builtin"] else {}

    def show(self, problems: Iterable[Problem]) -> None:
        """Put each problem at its field; what belongs to none stands above the form."""
        show_problems(self, problems, _FIELD_OF)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\n", ",").replace(";", ",").split(",") if part.strip()]


def _number(text: str) -> str:
    """As the schema wants it; what is no number stays as it was typed, for the schema to refuse at its place."""
    parsed = parse_number(text, decimals_allowed=True)
    return text if parsed.value is None else f"{parsed.value:f}"


def show_problems(form: forms.Form, problems: Iterable[Problem], field_of: dict[str, str]) -> None:
    """Problems of a rule or a text as errors of a form, in the reader's language."""
    for problem in problems:
        place = problem.place.partition("].")[2] if problem.place.startswith("checks[") else problem.place
        place = place.split("[")[0]
        name = field_of.get(place, field_of.get(place.partition(".")[0], place))
        said = problem.en if language() == "en" else problem.vi
        # A place that has no field of its own is named in the sentence.
        if name in form.fields:
            form.add_error(name, said)
        else:
            form.add_error(None, f"{problem.place}: {said}")


def initial_of(rule: Check) -> dict:
    """The fields of the form for a rule."""
    found = rule.model_dump(mode="json")
    way = next((way for way in WAYS if found[way]), "relations")
    # A rule for what is unusual may say nothing but that.
    way = "outlier" if rule.outlier is not None else way
    limits, within, outlier = (found[name] or {} for name in ("limits", "within", "outlier"))
    given = rule.within.model_fields_set
    return found | {
        "way": way,
        "fix_vi": rule.fix.vi,
        "fix_en": rule.fix.en,
        "relations": "\n".join(rule.relations),
        "elements": ", ".join(rule.elements),
        "tables": ", ".join(rule.tables),
        **{name: _shown(limits.get(name)) for name in ("least", "most", "multiple_of")},
        "whole": limits.get("whole", False),
        **{name: _shown(within[name]) if name in given else "" for name in ("percent", "absolute")},
        **{name: _shown(outlier.get(name)) for name in ("beyond", "floor")},
        "earlier": outlier.get("reports", ""),
        "against": rule.against or "",
        "measure": rule.measure or "",
        "builtin": rule.builtin or "",
        "instead_of": rule.instead_of or "",
    }


def _shown(value: str | None) -> str:
    """A number of a rule as officials write it; empty for none."""
    return "" if value is None else format_number(Decimal(value))


class RuleTextForm(UnmarkedForm):
    """One rule, or a whole set, as YAML."""

    text = forms.CharField(
        label=_("YAML"),
        max_length=LARGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "code"}),
    )

    def show(self, problems: Iterable[Problem]) -> None:
        """Each with its place, below the text."""
        for problem in problems:
            self.add_error("text", f"{problem.place}: {problem.en if language() == 'en' else problem.vi}")


class NameForm(UnmarkedForm):
    """What a rule set is called."""

    vi = forms.CharField(label=_("Name in Vietnamese"), max_length=300)
    en = forms.CharField(label=_("Name in English"), max_length=300, required=False, help_text=LEFT_OUT)

    def clean_en(self) -> str:
        """The Vietnamese where no English is given."""
        return self.cleaned_data["en"] or self.cleaned_data.get("vi", "")


def how_of(rule: Check) -> str:
    """How a rule looks, in a few words; empty for one that is its relations."""
    if rule.builtin:
        return str(BUILTIN_NAMES[rule.builtin])
    if rule.against:
        name = AGAINST_NAMES.get(rule.against, rule.against)
        return _("against %(report)s") % {"report": name}
    return str(_("unusual figures") if rule.outlier else _("limits of a figure") if rule.limits else "")


class AdoptForm(forms.Form):
    """By which rules the reports of a round are checked."""

    rules = forms.ModelChoiceField(
        label=_("Rules"), queryset=None, required=False, empty_label=_("the form’s own checks")
    )

    def __init__(self, data=None, *, choices, initial=None) -> None:
        super().__init__(data, initial={"rules": initial})
        self.fields["rules"].queryset = choices
        self.fields["rules"].label_from_instance = rules_name


def rules_name(rules) -> str:
    """ "Quy tắc 2015, bản 2": a rule set in a choice."""
    title = rules.title_en if language() == "en" else rules.title_vi
    return _("%(title)s, version %(version)s") % {"title": title, "version": rules.version}
