"""Where a person sits, and what he must set up before he may work."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.access.cast import PASSWORD
from tienbo.access.actions import end_grant, grant_role, issue_password, lock_account
from tienbo.access.permissions import Role
from tienbo.access.queries import seats_of
from tienbo.core.authorise import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_seats(cast):
    """The district's officer also sits at the commune."""
    grant_role(by=SYSTEM, user=cast.officer, role=Role.UNIT_OFFICER, unit=cast.xa, since=dt.date(2015, 2, 1))
    return cast.officer


def test_a_person_sits_at_the_first_unit_until_he_chooses_another(cast, sign_in, two_seats):
    browser = sign_in(two_seats)
    assert browser.get("/").wsgi_request.unit == cast.huyen
    assert browser.post(reverse("access:seat"), {"unit": cast.xa.uid}).status_code == 302
    request = browser.get("/").wsgi_request
    assert request.unit == cast.xa and request.seat.name == "Xã Bế Văn" and len(request.seats) == 2


def test_nobody_sits_where_he_holds_no_role(cast, sign_in):
    browser = sign_in(cast.officer)
    assert browser.post(reverse("access:seat"), {"unit": cast.tinh.uid}).status_code == 404
    assert browser.get("/").wsgi_request.unit == cast.huyen


def test_a_seat_that_has_ended_is_left_at_once(cast, sign_in, two_seats):
    browser = sign_in(two_seats)
    browser.post(reverse("access:seat"), {"unit": cast.xa.uid})
    end_grant(by=SYSTEM, grant=two_seats.grants.get(unit=cast.xa))
    assert browser.get("/").wsgi_request.unit == cast.huyen


def test_a_grant_holds_from_its_first_day_to_its_last(cast, at):
    assert Role.DELEGATE in seats_of(cast.users["delegate"])[0].roles
    at(dt.date(2015, 5, 31))
    assert Role.DELEGATE in seats_of(cast.users["delegate"])[0].roles
    at(dt.date(2015, 6, 1))
    assert Role.DELEGATE not in seats_of(cast.users["delegate"])[0].roles


def test_a_seat_allows_what_all_its_roles_allow(cast):
    (seat,) = seats_of(cast.users["delegate"])
    assert {"report.send", "letter.view"} <= seat.permissions and "report.enter" not in seat.permissions


def test_seats_cost_two_queries_however_many(cast, two_seats, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert [seat.name for seat in seats_of(two_seats)] == ["Huyện Hòa Lâm", "Xã Bế Văn"]


# --- one-time passwords -----------------------------------------------------------------------------------


def test_with_a_password_that_somebody_else_knows_one_must_choose_another_first(cast, client):
    given = issue_password(by=cast.user("standing"), user=cast.commune)
    assert client.login(username="xa.commune", password=given)
    door = client.get("/units/")
    assert door.status_code == 302 and door.url == reverse("account_change_password")
    assert client.get(door.url).status_code == 200
    client.post(door.url, {"oldpassword": given, "password1": "mat-khau-cua-toi-2", "password2": "mat-khau-cua-toi-2"})
    assert client.get("/units/").status_code == 200
    assert not cast.user("commune").must_change_password
    assert cast.user("commune").check_password("mat-khau-cua-toi-2")


def test_a_fragment_is_sent_to_the_whole_page_of_the_password(cast, client):
    given = issue_password(by=cast.user("standing"), user=cast.commune)
    client.login(username="xa.commune", password=given)
    answer = client.get("/units/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == reverse("account_change_password")


def test_one_may_leave_and_change_the_language_before_choosing_a_password(cast, client):
    given = issue_password(by=cast.user("standing"), user=cast.commune)
    client.login(username="xa.commune", password=given)
    assert client.post(reverse("core:language"), {"language": "en"}).url == "/"
    assert client.post(reverse("account_logout")).status_code == 302


def test_a_locked_person_is_out_at_once_and_cannot_come_back(cast, client):
    client.force_login(cast.commune)
    lock_account(by=cast.user("standing"), user=cast.commune, locked=True)
    assert client.get("/units/").status_code == 302
    assert not client.login(username="xa.commune", password=PASSWORD)
    lock_account(by=cast.user("standing"), user=cast.commune, locked=False)
    assert client.login(username="xa.commune", password=PASSWORD)


# --- second factor ----------------------------------------------------------------------------------------


def test_a_role_that_must_show_a_second_factor_sets_it_up_first(cast, sign_in, settings):
    settings.MFA_ROLES = ["system_administrator"]
    answer = sign_in(cast.admin).get("/units/")
    assert answer.status_code == 302 and answer.url == reverse("mfa_activate_totp")
    Authenticator.objects.create(user=cast.admin, type="totp", data={"secret": "x"})
    assert sign_in(cast.admin).get("/units/").status_code == 200


def test_other_roles_need_no_second_factor(cast, sign_in, settings):
    settings.MFA_ROLES = ["system_administrator"]
    assert sign_in(cast.standing).get("/units/").status_code == 200
