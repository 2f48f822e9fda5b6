"""The grid in which a unit types for those below it: the lines of a short form down, the units across.

A clerk has one sheet of paper per commune before him and types it downwards; a column is a unit. A cell's key is
``<unit>:<cell>``. A unit that has begun itself is shown and not typed into.
"""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tienbo.core import clock
from tienbo.core.grid import Cell as GridCell
from tienbo.core.grid import Column, Finding, Grid, Problem, Progress, Row
from tienbo.core.grid_batch import posted_change, sent_batch
from tienbo.core.incoming import Unreadable
from tienbo.reporting.definitions.cells import Cell, Text, head_of, is_of_year
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Table
from tienbo.reporting.entry.grids import change_text, figure_text, words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.sheets import NOTHING, TableSheet, cell_of_key, key_of
from tienbo.reporting.entry.tables import copyable_cells, flow_cells
from tienbo.reporting.entry.typed_figures import Typed, untouched
from tienbo.reporting.rounds.audience import Shape, lines_of
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import State

# Units side by side in one grid: more would not be read on any screen.
AT_ONCE = 8
# Columns that no short form has.
NOT_HERE = frozenset({"FM", "FY"})


@dataclass(frozen=True)
class Lane:
    """One unit's column: its sheet, and why nothing may be typed into it ("" when it may)."""

    sheet: TableSheet
    closed: str

    @property
    def report(self) -> Report:
        """The unit's report."""
        return self.sheet.report

    @property
    def slug(self) -> str:
        """The unit's part of a key and of an address."""
        return self.report.participant.slug

    @property
    def is_proxied(self) -> bool:
        """The superior types this one."""
        return self.report.proxy_id is not None


def _typed_for(report: Report) -> QuerySet[Report]:
    """The reports on the short form directly below: those a superior may type for."""
    return Report.objects.filter(
        participant__superior=report.participant_id,
        participant__variant=Participant.Variant.SHORT,
        participant__standing=Participant.Standing.REPORTS,
    )


def types_for_some(report: Report) -> bool:
    """Whether there is any unit below that the superior may type for."""
    return _typed_for(report).exists()


def reports_typed_for(report: Report) -> list[Report]:
    """The reports that a superior may type for, in Vietnamese order of the units."""
    found = _typed_for(report).order_by("participant__sort_key", "id")
    return list(found.select_related("participant__superior", "unit", "proxy", "round__form", "round__previous"))


def why_closed(report: Report, superior: Report) -> str:
    """Why a superior may not type for a unit now, in one sentence; empty when it may."""
    if report.state in (State.SUBMITTED, State.ACCEPTED):
        return _("Already sent.")
    if report.proxy_id == superior.unit_id:
        return _("Waits for signature.") if report.state == State.READY else ""
    if report.state == State.NOT_STARTED:
        return ""
    return _("The unit has begun itself: it types, not you.")


