"""A table of a report as the entry grid of the screen (``core.grid``), and the answer to what was typed into it.

Figures are written as Vietnamese officials write them in both languages of the screen, because that is how they are
read back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tienbo.core import clock
from tienbo.core.deadlines import form_date
from tienbo.core.grid import Cell as GridCell
from tienbo.core.grid import Column, Grid, Problem, Progress, Row
from tienbo.core.grid import Finding as GridFinding
from tienbo.core.numbers import format_number
from tienbo.core.templatetags.formats import status
from tienbo.reporting.definitions.cells import MISSING, Cell, Figure, Text, head_of, is_of_year
from tienbo.reporting.definitions.derived import Derived, share_of_women, total_over_parts, with_totals
from tienbo.reporting.definitions.estimating import estimate_head
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.entry.asked import mark_of
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.scales import UNITS, Scale, has_money
from tienbo.reporting.entry.sheets import NOTHING, TableSheet, key_of
from tienbo.reporting.entry.tables import copyable_cells, flow_cells
from tienbo.reporting.rounds.audience import estimate_of
from tienbo.reporting.rounds.models import Round
from tienbo.reporting.rules.engine import Finding

SHARE = "share"


@dataclass(frozen=True)
class Retyped:
    """What a person typed that was not kept (the form without script shows it again): text, mark, note, base, why."""

    text: str
    flag: str
    note: str
    base: int
    message: str


@dataclass(frozen=True)
class Unkept:
    """Everything of one posting that was not kept, by cell, and the reasons typed for warnings, by finding."""

    cells: Mapping[Cell, Retyped] = field(default_factory=dict)


def language() -> str:
    """``vi`` or ``en``."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def words(text: Text) -> str:
    """A text of the form in the reader's language."""
    return text.in_(language())


def figure_text(figure: Figure | None, decimals: int | None = None) -> str:
    """``1.234,5``; empty without a value."""
    return "" if figure is None or figure.value is None else format_number(figure.value, decimals)


def change_text(now: Figure | None, before: Figure | None) -> str:
    """``+3``, ``−1``, ``0``; empty when one of the two is missing."""
    if now is None or before is None or now.value is None or before.value is None:
        return ""
    difference = now.value - before.value
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return sign + format_number(abs(difference))


def sent_text(sheet: TableSheet, cell: Cell) -> str:
    """ "đã gửi: 12", where the last version has another figure in the cell; "" where it has the same."""
    if not sheet.sent:
        return ""
    sent = sheet.sent.get(cell, Figure())
    if sent == sheet.figures[cell]:
        return ""
    return _("sent: %(figure)s") % {"figure": spoken(sheet.shown(cell, sent))}


def grid_of(sheet: TableSheet, *, readonly: bool, owner: str, unkept: Unkept | None = None, cell_url: str = "") -> Grid:
    """The grid of a table. `unkept`: what was typed without script and could not be kept, shown again in its cells;
    `cell_url`: the page of a cell."""
    builder = _Builder(sheet, readonly, unkept or Unkept())
    report = sheet.report
    address = addressed(sheet, "table")
    changed = clock.today() == report.changed_at.astimezone(clock.ZONE).date() if report.changed_at else False
    return Grid(
        url=addressed(sheet, "cells"),
        action=address,
        table_code=sheet.code,
        title=f"{sheet.code}. {words(sheet.table.title.text)}{_in_unit(sheet)}",
        columns=builder.columns(),
        rows=tuple(builder.rows()),
        progress=Progress(sheet.done, sheet.of),
        readonly=readonly,
        saved_at=f"{report.changed_at.astimezone(clock.ZONE):%H:%M}" if changed and not readonly else "",
        previous_label=previous_label(sheet),
        owner=owner,
        findings=tuple(findings_by_line(sheet).get("", ())),
        can_be_none=bool(flow_cells(report, sheet.code)),
        can_be_same=bool(copyable_cells(report, sheet.code)),
        cell_url=cell_url,
    )


def addressed(sheet: TableSheet, name: str) -> str:
    """The address to which a table sends what is typed: it says in what unit money was typed."""
    address = report_address(sheet.report, name, sheet.code)
    return address if sheet.scale == Scale.DONG else f"{address}?scale={sheet.scale.value}"


def _in_unit(sheet: TableSheet) -> str:
    return _(" (money in %(unit)s)") % {"unit": words(UNITS[sheet.scale])} if has_money(sheet.table) else ""


def previous_label(sheet: TableSheet) -> str:
    """What the grey figures of a table are; empty where there are none."""
    previous = sheet.report.round.previous
    parts = [previous.title] if previous and sheet.before else []
    if sheet.compares_terms:
        parts.append(_("in rows by term, the term before"))
    return "; ".join(parts)


