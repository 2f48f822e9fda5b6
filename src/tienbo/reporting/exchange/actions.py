"""The acts between offices. Words between equals: taken, more asked, recalled; never refused."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM, authorise
from tienbo.core.deadlines import form_date
from tienbo.core.vietnamese import nfc
from tienbo.documents.signatures import Key, sign
from tienbo.files.actions import store_file
from tienbo.files.store import digest_of
from tienbo.indicators.actions import OwnFigure, Window, observe
from tienbo.journal.actions import record
from tienbo.notices.actions import notify
from tienbo.register.actions import hold_register, number_document, record_document, replace_file, strike_number
from tienbo.register.models import OfficialDocument
from tienbo.register.queries import outgoing_numbered
from tienbo.reporting.consolidation.queries import is_empty, latest_version
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import authorise_entry
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.entry.standing import stood_at, working_state
from tienbo.reporting.exchange.asking.sending import answered_by_change
from tienbo.reporting.exchange.freezing import freeze
from tienbo.reporting.exchange.papers import (
    PaperRefused,
    checked_media_type,
    day_sent,
    refuse_signed_before,
    refuse_unlike,
)
from tienbo.reporting.exchange.proving import recalling_disproves, sending_proves
from tienbo.reporting.exchange.shown import refuse_unshown
from tienbo.reporting.output.actions import issue_version
from tienbo.reporting.output.jobs import defer_issuing
from tienbo.reporting.output.printing import signed_name
from tienbo.reporting.output.queries import imprint_of
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.actions import answer_by_sending, ask, close_all
from tienbo.reporting.rounds.locking import locked_report
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import Move, MoveRefused, State, after
from tienbo.reporting.rules.engine import Finding
from tienbo.reporting.signing.actions import keep_examination
from tienbo.reporting.signing.queries import examined_paper, signable
from tienbo.reporting.versions.models import CountedVersion, Decision, ReportVersion, SignedPaper
from tienbo.reporting.versions.queries import frozen_figures, papers_under, signed_paper_of
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


class NotYetSent(ValueError):
    """A receipt of a day before the version was sent, `sent_on`: it is of something else."""

    def __init__(self, sent_on: dt.date) -> None:
        self.sent_on = sent_on
        super().__init__(sent_on.isoformat())


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
def submit_report(*, by, report: Report, shown: str = "") -> ReportVersion:
    """Send the report: freeze a version and tell the superior.

    The head or a delegate sends; for a report that the superior typed ("nhập thay") the superior's officer sends and
    takes in one act. Errors refuse (SendRefused), and so does a report without any figure (NothingReported); warnings
    travel with the report. Late is marked, never refused. A question of the superior is answered where something else
    is sent than stood there; what stays unanswered keeps nothing back. `shown`: see `exchange.shown`.
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
    refuse_unshown(report, "submit", shown)
    state = after(report.state, Move.SUBMIT)
    _refuse_empty(report)
    if errors := [finding for finding in findings_of(report) if finding.severity == "error"]:
        raise SendRefused(errors)
    changed = answered_by_change(report)
    version = freeze(report, by_uid=getattr(by, "uid", None), entered_by_superior=entered_by_superior)
    _set(report, state)
    _journal(by, "report.submitted", report, version, late=version.is_late)
    defer_issuing(version)
    sending_proves(by, version)
    answer_by_sending(by=by, version=version, changed=changed)
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
def take_report(*, by, report: Report, shown: str = "") -> ReportVersion:
    """The superior takes the report: from now on it is in the superior's totals, whatever the superior has sent.
    `shown`: see `exchange.shown`."""
    _lock_above(report)
    report = _locked(report)
    superior = _superior(report)
    authorise(by, Permission.REPORT_TAKE, superior.acting(report.scope_on))
    refuse_unshown(report, "take", shown)
    version = latest_version(report)
    after(report.state, Move.TAKE)
    _count(by, report, version)
    _tell([report.participant.answering_unit], "report.accepted", report)
    return version


