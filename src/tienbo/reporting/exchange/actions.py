"""The acts between offices. Words between equals: taken, more asked, recalled; never refused."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.files.actions import store_file
from tienbo.indicators.actions import OwnFigure, Window, observe
from tienbo.journal.actions import record
from tienbo.notices.actions import notify
from tienbo.register.actions import record_document
from tienbo.register.models import OfficialDocument
from tienbo.reporting.consolidation.queries import is_empty, latest_version
from tienbo.reporting.entry.actions import authorise_entry
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.exchange.freezing import freeze
from tienbo.reporting.exchange.papers import checked_media_type
from tienbo.reporting.exchange.proving import recalling_disproves, sending_proves
from tienbo.reporting.output.jobs import defer_issuing
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import Move, MoveRefused, State, after
from tienbo.reporting.rules.engine import Finding
from tienbo.reporting.versions.models import CountedVersion, Decision, ReportVersion, SignedPaper
from tienbo.reporting.versions.queries import frozen_figures
from tienbo.units.models import Unit


class SendRefused(ValueError):
    """The report holds errors: `findings` names them. Nothing was changed."""

    def __init__(self, findings: Sequence[Finding]):
        self.findings = tuple(findings)
        super().__init__(f"{len(self.findings)} errors")


class NotOwed(ValueError):
    """The participant owes no report in this round (it is exempt)."""


class NothingReported(ValueError):
    """The report holds no figure: neither the unit's own nor one taken from below."""


class ReasonMissing(ValueError):
    """Asking for more and reopening need a reason in words."""


@transaction.atomic
def prepare_report(*, by, report: Report) -> Report:
    """The officer puts the report forward for signature: the head or a delegate sends it. NothingReported while no
    figure stands in it."""
    report = _locked(report)
    authorise_entry(by, report)
    state = after(report.state, Move.PREPARE)
    _refuse_empty(report)
    return _moved(by, report, Move.PREPARE, state)


@transaction.atomic
def resume_report(*, by, report: Report) -> Report:
    """Take a report that waits for signature back to edit it."""
    report = _locked(report)
    authorise_entry(by, report)
    return _moved(by, report, Move.RESUME, after(report.state, Move.RESUME))


@transaction.atomic
def submit_report(*, by, report: Report) -> ReportVersion:
    """Send the report: freeze a version and tell the superior.

    The head or a delegate sends; for a report that the superior typed ("nhập thay") the superior's officer sends and
    takes in one act. Errors refuse (SendRefused), and so does a report without any figure (NothingReported); warnings
    travel with the report. Late is marked, never refused.
    """
    _lock_above(report)
    report = _locked(report)
    entered_by_superior = report.proxy_id is not None
    if entered_by_superior:
        authorise_entry(by, report)
    else:
        authorise(by, Permission.REPORT_SEND, report.answered_by)
    if report.participant.standing != Participant.Standing.REPORTS:
        raise NotOwed(report.participant.standing)
    state = after(report.state, Move.SUBMIT)
    _refuse_empty(report)
    if errors := [finding for finding in findings_of(report) if finding.severity == "error"]:
        raise SendRefused(errors)
    version = freeze(report, by_uid=getattr(by, "uid", None), entered_by_superior=entered_by_superior)
    _set(report, state)
    _journal(by, "report.submitted", report, version, late=version.is_late)
    defer_issuing(version)
    sending_proves(by, version)
    superior = report.participant.superior
    if superior is not None:
        _tell([superior.answering_unit], "report.submitted", report, unit=report.participant.name)
    if entered_by_superior:
        _count(by, report, version)
    return version


@transaction.atomic
def recall_report(*, by, report: Report) -> Report:
    """Take back what was sent, as long as it is not taken. The version stays on record as recalled."""
    report = _locked(report)
    authorise(by, Permission.REPORT_SEND, report.answered_by)
    state = after(report.state, Move.RECALL)
    version = latest_version(report)
    _decide(by, version, Decision.Outcome.RECALLED)
    _set(report, state)
    _journal(by, "report.recalled", report, version)
    recalling_disproves(by, version)
    if report.participant.superior is not None:
        _tell([report.participant.superior.answering_unit], "report.recalled", report, unit=report.participant.name)
    return report


@transaction.atomic
def take_report(*, by, report: Report) -> ReportVersion:
    """The superior takes the report: from now on it is in the superior's totals, whatever the superior has sent."""
    _lock_above(report)
    report = _locked(report)
    superior = _superior(report)
    authorise(by, Permission.REPORT_TAKE, superior.acting(report.scope_on))
    version = latest_version(report)
    after(report.state, Move.TAKE)
    _count(by, report, version)
    _tell([report.participant.answering_unit], "report.accepted", report)
    return version


@transaction.atomic
def return_report(*, by, report: Report, message: str, cells: Sequence[tuple[str, str, str]] = ()) -> Report:
    """Ask the unit to add or clarify, with the reason; `cells` are (element, breakdown, what is asked)."""
    report = _locked(report)
    superior = _superior(report)
    authorise(by, Permission.REPORT_TAKE, superior.acting(report.scope_on))
    state = after(report.state, Move.RETURN)
    message = nfc(message).strip()
    if not message:
        raise ReasonMissing("return")
    version = latest_version(report)
    _decide(by, version, Decision.Outcome.RETURNED, message, [list(cell) for cell in cells])
    _set(report, state)
    _journal(by, "report.returned", report, version)
    _tell([report.participant.answering_unit], "report.returned", report, unit=superior.name)
    return report


