"""Reads of frozen reports."""

from decimal import Decimal

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.versions.digest import Parts, canonical_number, parts_of
from tienbo.reporting.versions.models import ReportVersion, SignedPaper, VersionTotal


def frozen_figures(version: ReportVersion) -> dict[Cell, Figure]:
    """The unit's own figures as they were sent, blank cells included."""
    return {
        Cell(element, breakdown): Figure(Decimal(value) if value is not None else None, flag)
        for element, breakdown, value, flag, _note in version.figures
    }


def total_rows(totals) -> list[list]:
    """Totals (by cell) as the digest takes them."""
    return [
        [
            cell.element,
            cell.breakdown,
            canonical_number(total.value),
            total.expected,
            total.reported,
            total.estimated,
            total.not_collected,
            total.not_applicable,
            total.withheld,
        ]
        for cell, total in sorted(totals.items())
    ]


def stored_total_rows(version: ReportVersion) -> list[list]:
    """The stored totals of a version as the digest takes them."""
    rows = VersionTotal.objects.filter(version=version).values_list(
        "element__code",
        "breakdown__code",
        "value",
        "expected",
        "reported",
        "estimated",
        "not_collected",
        "not_applicable",
        "withheld",
    )
    return sorted([element, breakdown, canonical_number(value), *counts] for element, breakdown, value, *counts in rows)


def digest_parts(version: ReportVersion, totals: list[list], children: list[tuple[str, str]]) -> Parts:
    """The hashes of a version from what is stored of it."""
    return parts_of(
        header=version.header,
        figures=version.figures,
        justifications=version.justifications,
        narrative=version.narrative,
        totals=totals,
        outstanding=version.outstanding,
        children=children,
        nonce_figures=version.nonce_figures,
        nonce_narrative=version.nonce_narrative,
    )


def child_digests(version: ReportVersion) -> list[tuple[str, str]]:
    """(unit uid, digest) of each version that this one consolidates."""
    return [
        (str(uid), digest)
        for uid, digest in version.children.order_by("id").values_list("child__report__unit__uid", "child__digest")
    ]


def signed_paper_of(version: ReportVersion) -> SignedPaper | None:
    """The signed paper of a version, or None while only the figures are there ("chưa có bản ký")."""
    return version.signed_papers.select_related("document__file").order_by("-id").first()
