"""Questions on the desk: what the superior asks, and what units below have answered."""

import pytest

from tests.reporting.conftest import build_world
from tienbo.access.queries import seats_of
from tienbo.home.desk_reporting import question_items
from tienbo.indicators.queries import forget
from tienbo.reporting.questions.about import WHOLE_REPORT
from tienbo.reporting.questions.actions import answer, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    forget()
    made = build_world()
    made.round()
    return made


def items_of(user):
    return question_items(seats_of(user)[0])


def test_what_is_asked_stands_on_the_desk_until_it_is_answered(world):
    unit, above = world.officers["01711"], world.officers["051"]
    question = ask(by=above, report=world.report("01711"), about=WHOLE_REPORT, text="Đủ chưa?")
    ask(by=above, report=world.report("01711"), about=WHOLE_REPORT, text="Còn biểu B02?")
    (item,) = items_of(unit)
    assert (item.kind, item.title) == ("asked", "2 câu hỏi của cấp trên")
    assert item.url.endswith("/reports/2015-h1/01711/questions/") and "Xã Bình Dương" in item.detail
    assert items_of(above) == [] and items_of(world.officers["01708"]) == []
    answer(by=unit, question=question, text="Đủ.")
    (item,) = items_of(unit)
    assert item.title == "1 câu hỏi của cấp trên"
    (item,) = items_of(above)
    assert (item.kind, item.title) == ("answered", "1 câu hỏi đã được trả lời")
