"""The page of one report, read once: state, what to do next, tables, text, findings, versions, history."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tienbo.access.queries import names_of
from tienbo.core import clock
from tienbo.core.deadlines import form_date
from tienbo.journal.queries import history
from tienbo.reporting.consolidation.board import ReportStanding, standing_of
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.drawing.queries import Drawing, drawing_of
from tienbo.reporting.entry.grids import words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.entry.rights import closed_because
from tienbo.reporting.entry.sheets import Place, TableSheet, key_of, tables_asked
from tienbo.reporting.exchange.cell_names import SEPARATOR
from tienbo.reporting.exchange.moves import Offer, offers
from tienbo.reporting.narrative.queries import parts_of
from tienbo.reporting.output.queries import Printed, printed_versions
from tienbo.reporting.questions.queries import counts_of
from tienbo.reporting.rounds.extensions.queries import can_be_extended, may_ask, may_decide, open_request
from tienbo.reporting.rounds.models import Extension, Report
from tienbo.reporting.rounds.states import State
from tienbo.reporting.rules.engine import Finding
from tienbo.reporting.rules.findings import column_name
from tienbo.reporting.versions.models import Decision
from tienbo.units.queries import Contact, contact_above, contact_of

# Warnings shown before "the others": a page is read, a list of forty is not.
SHOWN = 6


@dataclass(frozen=True)
class TableLine:
    """A table with its progress. `state` is not_started, draft or accepted (every cell filled)."""

    code: str
    title: str
    url: str
    done: int
    of: int
    errors: int
    warnings: int

    @property
    def state(self) -> str:
        """A status of ``core.statuses`` for the progress."""
        return "not_started" if not self.done else "accepted" if self.done >= self.of else "draft"


@dataclass(frozen=True)
class Said:
    """A finding with the address of its cell."""

    severity: str
    message: str
    url: str
    is_justified: bool
    justification: str


@dataclass(frozen=True)
class AskedCell:
    """A cell that the superior asks about."""

    name: str
    what: str
    url: str


@dataclass(frozen=True)
class Asked:
    """What the superior asked last, while the report is returned."""

    message: str
    by: str
    at: dt.datetime
    cells: tuple[AskedCell, ...]


@dataclass(frozen=True)
class Event:
    """A line of the history."""

    at: dt.datetime
    title: str
    by: str
    text: str = ""


@dataclass(frozen=True)
class ReportPage:
    """The page of a report for one person."""

    report: Report
    standing: ReportStanding
    closed: str
    tables: tuple[TableLine, ...]
    written: int
    writable: int
    headings: tuple[tuple[str, str, bool], ...]
    findings: tuple[Said, ...]
    empty_tables: tuple[str, ...]
    asked: Asked | None
    versions: tuple[Printed, ...]
    events: tuple[Event, ...]
    offers: tuple[Offer, ...]
    contact: Contact
    office: Contact
    questions: Counter
    compares: bool
    more_time: Extension | None
    may_ask_time: bool
    may_give_time: bool
    drawing: Drawing | None = None

    @property
    def waiting(self) -> int:
        """Questions of the superior that the unit has not answered."""
        return self.questions["open"]

    @property
    def replied(self) -> int:
        """Questions that are answered and not closed."""
        return self.questions["answered"]

    @property
    def errors(self) -> int:
        """Findings that stop sending."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def first_findings(self) -> tuple[Said, ...]:
        """All errors, and as many warnings as a page is read with."""
        return self.findings[: max(self.errors, SHOWN)]

    @property
    def more_findings(self) -> tuple[Said, ...]:
        """The others, folded."""
        return self.findings[max(self.errors, SHOWN) :]

    @property
    def is_full(self) -> bool:
        """Every table is filled."""
        return all(table.state == "accepted" for table in self.tables)

    @property
    def cells_done(self) -> int:
        """Cells with a figure or a reason for having none."""
        return sum(table.done for table in self.tables)

    @property
    def cells_of(self) -> int:
        """Cells asked."""
        return sum(table.of for table in self.tables)

    @property
    def findings_count(self) -> int:
        """All that is found, as the page of sending lists it."""
        return len(self.findings) + len(self.empty_tables)

    @property
    def blank(self) -> int:
        """Cells in which nothing was said."""
        return self.cells_of - self.cells_done

    @property
    def next_table(self) -> TableLine | None:
        """The first table that is not full; where everything is, one with errors."""
        unfinished = (table for table in self.tables if table.state != "accepted")
        return next(unfinished, None) or next((table for table in self.tables if table.errors), None)

    @property
    def goes_on(self) -> bool:
        """The person's turn is to type."""
        return not self.closed and self.next_table is not None

    @property
    def primary(self) -> Offer | None:
        """The one act that stands out, when it is this person's turn; while typing goes on there is none."""
        expected = {"take", "submit", "prepare", "receipt"}
        if self.goes_on:
            return None
        return next((offer for offer in self.offers if offer.code in expected), None)

    @property
    def others(self) -> list[Offer]:
        """The other acts."""
        return [offer for offer in self.offers if offer != self.primary]

    @property
    def has_gone(self) -> bool:
        """The newest version is the report as it stands: sent or taken, not being edited again."""
        return self.report.state in {State.SUBMITTED, State.ACCEPTED}

    @property
    def paper(self):
        """The signed paper of the newest version, if it has come."""
        return self.versions[0].paper if self.versions else None


