"""Writes of extensions. Each locks the report, then the participant's request."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.documents.extraction import refuse_marked_text
from tienbo.journal.actions import record
from tienbo.notices.actions import notify
from tienbo.reporting.rounds.due_days import OwnDue
from tienbo.reporting.rounds.extensions.queries import can_be_extended, may_ask
from tienbo.reporting.rounds.extensions.states import State
from tienbo.reporting.rounds.locking import locked_report
from tienbo.reporting.rounds.models import Extension, Participant, Report
from tienbo.reporting.rounds.queries import due_of

# Further away than this a day is a slip of the pen.
LONGEST = dt.timedelta(days=180)
# How much of what was written a notice tells.
_EXCERPT = 160


class NothingOwed(ValueError):
    """The report is sent, the unit owes none, the superior types it, nobody is above, or the round sets no day."""


class NotLater(ValueError):
    """The day is not after `last`, the last day on time that holds now, or is over already."""

    def __init__(self, last: dt.date):
        self.last = last
        super().__init__(last.isoformat())


class TooFar(ValueError):
    """The day lies more than half a year after the day of the round."""


class AskedAlready(ValueError):
    """A request of the unit waits for an answer already."""


class NotWaiting(ValueError):
    """The request was answered or taken back meanwhile; `state` says which."""

    def __init__(self, state: str):
        self.state = State(state)
        super().__init__(state)


class NothingSaid(ValueError):
    """A request needs a reason, a refusal an answer."""


@transaction.atomic
def ask_extension(*, by, report: Report, until: dt.date, reason: str) -> Extension:
    """Ask the superior for a later last day on time. NothingOwed, NotLater, TooFar, AskedAlready, NothingSaid;
    ClassifiedText for words with a secrecy mark."""
    report = _locked(report)
    if not may_ask(by, report):
        raise PermissionDenied("neither enters nor sends")
    _refuse_day(report, until)
    reason = _words(reason, needed=True)
    participant = report.participant
    if Extension.objects.filter(participant=participant, state=State.ASKED).exists():
        raise AskedAlready(participant.name)
    extension = Extension.objects.create(
        participant=participant,
        state=State.ASKED,
        asked_by_uid=getattr(by, "uid", None),
        asked_at=clock.now(),
        until=until,
        reason=reason,
    )
    _journal(by, "report.extension_asked", report, until=until.isoformat())
    _tell(
        report,
        participant.superior.answering_unit,
        "report.extension_asked",
        {"unit": participant.name, "until": until.isoformat(), "text": _excerpt(reason)},
    )
    return extension


@transaction.atomic
def withdraw_extension(*, by, extension: Extension) -> Extension:
    """The unit needs no more time after all. NotWaiting."""
    report, extension = _held(extension)
    if not may_ask(by, report):
        raise PermissionDenied("neither enters nor sends")
    extension.state = State.WITHDRAWN
    extension.decided_by_uid, extension.decided_at = getattr(by, "uid", None), clock.now()
    extension.save(update_fields=["state", "decided_by_uid", "decided_at"])
    _journal(by, "report.extension_withdrawn", report)
    return extension


@transaction.atomic
def decide_extension(*, by, extension: Extension, until: dt.date | None, answer: str = "") -> Extension:
    """Grant the day that was asked or another one, or (`until` None) refuse it in words. NotWaiting, NothingOwed,
    NotLater, TooFar, NothingSaid; ClassifiedText."""
    report, extension = _held(extension)
    _authorise_deciding(by, report)
    extension.answer = _words(answer, needed=until is None)
    extension.decided_by_uid, extension.decided_at = getattr(by, "uid", None), clock.now()
    if until is None:
        extension.state = State.REFUSED
    else:
        _refuse_day(report, until)
        extension.state, extension.granted_until = State.GRANTED, until
    extension.save(update_fields=["state", "answer", "decided_by_uid", "decided_at", "granted_until"])
    _settle(by, report, extension)
    return extension


@transaction.atomic
def grant_extension(*, by, report: Report, until: dt.date, answer: str = "") -> Extension:
    """Give a unit a later day without being asked; a request that waits is answered by it. NothingOwed, NotLater,
    TooFar; ClassifiedText."""
    report = _locked(report)
    _authorise_deciding(by, report)
    _refuse_day(report, until)
    waiting = Extension.objects.filter(participant=report.participant, state=State.ASKED).first()
    if waiting is not None:
        return decide_extension(by=by, extension=waiting, until=until, answer=answer)
    extension = Extension.objects.create(
        participant=report.participant,
        state=State.GRANTED,
        answer=_words(answer),
        decided_by_uid=getattr(by, "uid", None),
        decided_at=clock.now(),
        granted_until=until,
    )
    _settle(by, report, extension)
    return extension


def _settle(by, report: Report, extension: Extension) -> None:
    """What was decided holds from now on, is told and journaled."""
    participant = report.participant
    facts = {"unit": participant.superior.name, "text": _excerpt(extension.answer)}
    if extension.state == State.REFUSED:
        action, told = "report.extension_refused", {}
    else:
        participant.extended_to, participant.extended_at = extension.granted_until, clock.now()
        participant.save(update_fields=["extended_to", "extended_at"])
        action, told = "report.extension_granted", {"until": extension.granted_until.isoformat()}
        facts |= {"due": extension.granted_until.isoformat()}
    _journal(by, action, report, **told)
    _tell(report, participant.answering_unit, action, facts)


def _refuse_day(report: Report, until: dt.date) -> None:
    if not can_be_extended(report):
        raise NothingOwed(report.state)
    due: OwnDue = due_of(report.participant)
    # A day that is over helps nobody; the last day that holds may be over long since.
    last = max(due.deadline.last_on_time, clock.today() - dt.timedelta(days=1))
    if until <= last:
        raise NotLater(last)
    if until > due.of_round.last_on_time + LONGEST:
        raise TooFar(until.isoformat())


def _authorise_deciding(by, report: Report) -> None:
    superior = report.participant.superior
    if superior is None:
        raise PermissionDenied("nobody decides for the topmost report")
    authorise(by, Permission.REPORT_TAKE, superior.acting(report.scope_on))


def _words(text: str, *, needed: bool = False) -> str:
    text = nfc(text).replace("\r\n", "\n").strip()
    if needed and not text:
        raise NothingSaid()
    refuse_marked_text(text)
    return text


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"


def _locked(report: Report) -> Report:
    # The participant too: its day is what is decided about. The report always first, as everybody does.
    Report.objects.select_for_update().get(pk=report.pk)
    Participant.objects.select_for_update().get(pk=report.participant_id)
    report = locked_report(
        report,
        "participant__superior__unit",
        "participant__superior__owed_by",
        "participant__owed_by",
        "participant__unit",
        "round",
        "unit",
    )
    report.participant.round = report.round
    return report


def _held(extension: Extension) -> tuple[Report, Extension]:
    """The report and the request as they stand now, both locked. NotWaiting."""
    participant = Participant.objects.select_related("report").get(pk=extension.participant_id)
    report = _locked(participant.report)
    extension = Extension.objects.select_for_update().get(pk=extension.pk)
    if extension.state != State.ASKED:
        raise NotWaiting(extension.state)
    return report, extension


def _tell(report: Report, unit, code: str, facts: dict) -> None:
    facts = {"round": report.round.title} | facts
    notify(units=[unit], code=code, facts=facts, module="reporting", kind="report", key=report.pk)


def _journal(by, action: str, report: Report, **facts) -> None:
    record(
        by=by, action=action, module="reporting", kind="report", key=report.pk, unit_uid=report.unit.uid, facts=facts
    )
