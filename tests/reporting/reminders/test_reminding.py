"""What the clock tells whom, through the half-year round of 2015 (due 4 June for districts and departments)."""

import datetime as dt
import threading
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.jobs import PERIODIC
from tienbo.home.journal import told as journal_told
from tienbo.journal.models import Line
from tienbo.notices.models import Notice
from tienbo.notices.queries import latest_lines, unread_count
from tienbo.notices.sentences import sentence_of
from tienbo.reporting.entry.actions import start_entering_for
from tienbo.reporting.oversight.actions import remind_units
from tienbo.reporting.reminders.actions import climb, set_ladder
from tienbo.reporting.reminders.jobs import remind_of_due_reports
from tienbo.reporting.reminders.ladder import BadLadder
from tienbo.reporting.reminders.models import ReminderSent
from tienbo.reporting.rounds.actions import exempt_participant
from tienbo.reporting.rounds.extensions.actions import grant_extension

pytestmark = pytest.mark.django_db


def climb_on(world, day: dt.date) -> list[Notice]:
    """What went out on a day, each with its sentence."""
    with clock.at(dt.datetime.combine(day, dt.time(8), tzinfo=clock.ZONE)):
        before = Notice.objects.count()
        climb(by=SYSTEM, round=world.round(), day=day)
    return list(Notice.objects.order_by("id")[before:])


def units_of(notices: list[Notice], code: str) -> set:
    return {notice.unit for notice in notices if notice.code == code}


def test_the_ladder_goes_from_the_officer_to_the_head_to_the_office_above(world):
    world.round()
    district = world.units["051"]
    before = climb_on(world, dt.date(2015, 5, 28))
    (told,) = [each for each in before if each.unit == district and each.code == "report.due_soon"]
    assert told.code == "report.due_soon" and told.concerns == "report.enter"
    assert sentence_of(told.code, told.facts).endswith("Hạn cuối: thứ Năm, 04/06/2015.")
    assert district in units_of(climb_on(world, dt.date(2015, 6, 4)), "report.due_soon")
    after = climb_on(world, dt.date(2015, 6, 5))
    (told,) = [each for each in after if each.unit == district and each.code == "report.overdue"]
    assert told.code == "report.overdue" and told.concerns == ""
    third = climb_on(world, dt.date(2015, 6, 9))
    (above,) = [each for each in third if each.unit == world.units["04"] and each.code == "report.late_below"]
    assert above.concerns == "report.take" and above.facts["count"] == 6
    assert "6 đơn vị quá hạn gửi" in sentence_of(above.code, above.facts)
    assert "Huyện Hòa An" in above.facts["names"] and "Bình Dương" not in above.facts["names"]


def test_each_rung_is_told_once(world):
    world.round()
    first = climb_on(world, dt.date(2015, 5, 28))
    assert first and climb_on(world, dt.date(2015, 5, 28)) == []
    assert Line.objects.filter(action="round.reminded").count() == 1
    (line,) = journal_told(list(Line.objects.filter(action="round.reminded")), world.officers["04"], world.units["04"])
    assert line.who == "" and "lịch nhắc đã nhắc" in line.sentence


def test_who_has_sent_is_exempt_or_typed_for_is_not_reminded(world):
    for unit in ("HPN", "CA"):
        world.fill(unit)
        world.send(unit)
    exempt_participant(by=world.officers["04"], participant=world.report("VH").participant, reason="Sắp xếp lại")
    start_entering_for(by=world.officers["04"], report=world.report("053"))
    told = {notice.unit for notice in climb_on(world, dt.date(2015, 6, 5))}
    assert world.units["051"] in told and world.units["LD"] in told
    assert not told & {world.units[code] for code in ("HPN", "CA", "VH", "053")}


def test_who_was_reminded_by_hand_today_is_not_reminded_by_the_clock_but_on_the_next_rung(world):
    world.round()
    with clock.at(dt.datetime(2015, 6, 5, 7, 30, tzinfo=clock.ZONE)):
        remind_units(by=world.officers["04"], report=world.report("04"), reports=[world.report("051")])
    told = units_of(climb_on(world, dt.date(2015, 6, 5)), "report.overdue")
    assert world.units["051"] not in told and world.units["LD"] in told
    assert world.units["051"] in units_of(climb_on(world, dt.date(2015, 6, 9)), "report.overdue")


def test_a_unit_with_more_time_climbs_a_ladder_of_its_own_day(world):
    world.round()
    climb_on(world, dt.date(2015, 6, 2))
    grant_extension(by=world.officers["04"], report=world.report("051"), until=dt.date(2015, 6, 12))
    after = climb_on(world, dt.date(2015, 6, 5))
    assert world.units["051"] not in units_of(after, "report.overdue")
    again = [each for each in after if each.unit == world.units["051"] and each.code == "report.due_soon"]
    assert [each.facts["due"] for each in again] == ["2015-06-12"]
    rungs = (
        ReminderSent.objects.filter(participant__unit=world.units["051"]).order_by("id").values_list("rung", "due_on")
    )
    assert list(rungs) == [(-2, dt.date(2015, 6, 4)), (-5, dt.date(2015, 6, 12))]


