"""Writes of working figures and text. Saving is never blocked by a check; only sending is.

A cell's history is its changes (append-only), so figures write no journal line of their own. Notes, reasons and
passages that bear a secrecy mark are refused (`ClassifiedText`) and nothing of them is kept.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.documents.extraction import refuse_marked_text
from tienbo.indicators.queries import breakdown_ids, element_ids
from tienbo.journal.actions import record
from tienbo.reporting.definitions.cells import Cell, Figure, usual_flag
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.models import (
    Entry,
    EntryChange,
    Flag,
    Justification,
    JustificationChange,
    Passage,
    PassageChange,
    TableScale,
)
from tienbo.reporting.entry.queries import Kept, earlier_figures, entries_of, findings_of, own_figures
from tienbo.reporting.entry.rights import right_to_enter
from tienbo.reporting.entry.scales import Scale, has_money
from tienbo.reporting.entry.tables import copyable_cells, flow_cells
from tienbo.reporting.entry.wording import id_of, is_id, stored_items, stored_sources, with_ids
from tienbo.reporting.rounds.audience import asked_of_participant, headings_of
from tienbo.reporting.rounds.locking import locked_report
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import Move, MoveRefused, State, after

LARGEST = Decimal(10) ** 15


@dataclass(frozen=True)
class FigureInput:
    """One cell as somebody gave it. ``base`` is the revision it was typed over (0 for a cell without an entry);
    None means that whatever stands there is replaced. ``flag`` None: nobody says, so the figure is what is usual in its
    cell. ``origin``: how it came, where not as the rest of its batch."""

    cell: Cell
    value: Decimal | None
    flag: str | None = None
    note: str | None = None
    base: int | None = None
    origin: str | None = None

    @property
    def figure(self) -> Figure:
        """What it says: without a value and a word about it, nothing."""
        usual = Flag.ACTUAL if self.value is None else usual_flag(self.cell)
        return Figure(_stored(self.value), usual if self.flag is None else self.flag)

    @property
    def says_something(self) -> bool:
        """Whether it is more than an empty cell."""
        return not Figure(self.value, self.flag or Flag.ACTUAL).is_blank or bool((self.note or "").strip())


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed the cell meanwhile; nothing of this input was kept."""

    cell: Cell
    yours: Figure
    theirs: Kept


@dataclass(frozen=True)
class Recorded:
    """What became of a bulk entry."""

    saved: dict[Cell, Kept]
    conflicts: tuple[Conflict, ...]
    # Keys of findings for which a reason came though the report has no such warning any more.
    unjustified: tuple[str, ...] = ()


class CellNotAsked(ValueError):
    """The unit is not asked for this cell in this round."""


class HeadingNotAsked(ValueError):
    """Reports of this round have no such heading, or nothing is written under it."""


class NoSuchWarning(ValueError):
    """The report has no warning of this key now: there is nothing to justify."""


class ProxyRefused(ValueError):
    """A superior cannot begin to type for the unit (it has begun itself), or cannot stop (its figures stand there)."""


def authorise_entry(by, report: Report) -> None:
    """Who may type; see `right_to_enter`."""
    authorise(by, *right_to_enter(report))


def _locked(report: Report) -> Report:
    return locked_report(report, "participant__owed_by", "participant__superior", "round__form", "unit")


