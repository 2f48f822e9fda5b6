"""From a total down to the cells that somebody typed, one step at a time."""

from dataclasses import dataclass

from tienbo.reporting.consolidation.fold import Total, own_total
from tienbo.reporting.consolidation.queries import (
    Below,
    Outstanding,
    asked_by,
    below_of,
    counted_below,
    draft_totals,
    version_totals,
)
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.queries import own_figures
from tienbo.reporting.rounds.audience import Shape
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.versions.models import ReportVersion, VersionTotal
from tienbo.reporting.versions.queries import frozen_figures

# What a step does not look at, and what makes a version large.
FROZEN = ("figures", "narrative", "justifications", "outstanding", "header")


@dataclass(frozen=True)
class Part:
    """One summand of a total: the unit's own figure (`version` None) or the taken version of a unit directly below."""

    participant: Participant
    total: Total
    version: ReportVersion | None

    @property
    def is_own(self) -> bool:
        """The figure that the unit itself typed."""
        return self.version is None


@dataclass(frozen=True)
class Gap:
    """A unit directly below that is not in the total, and how many units of its subtree are asked the cell."""

    participant: Participant
    units: int


@dataclass(frozen=True)
class Lineage:
    """A total, the parts that make it, and what is missing. `own_figure` is None where the unit is not asked itself."""

    report: Report
    version: ReportVersion | None
    cell: Cell
    total: Total
    own_figure: Figure | None
    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...]


def lineage_of(report: Report, cell: Cell, version: ReportVersion | None = None) -> Lineage:
    """One step down from a total: of a sent version when given, else of the report as it stands now."""
    tree = below_of(report)
    if version is None:
        figures = own_figures(report)
        own = figures.get(cell)
        total = draft_totals(report, figures, element=cell.element, tree=tree).get(cell, Total())
        children = list(counted_below(report).defer(*FROZEN))
    else:
        own = frozen_figures(version).get(cell)
        total = version_totals(version, element=cell.element).get(cell, Total())
        children = [link.child for link in _children(version)]
    rows = VersionTotal.objects.filter(
        version__in=children, element__code=cell.element, breakdown__code=cell.breakdown
    ).select_related("version__report__participant")
    by_version = {row.version_id: row for row in rows}
    parts = [] if own is None else [Part(report.participant, own_total(own), None)]
    for child in children:
        if row := by_version.get(child.pk):
            parts.append(Part(child.report.participant, _total(row), child))
    return Lineage(report, version, cell, total, own, tuple(parts), _gaps(report, cell, children, tree))


def _children(version: ReportVersion):
    return (
        version.children.select_related("child__report__participant")
        .defer(*(f"child__{name}" for name in FROZEN))
        .order_by("child__report__participant__sort_key", "id")
    )


def _total(row: VersionTotal) -> Total:
    return Total(
        row.value,
        row.expected,
        row.reported,
        row.estimated,
        row.not_collected,
        row.not_applicable,
        row.withheld,
    )


def _gaps(report: Report, cell: Cell, children: list[ReportVersion], tree: Below) -> tuple[Gap, ...]:
    there = {child.report.participant_id for child in children}
    below: dict[int | None, list[Participant]] = {}
    for each in tree.everyone[1:]:
        below.setdefault(each.superior_id, []).append(each)
    gaps = []
    for participant in below.get(report.participant_id, ()):
        if participant.pk in there or participant.standing != Participant.Standing.REPORTS:
            continue
        units = asked_by(report.round, _owing(participant, below))[cell]
        if units:
            gaps.append(Gap(participant, units))
    return tuple(gaps)


def _owing(participant: Participant, below: dict[int | None, list[Participant]]) -> list[Outstanding]:
    """The unit and all below it that owe a report."""
    found, queue = [], [participant]
    while queue:
        each = queue.pop()
        queue += below.get(each.pk, ())
        if each.standing == Participant.Standing.REPORTS:
            found.append(Outstanding("", Shape.of(each)))
    return found
