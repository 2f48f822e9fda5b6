"""Questions of the superior at the cells of a report: the address that leads to each, the threads in the side panel."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tienbo.core.grid import Asked
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.models import Question
from tienbo.reporting.questions.queries import Thread, threads_of
from tienbo.reporting.questions.rights import may_answer, may_ask, may_close
from tienbo.reporting.questions.states import Move, MoveRefused, after
from tienbo.reporting.rounds.models import Report


def cell_address(report: Report, cell: Cell) -> str:
    """The page of one cell: its history and what is asked about it."""
    return f"{report_address(report, 'cell')}?{urlencode({'cell': f'{cell.element}|{cell.breakdown}'})}"


def question_address(report: Report, question: Question) -> str:
    """Where a question is read and answered: at its cell, else on the page of all questions."""
    if cell := question.cell:
        return f"{cell_address(report, cell)}#q-{question.pk}"
    return f"{report_address(report, 'questions')}?show=all#q-{question.pk}"


@dataclass(frozen=True)
class ThreadShown:
    """A thread with what this person can do in it, and the address to which that is posted."""

    thread: Thread
    url: str
    can_answer: bool
    can_ask_again: bool
    can_close: bool
    can_withdraw: bool
    # The unit may put the answer into the table itself.
    can_mend: bool
    # What the unit's page of the place is ("" on that page itself).
    place_url: str = ""

    @property
    def is_folded(self) -> bool:
        """It is not this person's turn to speak, who may all the same."""
        return not (self.can_answer and self.question.is_open)

    @property
    def question(self) -> Question:
        """The question."""
        return self.thread.question


def shown(user, report: Report, threads: list[Thread]) -> list[ThreadShown]:
    """Threads as a person sees them."""
    answers, asks, closes = may_answer(user, report), may_ask(user, report), may_close(user, report)

    def can(allowed: bool, question: Question, move: Move) -> bool:
        try:
            return allowed and bool(after(question.state, move))
        except MoveRefused:
            return False

    return [
        ThreadShown(
            thread=each,
            url=reverse("reporting:question", args=[report.round.code, report.participant.slug, each.question.pk]),
            can_answer=can(answers, each.question, Move.ANSWER),
            can_ask_again=can(asks, each.question, Move.ASK_AGAIN),
            can_close=can(closes, each.question, Move.CLOSE),
            can_withdraw=can(closes, each.question, Move.WITHDRAW) and not each.said,
            can_mend=answers and report.is_editable and each.question.is_open and each.question.cell is not None,
            place_url=_place_url(report, each),
        )
        for each in threads
    ]


def _place_url(report: Report, thread: Thread) -> str:
    if thread.place is None:
        return ""
    if cell := thread.question.cell:
        return cell_address(report, cell)
    if thread.about.kind == "table":
        return report_address(report, "table", thread.about.key)
    if thread.about.kind == "heading":
        return f"{report_address(report, 'text')}#h-{thread.about.key}"
    return report_address(report)


@dataclass(frozen=True)
class CellQuestions:
    """All that is asked about a cell, for its panel; `key` is the cell's in its table, `mark` what stands at it."""

    about: About
    threads: tuple[ThreadShown, ...]
    may_ask: bool
    ask_url: str
    mark: Asked | None
    key: str
    table_url: str


@dataclass(frozen=True)
class Refused:
    """What was written and could not be kept, shown again: why, the text, and the number of the question that it was a
    reply to (None: a new question)."""

    why: str = ""
    text: str = ""
    question: int | None = None


def cell_questions(user, report: Report, cell: Cell, table_url: str) -> CellQuestions:
    """What is asked about a cell, as a person sees it."""
    about = About.of_cell(cell)
    threads = shown(user, report, threads_of(report, about))
    return CellQuestions(
        about=about,
        threads=tuple(threads),
        may_ask=may_ask(user, report),
        ask_url=report_address(report, "questions"),
        mark=mark_of(report, cell, [each.question for each in threads if each.question.is_running]),
        key=about.key,
        table_url=table_url,
    )


def mark_of(report: Report, cell: Cell, running: list[Question]) -> Asked | None:
    """The mark at a cell about which something is asked; None without any."""
    if not running:
        return None
    waiting = sum(question.is_open for question in running)
    if waiting:
        word = ngettext("asked: %(n)d", "asked: %(n)d", waiting) % {"n": waiting}
        whole = ngettext(
            "%(n)d question of the superior is not answered",
            "%(n)d questions of the superior are not answered",
            waiting,
        ) % {"n": waiting}
    else:
        word, whole = _("answered"), _("The question of the superior is answered")
    return Asked(word, whole, cell_address(report, cell), bool(waiting))
