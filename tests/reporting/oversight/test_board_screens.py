"""The board of the reports below, and taking many in one act."""

import datetime as dt
from html import unescape

import pytest
from django.urls import reverse

from tienbo.core import clock
from tienbo.journal.models import Line
from tienbo.notices.models import Notice
from tienbo.reporting.entry.actions import start_entering_for
from tienbo.reporting.exchange.actions import return_report, take_report
from tienbo.reporting.oversight.actions import remind_units
from tienbo.reporting.oversight.taking import take_each
from tienbo.reporting.rounds.actions import exempt_participant
from tienbo.reporting.rounds.states import State
from tienbo.reporting.versions.models import CountedVersion

pytestmark = pytest.mark.django_db


def board_url(unit: str = "04") -> str:
    return reverse("reporting:board", args=["2015-h1", unit])


def take_url(unit: str = "04") -> str:
    return reverse("reporting:take_many", args=["2015-h1", unit])


def remind_url(unit: str = "04") -> str:
    return reverse("reporting:remind_many", args=["2015-h1", unit])


def reminders(world, unit: str) -> list[Notice]:
    return list(Notice.objects.filter(unit=world.units[unit], code="report.reminded").order_by("id"))


@pytest.fixture
def sent(world):
    """Two agencies have sent, one is at work, the others have not begun."""
    for unit in ("HPN", "CA"):
        world.fill(unit)
        world.send(unit)
    world.fill("VH")
    return world


def page_of(client, user, url: str) -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def test_the_board_shows_each_unit_directly_below_with_its_telephone(sent, client):
    page = page_of(client, sent.officers["04"], board_url())
    for name in ("Hội Liên hiệp Phụ nữ tỉnh", "Công an tỉnh", "Huyện Hòa An"):
        assert name in page
    assert "Xã Bình Dương" not in page and "Đã tiếp nhận 0/6, đã gửi 2, quá hạn 0." in page


def test_a_filter_is_in_the_address(sent, client):
    page = page_of(client, sent.officers["04"], board_url() + "?state=submitted")
    assert "Công an tỉnh" in page and "Huyện Hòa An" not in page
    page = page_of(client, sent.officers["04"], board_url() + "?kind=district")
    assert "Công an tỉnh" not in page and "Huyện Hòa An" in page
    assert "Huyện Hòa An" in page_of(client, sent.officers["04"], board_url() + "?state=moon&kind=sun")


def test_late_units_stand_on_top(sent, client):
    with clock.at(dt.date(2015, 6, 9)):
        page = page_of(client, sent.officers["04"], board_url())
    assert page.index("Huyện Hòa An") < page.index("Công an tỉnh")
    assert "Chưa nhập · Quá hạn 5 ngày" in page and "Đang nhập · Quá hạn 5 ngày" in page


def test_a_late_unit_is_found_under_late_and_under_its_state(sent, client):
    return_report(by=sent.officers["04"], report=sent.report("CA"), message="Làm rõ B01")
    with clock.at(dt.date(2015, 6, 9)):
        page = page_of(client, sent.officers["04"], board_url() + "?state=returned")
        late = page_of(client, sent.officers["04"], board_url() + "?state=late")
    assert "Đề nghị bổ sung · Quá hạn 5 ngày" in page and "Huyện Hòa An" not in page
    assert "Công an tỉnh" in late and "Huyện Hòa An" in late and "Hội Liên hiệp Phụ nữ" not in late


def test_an_exempt_unit_shows_its_reason(sent, client):
    participant = sent.report("VH").participant
    exempt_participant(by=sent.officers["04"], participant=participant, reason="Đang sắp xếp lại tổ chức")
    assert "Đang sắp xếp lại tổ chức" in page_of(client, sent.officers["04"], board_url())


