"""Committees and standing offices: recorded from a day on, by whom it is for, on screen."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.access.cast import SINCE, TODAY
from tienbo.committees.actions import establish_committee
from tienbo.committees.models import Committee, SigningSeat
from tienbo.committees.queries import committee_of, signing_seat_of
from tienbo.core.authorise import SYSTEM
from tienbo.journal.models import Line
from tienbo.units.actions import name_standing_office
from tienbo.units.models import StandingOffice
from tienbo.units.queries import contact_of, standing_office_of

pytestmark = pytest.mark.django_db
LATER = dt.date(2016, 1, 1)
DAY = dt.timedelta(days=1)


def text(response) -> str:
    return response.content.decode()


def establish(cast, name: str, since: dt.date, by=SYSTEM, **options) -> Committee:
    return establish_committee(
        by=by, unit=cast.huyen, name=name, symbol="BVSTBCPN", place="Hòa Lâm", since=since, **options
    )


def spans(rows) -> list[tuple]:
    return [(row.first_day, row.last_day) for row in rows.order_by("valid_during")]


# --- from a day on ------------------------------------------------------------------------------------------


def test_a_new_committee_ends_the_one_before_with_its_signing_seat(cast):
    establish(cast, "Ban cũ", SINCE)
    establish(cast, "Ban mới", LATER, titles=("PHÓ TRƯỞNG BAN",))
    assert committee_of(cast.huyen, LATER - DAY).name == "Ban cũ"
    new = committee_of(cast.huyen, LATER)
    assert new.name == "Ban mới" and signing_seat_of(new, LATER).titles == ["PHÓ TRƯỞNG BAN"]
    assert spans(Committee.objects) == spans(SigningSeat.objects) == [(SINCE, LATER - DAY), (LATER, None)]


def test_what_began_on_the_same_day_is_corrected(cast):
    establish(cast, "Ban sai tên", SINCE)
    establish(cast, "Ban đúng tên", SINCE)
    assert [committee.name for committee in Committee.objects.all()] == ["Ban đúng tên"]
    assert SigningSeat.objects.count() == 1 and Line.objects.filter(action="committee.established").count() == 2


def test_a_committee_found_out_about_later_ends_where_the_next_begins(cast):
    establish(cast, "Ban thứ hai", LATER)
    establish(cast, "Ban thứ nhất", SINCE)
    assert spans(Committee.objects) == spans(SigningSeat.objects) == [(SINCE, LATER - DAY), (LATER, None)]


def test_the_same_holds_for_standing_offices(cast):
    name_standing_office(by=SYSTEM, unit=cast.tinh, held_by=cast.tinh, since=LATER)
    name_standing_office(by=SYSTEM, unit=cast.tinh, held_by=cast.huyen, since=SINCE)
    assert spans(StandingOffice.objects) == [(SINCE, LATER - DAY), (LATER, None)]
    assert standing_office_of(cast.tinh, TODAY).held_by == cast.huyen


def test_only_who_keeps_committees_records_them(cast):
    for name in ("officer", "district_head", "head", "stranger"):
        with pytest.raises(PermissionDenied):
            establish(cast, "Ban", SINCE, by=cast.user(name))
        with pytest.raises(PermissionDenied):
            name_standing_office(by=cast.user(name), unit=cast.huyen, held_by=cast.huyen, since=SINCE)
    assert establish(cast, "Ban", SINCE, by=cast.user("standing"))
    assert establish(cast, "Ban", LATER, by=cast.user("admin"))


# --- on screen ----------------------------------------------------------------------------------------------


def paper(**changes) -> dict:
    return {
        "since": "01/02/2015", "has_committee": "on", "name": "Ban VSTBCPN huyện Hòa Lâm", "symbol": "BVSTBCPN",
        "superior_line": "ỦY BAN NHÂN DÂN HUYỆN HÒA LÂM", "place": "Hòa Lâm", "authority": "KT. TRƯỞNG BAN",
        "titles": "PHÓ TRƯỞNG BAN\r\n", "home_office": "", "recipients": "Ban VSTBCPN tỉnh\r\n\r\nLưu: VT",
    } | changes  # fmt: skip


def test_the_standing_office_records_a_committee_on_the_units_page(cast, sign_in):
    browser = sign_in(cast.standing)
    unit_page = reverse("home:unit", args=[cast.huyen.uid])
    address = reverse("committees:committee", args=[cast.huyen.uid])
    assert address in text(browser.get(unit_page))
    assert browser.post(address, paper()).url == unit_page
    committee = committee_of(cast.huyen, TODAY)
    assert committee.first_day == dt.date(2015, 2, 1) and committee.recipients == ["Ban VSTBCPN tỉnh", "Lưu: VT"]
    shown = text(browser.get(unit_page))
    assert "Ban VSTBCPN huyện Hòa Lâm" in shown and "KT. TRƯỞNG BAN" in shown
    line = Line.objects.get(action="committee.established")
    assert line.unit_uid == cast.huyen.uid and line.actor_uid == cast.standing.uid


def test_the_form_begins_from_what_is_on_record(cast, sign_in):
    establish(cast, "Ban VSTBCPN huyện Hòa Lâm", SINCE, recipients=("Lưu: VT",), titles=("TRƯỞNG BAN", "BÍ THƯ"))
    page = sign_in(cast.standing).get(reverse("committees:committee", args=[cast.huyen.uid]))
    assert 'value="Ban VSTBCPN huyện Hòa Lâm"' in text(page) and "TRƯỞNG BAN\nBÍ THƯ</textarea>" in text(page)
    assert "từ 01/01/2015" in text(page) and "TRƯỞNG BAN / BÍ THƯ" in text(page)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"since": "31/12/9999"}, "since"),
        ({"since": ""}, "since"),
        ({"titles": " \r\n "}, "titles"),
        ({"titles": "TRƯỞNG BAN\r\n" + "x" * 121}, "titles"),
        ({"recipients": "x" * 201}, "recipients"),
        ({"name": ""}, "name"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(cast, sign_in, wrong, field):
    answer = sign_in(cast.standing).post(reverse("committees:committee", args=[cast.huyen.uid]), paper(**wrong))
    assert answer.status_code == 200 and answer.context["form"].errors[field]
    assert not Committee.objects.exists()


def test_a_unit_without_a_committee_says_so(cast, sign_in):
    browser = sign_in(cast.standing)
    form = {name: value for name, value in paper(name="UBND huyện Hòa Lâm").items() if name != "has_committee"}
    browser.post(reverse("committees:committee", args=[cast.huyen.uid]), form)
    assert "cán bộ đầu mối" in text(browser.get(reverse("home:unit", args=[cast.huyen.uid])))


def test_the_standing_office_is_named_from_a_day_on(cast, sign_in):
    browser = sign_in(cast.admin)
    address = reverse("committees:standing_office", args=[cast.tinh.uid])
    page = text(browser.get(address))
    assert f'value="{cast.so.uid}" selected' in page and 'value="0000 111"' in page
    assert str(cast.huyen.uid) not in page.split("<select")[1].split("</select>")[0]
    form = {"since": "26/05/2015", "held_by": cast.tinh.uid, "phone": "0000 222", "email": "vp@an-khe.example"}
    assert browser.post(address, form).url == reverse("home:unit", args=[cast.tinh.uid])
    assert contact_of(cast.tinh, TODAY).phone == "0000 222"
    assert contact_of(cast.tinh, TODAY - DAY).phone == "0000 111"
    again = text(browser.get(address))
    assert "26/05/2015" in again and "01/01/2015 – 25/05/2015" in again


def test_a_forged_standing_office_is_refused(cast, sign_in):
    form = {"since": "26/05/2015", "held_by": cast.huyen2.uid}
    answer = sign_in(cast.admin).post(reverse("committees:standing_office", args=[cast.huyen.uid]), form)
    assert answer.context["form"].errors["held_by"] and not StandingOffice.objects.filter(unit=cast.huyen).exists()


def test_whoever_may_not_is_not_shown_the_way(cast, sign_in):
    page = text(sign_in(cast.officer).get(reverse("home:unit", args=[cast.huyen.uid])))
    assert reverse("committees:committee", args=[cast.huyen.uid]) not in page


def test_the_screens_in_english(cast, sign_in):
    browser = sign_in(cast.standing)
    browser.cookies["django_language"] = "en"
    assert "Title of the one who signs" in text(browser.get(reverse("committees:committee", args=[cast.huyen.uid])))
    assert "directly under it" in text(browser.get(reverse("committees:standing_office", args=[cast.tinh.uid])))
