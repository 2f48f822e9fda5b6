"""What differs from what was signed, cell by cell, and which units below it comes from ("khác số đã ký").

A version never changes. After it was sent a report below may be taken late, or corrected and taken again: then today's
totals are others. A *cause* is a unit whose own figure changed between the version that is in the signed report and the
one that is in the totals now, or that is in the totals now and was not then; the change is followed down to it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tienbo.reporting.consolidation.fold import Total
from tienbo.reporting.consolidation.queries import draft_totals, latest_version, version_totals
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.queries import own_figures
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.versions.models import CountedVersion, ReportVersion, VersionChild, VersionTotal
from tienbo.reporting.versions.queries import frozen_figures

# What is not looked at while the changes below are followed.
UNREAD = ("narrative", "justifications", "outstanding", "header")


@dataclass(frozen=True)
class Cause:
    """A unit and what it said then and says now. ``then`` None: not in the signed totals, ``was`` is None; its figure
    is then with all below it. ``now`` None: the unit's own working figures."""

    participant: Participant
    then: ReportVersion | None
    now: ReportVersion | None
    was: Decimal | None
    value: Decimal | None

    @property
    def is_late(self) -> bool:
        """Taken after the report above was sent."""
        return self.then is None


@dataclass(frozen=True)
class Difference:
    """A cell whose total is no longer the one that was sent."""

    cell: Cell
    sent: Total
    now: Total
    causes: tuple[Cause, ...] = ()

    @property
    def change(self) -> Decimal | None:
        """Now minus then, where both are figures."""
        return None if self.sent.value is None or self.now.value is None else self.now.value - self.sent.value


def differences_of(version: ReportVersion) -> tuple[Difference, ...]:
    """The cells that differ, each with the units it comes from, in the order of the cells."""
    found = differing(version_totals(version), draft_totals(version.report))
    causes = _causes(version, {each.cell for each in found}) if found else {}
    return tuple(Difference(each.cell, each.sent, each.now, tuple(causes.get(each.cell, ()))) for each in found)


def differing(sent: Mapping[Cell, Total], now: Mapping[Cell, Total]) -> list[Difference]:
    """The cells whose totals are two, without causes. Pure."""
    pairs = ((cell, sent.get(cell, Total()), now.get(cell, Total())) for cell in sorted(sent.keys() | now.keys()))
    return [Difference(cell, then, today) for cell, then, today in pairs if then.value != today.value]


def units_behind(differences: Iterable[Difference]) -> list[Cause]:
    """The units that differences come from, each once, in the order of the units."""
    found: dict[int, Cause] = {}
    for difference in differences:
        for cause in difference.causes:
            found.setdefault(cause.participant.pk, cause)
    return sorted(found.values(), key=lambda cause: (cause.participant.sort_key, cause.participant.pk))


def drifted(reports: Collection[Report]) -> dict[int, int]:
    """For reports that stand as sent: how many cells are no longer what was sent, by report; those with none are left
    out.

    Only what is taken below can move the totals of a report that is not being edited: three queries find the reports
    whose newest version holds other versions than those that count now, and only these are added up.
    """
    gone = {report.pk: report for report in reports if not report.is_editable and report.state != "ready"}
    newest = dict(
        ReportVersion.objects.filter(report__in=gone)
        .order_by("report", "-number")
        .distinct("report")
        .values_list("report_id", "id")
    )
    then: dict[int, set[int]] = defaultdict(set)
    for version_id, child_id in VersionChild.objects.filter(version__in=newest.values()).values_list(
        "version_id", "child_id"
    ):
        then[version_id].add(child_id)
    above = {report.participant_id: key for key, report in gone.items()}
    now: dict[int, set[int]] = defaultdict(set)
    for superior_id, version_id in CountedVersion.objects.filter(report__participant__superior__in=above).values_list(
        "report__participant__superior_id", "version_id"
    ):
        now[above[superior_id]].add(version_id)
    found = {}
    for key, version_id in newest.items():
        if then[version_id] != now[key]:
            version = latest_version(gone[key])
            if cells := len(differing(version_totals(version), draft_totals(gone[key]))):
                found[key] = cells
    return found


# --- following a change down ------------------------------------------------------------------------------------------


def _causes(version: ReportVersion, cells: set[Cell]) -> dict[Cell, list[Cause]]:
    """By cell, the units whose figures are others than they were in a version. Four queries a level."""
    report = version.report
    causes: dict[Cell, list[Cause]] = defaultdict(list)
    for cell, was, value in _changed(frozen_figures(version), own_figures(report), cells):
        causes[cell].append(Cause(report.participant, version, None, was, value))
    then = _below([version.pk])
    now = dict(
        CountedVersion.objects.filter(report__participant__superior=report.participant_id).values_list(
            "report_id", "version_id"
        )
    )
    pairs = _pairs(then, now)
    while pairs:
        versions = _versions(pairs)
        arrived = [versions[new] for old, new in pairs if old is None and new is not None]
        for each, totals in _totals(arrived, cells):
            for cell, value in totals.items():
                causes[cell].append(Cause(each.report.participant, None, each, None, value))
        both = [(versions[old], versions[new]) for old, new in pairs if old is not None and new is not None]
        for old, new in both:
            for cell, was, value in _changed(frozen_figures(old), frozen_figures(new), cells):
                causes[cell].append(Cause(new.report.participant, old, new, was, value))
        pairs = _pairs(_below([old.pk for old, _new in both]), _below([new.pk for _old, new in both]))
    return causes


def _changed(then: Mapping[Cell, Figure], now: Mapping[Cell, Figure], cells: set[Cell]):
    for cell in cells & (then.keys() | now.keys()):
        was, value = then.get(cell, Figure()).value, now.get(cell, Figure()).value
        if was != value:
            yield cell, was, value


def _below(version_ids: list[int]) -> dict[int, int]:
    """The versions consolidated in these, by report."""
    links = VersionChild.objects.filter(version__in=version_ids)
    return dict(links.values_list("child__report_id", "child_id"))


def _pairs(then: Mapping[int, int], now: Mapping[int, int]) -> list[tuple[int | None, int | None]]:
    """The reports whose version is another one than it was."""
    both = ((then.get(key), now.get(key)) for key in sorted(then.keys() | now.keys()))
    return [(old, new) for old, new in both if old != new]


def _versions(pairs: Iterable[tuple[int | None, int | None]]) -> dict[int, ReportVersion]:
    wanted = {each for pair in pairs for each in pair if each is not None}
    return (
        ReportVersion.objects.filter(pk__in=wanted)
        .select_related("report__participant", "report__unit", "report__round")
        .defer(*UNREAD)
        .in_bulk()
    )


def _totals(versions: list[ReportVersion], cells: set[Cell]):
    """For each of these versions its totals in the cells, those that have a figure."""
    rows = VersionTotal.objects.filter(
        version__in=versions, value__isnull=False, element__code__in={cell.element for cell in cells}
    ).values_list("version_id", "element__code", "breakdown__code", "value")
    found: dict[int, dict[Cell, Decimal]] = defaultdict(dict)
    for version_id, element, breakdown, value in rows:
        if Cell(element, breakdown) in cells:
            found[version_id][Cell(element, breakdown)] = value
    return [(each, found[each.pk]) for each in versions]
