"""Totals at read time, and what is outstanding."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Sum

from tienbo.indicators.queries import breakdown_codes, element_codes
from tienbo.reporting.consolidation.fold import Total, asked_counts, fold
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.queries import own_figures, report_of_round
from tienbo.reporting.rounds.audience import Shape, asked_of, asked_of_participant
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rounds.queries import subtree_of
from tienbo.reporting.versions.models import CountedVersion, ReportVersion, VersionTotal
from tienbo.reporting.versions.queries import told_version

# What a version says of the units below it that it lacks, and the versions in it at every depth.
LACKING = """
WITH RECURSIVE chain AS (
    SELECT unnest(%s::bigint[]) AS id
    UNION
    SELECT link.child_id FROM chain JOIN reporting_versionchild link ON link.version_id = chain.id
)
SELECT jsonb_array_elements(version.outstanding)
FROM chain JOIN reporting_reportversion version ON version.id = chain.id
"""
COUNTS = ("expected", "reported", "estimated", "not_collected", "not_applicable", "withheld")


@dataclass(frozen=True)
class Outstanding:
    """A unit below whose report is not in the totals."""

    uid: str
    shape: Shape

    def row(self) -> list:
        """As frozen in a version."""
        return [self.uid, self.shape.kind, list(self.shape.sectors), self.shape.variant]

    @classmethod
    def of(cls, row: list) -> "Outstanding":
        """From a frozen row."""
        uid, kind, sectors, variant = row
        return cls(uid, Shape(kind, tuple(sectors), variant))


def counted_below(report: Report):
    """The versions that are taken from the units directly below, in the order of their units."""
    return (
        ReportVersion.objects.filter(counting__report__participant__superior=report.participant_id)
        .select_related("report__participant", "report__unit")
        .order_by("report__participant__sort_key", "id")
    )


def is_empty(report: Report) -> bool:
    """Whether a report says nothing in figures: all that the unit types is blank and nothing is taken from below.

    A unit that only consolidates is not empty once it has taken a report; one that types no cell has none to fill.
    """
    own, typed = own_figures(report), asked_of_participant(report.participant).typed
    return bool(typed) and all(own[cell].is_blank for cell in typed) and not counted_below(report).exists()


@dataclass(frozen=True)
class Below:
    """The tree of a report, its own unit first: ``everyone``; those that owe a report; of these the ``absent``, which
    are in no version that is taken directly below (the whole subtree of each child that is not taken). ``taken``: the
    rows of these versions."""

    everyone: tuple[Participant, ...]
    owing: tuple[Participant, ...]
    absent: tuple[Participant, ...]
    taken: tuple[int, ...]


def below_of(report: Report) -> Below:
    """The tree of a report as it stands now. Two queries."""
    taken = dict(
        CountedVersion.objects.filter(report__participant__superior=report.participant_id).values_list(
            "report__participant_id", "version_id"
        )
    )
    tree = subtree_of(report.participant)
    absent = []
    skipped: set[int] = set()
    for participant in tree[1:]:
        if participant.superior_id in skipped or participant.pk in taken:
            skipped.add(participant.pk)
        else:
            absent.append(participant)
    return Below(tuple(tree), _owing(tree), _owing(absent), tuple(taken.values()))


def _owing(participants: list[Participant]) -> tuple[Participant, ...]:
    return tuple(each for each in participants if each.standing == Participant.Standing.REPORTS)


def outstanding_below(report: Report, tree: Below | None = None) -> list[Outstanding]:
    """The units below whose reports are in no taken version."""
    absent = (tree or below_of(report)).absent
    uids = dict(Participant.objects.filter(round=report.round_id).values_list("unit_id", "unit__uid"))
    found = (Outstanding(str(uids[each.unit_id]), Shape.of(each)) for each in absent)
    return sorted(found, key=lambda each: each.uid)


def shapes_of(participants: Collection[Participant]) -> Counter:
    """How many of these units have each shape."""
    return Counter(Shape.of(each) for each in participants)


def lacking_in(versions: Collection[int]) -> Counter:
    """How many units of each shape these versions and all they consolidate say they lack. One query."""
    with connection.cursor() as cursor:
        cursor.execute(LACKING, [list(versions)])
        return Counter(Outstanding.of(json.loads(row)).shape for (row,) in cursor.fetchall())


def asked_by(round: Round, outstanding: list[Outstanding]) -> Counter:
    """How many of these units are asked each cell."""
    return asked_counts(Counter(each.shape for each in outstanding), lambda shape: asked_of(round, shape).all)


def summed_by(round: Round):
    """Whether figures of an element are added over units, by its code."""
    aggregation = {row.code: row.aggregation for row in definition_of(round.form).rows()}
    return lambda element: aggregation[element] != "none"


def draft_totals(
    report: Report,
    own: Mapping[Cell, Figure] | None = None,
    *,
    element: str | None = None,
    tree: Below | None = None,
) -> dict[Cell, Total]:
    """The totals of a report as it stands now: own working figures and what is taken from below. One GROUP BY.

    `element`: only its cells. `own` and `tree`, where they are known already, are not read again.
    """
    tree = tree or below_of(report)
    round = report.round
    absent = asked_counts(shapes_of(tree.absent), lambda shape: asked_of(round, shape).all)
    return fold(
        _only(own_figures(report) if own is None else own, element),
        [_summed(VersionTotal.objects.filter(version__in=tree.taken), element)],
        _only(absent, element),
        summed_by(round),
    )


def version_totals(version: ReportVersion, *, element: str | None = None) -> dict[Cell, Total]:
    """The totals frozen in a version. `element`: only its cells."""
    return _summed(VersionTotal.objects.filter(version=version), element)


def _only(cells: Mapping, element: str | None) -> Mapping:
    return cells if element is None else {cell: value for cell, value in cells.items() if cell.element == element}


def _summed(rows, element: str | None) -> dict[Cell, Total]:
    if element is not None:
        rows = rows.filter(element__code=element)
    grouped = (
        rows.values("element_id", "breakdown_id")
        .annotate(total_value=Sum("value"), **{f"total_{name}": Sum(name) for name in COUNTS})
        .values_list("element_id", "breakdown_id", "total_value", *(f"total_{name}" for name in COUNTS))
        .order_by()
    )
    found = list(grouped)
    elements = element_codes(element for element, *_rest in found)
    breakdowns = breakdown_codes(breakdown for _element, breakdown, *_rest in found)
    return {
        Cell(elements[element], breakdowns[breakdown]): Total(value, *counts)
        for element, breakdown, value, *counts in found
    }


def latest_version(report: Report) -> ReportVersion | None:
    """The newest version that was sent."""
    return report.versions.order_by("-number").first()


def previous_version(report: Report) -> ReportVersion | None:
    """The same unit's version of the round before."""
    before = report_of_round(report, report.round.previous)
    if before is None:
        return None
    version = told_version(before)
    if version is not None:
        version.report = before
    return version
