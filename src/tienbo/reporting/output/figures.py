"""Own figures of a unit and of those below it, so that totals can be added up outside this program.

For each unit one set of figures: the version that is in the totals of the unit asked for; else the last version it
sent; else what it has typed so far. The sum of the counted ones, cell by cell, is the total.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tienbo.reporting.consolidation.chain import chain_now, chain_of
from tienbo.reporting.entry.queries import own_figures
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.queries import subtree_of
from tienbo.reporting.rounds.states import State
from tienbo.reporting.versions.digest import canonical_number
from tienbo.reporting.versions.models import ReportVersion

SENT = frozenset({State.SUBMITTED, State.ACCEPTED})


@dataclass(frozen=True)
class UnitFigures:
    """One unit's own figures. `version` None: typed and not sent. `counted`: in the totals of the unit asked for.

    ``rows``: (element, breakdown, number as plain text or "", flag) of every cell the unit is asked.
    """

    participant: Participant
    state: str
    version: ReportVersion | None
    counted: bool
    rows: tuple[tuple[str, str, str, str], ...]


def version_in_force(report: Report) -> ReportVersion | None:
    """The version that stands for a report: the one sent; while it is open again, the one its superior still counts."""
    if report.state in SENT:
        return report.versions.order_by("-number").first()
    counted = getattr(report, "counted", None)
    return counted.version if counted else None


def figures_of(report: Report, *, below: bool) -> Iterator[UnitFigures]:
    """The figures of a report's unit, with those of every unit below when asked: top of the tree first."""
    version = version_in_force(report)
    chain = chain_of(version) if version else chain_now(report)
    counted = {each.report.participant_id: each for each in chain}
    if version:
        counted[report.participant_id] = version
    participants = subtree_of(report.participant) if below else [report.participant]
    reports = (
        Report.objects.filter(participant__in=[each.pk for each in participants])
        .select_related("participant", "round__form", "unit")
        .in_bulk(field_name="participant_id")
    )
    for participant in participants:
        each = reports[participant.pk]
        chosen = counted.get(participant.pk) or each.versions.order_by("-number").first()
        is_own_draft = version is None and participant.pk == report.participant_id
        if is_own_draft:
            chosen = None
        is_counted = is_own_draft or participant.pk in counted
        yield UnitFigures(participant, each.state, chosen, is_counted, _rows(each, chosen))


def _rows(report: Report, version: ReportVersion | None) -> tuple[tuple[str, str, str, str], ...]:
    if version is not None:
        return tuple((element, breakdown, value or "", flag) for element, breakdown, value, flag, _ in version.figures)
    return tuple(
        (cell.element, cell.breakdown, canonical_number(figure.value) or "", figure.flag)
        for cell, figure in sorted(own_figures(report).items())
    )
