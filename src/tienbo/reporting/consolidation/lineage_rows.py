"""Where totals come from, as rows for a file: a row for each cell and each unit whose report is in the totals.

The numbers of a cell, added up (where the form adds), are its total. The columns are described in docs/csv-files.md.
"""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from tienbo.core.clock import ZONE
from tienbo.reporting.consolidation.cell_labels import CellLabels
from tienbo.reporting.consolidation.chain import chain_ids
from tienbo.reporting.consolidation.queries import Outstanding, outstanding_below
from tienbo.reporting.definitions.cells import MISSING, Cell
from tienbo.reporting.entry.queries import entries_of, own_figures
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.versions.models import ReportVersion

COLUMNS = (
    "unit", "unit_name", "superior", "table", "line", "label", "element", "breakdown", "value", "flag", "note",
    "version", "digest", "sent_at", "entered_by_superior",
)  # fmt: skip
# How many versions are held at once.
CHUNK = 50
DIGEST_SHOWN = 16


def lineage_rows(
    report: Report,
    version: ReportVersion | None = None,
    *,
    table: str = "",
    visible: Collection[int] | None = None,
) -> Iterator[tuple]:
    """The rows of a report as it stands now, or of a version: its own figures, then each version in the totals, then
    the units that are in none (flag ``missing``, no cell).

    `table`: its cells only. `visible`: reports that the reader may see; rows of others are left out. None: all.
    """
    labels = CellLabels(report)
    if version is None:
        kept = entries_of(report)
        figures = own_figures(report, kept)
        notes = {cell: each.note for cell, each in kept.items()}
        own = [[*cell, each.value, each.flag, notes.get(cell, "")] for cell, each in figures.items()]
        yield from _rows(report.participant, None, own, labels, table)
    else:
        yield from _rows(report.participant, version, version.figures, labels, table)
    outstanding = list(outstanding_below(report)) if version is None else []
    frozen = [version] if version else []
    for each in (*frozen, *_in_totals(report, version)):
        outstanding += [Outstanding.of(row) for row in each.outstanding]
        if each != version and (visible is None or each.report_id in visible):
            yield from _rows(each.report.participant, each, each.figures, labels, table)
    yield from _missing(report, {each.uid for each in outstanding}, visible)


def _in_totals(report: Report, version: ReportVersion | None) -> Iterator[ReportVersion]:
    """In the order of the units, not all at once."""
    return (
        ReportVersion.objects.filter(pk__in=chain_ids(report, version))
        .select_related("report__participant__superior")
        .defer("narrative", "justifications", "header")
        .order_by("report__participant__sort_key", "pk")
        .iterator(chunk_size=CHUNK)
    )


def _rows(
    participant: Participant, version: ReportVersion | None, figures: list, labels: CellLabels, table: str
) -> Iterator[tuple]:
    unit = _unit(participant)
    sent: tuple = ("", "", "", "")
    if version:
        sent_at = version.submitted_at.astimezone(ZONE)
        typed = "yes" if version.entered_by_superior else "no"
        sent = (version.number, version.digest[:DIGEST_SHOWN], f"{sent_at:%Y-%m-%d %H:%M}", typed)
    for element, breakdown, value, flag, note in sorted(figures, key=lambda row: labels.place(Cell(row[0], row[1]))):
        label = labels[Cell(element, breakdown)]
        if not table or label.table == table:
            said = "blank" if value is None and flag not in MISSING else flag
            number = Decimal(value) if value is not None else None
            yield (*unit, label.table, label.code, label.what("vi"), element, breakdown, number, said, note, *sent)


def _missing(report: Report, uids: Collection[str], visible: Collection[int] | None) -> Iterator[tuple]:
    if not uids:
        return
    there = Participant.objects.filter(round=report.round_id, unit__uid__in=uids).select_related("superior")
    reports: Mapping[int, int] = dict(Report.objects.filter(participant__in=there).values_list("participant_id", "id"))
    for participant in there.order_by("sort_key", "id"):
        if visible is None or reports.get(participant.pk) in visible:
            yield (*_unit(participant), *("",) * 6, "missing", *("",) * 5)


def _unit(participant: Participant) -> tuple[str, str, str]:
    return participant.code, participant.name, participant.superior.name if participant.superior else ""
