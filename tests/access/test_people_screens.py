"""Screens of people: what they show, what they change, what they cost."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tienbo.access.actions import Post, create_user, grant_role, issue_password, lock_account, open_accounts
from tienbo.access.models import User
from tienbo.access.permissions import Role
from tienbo.core.authorise import SYSTEM
from tienbo.journal.queries import history

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_a_district_sees_its_own_people_and_those_of_its_communes(cast, sign_in):
    page = text(sign_in(cast.officer).get(reverse("access:people")))
    assert "Cán bộ commune" in page and "Cán bộ district_head" in page
    assert "Cán bộ stranger" not in page and "Cán bộ standing" not in page


def test_people_are_found_by_their_unit_without_tone_marks_and_by_role(cast, sign_in):
    browser = sign_in(cast.standing)
    page = text(browser.get(reverse("access:people"), {"q": "hoa lam"}))
    assert "Cán bộ officer" in page and "Cán bộ stranger" not in page
    page = text(browser.get(reverse("access:people"), {"role": "head"}))
    assert "Cán bộ district_head" in page and "Cán bộ officer" not in page
    assert "Không tìm thấy ai" in text(browser.get(reverse("access:people"), {"q": "zzz"}))


def test_the_list_costs_the_same_for_ten_and_for_sixty_people(cast, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.standing)
    browser.get(reverse("access:people"))
    posts = [Post(f"xa.{number}", f"Cán bộ {number}", cast.xa, Role.UNIT_OFFICER) for number in range(60)]
    open_accounts(by=SYSTEM, posts=posts, encoded="!", since=dt.date(2015, 1, 1))
    with django_assert_max_num_queries(14):
        page = text(browser.get(reverse("access:people")))
    assert "1–50 trong 70" in page


def test_a_new_account_shows_its_password_once_and_never_keeps_it(cast, sign_in):
    browser = sign_in(cast.standing)
    form = {"display_name": "Cán bộ xã Nà Sác", "username": "xa.90102", "role": "unit_officer"}
    page = browser.post(f"{reverse('access:person_new')}?unit={cast.xa2.uid}", form)
    user = User.objects.get(username="xa.90102")
    password = page.context["password"]
    assert user.check_password(password) and password in text(page)
    assert "no-store" in page.headers["Cache-Control"]
    assert password not in text(browser.get(reverse("access:person", args=[user.uid])))
    again = browser.post(f"{reverse('access:person_new')}?unit={cast.xa2.uid}", form)
    assert "Tên đăng nhập này đã có" in text(again) and user.check_password(password)


@pytest.mark.parametrize("username", ["ab", "Có Dấu", "UPPER", "a b", ".dot", "x" * 61])
def test_a_username_that_nobody_could_dictate_is_refused(cast, sign_in, username):
    form = {"display_name": "X", "username": username, "role": "viewer"}
    page = sign_in(cast.standing).post(reverse("access:person_new"), form)
    assert page.status_code == 200 and page.context["form"].errors["username"]


def test_the_standing_office_is_not_offered_to_make_administrators(cast, sign_in, settings):
    settings.MFA_ROLES = []
    page = text(sign_in(cast.standing).get(reverse("access:person_new")))
    assert 'value="system_administrator"' not in page
    assert 'value="system_administrator"' in text(sign_in(cast.admin).get(reverse("access:person_new")))


def test_a_role_is_given_and_told_in_words(cast, sign_in):
    browser = sign_in(cast.standing)
    page = reverse("access:person", args=[cast.commune.uid])
    form = {"unit": str(cast.xa.uid), "role": "head", "since": "26/05/2015", "last_day": "2015-12-31"}
    assert browser.post(reverse("access:person_role", args=[cast.commune.uid]), form).url == page
    shown = text(browser.get(page))
    assert "Lãnh đạo Ban, Xã Bế Văn" in shown and "Từ 26/05/2015 đến hết 31/12/2015" in shown
    twice = browser.post(reverse("access:person_role", args=[cast.commune.uid]), form)
    assert "đã có vai trò này" in text(twice)


def test_a_last_day_before_the_first_is_refused(cast, sign_in):
    form = {"unit": str(cast.xa.uid), "role": "head", "since": "2015-05-26", "last_day": "2015-05-25"}
    answer = sign_in(cast.standing).post(reverse("access:person_role", args=[cast.commune.uid]), form)
    assert "Ngày cuối trước ngày đầu" in text(answer) and cast.commune.grants.count() == 1


@pytest.mark.parametrize("day", ["9999-12-31", "31/12/2101", "31/12/1899", "0001-01-01"])
def test_days_that_no_paper_bears_are_refused_with_a_sentence(cast, sign_in, day):
    role = {"unit": str(cast.xa.uid), "role": "head", "since": "26/05/2015", "last_day": day}
    answer = sign_in(cast.standing).post(reverse("access:person_role", args=[cast.commune.uid]), role)
    assert "từ năm 1900 đến năm 2100" in text(answer) and cast.commune.grants.count() == 1
    paper = {"person": cast.officer.pk, "since": "26/05/2015", "last_day": day, "basis": "15/QĐ"}
    answer = sign_in(cast.district_head).post(reverse("access:delegate"), paper)
    assert "từ năm 1900 đến năm 2100" in text(answer) and cast.officer.grants.count() == 1


def test_days_are_typed_as_officials_write_them(cast, sign_in):
    page = text(sign_in(cast.district_head).get(reverse("access:delegate")))
    assert 'type="date"' not in page and 'value="26/05/2015"' in page


def test_a_manager_changes_the_name_of_an_account(cast, sign_in):
    browser = sign_in(cast.standing)
    address = reverse("access:person_name", args=[cast.officer.uid])
    page = reverse("access:person", args=[cast.officer.uid])
    assert browser.post(address, {"display_name": "Cán bộ mới"}).url == page
    assert str(cast.user("officer")) == "Cán bộ mới"
    empty = browser.post(address, {"display_name": " "})
    assert empty.context["name_form"].errors and not empty.context["grant_form"].is_bound


@pytest.mark.parametrize("locked", ["yes", "no"])
def test_a_confirmation_sent_twice_locks_or_opens_once(cast, sign_in, locked):
    lock_account(by=cast.user("standing"), user=cast.officer, locked=locked == "no")
    browser, address = sign_in(cast.standing), reverse("access:person_lock", args=[cast.officer.uid])
    assert f'name="locked" value="{locked}"' in text(browser.get(address))
    lines = history("access", "user", cast.officer.uid)
    before = lines.count()
    for _again in range(2):
        assert browser.post(address, {"locked": locked}).url == reverse("access:person", args=[cast.officer.uid])
        assert cast.user("officer").is_active == (locked == "no")
    assert lines.count() == before + 1


@pytest.mark.parametrize("form", [{}, {"locked": ""}, {"locked": "toggle"}])
def test_a_confirmation_that_does_not_say_what_is_wanted_changes_nothing(cast, sign_in, form):
    answer = sign_in(cast.standing).post(reverse("access:person_lock", args=[cast.officer.uid]), form)
    assert answer.status_code == 200 and cast.user("officer").is_active


def test_the_standing_office_is_offered_nothing_at_an_administrators_account(cast, sign_in):
    browser = sign_in(cast.standing)
    address = reverse("access:person", args=[cast.admin.uid])
    page = text(browser.get(address))
    assert "Cán bộ admin" in page and f"{address}lock/" not in page and "<form" not in page.partition("<main")[2]
    ending = reverse("access:role_end", args=[cast.admin.grants.get().pk])
    assert [browser.get(page).status_code for page in (f"{address}lock/", ending)] == [403, 403]


def test_an_administrator_manages_another(cast, sign_in):
    other = create_user(by=SYSTEM, username="admin.2", display_name="Quản trị 2", unit=cast.tinh)
    grant_role(by=SYSTEM, user=other, role=Role.SYSTEM_ADMINISTRATOR, unit=cast.tinh, since=dt.date(2015, 1, 1))
    assert reverse("access:person_lock", args=[other.uid]) in text(
        sign_in(cast.admin).get(reverse("access:person", args=[other.uid]))
    )


def test_a_second_factor_is_removed_from_the_persons_page(cast, sign_in):
    browser = sign_in(cast.standing)
    page = reverse("access:person", args=[cast.officer.uid])
    address = reverse("access:person_second_factor", args=[cast.officer.uid])
    assert address not in text(browser.get(page))
    Authenticator.objects.create(user=cast.officer, type="totp", data={"secret": "x"})
    assert address in text(browser.get(page))
    assert browser.post(address).url == page and not Authenticator.objects.exists()


def test_the_inbox_of_the_unit_says_who_gave_out_a_password_and_who_was_made_to_send(cast, sign_in):
    standing = cast.user("standing")
    issue_password(by=standing, user=cast.district_head)
    grant_role(by=standing, user=cast.officer, role=Role.HEAD, unit=cast.huyen, since=dt.date(2015, 5, 26))
    page = text(sign_in(cast.officer).get(reverse("notices:inbox")))
    assert "Cán bộ standing (tinh.standing) đã cấp mật khẩu dùng một lần cho Cán bộ district_head" in page
    assert "vai trò “Lãnh đạo Ban” tại Huyện Hòa Lâm" in page


def test_the_head_reads_the_journal_of_his_unit(cast, sign_in):
    issue_password(by=cast.user("standing"), user=cast.officer)
    page = text(sign_in(cast.district_head).get(reverse("home:journal"), {"action": "user.password_issued"}))
    assert "Cán bộ standing" in page and "Huyện Hòa Lâm" in page


def test_an_unknown_unit_in_a_forged_form_gives_nothing(cast, sign_in):
    form = {"unit": str(cast.huyen2.uid), "role": "head", "since": "2015-05-26"}
    answer = sign_in(cast.standing).post(reverse("access:person_role", args=[cast.commune.uid]), form)
    assert answer.status_code == 200 and cast.commune.grants.count() == 1


def test_a_head_delegates_for_the_days_of_a_paper_and_ends_it(cast, sign_in):
    browser = sign_in(cast.district_head)
    address = reverse("access:delegate")
    form = {"person": cast.officer.pk, "since": "2015-05-26", "last_day": "2015-06-10", "basis": "15/QĐ-BVSTBCPN"}
    assert browser.post(address, form).url == address
    page = text(browser.get(address))
    assert "15/QĐ-BVSTBCPN" in page and "10/06/2015" in page
    grant = cast.officer.grants.get(role=Role.DELEGATE)
    assert grant.valid_during.upper == dt.date(2015, 6, 11)
    assert browser.post(reverse("access:role_end", args=[grant.pk])).url == address
    assert not cast.officer.grants.filter(role=Role.DELEGATE).exists()


def test_a_delegation_needs_its_paper_and_its_last_day(cast, sign_in):
    answer = sign_in(cast.district_head).post(reverse("access:delegate"), {"person": cast.officer.pk})
    assert {"basis", "last_day", "since"} <= set(answer.context["form"].errors)


def test_a_head_cannot_choose_a_stranger(cast, sign_in):
    form = {"person": cast.stranger.pk, "since": "2015-05-26", "last_day": "2015-06-10", "basis": "15/QĐ"}
    answer = sign_in(cast.district_head).post(reverse("access:delegate"), form)
    assert answer.context["form"].errors["person"]


def test_ones_own_page_tells_ones_roles_and_saves_ones_details(cast, sign_in):
    browser = sign_in(cast.officer)
    assert "nhập số liệu và thuyết minh" in text(browser.get(reverse("access:profile")))
    browser.post(reverse("access:profile"), {"display_name": "Chủ tịch tỉnh", "phone": "0000 7", "email": ""})
    assert cast.user("officer").phone == "0000 7" and str(cast.user("officer")) == "Cán bộ officer"


def test_the_same_pages_in_english(cast, sign_in):
    browser = sign_in(cast.standing)
    browser.cookies["django_language"] = "en"
    page = text(browser.get(reverse("access:person", args=[cast.officer.uid])))
    assert "Unit officer, Huyện Hòa Lâm" in page and "Lock the account" in page
