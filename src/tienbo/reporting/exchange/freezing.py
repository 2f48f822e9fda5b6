"""Freezing a report into a version: called by `send` within its transaction."""

import secrets

from tienbo.core import clock
from tienbo.indicators.queries import breakdown_ids, element_ids
from tienbo.reporting.consolidation.queries import (
    below_of,
    counted_below,
    draft_totals,
    latest_version,
    outstanding_below,
)
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.queries import entries_of, findings_of, own_figures
from tienbo.reporting.entry.wording import frozen
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.queries import due_of
from tienbo.reporting.versions.digest import canonical_number, parts_of
from tienbo.reporting.versions.models import ReportVersion, VersionChild, VersionTotal
from tienbo.reporting.versions.queries import header_of, total_rows


def freeze(report: Report, *, by_uid, entered_by_superior: bool) -> ReportVersion:
    """The next version of a report as it stands, with its children, totals and digest."""
    kept = entries_of(report)
    own = own_figures(report, kept)
    # Read once: a version whose totals and outstanding units came from two moments would never verify.
    tree = below_of(report)
    waiting = outstanding_below(report, tree)
    totals = draft_totals(report, own, tree=tree)
    children = list(counted_below(report))
    before = latest_version(report)
    outstanding = [each.row() for each in waiting]
    moment = clock.now()
    due = due_of(report.participant)
    number = before.number + 1 if before else 1
    header = header_of(report, number) | {"previous": before.digest if before else None}
    figures = [
        [
            cell.element,
            cell.breakdown,
            canonical_number(figure.value),
            figure.flag,
            kept[cell].note if cell in kept else "",
        ]
        for cell, figure in sorted(own.items())
    ]
    warned = {finding.key for finding in findings_of(report, kept)}
    # A reason stays in the draft for a warning that may come back; with the report goes what it justifies now.
    justifications = [
        [each.finding, each.text] for each in report.justifications.order_by("finding") if each.finding in warned
    ]
    narrative = {
        passage.heading: frozen(passage.text, passage.items, passage.sources)
        for passage in report.passages.order_by("heading")
    }
    nonces = {name: secrets.token_hex(32) for name in ("nonce_figures", "nonce_narrative", "nonce_totals")}
    parts = parts_of(
        header=header,
        figures=figures,
        justifications=justifications,
        narrative=narrative,
        totals=total_rows(totals),
        outstanding=outstanding,
        children=[(str(child.report.unit.uid), child.digest) for child in children],
        **nonces,
    )
    version = ReportVersion.objects.create(
        report=report,
        number=number,
        header=header,
        figures=figures,
        justifications=justifications,
        narrative=narrative,
        outstanding=outstanding,
        **nonces,
        scheme=parts.scheme,
        digest=parts.digest(),
        submitted_at=moment,
        submitted_by_uid=by_uid,
        last_on_time=due.deadline.last_on_time if due else None,
        is_late=bool(due) and due.is_late(moment.date()),
        entered_by_superior=entered_by_superior,
    )
    VersionChild.objects.bulk_create([VersionChild(version=version, child=child) for child in children])
    _store_totals(version, totals)
    return version


def _store_totals(version: ReportVersion, totals: dict) -> None:
    elements = element_ids(cell.element for cell in totals)
    breakdowns = breakdown_ids(cell.breakdown for cell in totals)

    def row(cell: Cell, total) -> VersionTotal:
        return VersionTotal(
            version=version,
            element_id=elements[cell.element],
            breakdown_id=breakdowns[cell.breakdown],
            value=total.value,
            expected=total.expected,
            reported=total.reported,
            estimated=total.estimated,
            not_collected=total.not_collected,
            not_applicable=total.not_applicable,
            withheld=total.withheld,
        )

    VersionTotal.objects.bulk_create([row(cell, total) for cell, total in totals.items()])
