"""The receipt of a version: what a unit keeps, so that it can prove later what it sent (`tienbo verify --receipts`)."""

from tienbo.reporting.consolidation.queries import latest_version
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion


def receipt_of(version: ReportVersion) -> dict:
    """Unit, round, version, digest and moment; `consolidated_in` is the digest of the superior's latest version when
    that one includes this version, else null."""
    report = version.report
    return {
        "unit": str(report.unit.uid),
        "unit_name": report.participant.name,
        "round": str(report.round.uid),
        "round_title": report.round.title,
        "version": version.number,
        "digest": version.digest,
        "scheme": version.scheme,
        "submitted_at": version.submitted_at.isoformat(),
        "consolidated_in": _consolidated_in(version),
    }


def _consolidated_in(version: ReportVersion) -> str | None:
    superior_id = version.report.participant.superior_id
    above = Report.objects.filter(participant=superior_id).first() if superior_id else None
    latest = latest_version(above) if above else None
    if latest is None or not latest.children.filter(child=version).exists():
        return None
    return latest.digest