@transaction.atomic
def record_figures(
    *,
    by,
    report: Report,
    figures: Sequence[FigureInput],
    origin: str = EntryChange.Origin.TYPED,
    operation: uuid.UUID | None = None,
) -> Recorded:
    """Keep figures of a report. A cell that somebody changed since ``base`` is a conflict, returned and not kept.

    Repeating an operation changes nothing and answers as the first time. CellNotAsked for a cell of another unit kind;
    MoveRefused when the report is not open for entry.
    """
    report = _locked(report)
    authorise_entry(by, report)
    _refuse_nothing_owed(report)
    refuse_marked_text([each.note for each in figures])
    operation = operation or uuid.uuid4()
    kept = entries_of(report)
    if EntryChange.objects.filter(report=report, operation=operation).exists():
        return _as_answered_before(report, figures, kept, operation)
    state = after(report.state, Move.ENTER)
    asked = set(asked_of_participant(report.participant).typed)
    saved: dict[Cell, Kept] = {}
    conflicts, changes = [], []
    # Of a cell given twice the last counts.
    for given in {each.cell: each for each in figures}.values():
        if given.cell not in asked:
            raise CellNotAsked(f"{given.cell.element} {given.cell.breakdown}".strip())
        new = given.figure
        old = kept.get(given.cell)
        note = (old.note if old else "") if given.note is None else nfc(given.note).strip()[:300]
        if old is None and new.is_blank and not note:
            continue
        if old is not None and (old.figure, old.note) == (new, note):
            saved[given.cell] = old
            continue
        if given.base is not None and given.base != (old.revision if old else 0):
            conflicts.append(Conflict(given.cell, new, old or Kept(Figure(), "", 0)))
            continue
        saved[given.cell] = Kept(new, note, (old.revision if old else 0) + 1)
        changes.append((given.cell, old, given.origin or origin))
    _write(report, saved, changes, by=by, operation=operation)
    if changes:
        report.state, report.changed_at = state, clock.now()
        report.save(update_fields=["state", "changed_at"])
    return Recorded(saved, tuple(conflicts))


def _as_answered_before(
    report: Report, figures: Sequence[FigureInput], kept: dict[Cell, Kept], operation: uuid.UUID
) -> Recorded:
    """The answer to an operation that arrives again: what it wrote or what stands as it asked is saved, the rest was a
    conflict and still is."""
    written = {
        Cell(element, breakdown)
        for element, breakdown in EntryChange.objects.filter(report=report, operation=operation).values_list(
            "element__code", "breakdown__code"
        )
    }
    saved, conflicts = {}, []
    for given in figures:
        theirs = kept.get(given.cell, Kept(Figure(), "", 0))
        yours = given.figure
        if given.cell in written or theirs.figure == yours:
            if given.cell in kept:
                saved[given.cell] = theirs
        else:
            conflicts.append(Conflict(given.cell, yours, theirs))
    return Recorded(saved, tuple(conflicts))