def page_of(user, report: Report) -> ReportPage:
    """The page of a report as a person sees it."""
    standing = standing_of(report)
    found = findings_of(report)
    # That a table is empty is said in one sentence for all of them, and by its progress.
    findings = [finding for finding in found if not finding.is_of_table]
    versions = printed_versions(report)
    is_open = can_be_extended(report)
    parts = [part for part in parts_of(report) if not part.is_title]
    return ReportPage(
        report=report,
        standing=standing,
        closed=closed_because(user, report),
        tables=tuple(_tables(report, standing, findings)),
        written=sum(part.is_written for part in parts),
        writable=len(parts),
        headings=tuple((part.heading.code, words(part.heading.text), part.is_written) for part in parts),
        findings=tuple(said_of(report, findings)),
        empty_tables=tuple(finding.table for finding in found if finding.is_of_table),
        asked=_asked(report),
        versions=tuple(versions),
        events=tuple(_events(report)),
        offers=tuple(offers(user, report, sent=bool(versions))),
        contact=contact_of(report.unit, clock.today()),
        office=contact_above(report.unit, clock.today()),
        questions=counts_of(report),
        compares=len(versions) > 1 or (bool(versions) and report.state not in {State.SUBMITTED, State.ACCEPTED}),
        more_time=open_request(report.participant) if is_open else None,
        may_ask_time=is_open and may_ask(user, report),
        may_give_time=is_open and may_decide(user, report),
        drawing=drawing_of(report),
    )


def _tables(report: Report, standing: ReportStanding, findings: list[Finding]):
    for table in tables_asked(report):
        progress = standing.tables.get(table.code)
        told = [finding for finding in findings if finding.table == table.code]
        yield TableLine(
            code=table.code,
            title=words(table.title.text),
            url=report_address(report, "table", table.code),
            done=progress.done if progress else 0,
            of=progress.of if progress else 0,
            errors=sum(finding.severity == "error" for finding in told),
            warnings=sum(finding.severity != "error" and not finding.is_justified for finding in told),
        )


def said_of(report: Report, findings) -> list[Said]:
    """Findings with the address of their row, errors first."""
    reasons = dict(report.justifications.values_list("finding", "text"))
    sheets: dict[str, TableSheet] = {}
    found = []
    for finding in sorted(findings, key=lambda each: (each.severity != "error", each.is_justified, each.is_of_table)):
        sheet = sheets.setdefault(finding.table, TableSheet(report, finding.table))
        place = sheet.places.get(finding.cells[0]) if finding.cells else None
        anchor = f"#r-{finding.table}-{place.line.number}" if place else ""
        found.append(
            Said(
                severity=finding.severity,
                message=words(finding.message),
                url=report_address(report, "table", finding.table) + anchor,
                is_justified=finding.is_justified,
                justification=reasons.get(finding.key, "") if finding.is_justified else "",
            )
        )
    return found


def cell_names(report: Report) -> dict[str, Cell]:
    """Every typed cell of a report by the name a person sees: "B02.03 · Ủy viên ban chấp hành · Nữ"."""
    found: dict[str, Cell] = {}
    for table in tables_asked(report):
        sheet = TableSheet(report, table.code)
        for cell, place in sheet.places.items():
            found.setdefault(name_of(place, words(sheet.definition.row_by_code[cell.element].label)), cell)
    return found