def test_many_reports_are_taken_after_saying_what_will_happen(sent, client):
    client.force_login(sent.officers["04"])
    said = unescape(client.post(take_url(), {"row": ["HPN", "CA", "VH"], "act": "take"}).content.decode())
    assert "Tiếp nhận 2 báo cáo?" in said and "Sở Văn hóa" in said
    assert not CountedVersion.objects.exists()
    response = client.post(take_url(), {"row": ["HPN", "CA"], "act": "send"}, follow=True)
    assert "Đã tiếp nhận 2 báo cáo" in unescape(response.content.decode())
    assert {sent.report(unit).state for unit in ("HPN", "CA")} == {State.ACCEPTED}
    assert sent.report("VH").state == State.DRAFT


def test_one_that_cannot_be_taken_holds_up_no_other(sent):
    reports = [sent.report("HPN"), sent.report("CA")]
    take_report(by=sent.officers["04"], report=reports[0])
    results = take_each(by=sent.officers["04"], reports=reports)
    assert [bool(each.problem) for each in results] == [True, False]
    assert "Đã tiếp nhận" in results[0].problem


def test_units_of_another_branch_cannot_be_taken_by_naming_them(sent, client):
    sent.fill("01780")
    sent.send("01780")
    client.force_login(sent.officers["051"])
    client.post(take_url("051"), {"row": ["01780"], "act": "send"})
    assert sent.report("01780").state == State.SUBMITTED


def test_the_own_report_is_not_called_late_once_it_is_sent(sent, client):
    sent.fill("01711")
    with clock.at(dt.date(2015, 5, 31)):
        assert "Quá hạn 6 ngày" in page_of(client, sent.officers["01711"], board_url("01711"))
        sent.send("01711")
        page = page_of(client, sent.officers["01711"], board_url("01711"))
    assert "Quá hạn" not in page and "Đã gửi" in page


def test_an_empty_board_says_why_and_where_to_go(sent, client):
    page = page_of(client, sent.officers["01711"], board_url("01711"))
    assert "không có gì để theo dõi hoặc tiếp nhận" in page
    assert f'href="{reverse("reporting:report", args=["2015-h1", "01711"])}">Đến báo cáo của đơn vị' in page
    page = page_of(client, sent.officers["04"], board_url() + "?state=accepted")
    assert 'href="?">Xem tất cả đơn vị' in page


# --- reminding --------------------------------------------------------------------------------------------------------


def test_units_are_reminded_after_saying_who_and_find_their_own_report_and_its_last_day(sent, client):
    client.force_login(sent.officers["04"])
    rows = {"row": ["051", "053", "VH", "CA"]}
    said = unescape(client.post(remind_url(), rows | {"act": "remind"}).content.decode())
    assert "Nhắc 3 đơn vị gửi “Báo cáo sơ kết 6 tháng đầu năm 2015”?" in said
    assert "Không nhắc các đơn vị sau:" in said and "Công an tỉnh" in said
    assert not Notice.objects.filter(code="report.reminded").exists()
    done = client.post(remind_url(), rows | {"act": "send"}, follow=True)
    assert "Đã nhắc 3 đơn vị." in unescape(done.content.decode())
    (notice,) = reminders(sent, "051")
    assert notice.facts["due"] == "2015-06-04" and notice.key == str(sent.report("051").pk)
    assert not reminders(sent, "CA") and not reminders(sent, "HPN")
    page = page_of(client, sent.officers["051"], "/inbox/")
    assert "Tỉnh Cao Bằng nhắc đơn vị gửi “Báo cáo sơ kết 6 tháng đầu năm 2015”. Hạn cuối: thứ Năm, 04/06/2015." in page
    line = Line.objects.get(action="report.reminded")
    assert line.facts["count"] == 3 and str(sent.units["051"].uid) in line.facts["units"]
    assert line.actor_uid == sent.officers["04"].uid