def test_a_notice_for_the_officer_is_not_unread_for_the_head(world):
    world.round()
    unit, officer, head = world.units["VH"], world.officers["VH"], world.heads["VH"]
    with clock.at(dt.date(2015, 5, 28)):
        counts = unread_count(officer, unit), unread_count(head, unit)
        climb(by=SYSTEM, round=world.round(), day=dt.date(2015, 5, 28))
        assert (unread_count(officer, unit), unread_count(head, unit)) == (counts[0] + 1, counts[1])
        assert "chưa gửi" in latest_lines(officer, unit, 1)[0].sentence
        assert "chưa gửi" not in latest_lines(head, unit, 1)[0].sentence
    climb_on(world, dt.date(2015, 6, 5))
    assert unread_count(head, unit) == counts[1] + 1


def test_the_job_runs_on_working_days_only_and_at_eight(world, run_jobs):
    world.round()
    assert PERIODIC[remind_of_due_reports.name].at == dt.time(8)
    # Sunday 7 June; then Monday.
    remind_of_due_reports.func(day="2015-06-07")
    run_jobs()
    assert not ReminderSent.objects.exists()
    with clock.at(dt.date(2015, 6, 9)):
        remind_of_due_reports.func(day="2015-06-09")
        run_jobs()
    assert ReminderSent.objects.filter(rung=3).count() == 6


def test_a_round_costs_the_same_number_of_questions_however_many_units(world):
    world.round()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        climb(by=SYSTEM, round=world.round(), day=dt.date(2015, 5, 28))
    questions = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert ReminderSent.objects.count() >= 6 and len(questions) <= 24, "\n".join(questions)


# --- changing the ladder ----------------------------------------------------------------------------------------------


def test_a_rung_is_switched_off_and_one_is_added(world):
    world.round()
    set_ladder(by=world.officers["04"], round=world.round(), days=[-3, 0, 1], weekly=False)
    assert units_of(climb_on(world, dt.date(2015, 5, 28)), "report.due_soon") == {world.units["TT"]}
    assert world.units["051"] in units_of(climb_on(world, dt.date(2015, 6, 1)), "report.due_soon")
    later = climb_on(world, dt.date(2015, 6, 12))
    assert units_of(later, "report.overdue") == set(), "it goes on each week no longer"
    line = Line.objects.get(action="round.ladder_set")
    assert line.facts == {"days": [-3, 0, 1], "weekly": False}
    set_ladder(by=world.officers["04"], round=world.round(), days=[-3, 0, 1], weekly=False)
    assert Line.objects.filter(action="round.ladder_set").count() == 1


def test_only_who_opens_rounds_changes_the_ladder(world):
    world.round()
    for user in (world.officers["051"], world.heads["04"], world.viewer):
        with pytest.raises(PermissionDenied):
            set_ladder(by=user, round=world.round(), days=[0], weekly=False)
    with pytest.raises(BadLadder):
        set_ladder(by=world.officers["04"], round=world.round(), days=[99], weekly=False)


def test_the_page_shows_the_ladder_and_what_went_out_to_units_that_one_sees(world, client):
    world.round()
    climb_on(world, dt.date(2015, 5, 28))
    url = reverse("reporting:reminders", args=["2015-h1"])
    client.force_login(world.officers["04"])
    page = unescape(client.get(url).content.decode())
    assert "Trước hạn 5 ngày làm việc" in page and "28/05/2015: nhắc 6 đơn vị" in page and "Huyện Thạch An" in page
    assert client.post(url, {"days": ["-5", "0"], "more": "7", "side": "after"}).status_code == 302
    page = unescape(client.get(url).content.decode())
    assert "Quá hạn 7 ngày làm việc" in page
    refused = client.post(url, {"days": ["0"], "more": "25", "side": "before"})
    assert refused.status_code == 422 and "20 ngày làm việc trước hạn" in unescape(refused.content.decode())
    client.force_login(world.officers["051"])
    page = unescape(client.get(url).content.decode())
    assert "Huyện Hòa An" in page and "Huyện Thạch An" not in page
    assert client.post(url, {"days": ["0"]}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_each_unit_once(world):
    round = world.round()
    day, failed = dt.date(2015, 6, 9), []
    ready = threading.Barrier(2)

    def work() -> None:
        try:
            with clock.at(day):
                ready.wait()
                climb(by=SYSTEM, round=round, day=day)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not failed
    assert Notice.objects.filter(unit=world.units["051"], code="report.overdue").count() == 1
    assert Notice.objects.filter(code="report.late_below", unit=world.units["04"]).count() == 1
