"""Printing a sent version is the worker's: the sender does not wait, and nothing is lost when a process dies."""

from tienbo.core.authorise import SYSTEM
from tienbo.core.jobs import defer, job
from tienbo.reporting.output.actions import issue_version
from tienbo.reporting.output.queries import imprint_of
from tienbo.reporting.output.snapshot import BLANK
from tienbo.reporting.versions.models import ReportVersion


@job
def issue_files(*, version_id: int) -> None:
    """Print a version as it was sent and, once its signed paper is recorded, with what that bears; keep the files.
    Running it again changes nothing."""
    version = ReportVersion.objects.get(pk=version_id)
    for imprint in dict.fromkeys((BLANK, imprint_of(version))):
        issue_version(by=SYSTEM, version=version, imprint=imprint)


def defer_issuing(version: ReportVersion) -> None:
    """Ask, within the transaction of the sending or of the recording, that the version be printed."""
    defer(issue_files, key=f"issue-{version.pk}", version_id=version.pk)
