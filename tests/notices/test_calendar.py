"""Due days as a calendar at a secret address: read back, revoked, renewed, the same while nothing changes."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tienbo.access.actions import end_grant, lock_account
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.calendar_entries import CalendarEntry, entries_for
from tienbo.core.clock import ZONE
from tienbo.core.deadlines import Deadline
from tienbo.notices.actions.calendar import make_feed, revoke_feed
from tienbo.notices.feed import etag_of, write_feed
from tienbo.notices.models import CalendarFeed
from tienbo.tasks.actions import NewTask, assign_tasks, report_result
from tienbo.tasks.models import Task

MOMENT = dt.datetime(2015, 5, 26, 9, tzinfo=ZONE)


def entry(**changed) -> CalendarEntry:
    given = {
        "module": "tasks", "kind": "paper", "key": "1", "title": "Gửi “Báo cáo 6 tháng”", "unit": "Huyện Hòa Lâm",
        "deadline": Deadline(dt.date(2015, 6, 8), exclusive=True), "changed_at": MOMENT, "url": "/tasks/1/",
    }  # fmt: skip
    return CalendarEntry(**given | changed)


@pytest.fixture
def calendar_of(client):
    """``calendar_of(secret)``: what a calendar program gets, parsed."""

    def read(secret: str) -> Calendar:
        answer = client.get(f"/calendar/{secret}.ics")
        assert answer.status_code == 200, answer.status_code
        return Calendar.from_ical(answer.content)

    return read


def assign(unit, key="1", due=dt.date(2015, 6, 7), source="Công văn số 12", **more):
    new = NewTask(unit=unit, key=key, text="Mở lớp", due_on=due, **more)
    return assign_tasks(by=SYSTEM, tasks=[new], module="x", kind="y", group="x/y/1", source=source)


def summaries(made: Calendar) -> list[str]:
    return [str(event["summary"]) for event in made.walk("VEVENT")]


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_due_day_is_an_all_day_event_on_the_last_day_on_time_with_a_reminder_three_days_before(settings):
    settings.PUBLIC_URL = "https://tienbo.example.vn"
    made = Calendar.from_ical(write_feed([entry()]))
    (event,) = made.walk("VEVENT")
    assert event["summary"] == "Gửi “Báo cáo 6 tháng” (Huyện Hòa Lâm)"
    assert event.decoded("dtstart") == dt.date(2015, 6, 7) and event.decoded("dtend") == dt.date(2015, 6, 8)
    assert str(event["description"]) == (
        "Hạn cuối: Chủ nhật, 07/06/2015.\n07/6/2015 là Chủ nhật: nên gửi trước 17 giờ thứ Sáu, 05/6/2015."
    )
    assert event["url"] == "https://tienbo.example.vn/tasks/1/" and event["transp"] == "TRANSPARENT"
    (alarm,) = event.walk("VALARM")
    begins = dt.datetime(2015, 6, 7) + alarm.decoded("trigger")
    assert begins == dt.datetime(2015, 6, 4, 9) and alarm["action"] == "DISPLAY"
    assert made["method"] == "PUBLISH" and made["x-wr-calname"] == "Tiến Bộ: các hạn"


@pytest.mark.django_db
def test_a_moved_day_is_the_same_event_with_a_higher_sequence():
    later = entry(deadline=Deadline(dt.date(2015, 6, 20), exclusive=False), changed_at=MOMENT + dt.timedelta(hours=1))
    before, after = (Calendar.from_ical(write_feed([each])).walk("VEVENT")[0] for each in (entry(), later))
    assert before["uid"] == after["uid"] and before["sequence"] < after["sequence"]
    assert before.decoded("last-modified") < after.decoded("last-modified")
    other = Calendar.from_ical(write_feed([entry(key="2")])).walk("VEVENT")[0]
    assert other["uid"] != before["uid"]


@pytest.mark.django_db
@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), st.dates(
    dt.date(2000, 1, 1), dt.date(2090, 1, 1))), max_size=5))  # fmt: skip
def test_whatever_a_title_holds_the_file_says_it_again_and_no_line_is_too_long(given):
    entries = [entry(key=str(n), title=title, deadline=Deadline(day, False)) for n, (title, day) in enumerate(given)]
    content = write_feed(entries)
    assert content == write_feed(entries) and etag_of(content) == etag_of(write_feed(entries))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [f"{each.title} ({each.unit})" for each in entries]
    assert all(0 <= event["sequence"] < 2**31 for event in events)


# --- the address ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_secret_is_shown_once_and_only_its_hash_is_kept(cast, sign_in, client):
    browser = sign_in(cast.officer)
    page = browser.post("/inbox/calendar/", {"language": "vi"}).content.decode()
    secret = re.search(r"/calendar/([\w-]{40,})\.ics", page)[1]
    feed = CalendarFeed.objects.get()
    assert (
        len(secret) >= 43
        and secret not in str(vars(feed))
        and secret not in browser.get("/inbox/mail/").content.decode()
    )
    client.logout()
    answer = client.get(f"/calendar/{secret}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and answer["X-Robots-Tag"] == "noindex"


@pytest.mark.django_db
def test_a_renewed_or_closed_address_leads_nowhere(cast, client, calendar_of):
    old = make_feed(by=cast.officer, language="vi")
    new = make_feed(by=cast.officer, language="vi")
    assert client.get(f"/calendar/{old}.ics").status_code == 404
    calendar_of(new)
    assert revoke_feed(by=cast.officer) and not revoke_feed(by=cast.officer)
    assert client.get(f"/calendar/{new}.ics").status_code == 404


@pytest.mark.django_db
def test_who_may_no_longer_enter_has_no_calendar_and_who_has_no_role_an_empty_one(cast, client, calendar_of):
    assign(cast.huyen)
    secret = make_feed(by=cast.officer, language="vi")
    assert summaries(calendar_of(secret)) == ["1 nhiệm vụ theo “Công văn số 12” (Huyện Hòa Lâm)"]
    end_grant(by=cast.standing, grant=cast.officer.grants.get())
    with clock.at(clock.today() + dt.timedelta(days=1)):
        assert summaries(calendar_of(secret)) == []
    assign(cast.xa)
    secret = make_feed(by=cast.commune, language="vi")
    lock_account(by=cast.standing, user=cast.commune, locked=True)
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


@pytest.mark.django_db
def test_what_did_not_change_is_not_sent_again(cast, client):
    assign(cast.huyen)
    secret = make_feed(by=cast.officer, language="vi")
    tag = client.get(f"/calendar/{secret}.ics")["ETag"]
    with clock.at(clock.now() + dt.timedelta(days=1)):
        assert client.get(f"/calendar/{secret}.ics", headers={"If-None-Match": tag}).status_code == 304
    assign(cast.huyen, key="2", due=dt.date(2015, 6, 9))
    assert client.get(f"/calendar/{secret}.ics", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.django_db
def test_guesses_and_readers_without_rest_are_held_back(cast, client, monkeypatch):
    monkeypatch.setattr("tienbo.notices.views.calendar.MOST_GUESSES", 3)
    monkeypatch.setattr("tienbo.notices.views.calendar.MOST_READS", 2)
    assert [client.get(f"/calendar/{n}.ics").status_code for n in range(5)] == [404, 404, 404, 429, 429]
    secret = make_feed(by=cast.officer, language="vi")
    assert [client.get(f"/calendar/{secret}.ics").status_code for _ in range(3)] == [200, 200, 429]


# --- what is in it ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_tasks_of_one_paper_that_fall_due_together_are_one_entry_and_go_once_done(cast):
    for key in "123":
        assign(cast.huyen, key=key, due=dt.date(2015, 6, 9 if key == "3" else 7))
    assign(cast.xa, key="4")
    assert [(each.title, each.deadline.last_on_time.day) for each in entries_for(cast.officer)] == [
        ("2 nhiệm vụ theo “Công văn số 12”", 7),
        ("1 nhiệm vụ theo “Công văn số 12”", 9),
    ]
    assert entries_for(cast.viewer) == [] and entries_for(cast.stranger) == [] and entries_for(cast.admin) == []
    for task in Task.objects.filter(unit=cast.huyen, due_on=dt.date(2015, 6, 7)):
        report_result(by=SYSTEM, task=task, result="Xong.")
    assert [each.deadline.last_on_time.day for each in entries_for(cast.officer)] == [9]


@pytest.mark.django_db
def test_the_calendar_speaks_the_language_that_was_chosen(cast, calendar_of):
    assign(cast.huyen)
    made = calendar_of(make_feed(by=cast.officer, language="en"))
    assert (
        summaries(made) == ["1 task of “Công văn số 12” (Huyện Hòa Lâm)"]
        and made["x-wr-calname"] == "Tiến Bộ: due days"
    )
