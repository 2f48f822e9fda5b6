"""Whether what was sent is still what it was: digests, totals, chains, acts, states, histories, observations, journal,
files.

`tienbo verify` prints what this finds. A change by whoever owns the database shows here, or against the copies of the
digests that were printed and sent out (receipts). docs/digest.md says what is looked at and what is not.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from tienbo.files.models import StoredFile
from tienbo.files.queries import damaged
from tienbo.indicators.models import Observation
from tienbo.journal.models import Line
from tienbo.journal.queries import broken_lines
from tienbo.reporting.consolidation.fold import fold
from tienbo.reporting.consolidation.queries import Outstanding, asked_by, summed_by, version_totals
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.entry.integrity import out_of_order, unlike_their_history
from tienbo.reporting.entry.models import Entry
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import State
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.states import RuleState
from tienbo.reporting.signing.integrity import unlike_their_examination
from tienbo.reporting.testimony import unlike_their_acts
from tienbo.reporting.versions.digest import canonical_number
from tienbo.reporting.versions.integrity import says_what_it_was, says_what_was_released, unlike_its_header
from tienbo.reporting.versions.models import CountedVersion, Decision, ReportVersion
from tienbo.reporting.versions.queries import (
    child_digests,
    digest_parts,
    frozen_figures,
    stored_total_rows,
    total_rows,
)

# What reading a row of another shape raises. Nothing that the program writes does.
_MALFORMED = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError)


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
    with _one_moment():
        for name, checks in (
            ("forms", _forms),
            ("versions", _versions),
            ("reports", _reports),
            ("entries", _entries),
            ("observations", _observations),
            ("journal", _journal),
            ("files", _files),
            ("signatures", _signatures),
        ):
            for found in checks(result.counts):
                result.problems.append(found)
            if progress:
                progress(name, result.counts[name])
    return result


@contextmanager
def _one_moment() -> Iterator[None]:
    """All is read as it is now: what is sent or printed meanwhile would be there for one check and not for another. A
    transaction that the caller has begun stays as it is."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _readable(name: str, found: Iterator[Problem]) -> Iterator[Problem]:
    """What was found of one thing. That a row of it cannot be read is a finding like others, and no end of looking."""
    try:
        yield from found
    except _MALFORMED as error:
        yield Problem(f"unreadable ({type(error).__name__})", name)


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


def _forms(counts: Counter) -> Iterator[Problem]:
    for form in FormVersion.objects.order_by("pk"):
        counts["forms"] += 1
        if not says_what_it_was(form):
            yield Problem("form unlike its digest", str(form))
    for rules in RuleSet.objects.exclude(state=RuleState.DRAFT).order_by("pk"):
        counts["rules"] += 1
        if not says_what_was_released(rules):
            yield Problem("rules unlike their digest", str(rules))


def _versions(counts: Counter) -> Iterator[Problem]:
    before: dict[int, ReportVersion] = {}
    versions = ReportVersion.objects.select_related(
        "report__round__form", "report__round__rules", "report__unit", "report__participant"
    )
    for version in versions.order_by("report_id", "number").iterator(chunk_size=200):
        counts["versions"] += 1
        name, totals = str(version), stored_total_rows(version)
        counts["totals"] += len(totals)
        earlier = before.get(version.report_id)
        for check in (
            _sealed(version, totals),
            unlike_its_header(version),
            _added_up(version, totals),
            _follows(version, earlier),
        ):
            yield from _readable(name, (Problem(found, name) for found in check))
        before[version.report_id] = version


def _sealed(version: ReportVersion, totals: list[list]) -> Iterator[str]:
    if digest_parts(version, totals, child_digests(version)).digest() != version.digest:
        yield "digest"


def _added_up(version: ReportVersion, totals: list[list]) -> Iterator[str]:
    round = version.report.round
    children = [link.child for link in version.children.select_related("child__report__participant")]
    expected = fold(
        frozen_figures(version),
        [version_totals(child) for child in children],
        asked_by(round, [Outstanding.of(row) for row in version.outstanding]),
        summed_by(round),
    )
    if sorted(total_rows(expected)) != totals:
        yield "totals"
    for child in children:
        same_round = child.report.round_id == version.report.round_id
        if not same_round or child.report.participant.superior_id != version.report.participant_id:
            yield "child from elsewhere"


