"""What the screens of layouts show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from tienbo.core.numbers import format_number
from tienbo.documents.spreadsheets import Place
from tienbo.files.queries import content
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.grids import language, words
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rules.findings import column_name
from tienbo.reporting.workbook.facts import Expected, FileFacts
from tienbo.reporting.workbook.layout import SheetPlan, cells_by_place, key_of_line
from tienbo.reporting.workbook.models import OwnLayout
from tienbo.reporting.workbook.opening import opened
from tienbo.reporting.workbook.own.actions import stamp
from tienbo.reporting.workbook.own.declaring import Meant
from tienbo.reporting.workbook.own.forms import ASK, USE_NAMES, TableForm
from tienbo.reporting.workbook.own.grids import SHOWN_COLUMNS, SHOWN_ROWS, Grid, grids_of
from tienbo.reporting.workbook.own.layouts import LABEL, NOTE, Layout
from tienbo.reporting.workbook.own.locating import located_in
from tienbo.reporting.workbook.own.queries import Owner, layouts_of, owners_of
from tienbo.reporting.workbook.own.reading import read_own
from tienbo.reporting.workbook.own.suggesting import suggest
from tienbo.reporting.workbook.problems import Problem
from tienbo.reporting.workbook.queries import flag_words, plans_of
from tienbo.reporting.workbook.verdicts import shown_figure


@dataclass(frozen=True)
class LayoutRow:
    """A layout in the list. `url` "": the person may not change it."""

    row: OwnLayout
    owner: str
    tables: int
    lines: int
    url: str


def layout_rows(user, report: Report) -> list[LayoutRow]:
    """The layouts by which files are read into a report, and drafts of them."""
    owners = owners_of(report)
    names = {owner.unit.pk: owner.name for owner in owners}
    mine = {owner.unit.pk for owner in owners if user.has_perm(owner.permission, owner.over)}
    found = []
    for row in layouts_of(report, owners):
        layout = Layout.of_data(row.layout)
        address = _address(report, row) if row.unit_id in mine else ""
        if address or row.state == OwnLayout.State.ACTIVE:
            lines = len({rule.line for rule in layout.rows()})
            found.append(LayoutRow(row, names[row.unit_id], len(layout.tables), lines, address))
    return found


def _address(report: Report, row: OwnLayout, grid: int = 1) -> str:
    address = reverse("reporting:own_layout", args=[report.round.code, report.participant.slug, row.uid])
    return address if grid == 1 else f"{address}?grid={grid}"


class Sample:
    """The sample of a layout beside the report on whose page it is looked at."""

    def __init__(self, report: Report, row: OwnLayout) -> None:
        self.report, self.row = report, row
        self.facts: FileFacts = opened(content(row.sample))
        self.grids = grids_of(self.facts.book)
        self.plans: Mapping[str, SheetPlan] = plans_of(report, 0)
        self.layout = Layout.of_data(row.layout)
        self.lines: list[Line] = [line for plan in self.plans.values() for line in plan.lines]

    @property
    def by_key(self) -> dict[str, Line]:
        """The lines that are typed, by their key."""
        return {key_of_line(line): line for line in self.lines if line.is_entered}

    def grid(self, number: int) -> Grid:
        """One of the sheets, from 1; the first for a number that there is not."""
        return self.grids[number - 1] if 0 < number <= len(self.grids) else self.grids[0]

    @property
    def uses(self) -> list[str]:
        """What a column may be: what the report asks at all."""
        asked = {column for plan in self.plans.values() for column in plan.figures}
        return [use for use in USE_NAMES if use in asked or use in (LABEL, NOTE)]

    def form(self, grid: Grid, data: Mapping[str, str] | None = None) -> tuple[TableForm, frozenset[int]]:
        """The form of a sheet with what was said of it, else with what is proposed; and the rows that are proposed."""
        table = self.layout.table(grid.sheet.name)
        columns: Mapping[int, str] = {}
        rows: Mapping[int, Meant] = {}
        proposed: frozenset[int] = frozenset()
        if table is not None:
            found = located_in(table, grid)
            columns = {column: use for use, column in found.columns.items()}
            rows = {row: Meant(rule.line, rule.place) for rule, row in found.rows.items()}
        if not rows:
            label = next((column for column, use in columns.items() if use == LABEL), None)
            offered = suggest(grid, self.lines, label)
            columns, rows = columns or offered.columns, offered.rows
            proposed = frozenset(rows)
        columns = {column: use for column, use in columns.items() if use in self.uses}
        initial = {f"c.{column}": use for column, use in columns.items()}
        initial |= {f"r.{row}": self.shown(meant) for row, meant in rows.items()}
        initial |= {
            "scale": table.scale if table else 1,
            "dash": (table.dash if table else "") or ASK,
            "seen": stamp(self.row),
        }
        kept = {self.shown(meant): "" for meant in rows.values() if meant.line not in self.by_key}
        has_money = any(line.kind == "money" for line in self.lines)
        form = TableForm(
            data, grid=grid, lines=self.lines, uses=self.uses, has_money=has_money, kept=kept, initial=initial
        )
        return form, proposed

    def shown(self, meant: Meant) -> str:
        """What a row is, as it is typed: the code of its line; the key of one that this report is not asked."""
        line = self.by_key.get(meant.line)
        if line is None:
            return f"{meant.line} {meant.place}" if meant.place != "T" else meant.line
        return {"T": line.code, "F": f"{line.code} nữ", "FM": f"{line.code} nữ DTTS"}[meant.place]


@dataclass(frozen=True)
class Head:
    """A column of the sample: its letter, its field, its use and what it may be."""

    letter: str
    name: str
    use: str
    choices: Sequence[tuple[str, str]]
    errors: Sequence[str]


@dataclass(frozen=True)
class Row:
    """A row of the sample. `name` "": it has no label, so nothing can be said of it."""

    number: int
    label: str
    cells: Sequence[str]
    name: str
    value: str
    line: str
    is_proposed: bool
    errors: Sequence[str]


@dataclass(frozen=True)
class Read:
    """A figure that would be read from the sample."""

    sheet: str
    address: str
    code: str
    label: str
    column: str
    figure: str
    note: str


@dataclass(frozen=True)
class LayoutPage:
    """One sheet of a sample, and what would be read from all of them."""

    row: OwnLayout
    owner: Owner
    tabs: Sequence[dict]
    number: int
    heads: Sequence[Head]
    rows: Sequence[Row]
    options: Sequence[tuple[str, str]]
    form: TableForm
    label: int | None
    is_cut: bool
    is_declared: bool
    is_whole: bool
    reads: Sequence[Read]
    problems: Sequence[tuple[str, str, str, str]]


def layout_page(sample: Sample, owner: Owner, number: int, form: TableForm, proposed: frozenset[int]) -> LayoutPage:
    """The page of a layout at one sheet of its sample."""
    grid = form.grid
    label = next(
        (place for place in range(min(grid.width, SHOWN_COLUMNS)) if _value(form, f"c.{place}") == LABEL), None
    )
    lines = {line.code.casefold(): line for line in sample.by_key.values()}
    rows = []
    for row in range(min(grid.height, SHOWN_ROWS)):
        name = f"r.{row}"
        value = _value(form, name)
        line = lines.get(value.partition(" ")[0].casefold())
        has_label = label is not None and bool(grid.labels(label)[row])
        rows.append(
            Row(
                row + 1,
                grid.text(row, label) if label is not None else "",
                [_seen(grid, row, column) for column in range(min(grid.width, SHOWN_COLUMNS))],
                name if has_label or value else "",
                value,
                words(line.label) + (f" ({words(line.qualifier)})" if words(line.qualifier) else "") if line else "",
                row in proposed and not form.is_bound,
                form.errors.get(name, ()) if form.is_bound else (),
            )
        )
    decoded = read_own(sample.layout, _expected(sample), flag_words(sample.report))
    return LayoutPage(
        sample.row,
        owner,
        _tabs(sample, number),
        number,
        [_head(form, place) for place in range(min(grid.width, SHOWN_COLUMNS))],
        rows,
        _options(sample),
        form,
        label,
        grid.height > SHOWN_ROWS or grid.width > SHOWN_COLUMNS,
        sample.layout.table(grid.sheet.name) is not None,
        sample.layout.is_whole,
        _reads(sample, decoded.given.items()),
        [_problem(each) for each in decoded.problems],
    )


def _seen(grid: Grid, row: int, column: int) -> str:
    """A cell as people write its number."""
    value = grid.sheet.at(Place(row, column))
    return format_number(Decimal(str(value))) if isinstance(value, float) and value % 1 else grid.text(row, column)


def _value(form: TableForm, name: str) -> str:
    return str(form[name].value() or "")


def _head(form: TableForm, place: int) -> Head:
    name = f"c.{place}"
    choices = [(value, str(text)) for value, text in form.fields[name].choices]
    errors = form.errors.get(name, ()) if form.is_bound else ()
    return Head(Place(0, place).address[:-1], name, _value(form, name), choices, errors)


def _tabs(sample: Sample, number: int) -> list[dict]:
    found = []
    for place, grid in enumerate(sample.grids, start=1):
        table = sample.layout.table(grid.sheet.name)
        found.append(
            {
                "label": grid.sheet.name,
                "url": _address(sample.report, sample.row, place),
                "is_current": place == number,
                "lines": len(table.rows) if table else 0,
            }
        )
    return found


def _options(sample: Sample) -> list[tuple[str, str]]:
    """The lines to choose from: their codes and words, those of women after each."""
    found = []
    for line in sample.by_key.values():
        said = words(line.label)
        if qualifier := words(line.qualifier):
            title = next(each.label for each in sample.lines if each.row_id == line.row_id)
            said = f"{words(title)}: {qualifier}" if title != line.label else said
        found.append((line.code, said))
        cells = cells_by_place(line)
        if "F" in cells:
            found.append((f"{line.code} nữ", _("%(line)s, women") % {"line": said}))
        if "FM" in cells:
            found.append((f"{line.code} nữ DTTS", _("%(line)s, ethnic-minority women") % {"line": said}))
    return found


def _expected(sample: Sample) -> FileFacts:
    expected = Expected(("", ""), "", sample.report.participant.name, sample.report.round.title, sample.plans)
    return FileFacts(sample.facts.book, (), sample.facts.others, expected)


def _reads(sample: Sample, given) -> list[Read]:
    flags = {code: words(flag.text) for code, flag in definition_of(sample.report.round.form).flags.items()}
    found = []
    for cell, each in given:
        column = next(name for name, of in each.line.columns.items() if of == cell)
        name = column_name(each.line, column)
        found.append(
            Read(
                each.sheet,
                each.address,
                each.line.code,
                words(each.line.label) + (f" ({words(each.line.qualifier)})" if words(each.line.qualifier) else ""),
                words(name) if name else "",
                shown_figure(each.figure, flags),
                each.note or "",
            )
        )
    return found


def _problem(problem: Problem) -> tuple[str, str, str, str]:
    lang = language()
    where = f"{problem.sheet}!{problem.cell}" if problem.sheet and problem.cell else problem.sheet
    return str(problem.severity), where, problem.message.in_(lang), problem.remedy.in_(lang)
