"""Writes of drawing. Each locks the paper, then writes through the verbs of entry; the feeding report is only read."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from tienbo.core import clock
from tienbo.journal.actions import record
from tienbo.reporting.entry.actions import (
    FigureInput,
    PassageConflict,
    authorise_entry,
    record_figures,
    write_passage,
)
from tienbo.reporting.entry.drawing.queries import Drawing, drawing_of
from tienbo.reporting.entry.drawing.text import HeadingDrawn, Sentence, headings_drawn, source_of
from tienbo.reporting.entry.models import Draw, EntryChange, Passage
from tienbo.reporting.rounds.locking import locked_report
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import Move, after
from tienbo.reporting.versions.models import ReportVersion


class NotAPaper(ValueError):
    """The report is fed by no other one."""


class NothingSent(ValueError):
    """The report that feeds the paper was never sent: nothing is drawn from a draft."""


class VersionMoved(ValueError):
    """Another version counts now than the one that was looked at."""


@dataclass(frozen=True)
class Drawn:
    """What a draw did: cells written (or emptied again), cells that a person typed otherwise and that stayed."""

    written: int
    kept: int


@transaction.atomic
def draw_figures(
    *, by, report: Report, version: ReportVersion | None = None, operation: uuid.UUID | None = None
) -> Drawn:
    """Put the totals of the feeding report's told version into the cells of a paper that are blank or still hold what
    was drawn before; an estimate stays one. What a person typed is kept. A version that changes nothing is noted too:
    from then on the figures are its.

    `version`: the one that was looked at; VersionMoved when another one counts by now. NotAPaper, NothingSent,
    MoveRefused. Repeating an operation changes nothing.
    """
    report, drawing = _opened(by, report)
    operation = operation or uuid.uuid4()
    if (before := Draw.objects.filter(operation=operation).first()) is not None:
        return Drawn(before.cells, drawing.kept)
    if version is not None and version.pk != drawing.version.pk:
        raise VersionMoved(drawing.version.number)
    steps = [step for step in drawing.steps if step.changes]
    if not steps and drawing.is_drawn:
        return Drawn(0, drawing.kept)
    if steps:
        record_figures(
            by=by,
            report=report,
            figures=[FigureInput(step.cell, step.comes.value, step.comes.flag) for step in steps],
            origin=EntryChange.Origin.DRAWN,
            operation=operation,
        )
    Draw.objects.create(
        report=report,
        version=drawing.version,
        operation=operation,
        cells=len(steps),
        by_uid=getattr(by, "uid", None),
        at=clock.now(),
    )
    facts = {"from": drawing.source.round.code, "drawn_version": drawing.version.number, "cells": len(steps)}
    record(
        by=by,
        action="report.drawn",
        module="reporting",
        kind="report",
        key=report.pk,
        unit_uid=report.unit.uid,
        facts=facts,
    )
    return Drawn(len(steps), drawing.kept)


@transaction.atomic
def take_over_text(*, by, report: Report, heading: str) -> tuple[Passage | PassageConflict, int]:
    """Put what the feeding report's told version says under a heading into the paper, after what stands there, each
    sentence with its source; what came before is not put in again. Also returns how many sentences came. LookupError
    when there is nothing (more) to take over. NotAPaper, NothingSent, MoveRefused."""
    report, drawing = _opened(by, report)
    found = next((each for each in headings_drawn(report, drawing.version) if each.heading.code == heading), None)
    if found is None or not found.missing:
        raise LookupError(heading)
    return _put_in(by, report, drawing.version, found), len(found.missing)


def _put_in(by, report: Report, version: ReportVersion, found: HeadingDrawn) -> Passage | PassageConflict:
    text, items = (found.passage.text, list(found.passage.items)) if found.passage else ("", [])
    base, sources = (found.passage.revision if found.passage else 0), []
    for sentence in found.missing:
        if found.heading.kind == "text":
            line = sentence.text if not sentence.item else f"- {sentence.text}"
            text = f"{text}\n{line}" if text else line
            sources.append({"paragraph": line, "sources": [source_of(version, sentence)]})
        else:
            items.append(_item(version, sentence, found))
    return write_passage(
        by=by, report=report, heading=found.heading.code, text=text, items=items, sources=sources, base=base
    )


def _item(version: ReportVersion, sentence: Sentence, found: HeadingDrawn) -> dict:
    kind = sentence.type if sentence.type in found.heading.item_types else ""
    return {"text": sentence.text.lstrip("-–+ "), "type": kind, "sources": [source_of(version, sentence)]}


def _opened(by, report: Report) -> tuple[Report, Drawing]:
    """The paper, locked, with what feeds it, once it is known that the person may type in it now."""
    report = locked_report(
        report, "participant__owed_by", "participant__superior", "round__form", "round__drawn_from", "unit"
    )
    authorise_entry(by, report)
    after(report.state, Move.ENTER)
    drawing = drawing_of(report)
    if drawing is None:
        raise NotAPaper(report.round.code)
    if drawing.version is None:
        raise NothingSent(drawing.source.round.code)
    drawing.version.report = drawing.source
    return report, drawing
