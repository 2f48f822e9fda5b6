"""Reads of questions and threads."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from tienbo.access.queries import names_of
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.models import Question, Reply
from tienbo.reporting.questions.places import NotInTheReport, Place, Places
from tienbo.reporting.questions.states import RUNNING, Side, State
from tienbo.reporting.rounds.models import Participant, Report


@dataclass(frozen=True)
class Said:
    """One reply in a thread: by whom, of which unit. `version`: the number of the version in which the unit sent
    something else at the place, None where somebody wrote."""

    at: dt.datetime
    by: str
    unit: str
    is_asking: bool
    text: str
    version: int | None


@dataclass(frozen=True)
class Thread:
    """A question with everything said after it, oldest first. `place` None: the report has the place no more (the unit
    is asked for something else since)."""

    question: Question
    place: Place | None
    by: str
    unit: str
    said: tuple[Said, ...]

    @property
    def about(self) -> About:
        """The place it is about."""
        return self.question.about

    @property
    def name(self) -> str:
        """What the place is called; its key where the report has it no more."""
        return self.place.name if self.place else self.question.key


def threads_of(report: Report, about: About | None = None, states: Iterable[str] | None = None) -> list[Thread]:
    """The threads of a report, those that wait for the unit first, then the newest; of one place, or in some states
    only. Three queries."""
    found = Question.objects.filter(report=report).select_related("version").order_by("pk")
    if about is not None:
        found = found.filter(kind=about.kind, key=about.key)
    if states is not None:
        found = found.filter(state__in=list(states))
    questions = list(found)
    replies: dict[int, list[Reply]] = {}
    for reply in Reply.objects.filter(question__in=questions).select_related("version").order_by("pk"):
        replies.setdefault(reply.question_id, []).append(reply)
    spoke = [reply for each in replies.values() for reply in each]
    names = names_of([*(each.asked_by_uid for each in questions), *(each.by_uid for each in spoke)])
    places, units = Places(report), _units(report.participant)
    order = {State.OPEN: 0, State.ANSWERED: 1}
    threads = [
        Thread(
            question=each,
            place=_place(places, each.about),
            by=names.get(each.asked_by_uid, ""),
            unit=units[Side.ASKING],
            said=tuple(_said(reply, names, units) for reply in replies.get(each.pk, ())),
        )
        for each in questions
    ]
    return sorted(threads, key=lambda each: (order.get(each.question.state, 2), -each.question.pk))


def open_by_cell(report: Report) -> dict[Cell, list[Question]]:
    """The questions about cells that somebody still has to say something about: the unit (open) or whoever asked
    (answered). One query."""
    found: dict[Cell, list[Question]] = {}
    for question in Question.objects.filter(report=report, kind="cell", state__in=RUNNING).order_by("pk"):
        found.setdefault(question.cell, []).append(question)
    return found


def counts_of(report: Report) -> Counter:
    """How many questions of a report stand in each state."""
    rows = Question.objects.filter(report=report).order_by().values_list("state").annotate(n=Count("pk"))
    return Counter(dict(rows))


def open_counts(reports: Iterable[Report | int]) -> dict[int, int]:
    """How many questions each of these reports (or their numbers) still has to answer; those without any are left out.
    One query."""
    rows = Question.objects.filter(report__in=list(reports), state=State.OPEN).order_by()
    return dict(rows.values_list("report_id").annotate(n=Count("pk")))


def open_questions(report: Report) -> list[Question]:
    """The questions that the unit has not answered, the first asked first."""
    return list(Question.objects.filter(report=report, state=State.OPEN).order_by("pk"))


def running_questions(report: Report) -> list[Question]:
    """Those that somebody still has to say something about: the unit, or whoever asked."""
    return list(Question.objects.filter(report=report, state__in=RUNNING).order_by("pk"))


def _place(places: Places, about: About) -> Place | None:
    try:
        return places.of(about)
    except NotInTheReport:
        return None


def _units(participant: Participant) -> dict[str, str]:
    superior = participant.superior
    return {Side.ASKING: superior.name if superior else "", Side.ASKED: participant.name}


def _said(reply: Reply, names: dict, units: dict[str, str]) -> Said:
    return Said(
        at=reply.at,
        by=names.get(reply.by_uid, ""),
        unit=units[reply.side],
        is_asking=reply.side == Side.ASKING,
        text=reply.text,
        version=reply.version.number if reply.version else None,
    )
