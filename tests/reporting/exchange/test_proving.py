"""A report that is sent does what a letter asked for."""

import datetime as dt

import pytest

from tests.guidance.own_letter import DATA, NAME
from tienbo.core.authorise import SYSTEM
from tienbo.guidance.actions import decide_proposals, issue_letter, read_into_draft
from tienbo.guidance.states import Decision
from tienbo.journal.queries import broken_lines
from tienbo.reporting.exchange.actions import recall_report, return_report
from tienbo.tasks.actions import report_result
from tienbo.tasks.models import Task

HALF_YEAR, ANNUAL = dt.date(2015, 6, 5), dt.date(2015, 12, 5)


@pytest.fixture
def asked(world):
    """A letter that asks the department and a district for both reports; the district's is filled."""
    letter = read_into_draft(by=SYSTEM, unit=world.units["04"], data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    issue_letter(by=SYSTEM, letter=letter, addressees=[world.units["LD"], world.units["051"]])
    world.fill("051")
    return world


def done(world, unit: str) -> set[dt.date | None]:
    return set(Task.objects.filter(unit=world.units[unit], state="done").values_list("due_on", flat=True))


def test_sending_does_the_task_of_this_report_and_no_other(asked):
    version = asked.send("051")
    assert done(asked, "051") == {HALF_YEAR} and not done(asked, "LD")
    task = Task.objects.get(unit=asked.units["051"], due_on=HALF_YEAR)
    assert task.result == "Đã gửi Báo cáo sơ kết 6 tháng đầu năm 2015, bản 1, ngày 20/05/2015."
    assert task.evidence == f"Mã kiểm chứng {version.digest}" and task.done_by_uid == asked.heads["051"].uid
    assert task.results.count() == 1 and not list(broken_lines())


def test_a_recall_opens_it_again_and_the_next_sending_does_it(asked):
    asked.send("051")
    recall_report(by=asked.heads["051"], report=asked.report("051"))
    assert not done(asked, "051")
    second = asked.send("051")
    task = Task.objects.get(unit=asked.units["051"], due_on=HALF_YEAR)
    assert task.state == "done" and task.evidence.endswith(second.digest)


def test_what_a_person_said_stays(asked):
    task = Task.objects.get(unit=asked.units["051"], due_on=HALF_YEAR)
    report_result(by=asked.officers["051"], task=task, result="Đã gửi bản giấy.", evidence="12/BC-BVSTBCPN")
    asked.send("051")
    recall_report(by=asked.heads["051"], report=asked.report("051"))
    task.refresh_from_db()
    assert (task.state, task.result) == ("done", "Đã gửi bản giấy.")


def test_more_asked_leaves_it_done_on_the_day_of_the_first_sending(asked, at):
    asked.send("051")
    first = Task.objects.get(unit=asked.units["051"], due_on=HALF_YEAR).done_at
    return_report(by=asked.officers["04"], report=asked.report("051"), message="Bổ sung biểu B02.")
    asked.send("051")
    assert Task.objects.get(unit=asked.units["051"], due_on=HALF_YEAR).done_at == first


def test_a_report_of_another_time_does_nothing(asked):
    asked.round(
        "2013-h1",
        starts_on=dt.date(2012, 12, 1),
        ends_on=dt.date(2013, 5, 31),
        closing_on=dt.date(2013, 5, 20),
        dues=(),
    )
    asked.fill("051", round="2013-h1")
    asked.send("051", "2013-h1")
    assert not done(asked, "051")