def estimate_help(round: Round, lines: Iterable[Line]) -> str:
    """What the figures of the whole year are, and how they are marked; "" where no line has any."""
    day = estimate_of(round)
    if day is None or not any(line.year_columns for line in lines):
        return ""
    facts = {"head": words(estimate_head(day)), "day": form_date(day)}
    return (
        _(
            "%(head)s: the actual figure and what is expected up to %(day)s. A number is taken for an estimate (e); "
            "once it is official, mark it as actual or corrected. “Nothing to report” writes 0 there too."
        )
        % facts
    )


class _Builder:
    def __init__(self, sheet: TableSheet, readonly: bool, unkept: Unkept) -> None:
        self.sheet, self.readonly, self.unkept = sheet, readonly, unkept
        self.used = {column for line in sheet.lines for column in line.columns}
        self.has_women = "F" in self.used
        self.has_notes = readonly and any(sheet.kept[cell].note for cell in sheet.places if cell in sheet.kept)
        self.problems = problems_of(sheet)

    def columns(self) -> tuple[Column, ...]:
        """T, F, share and FM; or one column; then those of the whole year; where it is only read, the notes beside."""
        head = next((line.estimate_head for line in self.sheet.lines if line.year_columns), None)
        # Two groups of columns, where there are two: else the heads say enough.
        group = _("This period") if head and self.has_women else ""
        found = [Column("T", _("Total") if self.has_women else _("This period"), group=group)]
        if self.has_women:
            found.append(Column("F", _("Women"), group=group, part_of="T"))
            found.append(Column(SHARE, _("% women"), kind="derived", group=group))
        if "FM" in self.used:
            found.append(Column("FM", _("Ethnic-minority women"), group=group, part_of="F"))
        if head and not self.has_women:
            found.append(Column("TY", words(head)))
        elif head:
            found.append(Column("TY", _("Total"), group=words(head)))
            found += [Column("FY", _("Women"), group=words(head), part_of="TY")] if "FY" in self.used else []
        if self.has_notes:
            found.append(Column("note", _("Note"), kind="note"))
        return tuple(found)

    def rows(self):
        findings = findings_by_line(self.sheet)
        derived = derived_of(self.sheet)
        for line in self.sheet.lines:
            if line.is_heading:
                label = f"{line.code}. {words(line.label)}"
                yield Row(id=line.number, label=label, number=line.code, kind="section")
                continue
            cells = {head_of(column): self._cell(line, column, cell, derived) for column, cell in line.columns.items()}
            if (share := share_key(line)) and share in derived:
                cells[SHARE] = self._derived(share, derived[share], decimals=1)
            if self.has_notes:
                notes = [self.sheet.kept[cell].note for cell in line.columns.values() if cell in self.sheet.kept]
                cells["note"] = GridCell(text="; ".join(note for note in notes if note), readonly=True)
            yield Row(
                id=line.number,
                label=words(line.label),
                number=line.code,
                unit=words(UNITS[self.sheet.scale] if line.kind == "money" else line.unit),
                indent=min(line.indent, 3),
                kind="total" if line.is_derived_total else "line",
                cells=cells,
                findings=tuple(findings.get(line.number, ())) + self._unkept_of(line),
            )

    def _cell(self, line: Line, column: str, cell: Cell, derived: Mapping[str, Derived]) -> GridCell:
        if line.is_withheld:
            return GridCell(cell=key_of(cell), flag="withheld", readonly=True)
        if line.is_derived_total:
            return self._derived(key_of(cell), derived[key_of(cell)])
        kept = self.sheet.kept.get(cell, NOTHING)
        compared = self.sheet.compared(cell)
        figure, before = (each and self.sheet.shown(cell, each) for each in (kept.figure, compared.figure))
        again = self.unkept.cells.get(cell)
        return GridCell(
            cell=key_of(cell),
            text=again.text if again else figure_text(figure),
            base=again.base if again else kept.revision,
            flag=again.flag if again else kept.figure.flag,
            note=again.note if again else kept.note,
            previous_text=figure_text(before),
            previous_of=term_words(self.sheet, line, compared.term),
            change_text="" if again else change_text(figure, before),
            problem=Problem("error", again.message) if again else self.problems.get(cell),
            usual="estimate" if is_of_year(cell) else "",
            decimals=line.kind != "count",
            sent=sent_text(self.sheet, cell),
            asked=mark_of(self.sheet.report, cell, self.sheet.asked.get(cell, [])),
        )

    def _derived(self, key: str, derived: Derived, decimals: int | None = None) -> GridCell:
        return GridCell(cell=key, text=_shown(derived, decimals), formula=words(derived.formula), derived=True)

    def _unkept_of(self, line: Line) -> tuple[GridFinding, ...]:
        return tuple(
            GridFinding("error", self.unkept.cells[cell].message, cell=key_of(cell))
            for cell in line.columns.values()
            if cell in self.unkept.cells
        )


