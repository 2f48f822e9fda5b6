"""Reports on the desk, over the round of `tests.reporting.matrix`."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.reporting import matrix
from tienbo.access.actions import create_user, grant_role
from tienbo.access.permissions import Role
from tienbo.access.queries import seats_of
from tienbo.core.authorise import SYSTEM
from tienbo.home.desk_reporting import boards_below, late_items, report_items, reports_below
from tienbo.indicators.queries import forget
from tienbo.reporting.exchange.actions import prepare_report, reopen_report, return_report, submit_report

pytestmark = pytest.mark.django_db
TODAY = dt.date(2015, 5, 26)


@pytest.fixture
def round_open(cast):
    forget()
    matrix.prepare_round(cast)
    return cast


def items_of(user):
    return report_items(seats_of(user)[0], TODAY)


def below(user):
    return reports_below(boards_below(seats_of(user)[0]))


def late(user):
    seat = seats_of(user)[0]
    return late_items(boards_below(seat), seat)


def text(response) -> str:
    return response.content.decode()


def test_an_officer_goes_on_entering_and_takes_what_waits(round_open):
    own, waiting = items_of(round_open.officer)
    assert (own.kind, own.action, own.state) == ("report", "Nhập tiếp", "draft")
    assert own.progress[0] == 1 < own.progress[1] and own.due.last_on_time == dt.date(2015, 6, 4)
    assert (waiting.kind, waiting.title) == ("take", "1 báo cáo chờ tiếp nhận")
    assert waiting.url == reverse("reporting:report", args=[matrix.ROUND, "90102"])


def test_a_head_and_a_viewer_are_offered_only_what_they_may_do(round_open):
    (own,) = items_of(round_open.district_head)
    assert own.action == "Xem báo cáo"
    prepare_report(by=SYSTEM, report=matrix.report_of(round_open.huyen))
    (own,) = items_of(round_open.district_head)
    assert (own.kind, own.action, own.state) == ("sign", "Đọc và gửi", "ready")
    (seen,) = items_of(round_open.viewer)
    assert seen.action == "Xem báo cáo"


def test_what_was_asked_stands_at_the_report(round_open):
    report = matrix.report_of(round_open.xa2)
    return_report(by=SYSTEM, report=report, message="Đề nghị làm rõ số nữ.")
    officer = create_user(by=SYSTEM, username="xa2", display_name="Cán bộ xã", unit=round_open.xa2)
    grant_role(by=SYSTEM, user=officer, role=Role.UNIT_OFFICER, unit=round_open.xa2, since=TODAY)
    (own,) = items_of(officer)
    assert (own.kind, own.action, own.detail) == ("returned", "Xem đề nghị bổ sung", "Đề nghị làm rõ số nữ.")


def test_a_report_that_was_taken_or_is_typed_by_the_superior_is_not_on_the_desk(round_open):
    assert items_of(round_open.commune) == [] and items_of(round_open.stranger) == []


def test_a_late_report_comes_first_and_says_by_how_many_days(round_open, at, sign_in):
    at(dt.date(2015, 6, 10))
    page = text(sign_in(round_open.officer).get("/"))
    assert "Quá hạn 6 ngày" in page and "1 việc quá hạn" in page


def test_the_round_below_counts_taken_late_and_waiting_and_opens_the_board(round_open, at):
    (found,) = below(round_open.officer)
    assert (found.done, found.total, found.lines) == (1, 2, ("1 báo cáo chờ tiếp nhận",))
    assert found.url == reverse("reporting:board", args=[matrix.ROUND, "901"])
    assert below(round_open.commune) == []
    at(dt.date(2015, 6, 10))
    (found,) = below(round_open.standing)
    assert (found.done, found.total, found.lines) == (0, 3, ("3 đơn vị quá hạn",))


def test_units_that_are_late_are_counted_first_and_lead_to_those_on_the_board(round_open, at, sign_in):
    assert late(round_open.standing) == []
    at(dt.date(2015, 6, 10))
    (found,) = late(round_open.standing)
    board = reverse("reporting:board", args=[matrix.ROUND, "90"])
    assert (found.title, found.days_late, found.action) == ("3 đơn vị quá hạn", 6, "Xem và nhắc")
    assert found.url == f"{board}?state=late"
    assert [each.action for each in late(round_open.viewer)] == ["Mở bảng theo dõi"]
    assert late(round_open.commune) == [] and late(round_open.admin) == []
    page = text(sign_in(round_open.standing).get("/"))
    assert page.index("3 đơn vị quá hạn") < page.index("Báo cáo sơ kết 6 tháng đầu năm 2015")


def test_many_reports_that_wait_are_taken_on_the_board(round_open):
    reopen_report(by=SYSTEM, report=matrix.report_of(round_open.xa), reason="Bổ sung")
    submit_report(by=SYSTEM, report=matrix.report_of(round_open.xa))
    own, waiting = items_of(round_open.officer)
    assert waiting.title == "2 báo cáo chờ tiếp nhận"
    assert waiting.url == reverse("reporting:board", args=[matrix.ROUND, "901"]) + "?state=submitted"


def test_the_administrator_has_no_reports_on_his_desk(round_open):
    assert items_of(round_open.admin) == [] and below(round_open.admin) == []


def test_links_of_notices_lead_to_the_report_for_whoever_sees_it(round_open, sign_in):
    report = matrix.report_of(round_open.xa)
    address = reverse("home:go", args=["reporting", "report", str(report.pk)])
    page = reverse("reporting:report", args=[matrix.ROUND, "90101"])
    assert sign_in(round_open.commune).get(address).url == page
    assert sign_in(round_open.stranger).get(address).status_code == 404
    round_address = reverse("home:go", args=["reporting", "round", str(report.round_id)])
    assert sign_in(round_open.stranger).get(round_address).url == reverse("reporting:round", args=[matrix.ROUND])
    assert sign_in(round_open.nobody).get(round_address).status_code == 404


def test_search_finds_reports_by_unit_and_by_round_as_far_as_one_sees(round_open, sign_in):
    page = text(sign_in(round_open.officer).get(reverse("home:search"), {"q": "na sac"}))
    assert "Báo cáo sơ kết 6 tháng đầu năm 2015" in page
    page = text(sign_in(round_open.commune).get(reverse("home:search"), {"q": "6 tháng"}))
    assert "Xã Bế Văn" in page and "Xã Nà Sác" not in page


def test_the_desk_costs_a_bounded_number_of_queries(round_open, sign_in, django_assert_max_num_queries):
    browser = sign_in(round_open.officer)
    browser.get("/")
    with django_assert_max_num_queries(60):
        browser.get("/")


def test_a_profile_lists_the_units_reports_for_whoever_may_read_them(round_open, sign_in, settings):
    settings.MFA_ROLES = []
    address = reverse("home:unit", args=[round_open.xa.uid])
    page = text(sign_in(round_open.officer).get(address))
    assert "Báo cáo sơ kết 6 tháng đầu năm 2015" in page and "Đã tiếp nhận" in page and "Nhiệm vụ: 0" in page
    page = text(sign_in(round_open.admin).get(address))
    assert "Báo cáo sơ kết" not in page and "Nhiệm vụ: " not in page
