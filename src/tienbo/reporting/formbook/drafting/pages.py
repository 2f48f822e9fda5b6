"""What the screens of a draft show: its parts, what must be mended and where, a paper form with its proposals."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tienbo.reporting.definitions.drafting.comparing import compared
from tienbo.reporting.definitions.drafting.editing import mended
from tienbo.reporting.definitions.drafting.foreign import (
    CLEAR,
    ForeignRow,
    ForeignTable,
    Likeness,
    MappedRow,
    MappedTable,
)
from tienbo.reporting.definitions.models import FormDraft
from tienbo.reporting.definitions.problems import Problem
from tienbo.reporting.definitions.queries import definition_of, draft_definition, known_rows, problems_of_draft
from tienbo.reporting.definitions.schema import Definition
from tienbo.reporting.formbook.words import PARTS, place_said, problem_said

# What a row of a paper becomes besides an element that there is.
SKIP, NEW = "-", "+"


@dataclass(frozen=True)
class ProblemRow:
    """A problem in words, with its place as people call it and where it is mended."""

    place: str
    said: str
    url: str


def problem_rows(draft: FormDraft, problems: Sequence[Problem], within: str = "") -> list[ProblemRow]:
    """Problems of a draft, each with the page on which it is mended; `within`: those of a place only."""
    return [
        ProblemRow(place_said(each.place), problem_said(each), _page_of(draft, each.place))
        for each in problems
        if each.place.startswith(within)
    ]


def _page_of(draft: FormDraft, place: str) -> str:
    if match := re.match(r"tables\[(\w+)\]\.rows\[([\w.]+)\]", place):
        return reverse("reporting:form_draft_row", args=[draft.uid, match[1], match[2]])
    if match := re.match(r"tables\[(\w+)\]", place):
        return reverse("reporting:form_draft_table", args=[draft.uid, match[1]])
    if match := re.match(r"narrative\[([\w.]+)\]", place):
        return reverse("reporting:form_draft_heading", args=[draft.uid, match[1]])
    part = re.split(r"[.\[]", place)[0]
    if part in PARTS:
        return reverse("reporting:form_draft_part", args=[draft.uid, part])
    return ""


def draft_page(draft: FormDraft) -> dict:
    """A draft as a whole."""
    definition = draft_definition(draft)
    problems = problems_of_draft(definition, draft.unit)
    return {
        "draft": draft,
        "definition": definition,
        "problems": problem_rows(draft, problems),
        # What can be taken out by one button: things that name what is gone.
        "may_mend": bool(mended(definition)[1]),
        "changes": compared(definition_of(draft.based_on), definition),
        "parts": list(PARTS.items()),
        "waiting": len(draft.reading),
    }


@dataclass(frozen=True)
class Element:
    """An element that a row may ask: its words, and whether the draft asks it already."""

    code: str
    text: Mapping[str, str]
    is_asked: bool


def elements_to_offer(draft: FormDraft, definition: Definition) -> list[Element]:
    """Every element that some form of the unit knows, those that the draft does not ask first."""
    asked = definition.row_by_code
    known = known_rows(draft.unit)
    found = [Element(code, row, code in asked) for code, row in known.items()]
    return sorted(found, key=lambda each: (each.is_asked, each.code))


# --- a paper form -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PaperRow:
    """A row of the paper with what is proposed: the name of its field, what is chosen there, likely elements with their
    words, and an element that was named beside them."""

    name: str
    row: ForeignRow
    value: str
    likely: tuple[tuple[str, str], ...]
    other: str


@dataclass(frozen=True)
class PaperTable:
    """A table of the paper to be mapped."""

    number: int
    table: ForeignTable
    code: str
    title: str
    rows: tuple[PaperRow, ...]


def paper_page(draft: FormDraft, given: Mapping[str, str]) -> dict:
    """The tables of the paper that was read. What the person has chosen (`given`) stands before what is proposed."""
    definition = draft_definition(draft)
    known = {code: row["vi"] for code, row in known_rows(draft.unit).items()}
    known |= {row.code: row.vi for row in definition.rows()}
    likeness = Likeness(known)
    tables = [
        _paper_table(number, ForeignTable.of_data(data), definition, likeness, known, given)
        for number, data in enumerate(draft.reading)
    ]
    return {"draft": draft, "tables": tables, "known": sorted(known.items())}


def _paper_table(number, table: ForeignTable, definition: Definition, likeness: Likeness, known, given) -> PaperTable:
    taken: set[str] = set()
    rows = []
    for position, row in enumerate(table.rows):
        name = f"row.{number}.{position}"
        likely = likeness.nearest(row.label)
        clear = next((code for code, alike in likely if alike >= CLEAR and code not in taken), "")
        taken.add(clear)
        value = given.get(name, SKIP if row.is_heading else clear or NEW)
        words = tuple((code, known[code]) for code, _alike in likely)
        rows.append(PaperRow(name, row, value, words, given.get(f"other.{name}", "")))
    return PaperTable(
        number,
        table,
        given.get(f"code.{number}") or _free_code(definition, number),
        given.get(f"title.{number}") or table.name,
        tuple(rows),
    )


def _free_code(definition: Definition, number: int) -> str:
    free = [code for place in range(1, 100) if (code := f"B{place:02d}") not in definition.table_by_code]
    return free[number] if number < len(free) else "C01"


def mapped_table(given: Mapping[str, str], draft: FormDraft) -> MappedTable:
    """What the person made of one table of the paper."""
    text = given.get("table", "")
    number = int(text) if text.isdecimal() and len(text) < 4 else -1
    if not 0 <= number < len(draft.reading):
        return MappedTable("", "")
    table = ForeignTable.of_data(draft.reading[number])
    rows = []
    for position, row in enumerate(table.rows):
        name = f"row.{number}.{position}"
        value = given.get(f"other.{name}", "").strip() or given.get(name, SKIP).strip()
        if value and value != SKIP:
            rows.append(MappedRow(row.label, "" if value == NEW else value, row.unit))
    title = given.get(f"title.{number}", "").strip()[:400] or table.name
    return MappedTable(given.get(f"code.{number}", "").strip().upper()[:3], title, tuple(rows), table.by)
