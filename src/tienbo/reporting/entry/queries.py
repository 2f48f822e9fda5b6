"""Reads of working figures and text."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from tienbo.access.permissions import Permission
from tienbo.access.queries import names_of, units_where
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.models import Entry, EntryChange
from tienbo.reporting.rounds.audience import Shape, asked_of, options_of
from tienbo.reporting.rounds.models import Report, Round
from tienbo.reporting.rules.engine import Finding, check
from tienbo.reporting.versions.queries import frozen_figures, told_version


@dataclass(frozen=True)
class Kept:
    """A working figure with what surrounds it."""

    figure: Figure
    note: str
    revision: int


def reports_visible_to(user, round: Round):
    """The reports of a round that a person may read, in the tree of the round's day; a successor's people read what
    it owes."""
    then, now = (units_where(user, Permission.REPORT_VIEW, day) for day in (round.tree_on, None))
    return (
        Report.objects.filter(Q(unit__in=then) | Q(participant__owed_by__in=now), round=round)
        .select_related("participant", "unit", "round__form", "round__unit")
        .order_by("participant__sort_key", "id")
    )


def may_see(user, report: Report) -> bool:
    """Whether one report is among those: two short questions in place of a search through the tree."""
    owed_by = report.participant.owed_by
    return user.has_perm(Permission.REPORT_VIEW, report) or (
        owed_by is not None and user.has_perm(Permission.REPORT_VIEW, owed_by)
    )


def entries_of(report: Report) -> dict[Cell, Kept]:
    """All working figures of a report by cell. Blank cells that never had an entry are not in it."""
    rows = Entry.objects.filter(report=report).values_list(
        "element__code", "breakdown__code", "value", "flag", "note", "revision"
    )
    return {
        Cell(element, breakdown): Kept(Figure(value, flag), note, revision)
        for element, breakdown, value, flag, note, revision in rows
    }


def own_figures(report: Report, kept: Mapping[Cell, Kept] | None = None) -> dict[Cell, Figure]:
    """The unit's own figures over every cell it is asked: blank without an entry, withheld where a rule says so."""
    entries = entries_of(report) if kept is None else kept
    asked = asked_of(report.round, Shape.of(report.participant))
    figures = {cell: entries[cell].figure if cell in entries else Figure() for cell in asked.typed}
    return figures | {cell: Figure(None, "withheld") for cell in asked.withheld}


def history_of(report: Report, cell: Cell):
    """Every change of one cell, oldest first."""
    return EntryChange.objects.filter(
        report=report, element__code=cell.element, breakdown__code=cell.breakdown
    ).order_by("revision")


def report_of_round(report: Report, round: Round | None) -> Report | None:
    """The same unit's report in another round."""
    if round is None:
        return None
    return Report.objects.filter(round=round, unit=report.unit_id).select_related("participant", "round__form").first()


def earlier_figures(report: Report, round: Round | None) -> dict[Cell, Figure] | None:
    """The same unit's own figures of another round, to be held against: as they were told (`told_version`), so that the
    screen, the checks and the paper look back at the same; the working ones of a report that was never sent. None: the
    unit took no part."""
    earlier = report_of_round(report, round)
    if earlier is None:
        return None
    version = told_version(earlier)
    return frozen_figures(version) if version else own_figures(earlier)


def findings_of(report: Report, kept: Mapping[Cell, Kept] | None = None) -> list[Finding]:
    """What the form's checks say of the working figures, those of last period and of the half-year beside them."""
    round = report.round
    shape = Shape.of(report.participant)
    return check(
        definition_of(round.form),
        kind=shape.kind,
        sectors=shape.sectors,
        variant=shape.variant,
        options=options_of(round),
        cells=own_figures(report, kept),
        beside={
            "previous": earlier_figures(report, round.previous),
            "half_year": earlier_figures(report, round.half_year) if _same_start(round, round.half_year) else None,
        },
        justified=set(report.justifications.values_list("finding", flat=True)),
    )


def _same_start(round: Round, half_year: Round | None) -> bool:
    """An annual flow can be held against the half-year's only when both begin on the same day."""
    return half_year is not None and half_year.starts_on == round.starts_on


def value_at(report: Report, cell: Cell, revision: int) -> Kept:
    """What stood in a cell at one of its revisions; blank at 0 or at one that never was."""
    change = history_of(report, cell).filter(revision=revision).first()
    return Kept(Figure(change.value, change.flag), change.note, revision) if change else Kept(Figure(), "", 0)


def authors_of(report: Report, cells) -> dict[Cell, tuple[str, dt.datetime]]:
    """Who changed each of these cells last, and when: (name, moment); the program itself has no name."""
    wanted = set(cells)
    if not wanted:
        return {}
    rows = (
        EntryChange.objects.filter(report=report, element__code__in={cell.element for cell in wanted})
        .order_by("pk")
        .values_list("element__code", "breakdown__code", "by_uid", "at")
    )
    latest = {Cell(element, breakdown): (uid, at) for element, breakdown, uid, at in rows}
    names = names_of(uid for cell, (uid, _at) in latest.items() if cell in wanted)
    return {cell: (names.get(uid, ""), at) for cell, (uid, at) in latest.items() if cell in wanted}
