"""Shapes of the form book: how a form is looked at, its head, a table, a row, a heading, a part as YAML, files."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from tienbo.files.forms import UnmarkedForm
from tienbo.reporting.definitions.drafting.editing import Data
from tienbo.reporting.definitions.drafting.text import LARGEST_TEXT
from tienbo.reporting.definitions.problems import Problem
from tienbo.reporting.definitions.schema import Definition, Heading, Row, Table
from tienbo.reporting.formbook.queries import Look
from tienbo.reporting.formbook.words import (
    AGGREGATIONS,
    HEADING_KINDS,
    KINDS,
    NATURES,
    problem_said,
    text_said,
)
from tienbo.reporting.rounds.forms import REPORT_NAMES
from tienbo.units.kinds import Kind

NONE = ("", "–")
# What units report on forms; the national level has none below it here.
REPORTING_KINDS = [(value, label) for value, label in Kind.choices if value != "national"]


def named_choices(parts: Mapping[str, object], first: Iterable = ()) -> list[tuple[str, str]]:
    """Codes of a vocabulary of the form with their words."""
    return [*first, *((code, text_said(part)) for code, part in parts.items())]


class LookForm(forms.Form):
    """Through whose eyes a form is looked at."""

    kind = forms.ChoiceField(label=_("As seen by"), choices=REPORTING_KINDS, required=False)
    sector = forms.ChoiceField(label=_("In charge of"), required=False)
    report = forms.ChoiceField(label=_("Report"), choices=list(REPORT_NAMES.items()), required=False)
    variant = forms.ChoiceField(
        label=_("Form"), choices=[("full", _("full form")), ("short", _("short form"))], required=False
    )

    def __init__(self, data=None, *, definition: Definition) -> None:
        super().__init__(data or {}, initial={})
        self.fields["sector"].choices = named_choices(definition.sectors, [NONE])

    def look(self) -> Look:
        """What was chosen; what was not is as usual."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Look(**given)


class ProblemsForm(UnmarkedForm):
    """A form to which the problems of a definition can be shown, each at its field."""

    def show(self, problems: Iterable[Problem]) -> None:
        """By the last step of its place; what has no field stands above the form, with its place."""
        for problem in problems:
            name = problem.place.rpartition("].")[2].replace(".", "_")
            name = name if name in self.fields else f"{name}_vi"
            if name in self.fields:
                self.add_error(name, problem_said(problem))
            else:
                self.add_error(None, f"{problem.place}: {problem_said(problem)}")


def _words(label, *, required: bool = True, most: int = 400, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, required=required, max_length=most, widget=widget)


def _both(given: Mapping[str, str], name: str) -> Data | None:
    """A text in both languages; where only one was written it stands for both."""
    vi, en = given[f"{name}_vi"].strip(), given[f"{name}_en"].strip()
    return {"vi": vi or en, "en": en or vi} if vi or en else None


class HeadForm(ProblemsForm):
    """What a form is called."""

    title_vi = _words(_("Title in Vietnamese"))
    title_en = _words(_("Title in English"), required=False)
    annex_title_vi = _words(_("Title of the annex in Vietnamese"))
    annex_title_en = _words(_("Title of the annex in English"), required=False)
    note_vi = _words(_("Note in Vietnamese"), required=False, most=1000, rows=2)
    note_en = _words(_("Note in English"), required=False, most=1000, rows=2)

    def fields_given(self) -> Data:
        """For `editing.named`."""
        return {name: _both(self.cleaned_data, name) for name in ("title", "annex_title", "note")}

    @staticmethod
    def initial_of(definition: Definition) -> dict:
        """What stands."""
        head = definition.form
        texts = {"title": head.title, "annex_title": head.annex_title, "note": head.note}
        return {f"{name}_{lang}": getattr(text, lang) for name, text in texts.items() if text for lang in ("vi", "en")}


