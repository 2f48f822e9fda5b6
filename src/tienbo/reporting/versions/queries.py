"""Reads of frozen reports."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from tienbo.core.clock import ZONE
from tienbo.register.models import OfficialDocument
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.papers.signed import Signed
from tienbo.reporting.versions.digest import SCHEME, Parts, canonical_number, parts_of
from tienbo.reporting.versions.models import ReportVersion, SignedPaper, VersionTotal

_COUNTS = ("expected", "reported", "estimated", "not_collected", "not_applicable", "withheld")


def frozen_figures(version: ReportVersion) -> dict[Cell, Figure]:
    """The unit's own figures as they were sent, blank cells included."""
    return {
        Cell(element, breakdown): Figure(Decimal(value) if value is not None else None, flag)
        for element, breakdown, value, flag, _note in version.figures
    }


def told_totals(version: ReportVersion) -> dict[Cell, Figure]:
    """What a version told of the unit with all below it, cell by cell; see `figure_of_total`."""
    rows = VersionTotal.objects.filter(version=version).values_list(
        "element__code", "breakdown__code", "value", *_COUNTS
    )
    return {Cell(element, breakdown): figure_of_total(*total) for element, breakdown, *total in rows}


def figure_of_total(
    value: Decimal | None,
    expected: int,
    reported: int,
    estimated: int,
    not_collected: int,
    not_applicable: int,
    withheld: int,
) -> Figure:
    """A total as one figure: an estimate in it makes it one. Without a value it says why only where every unit does, as
    in print; else it is blank."""
    if value is not None:
        return Figure(value, "estimate" if estimated else "actual")
    if not expected or reported or expected > not_collected + not_applicable + withheld:
        return Figure()
    if not_applicable == expected:
        return Figure(None, "not_applicable")
    return Figure(None, "not_collected" if not_collected else "withheld")


def told_version(report: Report) -> ReportVersion | None:
    """What a report says to whoever looks back at it: the version that is taken, else the last one that was sent. A
    version that is being written anew says nothing yet."""
    return report.versions.filter(counting__report=report).first() or report.versions.order_by("-number").first()


def header_of(report: Report, number: int, scheme: int = SCHEME) -> dict:
    """What a version's header says of what it is about, from the unit, the round and the form as they are now.

    The digest of the version before, which stands in it too, is the chain's.
    """
    round = report.round
    header = {
        "unit": str(report.unit.uid),
        "round": str(round.uid),
        "form": round.form.digest,
        "version": number,
        "tree_on": round.tree_on.isoformat(),
    }
    if scheme > 1:
        header["period"] = [round.starts_on.isoformat(), round.ends_on.isoformat()]
        header["closing_on"] = round.closing_on.isoformat()
    if scheme > 2:
        header["rules"] = round.rules.digest if round.rules else ""
    return header


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
    return parts_of(**_content(version, totals, children))


def version_content(version: ReportVersion) -> dict:
    """Everything that a version's digest covers, as `parts_of` takes it."""
    return _content(version, stored_total_rows(version), child_digests(version))


def _content(version: ReportVersion, totals: list[list], children: list[tuple[str, str]]) -> dict:
    return {
        "header": version.header,
        "figures": version.figures,
        "justifications": version.justifications,
        "narrative": version.narrative,
        "totals": totals,
        "outstanding": version.outstanding,
        "children": children,
        "nonce_figures": version.nonce_figures,
        "nonce_narrative": version.nonce_narrative,
        "nonce_totals": version.nonce_totals,
        "scheme": version.scheme,
    }


def child_digests(version: ReportVersion) -> list[tuple[str, str]]:
    """(unit uid, digest) of each version that this one consolidates."""
    return [
        (str(uid), digest)
        for uid, digest in version.children.order_by("id").values_list("child__report__unit__uid", "child__digest")
    ]


def signed_paper_of(version: ReportVersion) -> SignedPaper | None:
    """The signed paper of a version, or None while only the figures are there ("chưa có bản ký")."""
    return version.signed_papers.select_related("document", "file").order_by("-id").first()


def papers_under(document: OfficialDocument) -> QuerySet[SignedPaper]:
    """The papers of versions that stand under an entry of the register, the newest version's first."""
    newer = SignedPaper.objects.filter(version=OuterRef("version"), pk__gt=OuterRef("pk"))
    return SignedPaper.objects.filter(~Exists(newer), document=document).order_by("-version__number")


def signed_papers(reports: Collection[int]) -> dict[int, Signed]:
    """For the list of papers upward: see ``rounds.papers.signed``. Two queries."""
    versions = ReportVersion.objects.filter(report__in=reports).order_by("number")
    newest = {row["report"]: row for row in versions.values("pk", "report", "number", "submitted_at")}
    papers = SignedPaper.objects.filter(version__in=[row["pk"] for row in newest.values()]).order_by("pk")
    by_version = {paper.version_id: paper for paper in papers}
    found = {}
    for report, row in newest.items():
        signed = Signed(row["number"], row["submitted_at"].astimezone(ZONE).date())
        if paper := by_version.get(row["pk"]):
            signed = replace(signed, number=paper.number, signed_on=paper.signed_on, signer=paper.signer)
        found[report] = signed
    return found