def name_of(place: Place, row: str) -> str:
    """A cell's name: code, `row` (what the row of the form asks), the line within it, qualifier, column."""
    line = place.line
    label = words(line.label)
    parts = [line.code, *([] if label.startswith(row) else [row]), label]
    if line.qualifier.vi and words(line.qualifier).lower() not in words(line.label).lower():
        parts.append(words(line.qualifier))
    if name := column_name(line, place.column):
        parts.append(words(name))
    return SEPARATOR.join(parts)


def _asked(report: Report) -> Asked | None:
    if report.state not in {State.RETURNED, State.DRAFT}:
        return None
    decision = (
        Decision.objects.filter(version__report=report)
        .exclude(outcome=Decision.Outcome.RECALLED)
        .order_by("-pk")
        .first()
    )
    if decision is None or decision.outcome != Decision.Outcome.RETURNED:
        return None
    return Asked(
        message=decision.message,
        by=names_of([decision.by_uid]).get(decision.by_uid, ""),
        at=decision.at,
        cells=tuple(asked_cells(report, decision)),
    )


def asked_cells(report: Report, decision: Decision) -> list[AskedCell]:
    """The cells named in a decision, with their names and addresses."""
    names = {cell: name for name, cell in cell_names(report).items()} if decision.cells else {}
    found = []
    for element, breakdown, what in decision.cells:
        cell = Cell(element, breakdown)
        table = names[cell].partition(".")[0] if cell in names else ""
        url = ""
        if table:
            place = TableSheet(report, table).places[cell]
            url = f"{report_address(report, 'table', table)}#r-{table}-{place.line.number}"
        found.append(AskedCell(names.get(cell, key_of(cell)), what, url))
    return found


def _events(report: Report) -> list[Event]:
    """The journal of the report in words, newest first."""
    lines = list(history("reporting", "report", report.pk))
    names = names_of(line.actor_uid for line in lines)
    messages: dict[str, list[str]] = {}
    decisions = Decision.objects.filter(version__report=report).exclude(message="").order_by("pk")
    for outcome, message in decisions.values_list("outcome", "message"):
        messages.setdefault(outcome, []).append(message)
    told = _told()
    found = []
    for line in lines:
        outcome = {"report.returned": "returned", "report.reopened": "reopened"}.get(line.action)
        waiting = messages.get(outcome, []) if outcome else []
        title = told.get(line.action)
        if title is None:
            continue
        if "version" in line.facts:
            title = f"{title} ({_('version %(number)s') % {'number': line.facts['version']}})"
        if line.action == "report.submitted" and line.facts.get("late"):
            title = f"{title}, {_('late')}"
        text = waiting.pop(0) if waiting else line.facts.get("number", "")
        if until := line.facts.get("until"):
            title = f"{title} ({_('until %(day)s') % {'day': form_date(dt.date.fromisoformat(until))}})"
        found.append(Event(line.at, title, _who(names.get(line.actor_uid, ""), line.facts), text))
    return found[::-1]


def _who(name: str, facts: dict) -> str:
    """Who acted, and by way of which software where he did."""
    software = facts.get("through")
    return _("%(name)s, through “%(software)s”") % {"name": name, "software": software} if software else name


def _told() -> dict[str, str]:
    return {
        "report.prepare": _("Put forward for signature"),
        "report.resume": _("Taken back to edit"),
        "report.justified": _("Reason given for a warning"),
        "report.justification_withdrawn": _("Reason for a warning taken back"),
        "report.submitted": _("Sent"),
        "report.recalled": _("Recalled"),
        "report.returned": _("More asked"),
        "report.accepted": _("Taken"),
        "report.reopened": _("Reopened"),
        "report.paper_recorded": _("Signed paper recorded"),
        "report.extension_asked": _("More time asked for"),
        "report.extension_withdrawn": _("Request for more time taken back"),
        "report.extension_granted": _("More time given"),
        "report.extension_refused": _("No more time given"),
        "report.drawn": _("Figures drawn from the report that was sent"),
        "report.proxy_started": _("The superior types for the unit"),
        "report.proxy_stopped": _("Handed back to the unit"),
    }