def test_nobody_is_reminded_twice_on_a_day_but_again_on_the_next(sent, client):
    client.force_login(sent.officers["04"])
    client.post(remind_url(), {"row": ["051"], "act": "send"})
    again = client.post(remind_url(), {"row": ["051"], "act": "send"}, follow=True)
    assert "hôm nay đã được nhắc" in unescape(again.content.decode())
    said = client.post(remind_url(), {"row": ["051", "053"], "act": "remind"})
    assert "hôm nay đã nhắc" in unescape(said.content.decode())
    assert remind_units(by=sent.officers["04"], report=sent.report("04"), reports=[sent.report("051")]) == []
    assert len(reminders(sent, "051")) == 1
    with clock.at(dt.date(2015, 5, 21)):
        client.post(remind_url(), {"row": ["051"], "act": "send"})
    assert len(reminders(sent, "051")) == 2


def test_who_does_not_owe_the_report_is_not_reminded(sent, client):
    exempt_participant(by=sent.officers["04"], participant=sent.report("VH").participant, reason="Sắp xếp lại")
    start_entering_for(by=sent.officers["04"], report=sent.report("053"))
    take_report(by=sent.officers["04"], report=sent.report("HPN"))
    client.force_login(sent.officers["04"])
    said = client.post(remind_url(), {"row": ["VH", "053", "HPN", "CA", "051", "01711"], "act": "remind"})
    page = unescape(said.content.decode())
    assert "Nhắc 1 đơn vị" in page and "được miễn báo cáo" in page and "cấp trên đang nhập thay" in page
    client.post(remind_url(), {"row": ["VH", "053", "HPN", "CA", "01711"], "act": "send"})
    assert not Notice.objects.filter(code="report.reminded").exists()


def test_only_who_may_take_reminds(sent, client):
    for user, status in ((sent.viewer, 403), (sent.heads["04"], 403), (sent.stranger, 404)):
        client.force_login(user)
        assert client.post(remind_url(), {"row": ["051"], "act": "send"}).status_code == status
    assert not Notice.objects.filter(code="report.reminded").exists()
    assert "Nhắc đơn vị đã chọn…" in page_of(client, sent.officers["04"], board_url())
    assert "Nhắc đơn vị đã chọn…" not in page_of(client, sent.viewer, board_url())


# --- addresses --------------------------------------------------------------------------------------------------------


def test_the_board_of_a_round_leads_to_that_of_ones_own_unit(sent, client):
    address = reverse("reporting:own_board", args=["2015-h1"])
    for unit in ("04", "051", "01711"):
        client.force_login(sent.officers[unit])
        assert client.get(address).url == board_url(unit)
    client.force_login(sent.administrator)
    assert client.get(address).status_code == 404
    client.force_login(sent.officers["04"])
    assert client.get(reverse("reporting:own_board", args=["2031-h1"])).status_code == 404


def test_only_the_superiors_officer_takes(sent, client):
    client.force_login(sent.viewer)
    assert client.post(take_url(), {"row": ["HPN"], "act": "send"}).status_code == 403
    assert "Tiếp nhận các báo cáo đã chọn" not in page_of(client, sent.viewer, board_url())
    client.force_login(sent.stranger)
    assert client.post(take_url(), {"row": ["HPN"], "act": "send"}).status_code == 404


def test_a_board_of_many_units_asks_no_more_queries(sent, client, django_assert_max_num_queries):
    from tienbo.core.authorise import SYSTEM
    from tienbo.units.actions import NewPlace, establish_units

    places = [NewPlace(f"Xã Mới {n:03d}", "commune", f"9{n:04d}", parent=sent.units["053"]) for n in range(250)]
    establish_units(by=SYSTEM, places=places, since=dt.date(2011, 1, 1))
    sent.round("2015-b", title="Nhiều xã")
    client.force_login(sent.officers["053"])
    url = reverse("reporting:board", args=["2015-b", "053"])
    client.get(url)
    with django_assert_max_num_queries(24):
        response = client.get(url)
    assert response.content.decode().count("board-name") == 251
