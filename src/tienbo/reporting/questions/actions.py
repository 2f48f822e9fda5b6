"""Writes of questions: asking, replying, closing, taking back. Locks: the report, then the question.

Who asks is who takes the report; who replies is who enters or sends it. What is written is refused with a secrecy mark
(`ClassifiedText`). Asking never changes the state of the report: that is `exchange.return_report`.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.documents.extraction import refuse_marked_text
from tienbo.journal.actions import record
from tienbo.notices.actions import notify
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.models import Question, Reply
from tienbo.reporting.questions.places import NotInTheReport, place_of
from tienbo.reporting.questions.rights import asking_side, may_answer
from tienbo.reporting.questions.states import RUNNING, Move, Side, State, after
from tienbo.reporting.rounds import states as reports
from tienbo.reporting.rounds.locking import locked_report
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.versions.models import ReportVersion

# What is asked or replied is a few sentences.
LONGEST = 2000
# How much of it a notice tells.
_EXCERPT = 160
# States in which what is looked at is the version that was sent.
_SENT = frozenset({reports.State.SUBMITTED, reports.State.RETURNED, reports.State.ACCEPTED})


class NothingSaid(ValueError):
    """A question or a reply needs words."""


class NobodyAnswers(ValueError):
    """The unit owes no report in this round, or the superior types it itself."""


@transaction.atomic
def ask(*, by, report: Report, about: About, text: str, stood: str = "", tell: bool = True) -> Question:
    """Ask the unit about one place of its report, at any time. The same words about the same place, while they wait
    for an answer, are the same question: nothing is asked twice.

    `stood`: what stands at the place now (see `entry.standing`). `tell` False: the act that this is a part
    of tells the unit itself. NotInTheReport for a place that the unit is not asked; NobodyAnswers.
    """
    report = _locked(report)
    _authorise_asking(by, report)
    if report.proxy_id is not None or report.participant.standing != Participant.Standing.REPORTS:
        raise NobodyAnswers(report.participant.name)
    text = _words(text)
    place = place_of(report, about)
    running = Question.objects.filter(report=report, kind=about.kind, key=about.key, state=State.OPEN, text=text)
    if found := running.order_by("pk").first():
        return found
    question = Question.objects.create(
        report=report,
        kind=about.kind,
        key=about.key,
        text=text,
        stood=stood,
        version=report.versions.order_by("-number").first() if report.state in _SENT else None,
        asking_unit=report.participant.superior.answering_unit,
        asked_by_uid=getattr(by, "uid", None),
        asked_at=clock.now(),
    )
    _journal(by, "question.asked", question)
    if tell:
        _tell_unit("question.asked", question, place.code, text)
    return question


@transaction.atomic
def answer(*, by, question: Question, text: str) -> Question:
    """The unit replies: the question is answered. MoveRefused when it is closed."""
    question = _held(question)
    if not may_answer(by, question.report):
        raise PermissionDenied("question.answer refused")
    state = after(question.state, Move.ANSWER)
    text = _words(text)
    _reply(by, question, Side.ASKED, text)
    _set(question, state)
    _journal(by, "question.answered", question)
    _tell(
        question,
        question.report.participant.superior.answering_unit,
        "question.answered",
        question.report.participant.name,
        _code(question),
        text,
    )
    return question


@transaction.atomic
def ask_again(*, by, question: Question, text: str, stood: str | None = None) -> Question:
    """The side that asked says more: the question is open again, also one that was closed. `stood`: what stands at the
    place now; None leaves what stood before."""
    question = _held(question)
    _authorise_asking(by, question.report)
    state = after(question.state, Move.ASK_AGAIN)
    text = _words(text)
    _reply(by, question, Side.ASKING, text)
    if stood is not None:
        question.stood = stood
    _set(question, state)
    _journal(by, "question.asked_again", question)
    _tell_unit("question.asked", question, _code(question), text)
    return question


@transaction.atomic
def close(*, by, question: Question) -> Question:
    """The side that asked has its answer. Nobody is told: what is closed is shown as closed."""
    question = _held(question)
    _authorise_asking(by, question.report)
    _close(by, question, after(question.state, Move.CLOSE))
    _journal(by, "question.closed", question)
    return question


@transaction.atomic
def withdraw(*, by, question: Question) -> Question:
    """The side that asked takes a question back that nobody has answered. It stays on record as taken back."""
    question = _held(question)
    _authorise_asking(by, question.report)
    _close(by, question, after(question.state, Move.WITHDRAW))
    _journal(by, "question.withdrawn", question)
    return question


@transaction.atomic
def answer_by_sending(*, by, version: ReportVersion, changed: Mapping[Question, str]) -> None:
    """A part of sending: what is open and now stands otherwise is answered by this version. `changed`: those questions,
    with what changed in words ("" where it cannot be said shortly). The caller has locked the report."""
    for given, words in changed.items():
        question = _held(given)
        if question.state != State.OPEN:
            continue
        _reply(by, question, Side.ASKED, words, version)
        _set(question, after(question.state, Move.ANSWER))
        _journal(by, "question.answered", question)


@transaction.atomic
def close_all(*, by, report: Report) -> int:
    """A part of taking: who takes the report has no more questions. How many were closed. The caller has authorised it
    and locked the report."""
    running = list(Question.objects.select_for_update().filter(report=report, state__in=RUNNING).order_by("pk"))
    for question in running:
        question.report = report
        _close(by, question, after(question.state, Move.CLOSE))
        _journal(by, "question.closed", question)
    return len(running)


def _locked(report: Report) -> Report:
    report = locked_report(
        report,
        "participant__superior__unit",
        "participant__superior__owed_by",
        "participant__owed_by",
        "participant__unit",
        "round__form",
        "unit",
    )
    report.participant.round = report.round
    return report


def _held(question: Question) -> Question:
    """The question as it stands now, its report locked before it."""
    report = _locked(question.report)
    question = Question.objects.select_for_update().get(pk=question.pk)
    question.report = report
    return question


def _authorise_asking(by, report: Report) -> None:
    side = asking_side(report)
    if side is None:
        raise PermissionDenied("nobody asks about the topmost report")
    authorise(by, Permission.REPORT_TAKE, side)


def _words(text: str) -> str:
    text = nfc(text).replace("\r\n", "\n").strip()[:LONGEST]
    if not text:
        raise NothingSaid()
    refuse_marked_text(text)
    return text


def _reply(by, question: Question, side: Side, text: str, version: ReportVersion | None = None) -> None:
    participant = question.report.participant
    Reply.objects.create(
        question=question,
        side=side,
        text=text,
        version=version,
        unit=question.asking_unit if side == Side.ASKING else participant.answering_unit,
        by_uid=getattr(by, "uid", None),
        at=clock.now(),
    )


def _set(question: Question, state: State) -> None:
    question.state, question.closed_at, question.closed_by_uid = state, None, None
    question.save(update_fields=["state", "stood", "closed_at", "closed_by_uid"])


def _close(by, question: Question, state: State) -> None:
    question.state, question.closed_at, question.closed_by_uid = state, clock.now(), getattr(by, "uid", None)
    question.save(update_fields=["state", "closed_at", "closed_by_uid"])


def _code(question: Question) -> str:
    try:
        return place_of(question.report, question.about).code
    except NotInTheReport:
        return ""


def _tell_unit(code: str, question: Question, place: str, text: str) -> None:
    participant = question.report.participant
    _tell(question, participant.answering_unit, code, participant.superior.name, place, text)


def _tell(question: Question, unit, code: str, speaker: str, place: str, text: str) -> None:
    excerpt = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1].rstrip() + "…"
    facts = {"unit": speaker, "round": question.report.round.title, "text": f"{place}: {excerpt}" if place else excerpt}
    notify(units=[unit], code=code, facts=facts, module="reporting", kind="question", key=question.pk)


def _journal(by, action: str, question: Question) -> None:
    record(
        by=by,
        action=action,
        module="reporting",
        kind="question",
        key=question.pk,
        unit_uid=question.report.unit.uid,
        facts={"report": question.report_id, "about": str(question.about)},
    )