class ProxySheet:
    """One table of several units below, read for one page."""

    def __init__(self, report: Report, code: str, reports: list[Report]) -> None:
        self.report, self.code = report, code
        self.lanes = [Lane(TableSheet(each, code), why_closed(each, report)) for each in reports]

    @cached_property
    def table(self) -> Table:
        """The table of the form."""
        return definition_of(self.report.round.form).table_by_code[self.code]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that any of the units types, in the order of the form."""
        found: dict[tuple[str, str], Line] = {}
        for lane in self.lanes:
            for line in lane.sheet.lines:
                found.setdefault((line.row_id, line.breakdown), line)
        return tuple(found.values())

    def lane(self, slug: str) -> Lane | None:
        """The unit of a key."""
        return next((lane for lane in self.lanes if lane.slug == slug), None)

    def grid(self, *, owner: str, unkept: Mapping[tuple[str, Cell], tuple[Typed, str]] | None = None) -> Grid:
        """The grid. `unkept`: what the form without script could not keep, by unit and cell, with the reason."""
        address = report_address(self.report, "enter_for", self.code)
        query = "?units=" + ",".join(lane.slug for lane in self.lanes)
        unkept = unkept or {}
        return Grid(
            url=report_address(self.report, "enter_for_cells", self.code) + query,
            action=address + query,
            table_code=self.code,
            title=f"{self.code}. {words(self.table.title.text)}",
            columns=tuple(column for lane in self.lanes for column in self._columns(lane)),
            rows=tuple(self._row(line, unkept) for line in self.lines),
            progress=self.progress,
            readonly=all(lane.closed for lane in self.lanes),
            owner=owner,
            findings=self.findings,
            can_be_none=any(flow_cells(lane.report, self.code) for lane in self.lanes),
            can_be_same=any(copyable_cells(lane.report, self.code) for lane in self.lanes),
        )

    @property
    def progress(self) -> Progress:
        """Cells filled over the units shown."""
        return Progress(sum(lane.sheet.done for lane in self.lanes), sum(lane.sheet.of for lane in self.lanes))

    def _columns(self, lane: Lane) -> list[Column]:
        used = {column for line in self.lines for column in line.columns}
        name = lane.report.participant.name
        columns = [Column(f"{lane.slug}.T", _("%(unit)s: total") % {"unit": name} if "F" in used else name)]
        if "F" in used:
            women = _("%(unit)s: women") % {"unit": name}
            columns.append(Column(f"{lane.slug}.F", women, part_of=f"{lane.slug}.T"))
        head = next((line.estimate_head for line in self.lines if line.year_columns), None)
        if head:
            columns.append(Column(f"{lane.slug}.TY", f"{name}: {_inside(head)}"))
        return columns

    def _row(self, line: Line, unkept: Mapping[tuple[str, Cell], tuple[Typed, str]]) -> Row:
        if line.is_heading:
            return Row(id=line.number, label=f"{line.code}. {words(line.label)}", kind="section")
        cells, findings = {}, []
        for lane in self.lanes:
            for column, cell in line.columns.items():
                if cell not in lane.sheet.places or column in NOT_HERE:
                    continue
                again = unkept.get((lane.slug, cell))
                cells[f"{lane.slug}.{head_of(column)}"] = _grid_cell(lane, line, cell, again)
                if again:
                    message = f"{lane.report.participant.name}: {again[1]}"
                    findings.append(Finding("error", message, cell=f"{lane.slug}:{key_of(cell)}"))
            findings += self._findings(lane, line)
        return Row(
            id=line.number,
            label=words(line.label),
            number=line.code,
            unit=words(line.unit),
            indent=min(line.indent, 3),
            cells=cells,
            findings=tuple(findings),
        )

    def _findings(self, lane: Lane, line: Line | None) -> list[Finding]:
        """What the checks say of a unit's figures in a line (None: in the table as a whole), after the unit's name."""
        # A unit for which nothing is typed yet is no mistake.
        if lane.closed or not lane.is_proxied:
            return []
        mine = set(line.columns.values()) if line else set()
        return [
            Finding(
                severity=found.severity,
                message=f"{lane.report.participant.name}: {words(found.message)}",
                code=f"{lane.slug}:{found.key}",
                cell=f"{lane.slug}:{key_of(found.cells[0])}" if found.cells else "",
                justified=found.is_justified,
                justification=lane.sheet.reasons.get(found.key, "") if found.severity == "warning" else "",
            )
            for found in lane.sheet.findings
            if (line is None if found.is_of_table else found.cells[0] in mine)
        ]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say of the table as a whole, unit by unit."""
        return tuple(found for lane in self.lanes for found in self._findings(lane, None))

    def answer(self, outcomes: Mapping[str, dict]) -> dict:
        """What goes back to the script: what each unit's batch became, and all findings of the table."""
        rows = (self._row(line, {}) for line in self.lines if not line.is_heading)
        findings = [{"row": "", **asdict(finding)} for finding in self.findings]
        findings += [{"row": row.id, **asdict(finding)} for row in rows for finding in row.findings]
        joined = {name: [each for part in outcomes.values() for each in part[name]] for name in PARTS}
        changes = {
            f"{lane.slug}:{key_of(cell)}": change_text(lane.sheet.figures[cell], lane.sheet.compared(cell).figure)
            for lane in self.lanes
            for cell in lane.sheet.places
        }
        return joined | {
            "findings": findings,
            "derived": {},
            "changes": changes,
            "progress": {"done": self.progress.done, "of": self.progress.of},
            "saved_at": f"{clock.now():%H:%M}",
        }


