"""The versions that are in a total, at every depth."""

from tienbo.reporting.consolidation.queries import counted_below
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion, VersionChild


def chain_of(version: ReportVersion) -> list[ReportVersion]:
    """Every version that a version consolidates, at every depth, level by level."""
    children = VersionChild.objects.filter(version=version).order_by("id")
    return [each for level in _levels(list(children.values_list("child_id", flat=True))) for each in _read(level)]


def chain_now(report: Report) -> list[ReportVersion]:
    """Every version that is in the totals of a report as it stands now, at every depth."""
    counted = list(counted_below(report).values_list("pk", flat=True))
    return [each for level in _levels(counted) for each in _read(level)]


def chain_ids(report: Report, version: ReportVersion | None) -> list[int]:
    """The rows of the same, of a version or (None) of a report as it stands now."""
    first = version.children.order_by("id").values_list("child_id", flat=True) if version else None
    start = list(counted_below(report).values_list("pk", flat=True) if first is None else first)
    return [each for level in _levels(start) for each in level]


def _levels(version_ids: list[int]):
    while version_ids:
        yield version_ids
        links = VersionChild.objects.filter(version__in=version_ids).order_by("id")
        version_ids = list(links.values_list("child_id", flat=True))


def _read(version_ids: list[int]):
    return (
        ReportVersion.objects.filter(pk__in=version_ids)
        .select_related("report__participant", "report__unit")
        .defer("narrative", "justifications")
        .order_by("report__participant__sort_key", "pk")
    )