@transaction.atomic
def return_report(*, by, report: Report, message: str, cells: Sequence[tuple[str, str, str]] = ()) -> Report:
    """Ask the unit to add or clarify, with the reason; `cells` are (element, breakdown, what is asked), each a question
    with a thread of its own ("": the reason is the question)."""
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
    standing = working_state(report, with_reasons=False) if cells else None
    for element, breakdown, what in cells:
        about = About.of_cell(Cell(element, breakdown))
        ask(
            by=by,
            report=report,
            about=about,
            text=what.strip() or message,
            stood=stood_at(report, about, standing),
            tell=False,
        )
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
    """The topmost report is taken by recording the receipt from above: its number and day. NotYetSent for a day before
    the version was sent."""
    report = _locked(report)
    if report.participant.superior_id is not None:
        raise MoveRefused(report.state, Move.TAKE)
    authorise(by, Permission.PAPER_RECORD, report.answered_by)
    after(report.state, Move.TAKE)
    version = latest_version(report)
    if received_on < (sent_on := day_sent(version.submitted_at)):
        raise NotYetSent(sent_on)
    _count(by, report, version, message=", ".join(filter(None, (number, f"{received_on:%d/%m/%Y}"))))
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
    as_scan: bool = False,
) -> SignedPaper:
    """The signed paper has come: number, day, who signed, the file when there is one. Figures stay as sent.

    Recorded again, the paper is the same one: a scan is added to it, a number, day or signer is corrected; without a
    file the scan that is there stays. Repeating what is recorded changes nothing.

    PaperRefused for a day before the version was frozen, for a number that another document of the unit bears in the
    register of the year, for a file that is no PDF or picture by its content, for a PDF that bears signatures and is
    not this version with signatures added, unless it is to be kept `as_scan`; Classified for one with a secrecy mark.
    """
    authorise(by, Permission.PAPER_RECORD, version.report.answered_by)
    number, signer = nfc(number).strip(), nfc(signer).strip()
    # Looked into before anybody is made to wait: a file of many signatures takes a while.
    media_type = checked_media_type(data) if data is not None else ""
    found = examined_paper(data) if media_type == "application/pdf" else None
    report = _locked(version.report)
    refuse_signed_before(signed_on, version.submitted_at)
    before = signed_paper_of(version)
    file = before.file if before else None
    if data is not None and not (file and file.sha256 == digest_of(data)):
        if found:
            refuse_unlike(found, version, number, signed_on, as_scan=as_scan)
            keep_examination(by=by, found=found)
        file = store_file(by=by, name=name, media_type=media_type, data=data)
    if before and (before.number, before.signed_on, before.signer, before.file) == (number, signed_on, signer, file):
        return before
    hold_register(by=by, unit=report.unit)
    entry = _entry_of(by, report, before, number, signed_on)
    paper = SignedPaper.objects.create(
        version=version,
        document=entry,
        number=number,
        signed_on=signed_on,
        signer=signer,
        file=file,
        recorded_at=clock.now(),
        recorded_by_uid=getattr(by, "uid", None),
    )
    if before and before.document != entry:
        _settle(by, before.document)
    _settle(by, entry)
    facts = {"number": number, "signed_on": signed_on.isoformat(), "file": file.sha256 if file else None}
    _journal(by, "report.paper_recorded", report, version, **facts)
    defer_issuing(version)
    return paper


@transaction.atomic
def sign_paper(*, by, version: ReportVersion, number: str, signed_on: dt.date, signer: str, key: Key) -> SignedPaper:
    """Sign the version's document here: record number, day and signer, put the signature on the PDF that bears them (on
    the paper that is kept when it is that PDF already signed), and keep the result as the version's paper.

    What `record_signed_paper` refuses; KeyRefused for a key that may not sign now. The key is used and not kept.
    """
    record_signed_paper(by=by, version=version, number=number, signed_on=signed_on, signer=signer)
    imprint = imprint_of(version)
    issued = issue_version(by=SYSTEM, version=version, imprint=imprint)["pdf"]
    data = sign(signable(version, issued), key, now=clock.now())
    return record_signed_paper(
        by=by,
        version=version,
        number=number,
        signed_on=signed_on,
        signer=signer,
        name=signed_name(version, imprint),
        data=data,
    )


def _entry_of(by, report: Report, before: SignedPaper | None, number: str, signed_on: dt.date) -> OfficialDocument:
    """The entry in the register under which a version's paper stands.

    The one that bears the number, when it is this report's (the paper kept its number in a new version); else the entry
    the version has, which is corrected, unless a paper of another version stands there too; else a new one.
    """
    bearer = outgoing_numbered(report.unit, number, signed_on.year)
    if bearer is not None:
        if not SignedPaper.objects.filter(document=bearer, version__report=report).exists():
            raise PaperRefused(
                _("The register of outgoing documents of %(year)s already holds %(number)s of %(day)s: “%(subject)s”.")
                % {
                    "year": signed_on.year,
                    "number": bearer.number,
                    "day": form_date(bearer.issued_on),
                    "subject": bearer.subject,
                },
                field="number",
            )
        return bearer
    if before and not papers_under(before.document).exclude(version=before.version_id).exists():
        return before.document
    return record_document(
        by=by,
        unit=report.unit,
        direction=OfficialDocument.Direction.OUTGOING,
        kind="report",
        subject=report.round.title,
        number=number,
        issued_on=signed_on,
    )


def _settle(by, entry: OfficialDocument) -> None:
    """The register says of an entry what the newest version's paper under it bears; under none, no number."""
    paper = papers_under(entry).select_related("file").first()
    if paper is None:
        strike_number(by=by, document=entry)
        return
    if (entry.number, entry.issued_on) != (paper.number, paper.signed_on):
        number_document(by=by, document=entry, number=paper.number, issued_on=paper.signed_on)
    replace_file(by=by, document=entry, file=paper.file)


def _lock_above(report: Report) -> None:
    """Lock the superior's report first: taking a child, or sending for it, changes the superior's totals."""
    superior_id = Participant.objects.values_list("superior_id", flat=True).get(pk=report.participant_id)
    if superior_id is not None:
        list(Report.objects.select_for_update().filter(participant=superior_id).order_by("id").values_list("id"))


def _locked(report: Report) -> Report:
    return locked_report(
        report, "participant__superior__unit", "participant__owed_by", "round__form", "round__unit", "unit"
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
    # A paper upward tells totals, which were observed where they arose.
    if not report.round.is_paper:
        _observe(report, version, before)
    _decide(by, version, Decision.Outcome.TAKEN, message)
    _set(report, State.ACCEPTED)
    _journal(by, "report.accepted", report, version)
    close_all(by=by, report=report)


def _observe(report: Report, version: ReportVersion, before: CountedVersion | None) -> None:
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
