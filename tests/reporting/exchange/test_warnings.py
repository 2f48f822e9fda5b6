"""What the pages of a report warn of: that nothing was checked, what is blank, that the period still runs."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from tienbo.core import clock
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.exchange.confirming import confirmation
from tienbo.reporting.exchange.page import page_of
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.states import State

pytestmark = pytest.mark.django_db

ANNUAL = {
    "code": "2015-nam",
    "report": "annual",
    "title": "Báo cáo tổng kết năm 2015",
    "starts_on": dt.date(2014, 12, 1),
    "ends_on": dt.date(2015, 11, 30),
    "closing_on": dt.date(2015, 11, 20),
}


def words(client, user, name: str, unit: str = "01711", round: str = "2015-h1", *further) -> str:
    client.force_login(user)
    answer = client.get(reverse(f"reporting:{name}", args=[round, unit, *further]))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# --- checks -----------------------------------------------------------------------------------------------------------


def test_nothing_is_called_right_while_nothing_is_entered(world, client):
    world.round()
    count = len(asked_of_participant(world.report("01711").participant).typed)
    page = words(client, world.officers["01711"], "report")
    assert "Không có gì phải sửa" not in page
    assert "Chưa nhập số liệu nào nên chưa có gì để kiểm tra." in page and f"Còn {count} ô trống" in page


def test_what_is_right_so_far_and_what_is_blank_are_said_apart(world, client):
    world.fill("01711")
    page = words(client, world.officers["01711"], "report")
    assert "Không có gì phải sửa." in page and "ô trống: để trống" not in page
    world.put("01711", asked_of_participant(world.report("01711").participant).typed[-1], None)
    page = words(client, world.officers["01711"], "report")
    assert "Phần đã nhập không có gì phải sửa." in page and "Còn 1 ô trống" in page
    assert "Còn 1 ô trống" in words(client, world.heads["01711"], "submit")


def test_the_page_of_the_report_and_that_of_sending_count_the_same_findings(world, client):
    world.round()
    cells = asked_of_participant(world.report("01711").participant).typed
    world.put("01711", cells[0], 0)
    report = world.report("01711")
    said = confirmation(report, "submit")
    page = page_of(world.officers["01711"], report)
    assert page.findings_count == len(said.blocking) + len(said.travelling) == len(findings_of(report)) > 6
    # Empty tables are named in one sentence; as progress they stand in the list of tables, without a warning each.
    assert "Chưa nhập gì ở các biểu B02, " in words(client, world.officers["01711"], "report")
    assert not any(table.warnings for table in page.tables)


# --- the period still runs --------------------------------------------------------------------------------------------


def test_who_sends_and_who_takes_long_before_the_closing_date_is_told_and_not_refused(world, client):
    world.round(**ANNUAL)
    world.fill("01711", round="2015-nam")
    for user, name in ((world.officers["01711"], "prepare"), (world.heads["01711"], "submit")):
        page = words(client, user, name, round="2015-nam")
        assert "Kỳ báo cáo đến ngày 30/11/2015, chốt số liệu ngày 20/11/2015; gửi ngày 20/05/2015" in page
    world.send("01711", "2015-nam")
    # Taken after the period, it is still the report of 20 May.
    with clock.at(dt.date(2015, 12, 3)):
        assert "gửi ngày 20/05/2015 là khi kỳ chưa kết thúc" in words(
            client, world.officers["051"], "take", round="2015-nam"
        )
        world.take("01711", "2015-nam")
    assert world.report("01711", "2015-nam").state == State.ACCEPTED


@pytest.mark.parametrize(("day", "is_told"), [(dt.date(2015, 5, 14), True), (dt.date(2015, 5, 15), False)])
def test_a_few_days_before_the_closing_date_nothing_is_said(world, client, day, is_told):
    world.round(tree_on=dt.date(2015, 5, 1))
    with clock.at(day):
        world.fill("01711")
        assert ("kỳ chưa kết thúc" in words(client, world.heads["01711"], "submit")) == is_told


def test_many_reports_taken_at_once_are_told_of_too(world, client):
    world.round(**ANNUAL)
    world.fill("01711", round="2015-nam")
    world.send("01711", "2015-nam")
    client.force_login(world.officers["051"])
    answer = client.post(reverse("reporting:take_many", args=["2015-nam", "051"]), {"row": ["01711"]})
    assert "kỳ chưa kết thúc" in answer.content.decode()
