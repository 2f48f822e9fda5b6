"""What stands beside the digests, held against the journal: who sent, took or asked for more and when, whether it was
late, who typed it, which files were issued and which signed paper came.

A digest covers what was sent; these facts are of the act, and the act's journal line tells them too. What a line does
not tell is not looked at here: what was asked for in words, the due day, who signed.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tienbo.core import clock
from tienbo.core.vietnamese import nfc
from tienbo.journal.models import Line
from tienbo.reporting.output.models import IssuedFile
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import Decision, ReportVersion

_SENT, _TAKEN, _ISSUED, _PAPER = "report.submitted", "report.accepted", "report.issued", "report.paper_recorded"
_STARTED, _STOPPED = "report.proxy_started", "report.proxy_stopped"
_ACT_OF_OUTCOME = {
    Decision.Outcome.TAKEN: _TAKEN,
    Decision.Outcome.RETURNED: "report.returned",
    Decision.Outcome.RECALLED: "report.recalled",
    Decision.Outcome.REOPENED: "report.reopened",
}
# A row is written before its line, in one transaction; between them a large report is frozen.
_MOMENTS = dt.timedelta(minutes=5)

Found = tuple[str, str]


@dataclass(frozen=True)
class Act:
    """One journal line about a report."""

    action: str
    actor: uuid.UUID | None
    at: dt.datetime
    unit: uuid.UUID | None
    facts: Mapping

    @property
    def version(self) -> int | None:
        """The number of the version it is about, if it is about one."""
        number = self.facts.get("version")
        return number if isinstance(number, int) else None

    @property
    def number(self) -> str:
        """The number of the paper that it names; none is "", as on a form printed before there was a paper."""
        return nfc(str(self.facts.get("number", ""))).strip()

    def bears_out(self, by: uuid.UUID | None, at: dt.datetime) -> bool:
        """Whether this person did it at this moment."""
        return self.actor == by and self.at - _MOMENTS <= at <= self.at


def unlike_their_acts() -> Iterator[Found]:
    """(what is wrong, where) of every version, decision, taking and issued file that the journal does not bear out."""
    acts: dict[str, list[Act]] = defaultdict(list)
    lines = Line.objects.filter(module="reporting", kind="report").order_by("id")
    for key, *told, facts in lines.values_list("key", "action", "actor_uid", "at", "unit_uid", "facts").iterator():
        acts[key].append(Act(*told, facts if isinstance(facts, dict) else {}))
    versions: dict[str, list[ReportVersion]] = defaultdict(list)
    for version in _light_versions():
        versions[str(version.report_id)].append(version)
    units = {str(key): unit for key, unit in Report.objects.values_list("id", "unit__uid")}
    for key in sorted(acts.keys() | versions.keys(), key=lambda key: (len(key), key)):
        if any(act.unit != units.get(key) for act in acts[key]):
            yield "journal of another unit", f"report {key}"
        yield from _of_report(f"report {key}", acts[key], versions[key])


def _light_versions():
    return (
        ReportVersion.objects.defer("header", "figures", "justifications", "narrative", "outstanding")
        .select_related("counting")
        .prefetch_related("decisions", "issued_files__file", "signed_papers__file")
        .order_by("report_id", "number")
    )


def _of_report(name: str, acts: list[Act], versions: list[ReportVersion]) -> Iterator[Found]:
    told = {act.version: act for act in acts if act.action == _SENT}
    stored = {version.number: version for version in versions}
    for number in sorted(told.keys() ^ stored.keys(), key=str):
        yield "journal and versions", f"{name} v{number}"
    for number in sorted(told.keys() & stored.keys()):
        version, where = stored[number], f"{name} v{number}"
        yield from ((check, where) for check in _sending(version, told[number], acts))
        yield from ((check, where) for check in (*_deciding(version, acts), *_papers(version, acts)))
    yield from ((check, f"{name} {which}") for check, which in _issuing(acts, versions))


def _sending(version: ReportVersion, told: Act, acts: list[Act]) -> Iterator[str]:
    if told.facts.get("digest") != version.digest:
        yield "journal digest"
    if not told.bears_out(version.submitted_by_uid, version.submitted_at):
        yield "who sent it, and when"
    day, last = version.submitted_at.astimezone(clock.ZONE).date(), version.last_on_time
    if told.facts.get("late") != version.is_late or (version.is_late and (last is None or day <= last)):
        yield "whether it was late"
    if version.entered_by_superior != _entered_by_superior(told, acts):
        yield "who entered it"


def _entered_by_superior(sent: Act, acts: list[Act]) -> bool:
    """Who types for a unit has said so before, and takes what he sends in one act."""
    place = acts.index(sent)
    turns = [act.action for act in acts[:place] if act.action in (_STARTED, _STOPPED)]
    following = acts[place + 1] if place + 1 < len(acts) else None
    taken_at_once = following is not None and (following.action, following.version, following.actor) == (
        _TAKEN,
        sent.version,
        sent.actor,
    )
    return bool(turns) and turns[-1] == _STARTED and taken_at_once


def _deciding(version: ReportVersion, acts: list[Act]) -> Iterator[str]:
    told = [act for act in acts if act.action in _ACT_OF_OUTCOME.values() and act.version == version.number]
    decisions = sorted(version.decisions.all(), key=lambda each: each.pk)
    agree = len(told) == len(decisions) and all(
        act.action == _ACT_OF_OUTCOME.get(decision.outcome) and act.bears_out(decision.by_uid, decision.at)
        for act, decision in zip(told, decisions, strict=True)
    )
    if not agree:
        yield "decision unlike the journal"
    counting = getattr(version, "counting", None)
    takings = [act for act in told if act.action == _TAKEN]
    if counting is not None and not (takings and takings[-1].bears_out(takings[-1].actor, counting.taken_at)):
        yield "when it was taken"


def _papers(version: ReportVersion, acts: list[Act]) -> Iterator[str]:
    """Lines of old name the number alone."""
    told = [act for act in acts if act.action == _PAPER and act.version == version.number]
    papers = sorted(version.signed_papers.all(), key=lambda each: each.pk)
    agree = len(told) == len(papers) and all(
        act.number == paper.number
        and act.facts.get("signed_on", paper.signed_on.isoformat()) == paper.signed_on.isoformat()
        and act.facts.get("file", paper.file and paper.file.sha256) == (paper.file and paper.file.sha256)
        and act.bears_out(paper.recorded_by_uid, paper.recorded_at)
        for act, paper in zip(told, papers, strict=True)
    )
    if not agree:
        yield "signed paper unlike the journal"


def _issuing(acts: list[Act], versions: list[ReportVersion]) -> Iterator[tuple[str, str]]:
    """A version may be issued more than once, as it was sent and with the number of its paper; each line names all
    files of its release."""
    told = {
        (act.version, act.number, format, str(act.facts[format]))
        for act in acts
        if act.action == _ISSUED
        for format in IssuedFile.Format.values
        if format in act.facts
    }
    kept = {
        (version.number, each.number, each.format, each.file.sha256)
        for version in versions
        for each in version.issued_files.all()
    }
    for number, _bears, format, _sha256 in sorted(kept - told):
        yield "issued file unlike the journal", f"v{number}.{format}"
    for number, _bears, format, _sha256 in sorted(told - kept, key=str):
        yield "issued file missing", f"v{number}.{format}"