def _follows(version: ReportVersion, earlier: ReportVersion | None) -> Iterator[str]:
    if version.number != (earlier.number + 1 if earlier else 1):
        yield "version number"
    if version.header["previous"] != (earlier.digest if earlier else None):
        yield "previous digest"


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
        }.get(report.state, version is None or outcome in {"recalled", "reopened", "returned"})
        if not agrees or report.state not in State.values:
            yield Problem(f"state {report.state}", str(report))


def _entries(counts: Counter) -> Iterator[Problem]:
    counts["entries"] = Entry.objects.count()
    for kind, report, which in unlike_their_history():
        yield Problem(f"{kind} unlike its history", f"report {report} {which}")
    for kind, report, which in out_of_order():
        yield Problem(f"history of a {kind} out of order", f"report {report} {which}")


def _observations(counts: Counter) -> Iterator[Problem]:
    """Of a cell and a period the version that was taken last prevails, be it on another form (ADR 0014): what a version
    that counts told is on record, and current or superseded by what is."""
    told: dict[str, dict] = {}
    rows = Observation.objects.filter(source_module="reporting").filter(
        Q(superseded_at__isnull=True) | Q(source_key__in=_counting().values(key=Cast("version", CharField())))
    )
    current: set[str] = set()
    named = rows.values_list("source_key", "element__code", "breakdown__code", "value", "flag", "superseded_at")
    for key, element, breakdown, value, flag, superseded_at in named.order_by("id").iterator(chunk_size=5000):
        counts["observations"] += superseded_at is None
        if superseded_at is None:
            current.add(key)
        told.setdefault(key, {})[element, breakdown] = (canonical_number(value), flag)
    for counted in _counting().select_related("version__report__participant", "version__report__round"):
        key = str(counted.version_id)
        current.discard(key)
        yield from _readable(str(counted.version), _observed(counted.version, told.pop(key, {})))
    for key in sorted(current):
        yield Problem("observations of a version that does not count", key)
    held = Observation.objects.filter(
        unit=OuterRef("unit"), period=OuterRef("period"), element=OuterRef("element"),
        breakdown=OuterRef("breakdown"), superseded_at__isnull=True,
    )  # fmt: skip
    for key in rows.exclude(Exists(held)).order_by().values_list("source_key", flat=True).distinct():
        yield Problem("observations superseded by none", key)


def _counting():
    """The versions that count, but for papers upward: these tell totals, which were observed where they arose."""
    return CountedVersion.objects.filter(report__round__drawn_from__isnull=True)


def _observed(version: ReportVersion, observed: dict) -> Iterator[Problem]:
    expected = {
        (cell.element, cell.breakdown): (canonical_number(figure.value), figure.flag)
        for cell, figure in frozen_figures(version).items()
        if not figure.is_blank
    }
    if observed != expected:
        yield Problem("observations", str(version))


def _journal(counts: Counter) -> Iterator[Problem]:
    counts["journal"] = Line.objects.count()
    for broken in broken_lines():
        yield Problem(f"journal {broken.reason}", f"{broken.subject} line {broken.line_id}")
    for check, subject in unlike_their_acts():
        yield Problem(check, subject)


def _files(counts: Counter) -> Iterator[Problem]:
    counts["files"] = StoredFile.objects.count()
    for file in damaged():
        yield Problem("file", f"{file.name} {file.sha256}")


def _signatures(counts: Counter) -> Iterator[Problem]:
    """What was found of kept papers is what is found now: the signatures, and what the file holds beyond the original.
    Whether a signer is trusted depends on the roots of the day, and is not looked at here."""
    for sha256, problem in unlike_their_examination():
        counts["signatures"] += 1
        if problem:
            yield Problem(problem, f"file {sha256}")
