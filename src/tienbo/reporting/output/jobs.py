"""Printing a sent version is the worker's: the sender does not wait, and nothing is lost when a process dies."""

from tienbo.core.authorise import SYSTEM
from tienbo.core.jobs import defer, job
from tienbo.reporting.output.actions import issue_version
from tienbo.reporting.versions.models import ReportVersion


@job
def issue_files(*, version_id: int) -> None:
    """Print a version and keep its files. Running it again changes nothing."""
    issue_version(by=SYSTEM, version=ReportVersion.objects.get(pk=version_id))


def defer_issuing(version: ReportVersion) -> None:
    """Ask, within the transaction of the sending, that the version be printed."""
    defer(issue_files, key=f"issue-{version.pk}", version_id=version.pk)
