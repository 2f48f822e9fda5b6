"""The history of one cell as the side panel shows it (``core.lineage``)."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from tienbo.access.queries import names_of
from tienbo.core.lineage import Lineage, Step
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.grids import figure_text, spoken, words
from tienbo.reporting.entry.models import Draw, EntryChange
from tienbo.reporting.entry.queries import history_of
from tienbo.reporting.entry.sheets import NOTHING, TableSheet
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rules.findings import column_name

Origin = EntryChange.Origin


def lineage_of_cell(report: Report, cell: Cell) -> Lineage:
    """A typed cell with everything that happened to it, newest first. Http404 for one that the unit is not asked."""
    row = definition_of(report.round.form).row_by_code.get(cell.element)
    sheet = TableSheet(report, row.row.partition(".")[0]) if row else None
    if sheet is None or cell not in sheet.places:
        raise Http404("no such cell")
    place = sheet.places[cell]
    kept = sheet.kept.get(cell, NOTHING)
    changes = list(history_of(report, cell))
    names = names_of(change.by_uid for change in changes)
    drawn = _drawn(report, changes)
    return Lineage(
        what=_what(place),
        where=report.participant.name,
        when=report.round.title,
        text=figure_text(kept.figure) or spoken(kept.figure),
        unit=words(place.line.unit) if kept.figure.value is not None else "",
        mark=kept.figure.flag if kept.figure.flag != "actual" else "",
        history=tuple(_step(change, names, drawn) for change in reversed(changes)),
    )


def _what(place) -> str:
    line = place.line
    parts = [line.code, words(line.label)]
    if line.qualifier.vi and words(line.qualifier).lower() not in words(line.label).lower():
        parts.append(words(line.qualifier))
    if name := column_name(line, place.column):
        parts.append(words(name))
    return " · ".join(parts)


def _drawn(report: Report, changes: Iterable[EntryChange]) -> dict[UUID, str]:
    """From which version each figure came that was drawn, in words, by the operation that drew it."""
    operations = {change.operation for change in changes if change.origin == Origin.DRAWN}
    if not operations:
        return {}
    draws = Draw.objects.filter(report=report, operation__in=operations).select_related("version__report__round")
    return {
        draw.operation: _("drawn from “%(title)s”, version %(number)d")
        % {"title": draw.version.report.round.title, "number": draw.version.number}
        for draw in draws
    }


def _step(change: EntryChange, names, drawn: Mapping[UUID, str]) -> Step:
    new = spoken(Figure(change.value, change.flag))
    old = spoken(Figure(change.old_value, change.old_flag or "actual"))
    text = f"{old} → {new}" if change.revision > 1 else new
    if change.note:
        text = f"{text} ({change.note})"
    return Step(
        at=change.at,
        text=text,
        by=names.get(change.by_uid, ""),
        origin=drawn.get(change.operation) or origin_words(change.origin),
    )


def origin_words(origin: str) -> str:
    """How a figure came into its cell."""
    return {
        Origin.TYPED: _("typed"),
        Origin.PASTED: _("pasted"),
        Origin.DECLARED: _("“nothing to report”"),
        Origin.COPIED: _("as last period"),
        Origin.WORKBOOK: _("from a workbook"),
        Origin.DERIVED: _("from records"),
        Origin.OFFLINE: _("typed without a connection"),
        Origin.FILLED: _("one figure put into several cells"),
        Origin.DRAWN: _("drawn from a report that was sent"),
        Origin.SOFTWARE: _("from other software"),
    }[Origin(origin)]
