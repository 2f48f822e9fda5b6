"""The desk: what comes first, and for whom."""

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tienbo.core.authorise import SYSTEM
from tienbo.core.deadlines import Deadline
from tienbo.home.desk import LATE_BELOW, SHOWN, TAKE, Desk, DeskItem, desk_of
from tienbo.notices.actions import mark_all_read, notify
from tienbo.notices.queries import newest_id
from tienbo.tasks.actions import NewTask, assign_tasks

TODAY = dt.date(2015, 5, 26)


def item(days: int | None, weight: int = 5, title: str = "x", kind: str = "task") -> DeskItem:
    due = None if days is None else Deadline(on=TODAY + dt.timedelta(days=days), exclusive=False)
    return DeskItem(kind=kind, title=title, url="/", action="", due=due, weight=weight)


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(-90, 90)), st.integers(1, 9)), max_size=30))
def test_late_things_come_first_then_by_days_left_then_undated(drawn):
    desk = desk_of([item(days, weight) for days, weight in drawn], TODAY)
    days = [one.due.days_left(TODAY) for one in desk.items if one.due]
    assert days == sorted(days)
    assert all(one.due for one in desk.items[: len(days)])
    assert desk.late == sum(left < 0 for left in days)
    assert len(desk.shown) + desk.hidden == len(drawn) and len(desk.shown) <= SHOWN


def test_of_two_things_due_on_one_day_the_one_that_others_wait_for_comes_first():
    desk = desk_of([item(3, 5, "mine"), item(3, 1, "theirs")], TODAY)
    assert [one.title for one in desk.items] == ["theirs", "mine"]


def test_late_units_below_come_first_then_what_is_late_here_then_what_waits_to_be_taken():
    things = [
        item(1, 1, "tomorrow"),
        item(None, 3, "to take", TAKE),
        item(-3, 4, "late here"),
        item(None, 5, "late below", LATE_BELOW),
    ]
    desk = desk_of(things, TODAY)
    assert [one.title for one in desk.items] == ["late below", "late here", "to take", "tomorrow"]


def test_a_thing_due_today_is_not_late():
    assert not item(0).is_late(TODAY) and item(-1).is_late(TODAY)
    assert Desk((item(None),), TODAY).nearest is None


# --- the page ---------------------------------------------------------------------------------------------


def text(response) -> str:
    return response.content.decode()


@pytest.mark.django_db
def test_tasks_that_are_due_stand_on_the_desk_and_the_others_are_counted(cast, sign_in):
    days = [TODAY - dt.timedelta(days=2), TODAY + dt.timedelta(days=9), None]
    tasks = [
        NewTask(unit=cast.huyen, key=str(number), text=f"Việc {number}", due_on=day) for number, day in enumerate(days)
    ]
    assign_tasks(by=SYSTEM, tasks=tasks, module="x", kind="y", group="1", source="Công văn 1")
    page = text(sign_in(cast.officer).get("/"))
    assert page.index("Việc 0") < page.index("Việc 1") < page.index("1 nhiệm vụ chưa báo cáo kết quả")
    assert "Quá hạn 2 ngày" in page and "còn 9 ngày" in page and "1 việc quá hạn" in page
    assert "Việc 0" not in text(sign_in(cast.stranger).get("/"))


@pytest.mark.django_db
def test_an_empty_desk_says_so_and_whom_to_ring(cast, sign_in):
    page = text(sign_in(cast.officer).get("/"))
    assert "Không có việc nào chờ đơn vị" in page and "0000 111" in page and "thứ Ba, 26/05/2015" in page


@pytest.mark.django_db
def test_an_empty_desk_says_what_will_come_and_what_to_do_until_then(cast, sign_in, settings):
    settings.MFA_ROLES = []
    profile = reverse("home:unit", args=[cast.huyen.uid])
    page = text(sign_in(cast.officer).get("/"))
    assert "mở đợt báo cáo, việc cần làm sẽ hiện ở đây" in page and f'href="{profile}"' in page
    assert reverse("reporting:round_new") in page and reverse("guidance:new") in page
    page = text(sign_in(cast.district_head).get("/"))
    assert f'href="{profile}"' in page and reverse("reporting:round_new") not in page
    page = text(sign_in(cast.admin).get("/"))
    assert "Người quản trị không làm báo cáo" in page and "Không có việc nào chờ đơn vị" not in page


@pytest.mark.django_db
def test_an_account_without_a_role_is_told_what_to_do(cast, sign_in):
    page = text(sign_in(cast.nobody).get("/"))
    assert "Chưa được giao vai trò" in page and "0000 111" in page


@pytest.mark.django_db
def test_the_administrator_is_led_to_what_he_keeps(cast, sign_in, settings):
    settings.MFA_ROLES = []
    page = text(sign_in(cast.admin).get("/"))
    assert 'href="/people/"' in page and 'href="/journal/"' in page
    assert 'href="/tasks/"' not in page and 'href="/letters/"' not in page


@pytest.mark.django_db
def test_the_desk_costs_a_bounded_number_of_queries(cast, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.officer)
    browser.get("/")
    for number in range(20):
        notify(units=[cast.huyen], code="round.opened", facts={"round": number}, module="x", kind="y", key=number)
    with django_assert_max_num_queries(24):
        browser.get("/")


@pytest.mark.django_db
def test_what_many_units_did_stands_in_one_line_that_opens_the_inbox(cast, sign_in):
    for unit in ("Xã A", "Xã B"):
        facts = {"round": "6 tháng", "unit": unit}
        notify(units=[cast.huyen], code="report.submitted", facts=facts, module="x", kind="y", key=unit)
    page = text(sign_in(cast.officer).get("/"))
    assert '<a href="/inbox/">2 đơn vị đã gửi “6 tháng”.</a>' in page and "Xã A" not in page


@pytest.mark.django_db
def test_the_latest_news_is_marked_until_it_is_read(cast, sign_in):
    notify(units=[cast.huyen], code="round.opened", facts={"round": "Kỳ 1"}, module="x", kind="y", key=1)
    browser = sign_in(cast.officer)
    assert "chưa đọc" in text(browser.get("/"))
    mark_all_read(by=cast.officer, unit=cast.huyen, up_to=newest_id(cast.huyen))
    page = text(browser.get("/"))
    assert "Đã mở đợt “Kỳ 1”." in page and "· chưa đọc" not in page
