"""Reads for the page of a printed report."""

from dataclasses import dataclass

from tienbo.reporting.consolidation.differences import differing
from tienbo.reporting.consolidation.queries import draft_totals, version_totals
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.output.snapshot import BLANK, Imprint
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion, SignedPaper
from tienbo.reporting.versions.queries import signed_paper_of


@dataclass(frozen=True)
class Printed:
    """A version with its signed paper, if that has come."""

    version: ReportVersion
    paper: SignedPaper | None


def printed_versions(report: Report) -> list[Printed]:
    """Every version of a report, newest first. A fixed number of queries."""
    versions = (
        report.versions.order_by("-number")
        .defer("figures", "narrative", "outstanding")
        .prefetch_related("signed_papers")
    )
    return [
        Printed(version, max(version.signed_papers.all(), key=lambda paper: paper.pk, default=None))
        for version in versions
    ]


def imprint_of(version: ReportVersion) -> Imprint:
    """What the paper of a version bears by now: blank until the signed paper is recorded."""
    paper = signed_paper_of(version)
    return Imprint(paper.number, paper.signed_on, paper.signer) if paper else BLANK


def issued_files(version: ReportVersion, imprint: Imprint) -> dict[str, IssuedFile]:
    """The files of a release that are kept, by format."""
    kept = version.issued_files.filter(number=imprint.number, signed_on=imprint.signed_on, signer=imprint.signer)
    return {each.format: each for each in kept.select_related("file")}


def changed_cells(version: ReportVersion) -> int:
    """How many totals are no longer what was sent: reports below came late or were corrected."""
    return len(differing(version_totals(version), draft_totals(version.report)))