class TableForm(ProblemsForm):
    """One table without its rows."""

    code = forms.CharField(
        label=_("Code"),
        max_length=3,
        help_text=_("A capital letter and two digits, as B15."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    title_vi = _words(_("Title in Vietnamese"))
    title_en = _words(_("Title in English"), required=False)
    columns = forms.ChoiceField(label=_("Printed columns"))
    confidentiality = forms.ChoiceField(label=_("Who may see it"), required=False)
    note_vi = _words(_("Guidance in Vietnamese"), required=False, most=1000, rows=2)
    note_en = _words(_("Guidance in English"), required=False, most=1000, rows=2)
    printed_note_vi = _words(_("Note printed below, in Vietnamese"), required=False, most=1000, rows=2)
    printed_note_en = _words(_("Note printed below, in English"), required=False, most=1000, rows=2)

    def __init__(self, data=None, *, definition: Definition, initial: dict | None = None) -> None:
        super().__init__(data, initial=initial)
        labels = definition.column_labels
        self.fields["columns"].choices = [
            (name, ", ".join(text_said(labels[column]) for column in columns if column in labels))
            for name, columns in definition.column_sets.items()
        ]
        self.fields["confidentiality"].choices = named_choices(definition.confidentiality)

    def fields_given(self) -> Data:
        """For `editing.with_table`."""
        given = self.cleaned_data
        found = {name: _both(given, name) for name in ("title", "note", "printed_note")}
        found |= {"code": given["code"].strip(), "columns": given["columns"]}
        return found | _unless(given, "confidentiality", "public")

    @staticmethod
    def initial_of(table: Table) -> dict:
        """What stands."""
        return _initial(table, ("title", "note", "printed_note"))


def _unless(given: Mapping, name: str, usual: str) -> Data:
    return {name: given[name]} if given[name] and given[name] != usual else {}


def _initial(part, texts: Iterable[str]) -> dict:
    found = part.model_dump(mode="json")
    for name in texts:
        text = found.pop(name, None) or {}
        found |= {f"{name}_{lang}": text.get(lang, "") for lang in ("vi", "en")}
    return found


class RowForm(ProblemsForm):
    """One row: which element it asks, in what words, of whom, broken down how."""

    code = forms.CharField(
        label=_("Data element"),
        max_length=60,
        help_text=_("Take one that is there and its series goes on; another code begins a new series."),
        widget=forms.TextInput(attrs={"list": "elements", "spellcheck": "false", "autocomplete": "off"}),
    )
    vi = _words(_("Words in Vietnamese"))
    en = _words(_("Words in English"), required=False)
    unit = forms.ChoiceField(label=_("Unit of count"), required=False)
    other_unit = _words(_("or another unit"), required=False, most=60)
    kind = forms.ChoiceField(label=_("What kind of figure"), choices=list(KINDS.items()))
    nature = forms.ChoiceField(label=_("What it tells"), choices=list(NATURES.items()))
    aggregation = forms.ChoiceField(label=_("How it is added up"), choices=list(AGGREGATIONS.items()))
    by = forms.MultipleChoiceField(
        label=_("Broken down by"),
        required=False,
        help_text=_("Sex and ethnic minority are columns; every other breakdown makes lines."),
        widget=forms.CheckboxSelectMultiple,
    )
    levels = forms.MultipleChoiceField(
        label=_("Levels"),
        required=False,
        help_text=_("Only with the breakdown by level."),
        widget=forms.CheckboxSelectMultiple,
    )
    terms = forms.ChoiceField(label=_("Terms of"), required=False)
    newest_term = forms.BooleanField(label=_("only the newest term"), required=False)
    audience = forms.ChoiceField(label=_("Asked of"))
    sector = forms.ChoiceField(label=_("Agency in charge"), required=False)
    fill = forms.ChoiceField(label=_("Figures are proposed from"))
    of = forms.CharField(
        label=_("Contained in"),
        required=False,
        max_length=60,
        help_text=_("The element whose figures contain these: it may not be smaller."),
        widget=forms.TextInput(attrs={"list": "own-elements", "spellcheck": "false", "autocomplete": "off"}),
    )
    splits = forms.CharField(
        label=_("Breaks down completely"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"list": "own-elements", "spellcheck": "false", "autocomplete": "off"}),
    )
    test = forms.CharField(
        label=_("Condition for counting one body"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    women_only = forms.BooleanField(label=_("counts women only"), required=False)
    opening = forms.BooleanField(label=_("at the start of the period"), required=False)
    estimate = forms.BooleanField(label=_("an estimate by nature"), required=False)
    annual_only = forms.BooleanField(label=_("only in the annual report"), required=False)
    election = forms.BooleanField(label=_("only in an election period"), required=False)
    window = forms.ChoiceField(
        label=_("Covers"),
        required=False,
        choices=[("", _("the report’s period")), ("year", _("the year")), ("previous_year", _("the year before"))],
    )
    confidentiality = forms.ChoiceField(label=_("Who may see it"), required=False)
    note_vi = _words(_("Note in Vietnamese"), required=False, most=1000, rows=2)
    note_en = _words(_("Note in English"), required=False, most=1000, rows=2)
    FLAGS = ("newest_term", "women_only", "opening", "estimate", "annual_only")
    GROUPS = (
        (None, ("code", "vi", "en", "unit", "other_unit", "kind", "nature", "aggregation", "audience", "by")),
        (_("Levels, terms, agency"), ("levels", "terms", "newest_term", "sector")),
        (_("Relation to other rows"), ("of", "splits", "test")),
        (
            _("When and how it is asked"),
            ("fill", "window", "women_only", "opening", "estimate", "annual_only", "election", "confidentiality"),
        ),
        (_("Note"), ("note_vi", "note_en")),
    )

    def __init__(self, data=None, *, definition: Definition, initial: dict | None = None) -> None:
        super().__init__(data, initial=initial)
        fields, level = self.fields, definition.breakdowns.get("level")
        fields["unit"].choices = named_choices(definition.units)
        fields["by"].choices = named_choices(definition.breakdowns)
        fields["levels"].choices = named_choices(level.items) if level else []
        fields["terms"].choices = [NONE, *((code, code) for code in definition.terms)]
        fields["audience"].choices = named_choices(definition.audiences)
        fields["sector"].choices = named_choices(definition.sectors, [NONE])
        fields["fill"].choices = named_choices(definition.fills)
        fields["confidentiality"].choices = named_choices(definition.confidentiality)

    def groups(self) -> list[tuple[object, list[forms.BoundField], bool]]:
        """(title, its fields, whether it is open): what is rarely needed is folded until something stands there."""
        found = []
        for title, names in self.GROUPS:
            bound = [self[name] for name in names]
            usual = {"fill": "manual", "confidentiality": "public"}
            is_open = title is None or any(
                field.errors or field.value() not in (None, "", False, [], (), usual.get(field.name)) for field in bound
            )
            found.append((title, bound, is_open))
        return found

    def fields_given(self) -> Data:
        """For `editing.with_row`; the unit is added by who reads `other_unit`."""
        given = self.cleaned_data
        found: Data = {name: given[name].strip() for name in ("code", "vi")}
        found |= {"en": given["en"].strip() or given["vi"].strip(), "unit": given["unit"]}
        found |= {name: given[name] for name in ("kind", "nature", "aggregation", "audience", "fill")}
        found["by"] = list(given["by"])
        found |= {name: list(given[name]) for name in ("levels",) if given[name]}
        found |= {
            name: given[name].strip() for name in ("terms", "sector", "of", "splits", "test") if given[name].strip()
        }
        found |= {name: True for name in self.FLAGS if given[name]}
        found |= {"window": given["window"]} if given["window"] else {}
        found |= {"when": "election"} if given["election"] else {}
        found |= {"note": note} if (note := _both(given, "note")) else {}
        return found | _unless(given, "confidentiality", "public")

    @staticmethod
    def initial_of(row: Row) -> dict:
        """What stands."""
        return _initial(row, ("note",)) | {"election": row.when == "election"}


class HeadingForm(ProblemsForm):
    """One heading of the text."""

    num = forms.CharField(
        label=_("Number"), required=False, max_length=12, widget=forms.TextInput(attrs={"class": "short"})
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        help_text=_("Small letters, as results.models. A heading keeps its code when its words change."),
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    vi = _words(_("Words in Vietnamese"))
    en = _words(_("Words in English"), required=False)
    kind = forms.ChoiceField(label=_("What is written there"), choices=list(HEADING_KINDS.items()))
    reports = forms.MultipleChoiceField(
        label=_("Reports"), choices=list(REPORT_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    tables = forms.MultipleChoiceField(
        label=_("Tables that belong to it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    item_types = forms.MultipleChoiceField(
        label=_("Kinds of items"), required=False, widget=forms.CheckboxSelectMultiple
    )
    fill = forms.ChoiceField(label=_("Drafted from"), required=False)
    from_year = forms.IntegerField(
        label=_("From the year"), required=False, min_value=1990, max_value=2100, widget=forms.NumberInput()
    )
    confidentiality = forms.ChoiceField(label=_("Who may see it"), required=False)

    def __init__(self, data=None, *, definition: Definition, initial: dict | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["tables"].choices = [
            (table.code, f"{table.code}. {text_said(table.title)}") for table in definition.tables
        ]
        self.fields["item_types"].choices = named_choices(definition.item_types)
        self.fields["fill"].choices = named_choices(definition.fills, [NONE])
        self.fields["confidentiality"].choices = named_choices(definition.confidentiality)

    def fields_given(self, stands: Data) -> Data:
        """For `editing.with_heading`; what has no field here stays as it stands."""
        given = self.cleaned_data
        found: Data = {"num": given["num"].strip(), "code": given["code"].strip(), "vi": given["vi"].strip()}
        found |= {"en": given["en"].strip() or found["vi"], "kind": given["kind"], "reports": list(given["reports"])}
        found |= {name: list(given[name]) for name in ("tables", "item_types") if given[name]}
        found |= {name: given[name] for name in ("fill", "from_year") if given[name]}
        found |= {name: stands[name] for name in ("serves",) if stands.get(name)}
        return found | _unless(given, "confidentiality", "public")

    @staticmethod
    def initial_of(heading: Heading) -> dict:
        """What stands."""
        return heading.model_dump(mode="json")


class PartForm(ProblemsForm):
    """One part of a form as YAML."""

    text = forms.CharField(
        label=_("YAML"),
        max_length=LARGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )

    def show(self, problems: Iterable[Problem]) -> None:
        """Each with its place, below the text."""
        for problem in problems:
            self.add_error("text", f"{problem.place}: {problem_said(problem)}")


class FileForm(forms.Form):
    """One file: a definition, a workbook of one, or a paper form."""

    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty: choose another one.")},
    )

    def __init__(self, data=None, files=None, *, accept: str) -> None:
        super().__init__(data, files)
        self.fields["file"].widget.attrs["accept"] = accept

    def show(self, problems: Iterable[Problem]) -> None:
        """Each with its place, below the file."""
        for problem in problems:
            self.add_error("file", f"{problem.place}: {problem_said(problem)}")
