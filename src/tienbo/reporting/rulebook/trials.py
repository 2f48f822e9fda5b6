"""A trial: what a rule set would find in the reports of some rounds, beside what is found now. Reads only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.schema import Check
from tienbo.reporting.entry.models import Entry
from tienbo.reporting.entry.queries import (
    Kept,
    Told,
    beside_of,
    earlier_figures,
    findings_under,
    own_figures,
    reports_visible_to,
)
from tienbo.reporting.rounds.audience import rules_of
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rounds.states import State
from tienbo.reporting.rules.engine import Finding
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import frozen_figures

# A rule that touches more is shown by its first ones; the counts are whole.
SHOWN = 40


@dataclass(frozen=True)
class Touch:
    """One finding of the trial in a report; `is_new`: it is not found by the rules that stand now."""

    report: Report
    finding: Finding
    is_new: bool


@dataclass
class RuleTrial:
    """What one rule does: reports and findings touched, how many of them new, how many of now it no longer finds."""

    code: str
    rule: Check | None
    reports: set[int] = field(default_factory=set)
    found: int = 0
    new: int = 0
    gone: int = 0
    touches: list[Touch] = field(default_factory=list)

    @property
    def more(self) -> int:
        """Findings beyond those shown."""
        return self.found - len(self.touches)


@dataclass(frozen=True)
class Trial:
    """The rules in the order of the set, then those that stand now and are not in it; only what does anything."""

    rules: tuple[RuleTrial, ...]
    reports: int
    blocked: int
    blocked_now: int

    @property
    def new(self) -> int:
        """Findings that are not there now."""
        return sum(each.new for each in self.rules)

    @property
    def gone(self) -> int:
        """Findings of now that would no longer be there."""
        return sum(each.gone for each in self.rules)


def try_rules(user, checks: Sequence[Check], rounds: Iterable[Round]) -> Trial:
    """Run rules over the reports of these rounds that the person sees and that somebody has begun."""
    outcomes = {rule.code: RuleTrial(rule.code, rule) for rule in checks}
    looked, blocked, blocked_now = 0, 0, 0
    for round in rounds:
        now = rules_of(round)
        begun = _begun(user, round)
        told = _told_by_many([report for report, _kept in begun])
        for report, kept in begun:
            looked += 1
            figures = own_figures(report, kept)
            beside, memo = beside_of(report, (*checks, *now), told), {}
            today = _by_key(findings_under(now, report, figures, beside, memo))
            then = today if now == tuple(checks) else _by_key(findings_under(checks, report, figures, beside, memo))
            blocked += _stops(then.values())
            blocked_now += _stops(today.values())
            _count(outcomes, report, today, then)
    touching = tuple(each for each in outcomes.values() if each.found or each.gone)
    return Trial(touching, looked, blocked, blocked_now)


def _told_by_many(reports: list[Report]) -> Told:
    """What the units of these reports told in another round, read for all of them when the first one is asked for."""
    units = [each.unit_id for each in reports]
    read: dict[int, dict[int, Mapping[Cell, Figure]]] = {}

    def told(report: Report, round: Round | None) -> Mapping[Cell, Figure] | None:
        if round is None or report.round.is_paper:
            return earlier_figures(report, round)
        if round.pk not in read:
            sent = ReportVersion.objects.filter(report__round=round, report__unit__in=units)
            found: dict[int, ReportVersion] = {}
            # The version that is taken, else the last one that was sent.
            for version in sent.select_related("report", "counting").order_by("number"):
                if getattr(found.get(version.report.unit_id), "counting", None) is None:
                    found[version.report.unit_id] = version
            read[round.pk] = {unit: frozen_figures(version) for unit, version in found.items()}
        # A report that was never sent tells its working figures: asked one by one, there are few.
        return read[round.pk].get(report.unit_id) or earlier_figures(report, round)

    return told


def _count(outcomes: dict[str, RuleTrial], report: Report, today: dict, then: dict) -> None:
    for key, finding in then.items():
        outcome = outcomes.get(finding.code)
        if outcome is None:
            # Of the rules that come with the round: they stay, whatever set is tried.
            continue
        outcome.reports.add(report.pk)
        outcome.found += 1
        is_new = key not in today
        outcome.new += is_new
        if len(outcome.touches) < SHOWN:
            outcome.touches.append(Touch(report, finding, is_new))
    for key, finding in today.items():
        if key not in then:
            outcomes.setdefault(finding.code, RuleTrial(finding.code, None)).gone += 1


def _by_key(findings: Iterable[Finding]) -> dict[tuple[str, str, str], Finding]:
    """By what makes two findings the same: the check at its cell, how serious, and what it says."""
    return {(each.key, each.severity, each.message_vi): each for each in findings}


def _stops(findings: Iterable[Finding]) -> bool:
    return any(each.severity == "error" for each in findings)


def _begun(user, round: Round) -> list[tuple[Report, dict[Cell, Kept]]]:
    """The reports of a round with their working figures, in two queries."""
    reports = list(
        reports_visible_to(user, round)
        .filter(participant__standing=Participant.Standing.REPORTS)
        .exclude(state=State.NOT_STARTED)
        .prefetch_related("justifications")
    )
    kept: dict[int, dict[Cell, Kept]] = {each.pk: {} for each in reports}
    rows = Entry.objects.filter(report__in=reports).values_list(
        "report", "element__code", "breakdown__code", "value", "flag", "note", "revision"
    )
    for report, element, breakdown, value, flag, note, revision in rows.iterator(chunk_size=5000):
        kept[report][Cell(element, breakdown)] = Kept(Figure(value, flag), note, revision)
    for each in reports:
        # The same object for all: what is read of the round once stays read.
        each.round = round
    return [(each, kept[each.pk]) for each in reports]