def term_words(sheet: TableSheet, line: Line, term: str) -> str:
    """ "nhiệm kỳ 2010-2015"; empty without a term."""
    domain = sheet.definition.row_by_code[line.element].terms
    return f"{words(sheet.definition.terms[domain].text)} {term}" if term and domain else ""


def share_key(line: Line) -> str:
    """The key of the share of women in a line; empty for a line without women."""
    return f"%|{line.element}|{line.breakdown}" if {"T", "F"} <= line.columns.keys() else ""


def derived_of(sheet: TableSheet) -> dict[str, Derived]:
    """Every computed cell of a table by its key: totals over parts, shares of women."""
    # A paper upward holds totals of many units.
    partial = sheet.report.round.is_paper
    figures = with_totals(sheet.lines, sheet.figures, partial=partial)
    found: dict[str, Derived] = {}
    for line in sheet.lines:
        if line.is_derived_total:
            for column, cell in line.columns.items():
                total = total_over_parts(line, column, sheet.figures, partial=partial)
                found[key_of(cell)] = _in_scale(sheet, cell, total)
        if (share := share_key(line)) and not line.is_withheld:
            found[share] = share_of_women(figures.get(line.columns["T"]), figures.get(line.columns["F"]))
    return found


def _in_scale(sheet: TableSheet, cell: Cell, derived: Derived) -> Derived:
    return replace(derived, value=sheet.shown(cell, Figure(derived.value)).value)


def _shown(derived: Derived, decimals: int | None) -> str:
    return "" if derived.value is None else format_number(derived.value, decimals)


def findings_by_line(sheet: TableSheet) -> dict[str, list[GridFinding]]:
    """The sentences below each row, by the row's number; those about the whole table under ""."""
    numbers = {cell: place.line.number for cell, place in sheet.places.items()}
    found: dict[str, list[GridFinding]] = {}
    for finding in sheet.findings:
        row = "" if finding.is_of_table else numbers.get(finding.cells[0], "")
        found.setdefault(row, []).append(_finding(finding, sheet.reasons))
    return found


def _finding(finding: Finding, reasons: Mapping[str, str]) -> GridFinding:
    return GridFinding(
        severity=finding.severity,
        message=words(finding.message),
        code=finding.key,
        cell=key_of(finding.cells[0]) if finding.cells else "",
        justified=finding.is_justified,
        justification=reasons.get(finding.key, "") if finding.severity == "warning" else "",
    )


def problems_of(sheet: TableSheet) -> dict[Cell, Problem]:
    """The cells that carry a mark because something is wrong (errors) or doubtful and not yet explained."""
    found: dict[Cell, Problem] = {}
    for finding in sheet.findings:
        for cell in finding.cells[:1]:
            if not finding.is_justified and (cell not in found or finding.severity == "error"):
                found[cell] = Problem(finding.severity)
    return found


def answer_of(sheet: TableSheet, *, saved, refused, conflicts, told) -> dict:
    """What goes back to the script after a batch: see the contract in ``core.grid``. `saved`, `refused` and
    `conflicts` are lists of dictionaries as it wants them, `told` sentences."""
    derived = derived_of(sheet)
    compared = {cell: sheet.compared(cell) for cell in sheet.places}
    return {
        "saved": saved,
        "refused": refused,
        "conflicts": conflicts,
        "findings": [
            {
                "row": row,
                "cell": finding.cell,
                "severity": finding.severity,
                "message": finding.message,
                "code": finding.code,
                "justified": finding.justified,
                "justification": finding.justification,
            }
            for row, findings in findings_by_line(sheet).items()
            for finding in findings
        ],
        "derived": {key: _shown(one, 1 if key.startswith("%|") else None) for key, one in derived.items()},
        "changes": {key_of(cell): _changed(sheet, cell, other.figure) for cell, other in compared.items()},
        "previous": {
            key_of(cell): figure_text(other.figure and sheet.shown(cell, other.figure))
            for cell, other in compared.items()
            if other.term
        },
        "sent": {key_of(cell): sent_text(sheet, cell) for cell in sheet.places} if sheet.sent else {},
        "progress": {"done": sheet.done, "of": sheet.of},
        "saved_at": f"{clock.now():%H:%M}",
        "told": told,
        "badge": status(sheet.report.state),
    }


def _changed(sheet: TableSheet, cell: Cell, other: Figure | None) -> str:
    return change_text(sheet.shown(cell, sheet.figures[cell]), other and sheet.shown(cell, other))


def spoken(figure: Figure) -> str:
    """A figure in a sentence: its number, or the words of what stands instead."""
    if figure.flag in MISSING:
        return str(_MISSING_WORDS()[figure.flag])
    return figure_text(figure) or _("empty")


def _MISSING_WORDS() -> dict[str, str]:
    return {
        "not_collected": _("not collected"),
        "not_applicable": _("not applicable"),
        "withheld": _("not provided, by rule"),
    }