def _stored(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    if abs(value) >= LARGEST:
        raise ValueError("out of range")
    return value.quantize(Decimal("0.0001"))


def _refuse_nothing_owed(report: Report) -> None:
    """A participant that is exempt has nothing to type."""
    if report.participant.standing != Participant.Standing.REPORTS:
        raise MoveRefused(report.state, Move.ENTER)


def _write(report: Report, saved: dict[Cell, Kept], changes, *, by, operation: uuid.UUID) -> None:
    elements = element_ids(cell.element for cell, *_ in changes)
    breakdowns = breakdown_ids(cell.breakdown for cell, *_ in changes)
    moment = clock.now()
    Entry.objects.bulk_create(
        [
            Entry(
                report=report,
                element_id=elements[cell.element],
                breakdown_id=breakdowns[cell.breakdown],
                value=saved[cell].figure.value,
                flag=saved[cell].figure.flag,
                note=saved[cell].note,
                revision=saved[cell].revision,
            )
            for cell, *_ in changes
        ],
        update_conflicts=True,
        unique_fields=["report", "element", "breakdown"],
        update_fields=["value", "flag", "note", "revision"],
    )
    EntryChange.objects.bulk_create(
        [
            EntryChange(
                report=report,
                element_id=elements[cell.element],
                breakdown_id=breakdowns[cell.breakdown],
                revision=saved[cell].revision,
                old_value=old.figure.value if old else None,
                old_flag=old.figure.flag if old else "",
                value=saved[cell].figure.value,
                flag=saved[cell].figure.flag,
                note=saved[cell].note,
                origin=origin,
                operation=operation,
                by_uid=getattr(by, "uid", None),
                at=moment,
            )
            for cell, old, origin in changes
        ]
    )


@transaction.atomic
def declare_none(*, by, report: Report, table: str) -> Recorded:
    """ "Không phát sinh": an explicit zero in every blank cell about what happens in the period, and as an estimate in
    those of the whole year; what is filled stays.
    A stock is never none because nothing happened: an office that has staff and elects nobody keeps its staff."""
    report = _locked(report)
    own = own_figures(report)
    blanks = [cell for cell in flow_cells(report, table) if own[cell].is_blank]
    return record_figures(
        by=by,
        report=report,
        figures=[FigureInput(cell, Decimal(0)) for cell in blanks],
        origin=EntryChange.Origin.DECLARED,
    )


@transaction.atomic
def copy_last_period(*, by, report: Report, table: str) -> Recorded:
    """ "Như kỳ trước": last period's stocks and term figures into the blank cells of a table. Flows are never copied:
    they happen anew in each period."""
    report = _locked(report)
    figures = earlier_figures(report, report.round.previous) or {}
    blank = own_figures(report)
    return record_figures(
        by=by,
        report=report,
        figures=[
            FigureInput(cell, figures[cell].value, Flag.ACTUAL)
            for cell in copyable_cells(report, table)
            if blank[cell].is_blank and cell in figures and figures[cell].value is not None
        ],
        origin=EntryChange.Origin.COPIED,
    )


@transaction.atomic
def choose_scale(*, by, report: Report, table: str, scale: Scale) -> None:
    """Show and take the money of a table in another unit. No figure changes by it, so it is in no history. ValueError
    for a table without money."""
    report = _locked(report)
    authorise_entry(by, report)
    after(report.state, Move.ENTER)
    if not has_money(definition_of(report.round.form).table_by_code[table]):
        raise ValueError("no money in this table")
    TableScale.objects.update_or_create(report=report, table=table, defaults={"scale": scale})


@dataclass(frozen=True)
class PassageConflict:
    """Somebody else changed the text meanwhile; nothing of this input was kept."""

    yours: str
    theirs: Passage


@transaction.atomic
def write_passage(
    *,
    by,
    report: Report,
    heading: str,
    text: str = "",
    items: Sequence[dict] = (),
    sources: Sequence[dict] = (),
    base: int | None = None,
    operation: uuid.UUID | None = None,
) -> Passage | PassageConflict:
    """Keep the text (and items) of a heading. An item is `{"text", "type"}`, with its `"id"` where it has one (see
    `wording`); empty ones are left out. `sources`: of paragraphs of the text that came from elsewhere just now; what
    is known of the others stays.

    HeadingNotAsked for a heading that reports of the round do not have, or a mere title. Repeating an operation changes
    nothing, whatever was written since: it answers with the passage as it stands.
    """
    report = _locked(report)
    authorise_entry(by, report)
    _refuse_nothing_owed(report)
    refuse_marked_text(text, [item["text"] for item in items])
    if heading not in {each.code for each in headings_of(report.round) if each.kind != "heading"}:
        raise HeadingNotAsked(heading)
    passage = Passage.objects.filter(report=report, heading=heading).first()
    if operation and PassageChange.objects.filter(report=report, heading=heading, operation=operation).exists():
        return passage
    state = after(report.state, Move.ENTER)
    text = nfc(text).replace("\r\n", "\n").strip()
    if passage is None:
        passage = Passage(report=report, heading=heading, revision=0)
    kept = stored_items(items, passage.items, _earlier_items(passage, items))
    origins = stored_sources(text, passage.sources, sources)
    if (passage.text, with_ids(passage.items), passage.sources) == (text, kept, origins):
        return passage
    if base is not None and base != passage.revision:
        return PassageConflict(text, passage)
    moment = clock.now()
    passage.text, passage.items, passage.sources = text, kept, origins
    passage.revision += 1
    passage.save()
    PassageChange.objects.create(
        report=report,
        heading=heading,
        revision=passage.revision,
        text=text,
        items=kept,
        sources=origins,
        operation=operation,
        by_uid=getattr(by, "uid", None),
        at=moment,
    )
    report.state, report.changed_at = state, moment
    report.save(update_fields=["state", "changed_at"])
    return passage


def _earlier_items(passage: Passage, items: Sequence[dict]) -> list[dict]:
    """Items that somebody gives back after they were removed: as they stood last. No query where all are known."""
    missing = {item.get("id", "") for item in items} - {id_of(item) for item in passage.items}
    if not any(map(is_id, missing)):
        return []
    changes = PassageChange.objects.filter(report=passage.report_id, heading=passage.heading).order_by("revision")
    return [item for stood in changes.values_list("items", flat=True) for item in stood if id_of(item) in missing]


@transaction.atomic
def justify_finding(*, by, report: Report, finding: str, text: str, operation: uuid.UUID | None = None) -> None:
    """Say why a warning is right as it stands; an empty text takes the justification back.

    `finding`: the key of a warning that the report has now, or NoSuchWarning. What was said before stays on record.
    Repeating an operation changes nothing, whatever was said since.
    """
    report = _locked(report)
    authorise_entry(by, report)
    refuse_marked_text(text)
    done = JustificationChange.objects.filter(report=report, finding=finding, operation=operation)
    if operation and done.exists():
        return
    after(report.state, Move.ENTER)
    text = nfc(text).strip()[:500]
    before = Justification.objects.filter(report=report, finding=finding).first()
    if text == (before.text if before else ""):
        return
    # What is said no more may be taken back also when its warning is gone.
    if text and not any(each.key == finding and each.severity == "warning" for each in findings_of(report)):
        raise NoSuchWarning(finding)
    said = {"by_uid": getattr(by, "uid", None), "at": clock.now()}
    JustificationChange.objects.create(
        report=report,
        finding=finding,
        old_text=before.text if before else "",
        text=text,
        operation=operation,
        **said,
    )
    if text:
        Justification.objects.update_or_create(report=report, finding=finding, defaults={"text": text, **said})
    else:
        before.delete()
    _journal(by, "report.justified" if text else "report.justification_withdrawn", report, {"finding": finding})


@transaction.atomic
def start_entering_for(*, by, report: Report) -> Report:
    """ "Nhập thay": the superior types for the unit. Refused once the unit has begun: one of the two, never both."""
    report = _locked(report)
    superior = report.participant.superior
    if superior is None:
        raise PermissionDenied("a report without a superior")
    authorise(by, Permission.REPORT_ENTER_FOR, superior.acting(report.scope_on))
    if report.proxy_id == superior.unit_id:
        return report
    if report.participant.standing != Participant.Standing.REPORTS or report.state != State.NOT_STARTED:
        raise ProxyRefused(report.state)
    report.proxy = superior.unit
    report.save(update_fields=["proxy"])
    _journal(by, "report.proxy_started", report, {"proxy": str(superior.unit.uid)})
    return report


@transaction.atomic
def stop_entering_for(*, by, report: Report) -> Report:
    """The superior hands the report over to the unit, with what it has typed. Refused after it was sent."""
    report = _locked(report)
    if report.proxy_id is None:
        return report
    authorise(by, Permission.REPORT_ENTER_FOR, report.participant.superior.acting(report.scope_on))
    if report.state not in {State.NOT_STARTED, State.DRAFT, State.RETURNED}:
        raise ProxyRefused(report.state)
    report.proxy = None
    report.save(update_fields=["proxy"])
    _journal(by, "report.proxy_stopped", report)
    return report


@transaction.atomic
def record_table(
    *,
    by,
    report: Report,
    figures: Sequence[FigureInput],
    reasons: Mapping[str, str],
    operation: uuid.UUID | None = None,
) -> Recorded:
    """What a person typed into a table: figures, and reasons for warnings by their finding; both or neither."""
    recorded = record_figures(by=by, report=report, figures=figures, operation=operation)
    unjustified = []
    for finding, text in reasons.items():
        # The figures of the same batch may have ended the warning.
        try:
            justify_finding(by=by, report=report, finding=finding, text=text, operation=operation)
        except NoSuchWarning:
            unjustified.append(finding)
    return replace(recorded, unjustified=tuple(unjustified))


@transaction.atomic
def record_table_for(
    *,
    by,
    report: Report,
    figures: Sequence[FigureInput],
    reasons: Mapping[str, str],
    operation: uuid.UUID | None = None,
) -> Recorded:
    """The same, typed by the superior: a unit that has not begun is taken over with its first figure, and with nothing
    less. ProxyRefused when it has begun itself."""
    if _locked(report).proxy_id is None and not any(figure.says_something for figure in figures):
        return Recorded({}, ())
    report = start_entering_for(by=by, report=report)
    return record_table(by=by, report=report, figures=figures, reasons=reasons, operation=operation)


def _journal(by, action: str, report: Report, facts: dict | None = None) -> None:
    record(
        by=by,
        action=action,
        module="reporting",
        kind="report",
        key=report.pk,
        unit_uid=report.unit.uid,
        facts=facts or {},
    )
