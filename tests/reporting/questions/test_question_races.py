"""Two at once about one report: real connections, real locks."""

import pytest

from tests.reporting.exchange.test_races import both
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.exchange.actions import take_report
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.actions import answer, ask, close
from tienbo.reporting.questions.models import Question
from tienbo.reporting.questions.states import RUNNING, MoveRefused
from tienbo.reporting.verification import verify

ABOUT = About.of_cell(Cell("committee.members", "level=commune"))


@pytest.fixture
def world(transactional_db, world):
    world.fill("01711")
    world.send("01711")
    return world


def test_the_same_question_pressed_twice_at_once_is_asked_once(world):
    officer, report = world.officers["051"], world.report("01711")
    outcomes = both(*[lambda: ask(by=officer, report=report, about=ABOUT, text="Vì sao?")] * 3)
    assert outcomes == [None] * 3
    assert Question.objects.count() == 1


def test_closing_and_replying_at_once_end_in_a_closed_question_with_or_without_the_reply(world):
    question = ask(by=world.officers["051"], report=world.report("01711"), about=ABOUT, text="Vì sao?")
    closed, replied = both(
        lambda: close(by=world.officers["051"], question=question),
        lambda: answer(by=world.officers["01711"], question=question, text="Đúng."),
    )
    question.refresh_from_db()
    assert closed is None and question.state == "closed"
    assert (replied is None) == question.replies.exists()
    assert replied is None or isinstance(replied, MoveRefused)


def test_asking_while_the_report_is_taken_leaves_it_closed_or_open_and_nothing_between(world):
    officer, report = world.officers["051"], world.report("01711")
    outcomes = both(
        lambda: take_report(by=officer, report=report),
        lambda: ask(by=officer, report=report, about=ABOUT, text="Vì sao?"),
    )
    assert outcomes == [None, None]
    question = Question.objects.get()
    assert (question.state in RUNNING) == (question.closed_at is None)
    assert verify().problems == []
