"""The words of the form book: kinds, natures, parts of a form, and what changed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tienbo.reporting.definitions.drafting.comparing import Change, FormChanges
from tienbo.reporting.definitions.problems import Problem
from tienbo.reporting.entry.grids import language

KINDS = {"count": _("a count"), "money": _("money, in đồng"), "rate": _("a rate published elsewhere")}
NATURES = {
    "flow": _("what happens in the period"),
    "stock": _("what there is on the closing day"),
    "term": _("belongs to a term of office"),
}
AGGREGATIONS = {
    "sum": _("figures of units are added"),
    "count": _("bodies that meet a condition are counted"),
    "none": _("never added: one office gives it for all"),
}
HEADING_KINDS = {
    "heading": _("a heading alone"),
    "text": _("running text"),
    "list": _("a list drafted from records"),
    "item": _("items, alike ones grouped above"),
    "annex": _("the annex of figures"),
}
PARTS = {
    "reports": _("Periodic reports and their due days"),
    "due_days_before_superior": _("Days before the superior’s due day"),
    "explanations": _("Explanations of terms"),
    "flags": _("Marks on figures"),
    "confidentiality": _("Who may see a figure"),
    "units": _("Units of count"),
    "sectors": _("Agencies in charge"),
    "fills": _("Sources of proposed figures"),
    "item_types": _("Kinds of items of the text"),
    "terms": _("Terms of office"),
    "breakdowns": _("Breakdowns"),
    "unspecified": _("What is not broken down"),
    "audiences": _("Which units a row is asked of"),
    "withheld": _("Tables that a sector does not give"),
    "column_sets": _("Sets of printed columns"),
    "column_labels": _("Heads of printed columns"),
    "checks": _("Rules"),
    "retired_checks": _("Rules that are gone"),
    "indicators": _("Indicators"),
    "topics": _("Words that place a sentence under a heading"),
    "short_form": _("The short form"),
}
# What of a row, a table or a heading changed.
FIELDS = {
    "vi": _("wording"),
    "en": _("English wording"),
    "title": _("title"),
    "note": _("note"),
    "printed_note": _("printed note"),
    "unit": _("unit of count"),
    "kind": _("kind of figure"),
    "nature": _("nature"),
    "aggregation": _("how units are added"),
    "by": _("breakdowns"),
    "levels": _("levels"),
    "terms": _("terms"),
    "audience": _("who is asked"),
    "sector": _("agency in charge"),
    "fill": _("source"),
    "of": _("the row that contains it"),
    "splits": _("the row that it splits"),
    "test": _("condition"),
    "columns": _("printed columns"),
    "confidentiality": _("who may see it"),
    "tables": _("tables"),
    "reports": _("reports"),
    "num": _("number"),
    "item_types": _("kinds of items"),
    "from_year": _("from year"),
    "annual_only": _("annual report only"),
    "relations": _("relations"),
    "severity": _("severity"),
    "fix": _("what to do"),
    "formula": _("formula"),
}


def fields_said(parts: Iterable[str]) -> str:
    """ "wording, who is asked": which parts of something changed."""
    return ", ".join(dict.fromkeys(str(FIELDS.get(part, part)) for part in parts))


def place_said(place: str) -> str:
    """ "B01.02: the row that contains it": a place of a definition as people call it."""
    names = {"checks": _("rule"), "indicators": _("indicator"), "narrative": _("heading"), "tables": _("table")}
    if match := re.match(r"tables\[\w+\]\.rows\[([\w.]+)\](?:\.(\w+))?", place):
        return f"{match[1]}, {FIELDS.get(match[2], match[2])}" if match[2] else match[1]
    if match := re.match(r"(\w+)\[([^\]]+)\]", place):
        return f"{names.get(match[1]) or PARTS.get(match[1], match[1])} {match[2]}"
    part = re.split(r"[.\[]", place)[0]
    return str(PARTS.get(part, place))


def problem_said(problem: Problem) -> str:
    """A problem in the reader's language, without its place."""
    return problem.en if language() == "en" else problem.vi


def text_said(text) -> str:
    """A text of the form in the reader's language."""
    return text.en if language() == "en" else text.vi


@dataclass(frozen=True)
class ChangeRow:
    """One change on a page: what it is about, how it is called, what of it changed."""

    group: str
    key: str
    name: str
    change: Change
    said: str


def change_rows(changes: FormChanges) -> list[ChangeRow]:
    """Everything that changed, tables first."""
    groups = (
        (_("Tables"), changes.tables, lambda part: part.title),
        (_("Rows"), changes.rows, lambda part: part),
        (_("Headings"), changes.headings, lambda part: part),
        (_("Rules"), changes.checks, lambda part: part),
        (_("Indicators"), changes.indicators, lambda part: part),
    )
    found = []
    for group, parts, text in groups:
        for change in parts:
            part = change.after or change.before
            key = getattr(part, "row", change.key)
            found.append(ChangeRow(str(group), key, text_said(text(part)), change, _said(change)))
    return found


def _said(change: Change) -> str:
    said = {"new": gettext("new"), "gone": gettext("gone"), "moved": gettext("moved")}
    if change.kind in said:
        return said[change.kind]
    moved = [gettext("moved")] if change.moved else []
    return ", ".join([fields_said(change.parts), *moved])


def others_said(changes: FormChanges) -> list[str]:
    """The other parts of the form that differ."""
    return [str(PARTS.get(name, name)) for name in changes.others]
