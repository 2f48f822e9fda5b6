"""Reads for the page of a printed report."""

from dataclasses import dataclass

from tienbo.reporting.consolidation.queries import differences_since
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion, SignedPaper


@dataclass(frozen=True)
class Printed:
    """A version with the files that were issued of it (by format) and its signed paper, if that has come."""

    version: ReportVersion
    files: dict[str, IssuedFile]
    paper: SignedPaper | None


def printed_versions(report: Report) -> list[Printed]:
    """Every version of a report, newest first. A fixed number of queries."""
    versions = (
        report.versions.order_by("-number")
        .defer("figures", "narrative", "outstanding")
        .prefetch_related("issued_files__file", "signed_papers__document")
    )
    return [
        Printed(
            version,
            {each.format: each for each in version.issued_files.all()},
            max(version.signed_papers.all(), key=lambda paper: paper.pk, default=None),
        )
        for version in versions
    ]


def changed_cells(version: ReportVersion) -> int:
    """How many totals are no longer what was sent: reports below came late or were corrected."""
    return len(differences_since(version))
