"""What stands in a report now, as a state that can be compared, and what stands at one place as a short text.

A question keeps that text (`Question.stood`): when something else is sent there, the question is answered.
"""

import hashlib
from decimal import Decimal

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.queries import entries_of, findings_of, own_figures
from tienbo.reporting.questions.about import About
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.changes import State, Stood, Wording, frozen_state, state, wording_of
from tienbo.reporting.versions.digest import canonical_json, canonical_number
from tienbo.reporting.versions.models import ReportVersion


def working_state(report: Report, *, with_reasons: bool = True) -> State:
    """The report as it would be frozen now: figures, notes, text, and the reasons for warnings that it has."""
    kept = entries_of(report)
    warned = {finding.key for finding in findings_of(report, kept)} if with_reasons else set()
    return state(
        {
            cell: Stood(figure, kept[cell].note if cell in kept else "")
            for cell, figure in own_figures(report, kept).items()
        },
        {each.heading: wording_of(each.text, each.items) for each in report.passages.order_by("heading")},
        {each.finding: each.text for each in report.justifications.order_by("finding") if each.finding in warned},
    )


def state_of_version(version: ReportVersion) -> State:
    """A version as it was frozen."""
    return frozen_state(version.figures, version.narrative, version.justifications)


def stood_at(report: Report, about: About, standing: State) -> str:
    """What stands at a place, shortly: equal texts mean that nothing changed there. A cell: ``12|actual|`` with a mark
    of its note; anything larger: a hash."""
    if cell := about.cell:
        return _cell(standing.cells.get(cell, Stood()))
    if about.kind == "heading":
        return _hash(standing.text.get(about.key, Wording()).whole)
    rows = definition_of(report.round.form).row_by_code
    cells = [
        [*cell, _cell(stood)]
        for cell, stood in sorted(standing.cells.items())
        if about.kind == "report" or rows[cell.element].row.partition(".")[0] == about.key
    ]
    texts = sorted((heading, wording.whole) for heading, wording in standing.text.items())
    return _hash([cells, [list(each) for each in texts] if about.kind == "report" else []])


def figure_stood(stood: str) -> Figure | None:
    """The figure in such a text of a cell; None in any other."""
    value, bar, rest = stood.partition("|")
    return Figure(Decimal(value) if value else None, rest.partition("|")[0]) if bar else None


def stood_now(report: Report, about: About) -> str:
    """What stands at a place of the report now."""
    return stood_at(report, about, working_state(report, with_reasons=False))


def sent_figures(report: Report) -> dict[Cell, Figure]:
    """The figures of the last version, for a report that is being written again; empty for one that was never sent, or
    that stands as it was sent."""
    from_version = report.versions.order_by("-number").first() if report.state not in _AS_SENT else None
    return {cell: stood.figure for cell, stood in state_of_version(from_version).cells.items()} if from_version else {}


_AS_SENT = ("not_started", "submitted", "accepted")


def _cell(stood: Stood) -> str:
    note = hashlib.sha256(stood.note.encode()).hexdigest()[:12] if stood.note else ""
    return f"{canonical_number(stood.figure.value) or ''}|{stood.figure.flag}|{note}"


def _hash(value) -> str:
    return hashlib.sha256(canonical_json(value)).hexdigest()