def _inside(text: Text) -> str:
    """Within a sentence: "ước cả năm"."""
    said = words(text)
    return said[:1].lower() + said[1:]


PARTS = ("saved", "refused", "conflicts", "told")


def _grid_cell(lane: Lane, line: Line, cell: Cell, again: tuple[Typed, str] | None) -> GridCell:
    kept = lane.sheet.kept.get(cell, NOTHING)
    before = lane.sheet.compared(cell).figure
    typed = again[0] if again else None
    return GridCell(
        cell=f"{lane.slug}:{key_of(cell)}",
        text=typed.text if typed else figure_text(kept.figure),
        base=typed.base or 0 if typed else kept.revision,
        flag=kept.figure.flag,
        note=kept.note,
        previous_text=figure_text(before),
        change_text="" if typed else change_text(kept.figure, before),
        problem=Problem("error", again[1]) if again else None,
        readonly=bool(lane.closed),
        usual="estimate" if is_of_year(cell) else "",
        decimals=line.kind != "count",
    )


@dataclass(frozen=True)
class Batch:
    """What came from the grid: cells by unit, reasons for warnings by unit and finding, and the operation."""

    typed: dict[str, list[Typed]] = field(default_factory=dict)
    reasons: dict[str, dict[str, str]] = field(default_factory=dict)
    operation: uuid.UUID = field(default_factory=uuid.uuid4)


def batch_of_json(sheet: ProxySheet, sent: object) -> Batch:
    """The script's batch. Unreadable when it is not of the contract's shape or names a cell not shown."""
    arrived = sent_batch(sent)
    batch = Batch(operation=arrived.operation)
    for change in arrived.changes:
        slug, cell = _target(sheet, change.key)
        batch.typed.setdefault(slug, []).append(Typed.of(cell, change))
    for code, text in arrived.reasons.items():
        _reason(sheet, batch, code, text)
    return batch


def _reason(sheet: ProxySheet, batch: Batch, code: str, text: str) -> None:
    slug, _colon, key = code.partition(":")
    lane = sheet.lane(slug)
    if lane and any(found.key == key for found in lane.sheet.findings):
        batch.reasons.setdefault(slug, {})[key] = text


def batch_of_post(sheet: ProxySheet, post: Mapping[str, str]) -> Batch:
    """The form without script: only what is not as it was shown."""
    batch = Batch()
    for lane in sheet.lanes:
        for cell in () if lane.closed else lane.sheet.places:
            change = posted_change(post, f"{lane.slug}:{key_of(cell)}")
            if change and not untouched(lane.sheet, typed := Typed.of(cell, change)):
                batch.typed.setdefault(lane.slug, []).append(typed)
    for name, text in post.items():
        # ``j.<row>.<unit>:<finding>``: a row's number has dots of its own, a unit's part of an address has none.
        place, _colon, key = name.partition(":")
        lane = sheet.lane(place.rpartition(".")[2]) if name.startswith("j.") else None
        if lane and text.strip() != lane.sheet.reasons.get(key, ""):
            _reason(sheet, batch, f"{lane.slug}:{key}", text)
    return batch


def _target(sheet: ProxySheet, key: str) -> tuple[str, Cell]:
    slug, _colon, rest = key.partition(":")
    lane, cell = sheet.lane(slug), cell_of_key(rest)
    if lane is None or cell not in lane.sheet.places:
        raise Unreadable("a cell that is not shown")
    return slug, cell


def tables_typed_for(report: Report, reports: list[Report]) -> list[Table]:
    """The tables in which any of these units types something."""
    shapes = {Shape.of(each.participant) for each in reports}
    return [
        table
        for table in definition_of(report.round.form).tables
        if any(lines_of(report.round, shape, table.code) for shape in shapes)
    ]
