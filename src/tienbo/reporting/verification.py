"""Whether everything that was sent is still what it was: digests, totals, chains, states, observations, journal, files.

`tienbo verify` prints what this finds. A change by whoever owns the database shows here, or against the copies of the
digests that were printed and sent out (receipts).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tienbo.files.models import StoredFile
from tienbo.files.queries import damaged
from tienbo.indicators.models import Observation
from tienbo.journal.models import Line
from tienbo.journal.queries import broken_lines
from tienbo.reporting.consolidation.fold import fold
from tienbo.reporting.consolidation.queries import Outstanding, asked_by, summed_by, version_totals
from tienbo.reporting.entry.integrity import unlike_their_history
from tienbo.reporting.entry.models import Entry
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import State
from tienbo.reporting.versions.digest import canonical_number
from tienbo.reporting.versions.models import CountedVersion, Decision, ReportVersion
from tienbo.reporting.versions.queries import (
    child_digests,
    digest_parts,
    frozen_figures,
    stored_total_rows,
    total_rows,
)


@dataclass(frozen=True)
class Problem:
    """Something that is not as it was or not as it must be. `check` is a code, `subject` says where."""

    check: str
    subject: str


@dataclass
class Verification:
    """What was looked at, counted, and what was found."""

    counts: Counter = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def verify(progress: Callable[[str, int], None] | None = None) -> Verification:
    """Look at everything. Reads only."""
    result = Verification()
    for name, checks in (
        ("versions", _versions),
        ("reports", _reports),
        ("entries", _entries),
        ("observations", _observations),
        ("journal", _journal),
        ("files", _files),
    ):
        for found in checks(result.counts):
            result.problems.append(found)
        if progress:
            progress(name, result.counts[name])
    return result


def check_receipts(receipts: list[dict]) -> list[Problem]:
    """Receipts ({"unit", "round", "version", "digest"}) that no stored version bears out."""
    problems = []
    for receipt in receipts:
        version = (
            ReportVersion.objects.filter(
                report__unit__uid=receipt["unit"],
                report__round__uid=receipt["round"],
                number=receipt["version"],
            )
            .values_list("digest", flat=True)
            .first()
        )
        if version != receipt["digest"]:
            check = "receipt without version" if version is None else "receipt with another digest"
            problems.append(Problem(check, f"{receipt['unit']} {receipt['round']} v{receipt['version']}"))
    return problems


def _versions(counts: Counter) -> Iterator[Problem]:
    before: dict[int, ReportVersion] = {}
    versions = ReportVersion.objects.select_related("report__round__form", "report__unit", "report__participant")
    for version in versions.order_by("report_id", "number").iterator(chunk_size=200):
        counts["versions"] += 1
        name, round = str(version), version.report.round
        totals = stored_total_rows(version)
        counts["totals"] += len(totals)
        parts = digest_parts(version, totals, child_digests(version))
        if parts.digest() != version.digest:
            yield Problem("digest", name)
        children = [link.child for link in version.children.select_related("child__report__participant")]
        expected = fold(
            frozen_figures(version),
            [version_totals(child) for child in children],
            asked_by(round, [Outstanding.of(row) for row in version.outstanding]),
            summed_by(round),
        )
        if sorted(total_rows(expected)) != totals:
            yield Problem("totals", name)
        for child in children:
            same_round = child.report.round_id == version.report.round_id
            if not same_round or child.report.participant.superior_id != version.report.participant_id:
                yield Problem("child from elsewhere", name)
        earlier = before.get(version.report_id)
        if version.number != (earlier.number + 1 if earlier else 1):
            yield Problem("version number", name)
        if version.header["previous"] != (earlier.digest if earlier else None):
            yield Problem("previous digest", name)
        before[version.report_id] = version


def _reports(counts: Counter) -> Iterator[Problem]:
    counted = dict(CountedVersion.objects.values_list("report_id", "version_id"))
    outcomes: dict[int, str] = dict(Decision.objects.order_by("id").values_list("version_id", "outcome"))
    latest: dict[int, int] = {}
    for report_id, version_id in ReportVersion.objects.order_by("report_id", "number").values_list("report_id", "id"):
        latest[report_id] = version_id
    for report in Report.objects.select_related("participant", "round").order_by("id").iterator():
        counts["reports"] += 1
        version = latest.get(report.pk)
        outcome = outcomes.get(version)
        agrees = {
            State.SUBMITTED: version is not None and outcome is None,
            State.RETURNED: outcome == "returned",
            State.ACCEPTED: outcome == "taken" and counted.get(report.pk) == version,
        }.get(State(report.state), version is None or outcome in {"recalled", "reopened", "returned"})
        if not agrees:
            yield Problem(f"state {report.state}", str(report))


def _entries(counts: Counter) -> Iterator[Problem]:
    counts["entries"] = Entry.objects.count()
    for kind, report, which in unlike_their_history():
        yield Problem(f"{kind} unlike its history", f"report {report} {which}")


def _observations(counts: Counter) -> Iterator[Problem]:
    current: dict[str, dict] = {}
    rows = Observation.objects.filter(source_module="reporting", superseded_at__isnull=True).values_list(
        "source_key", "element__code", "breakdown__code", "value", "flag"
    )
    for key, element, breakdown, value, flag in rows.order_by("id").iterator(chunk_size=5000):
        counts["observations"] += 1
        current.setdefault(key, {})[element, breakdown] = (canonical_number(value), flag)
    for counted in CountedVersion.objects.select_related("version__report__participant", "version__report__round"):
        expected = {
            (cell.element, cell.breakdown): (canonical_number(figure.value), figure.flag)
            for cell, figure in frozen_figures(counted.version).items()
            if not figure.is_blank
        }
        if current.pop(str(counted.version_id), {}) != expected:
            yield Problem("observations", str(counted.version))
    for key in current:
        yield Problem("observations of a version that does not count", key)


def _journal(counts: Counter) -> Iterator[Problem]:
    counts["journal"] = Line.objects.count()
    for broken in broken_lines():
        yield Problem(f"journal {broken.reason}", f"{broken.subject} line {broken.line_id}")
    told = {
        (int(key), facts.get("version")): facts.get("digest")
        for key, facts in Line.objects.filter(action="report.submitted", module="reporting").values_list("key", "facts")
    }
    stored = {
        (report_id, number): digest
        for report_id, number, digest in ReportVersion.objects.values_list("report_id", "number", "digest")
    }
    for report_id, number in sorted(told.keys() ^ stored.keys(), key=str):
        yield Problem("journal and versions", f"report {report_id} v{number}")
    for key in sorted(told.keys() & stored.keys()):
        if told[key] != stored[key]:
            yield Problem("journal digest", f"report {key[0]} v{key[1]}")


def _files(counts: Counter) -> Iterator[Problem]:
    counts["files"] = StoredFile.objects.count()
    for file in damaged():
        yield Problem("file", f"{file.name} {file.sha256}")