@transaction.atomic
def reopen_report(*, by, report: Report, reason: str) -> Report:
    """Open a taken report for a new version. The version taken before keeps counting until the new one is taken."""
    report = _locked(report)
    if report.proxy_id is not None:
        authorise_entry(by, report)
    else:
        authorise(by, Permission.REPORT_SEND, report.answered_by)
    state = after(report.state, Move.REOPEN)
    reason = nfc(reason).strip()
    if not reason:
        raise ReasonMissing("reopen")
    version = latest_version(report)
    _decide(by, version, Decision.Outcome.REOPENED, reason)
    _set(report, state)
    _journal(by, "report.reopened", report, version)
    if report.participant.superior is not None:
        _tell([report.participant.superior.answering_unit], "report.reopened", report, unit=report.participant.name)
    return report


@transaction.atomic
def record_receipt(*, by, report: Report, number: str, received_on: dt.date) -> ReportVersion:
    """The topmost report is taken by recording the receipt from above: its number and day."""
    report = _locked(report)
    if report.participant.superior_id is not None:
        raise MoveRefused(report.state, Move.TAKE)
    authorise(by, Permission.PAPER_RECORD, report.answered_by)
    after(report.state, Move.TAKE)
    version = latest_version(report)
    _count(by, report, version, message=f"{number} {received_on.isoformat()}".strip())
    return version


@transaction.atomic
def record_signed_paper(
    *,
    by,
    version: ReportVersion,
    number: str,
    signed_on: dt.date,
    signer: str = "",
    name: str = "",
    data: bytes | None = None,
) -> SignedPaper:
    """The signed paper has come: number, day, who signed, the file when there is one. Figures stay as sent.

    PaperRefused for a file that is no PDF or picture by its content, Classified for one that bears a secrecy mark.
    """
    authorise(by, Permission.PAPER_RECORD, version.report.answered_by)
    file = None
    if data is not None:
        file = store_file(by=by, name=name, media_type=checked_media_type(data), data=data)
    document = record_document(
        by=by,
        unit=version.report.unit,
        direction=OfficialDocument.Direction.OUTGOING,
        kind="report",
        subject=version.report.round.title,
        number=number.strip(),
        issued_on=signed_on,
        file=file,
    )
    paper = SignedPaper.objects.create(
        version=version,
        document=document,
        signer=nfc(signer).strip(),
        recorded_at=clock.now(),
        recorded_by_uid=getattr(by, "uid", None),
    )
    _journal(by, "report.paper_recorded", version.report, version, number=number)
    return paper


def _lock_above(report: Report) -> None:
    """Lock the superior's report first: taking a child, or sending for it, changes the superior's totals."""
    superior_id = Participant.objects.values_list("superior_id", flat=True).get(pk=report.participant_id)
    if superior_id is not None:
        list(Report.objects.select_for_update().filter(participant=superior_id).order_by("id").values_list("id"))


def _locked(report: Report) -> Report:
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("participant__superior__unit", "participant__owed_by", "round__form", "round__unit", "unit")
        .get(pk=report.pk)
    )


def _superior(report: Report) -> Participant:
    """The participant that takes this report. MoveRefused for the topmost: it is taken by a receipt from above."""
    if report.participant.superior is None:
        raise MoveRefused(report.state, Move.TAKE)
    return report.participant.superior


def _refuse_empty(report: Report) -> None:
    if is_empty(report):
        raise NothingReported(report.participant.name)


def _moved(by, report: Report, move: Move, state: State) -> Report:
    _set(report, state)
    record(
        by=by,
        action=f"report.{move.value}",
        module="reporting",
        kind="report",
        key=report.pk,
        unit_uid=report.unit.uid,
        facts={},
    )
    return report


def _count(by, report: Report, version: ReportVersion, message: str = "") -> None:
    """From now on this version is what adds up above, and its own figures are observed."""
    before = CountedVersion.objects.filter(report=report).first()
    CountedVersion.objects.update_or_create(report=report, defaults={"version": version, "taken_at": clock.now()})
    observe(
        unit=report.unit,
        window=Window(report.round.period, report.round.closing_on, report.round.tree_on),
        figures=[
            OwnFigure(cell.element, cell.breakdown, figure.value, figure.flag)
            for cell, figure in frozen_figures(version).items()
            if not figure.is_blank
        ],
        source=("reporting", "version", str(version.pk)),
        replaces=str(before.version_id) if before else None,
    )
    _decide(by, version, Decision.Outcome.TAKEN, message)
    _set(report, State.ACCEPTED)
    _journal(by, "report.accepted", report, version)


def _decide(by, version: ReportVersion, outcome: str, message: str = "", cells: list | None = None) -> None:
    Decision.objects.create(
        version=version,
        outcome=outcome,
        message=message,
        cells=cells or [],
        at=clock.now(),
        by_uid=getattr(by, "uid", None),
    )


def _set(report: Report, state: State) -> None:
    report.state = state
    report.save(update_fields=["state"])


def _tell(units: list[Unit], code: str, report: Report, **facts: str) -> None:
    notify(
        units=units,
        code=code,
        facts={"round": report.round.title, **facts},
        module="reporting",
        kind="report",
        key=report.pk,
    )


def _journal(by, action: str, report: Report, version: ReportVersion, **facts) -> None:
    record(
        by=by,
        action=action,
        module="reporting",
        kind="report",
        key=report.pk,
        unit_uid=report.unit.uid,
        facts={"version": version.number, "digest": version.digest, **facts},
    )
