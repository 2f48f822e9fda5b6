"""The desk, units, people, journal, inbox, search and help in a real browser: nothing for axe, nothing cut off."""

import pytest

from tests.access.cast import TODAY, make_cast
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.notices.actions import notify
from tienbo.tasks.actions import NewTask, assign_tasks

LIMIT = 60_000


@pytest.fixture
def cast(live, monkeypatch):
    """The cast on 26 May 2015, in the other thread too, with something on the district's desk and in its inbox."""
    monkeypatch.setenv("TIENBO_TODAY", TODAY.isoformat())
    made = make_cast()
    notify(
        units=[made.huyen], code="round.opened", facts={"round": "Báo cáo sơ kết 6 tháng đầu năm 2015"},
        module="units", kind="unit", key=made.huyen.uid,
    )  # fmt: skip
    text = (
        "Phối hợp với Hội Liên hiệp Phụ nữ rà soát, phát hiện và giới thiệu những phụ nữ ưu tú cho cấp ủy, chính quyền"
    )
    tasks = [NewTask(unit=made.huyen, key=str(days), text=text, due_on=clock.today()) for days in range(3)]
    assign_tasks(by=SYSTEM, tasks=tasks, module="x", kind="y", group="x/y/1", source="Công văn số 31/BVSTBCPN-VP")
    return made


def addresses(cast) -> dict[str, str]:
    """The screens, by name."""
    return {
        "desk": "/",
        "units": "/units/",
        "search of units": "/units/?q=xa",
        "unit": f"/units/{cast.huyen.uid}/",
        "people": "/people/",
        "person": f"/people/{cast.officer.uid}/",
        "new account": "/people/new/",
        "lock": f"/people/{cast.officer.uid}/lock/",
        "profile": "/profile/",
        "journal": "/journal/",
        "inbox": "/inbox/",
        "search": "/search/?q=hoa",
        "help": "/help/",
        "about": "/about/",
    }


@pytest.mark.parametrize(("size", "theme"), [("wide", "light"), ("phone", "dark")])
def test_axe_finds_nothing_and_nothing_is_cut_off(window, axe, cast, size, theme):
    page = window(size, user=cast.standing, theme=theme).page()
    for name, address in addresses(cast).items():
        assert page.goto(address).status == 200, name
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_desk_of_a_district_shows_its_tasks_and_the_next_step(window, axe, cast, size):
    page = window(size, user=cast.officer).page()
    page.goto("/")
    axe(page)
    first = page.locator(".desk-item").first
    assert "hôm nay" in first.inner_text()
    first.get_by_role("link", name="Báo cáo kết quả").click()
    assert page.url.rstrip("/").rpartition("/")[0].endswith("/tasks")


def test_a_head_lets_somebody_send_without_script(window, axe, cast):
    page = window(user=cast.district_head, javascript=False).page()
    page.goto("/people/")
    page.get_by_role("link", name="Cho phép gửi báo cáo thay").click()
    page.get_by_label("Người được gửi báo cáo thay").select_option(label="Cán bộ officer")
    page.get_by_label("Đến hết ngày").fill("2015-06-10")
    page.get_by_label("Theo văn bản số").fill("15/QĐ-BVSTBCPN")
    page.get_by_role("button", name="Ghi nhận").click()
    assert page.get_by_text("Đã ghi nhận việc cho phép gửi thay.").is_visible()
    assert page.get_by_role("cell", name="15/QĐ-BVSTBCPN").is_visible()


def test_a_person_of_two_units_changes_seats_in_the_top_bar(window, cast):
    from tienbo.access.actions import grant_role
    from tienbo.access.permissions import Role

    grant_role(by=SYSTEM, user=cast.officer, role=Role.UNIT_OFFICER, unit=cast.xa, since=TODAY)
    page = window(user=cast.officer).page()
    page.goto("/units/")
    page.get_by_label("Đổi đơn vị").or_(page.locator(".unit summary")).first.click()
    page.get_by_role("button", name="Xã Bế Văn").click()
    assert page.get_by_role("heading", name="Xã Bế Văn").is_visible()


@pytest.mark.parametrize("name", ["desk", "units", "people", "journal"])
def test_a_first_visit_is_light(weigh, cast, name):
    weight = weigh(addresses(cast)[name], user=cast.standing)
    assert weight.total < LIMIT, weight
