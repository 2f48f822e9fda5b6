"""The door: which pages of django-allauth are mounted, what stops a guesser, what a browser may keep."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import get_resolver, reverse

from tests.access.cast import PASSWORD
from tienbo.access.actions import issue_password, lock_account
from tienbo.access.permissions import Permission, roles_with

pytestmark = pytest.mark.django_db

ACCOUNT = {
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
}  # fmt: skip
SECOND_FACTOR = {
    "mfa_index", "mfa_authenticate", "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
}  # fmt: skip


def text(response) -> str:
    return response.content.decode()


def test_of_allauth_these_pages_are_mounted_and_no_others():
    # Our own addresses all have a namespace and are not in this dictionary.
    mounted = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert mounted == ACCOUNT | SECOND_FACTOR


@pytest.mark.parametrize(
    "path", ["", "signup/", "email/", "confirm-email/", "password/reset/", "password/set/", "login/code/confirm/"]
)
def test_nobody_signs_up_or_resets_a_password_by_e_mail(client, cast, path):
    client.force_login(cast.officer)
    assert client.get(f"/accounts/{path}").status_code == 404


def test_one_signs_in_with_a_username_and_lands_on_the_desk(cast, client):
    answer = client.post(reverse("account_login"), {"login": "huyen.officer", "password": PASSWORD})
    assert answer.status_code == 302 and answer.url == reverse("home:desk")


def test_after_the_door_one_is_where_one_wanted_to_go(cast, client):
    wanted = client.get("/units/").url
    answer = client.post(wanted, {"login": "huyen.officer", "password": PASSWORD, "next": "/units/"})
    assert answer.url == "/units/"


def test_a_locked_person_with_the_right_password_is_told_so(cast, client):
    lock_account(by=cast.user("standing"), user=cast.commune, locked=True)
    answer = client.post(reverse("account_login"), {"login": "xa.commune", "password": PASSWORD}, follow=True)
    assert "Tài khoản này đang bị khóa" in text(answer)


def test_the_password_that_was_handed_over_is_not_chosen_again(cast, client):
    given = issue_password(by=cast.user("standing"), user=cast.commune)
    client.login(username="xa.commune", password=given)
    form = {"oldpassword": given, "password1": given, "password2": given}
    answer = client.post(reverse("account_change_password"), form)
    assert "Đây là mật khẩu đang dùng" in text(answer) and cast.user("commune").must_change_password


# --- guessing -----------------------------------------------------------------------------------------------


@pytest.fixture
def knock(client):
    """``knock(username, password, address)``: whether one comes in, and what the page says."""
    cache.clear()

    def ask(username: str, password: str, address: str) -> tuple[bool, str]:
        client.logout()
        form = {"login": username, "password": password}
        answer = client.post(reverse("account_login"), form, REMOTE_ADDR=address)
        return answer.status_code == 302, "" if answer.status_code == 302 else text(answer)

    yield ask
    cache.clear()


def test_five_wrong_passwords_stop_an_account_for_the_address_they_came_from_alone(cast, knock):
    for _ in range(5):
        assert not knock("huyen.officer", "sai", "10.0.0.66")[0]
    came_in, page = knock("huyen.officer", PASSWORD, "10.0.0.66")
    assert not came_in and "Đăng nhập sai quá nhiều lần" in page
    assert knock("huyen.officer", PASSWORD, "10.0.0.7")[0]
    assert knock("xa.commune", PASSWORD, "10.0.0.66")[0]


def test_an_address_that_fails_fifty_times_is_stopped_for_every_account(cast, knock, settings):
    # Thirty tries a minute are allauth's own limit, which comes first when nobody waits.
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1000/m/ip"}
    for number in range(50):
        knock(f"nguoi.{number}", "sai", "10.0.0.66")
    assert not knock("xa.commune", PASSWORD, "10.0.0.66")[0]
    assert knock("xa.commune", PASSWORD, "10.0.0.7")[0]


def test_who_tries_too_often_is_told_so_in_our_words(cast, client):
    cache.clear()
    form = {"login": "huyen.officer", "password": PASSWORD}
    for _ in range(31):
        client.logout()
        answer = client.post(reverse("account_login"), form, REMOTE_ADDR="10.0.0.66")
    assert answer.status_code == 429 and "Thử quá nhiều lần" in text(answer)
    cache.clear()


# --- what is kept where -------------------------------------------------------------------------------------


def test_nothing_that_a_signed_in_person_gets_is_kept(cast, sign_in):
    browser = sign_in(cast.standing)
    for path in ("/", "/help/", "/units/", "/not/there/", reverse("mfa_index")):
        assert browser.get(path).headers["Cache-Control"] == "private, no-store", path
    assert browser.get("/people/", headers={"HX-Request": "true"}).headers["Cache-Control"] == "private, no-store"
    assert browser.post(reverse("account_logout")).headers["Cache-Control"] == "private, no-store"


def test_what_anybody_may_read_may_be_kept(client, db):
    assert "no-store" not in client.get(reverse("home:about")).headers.get("Cache-Control", "")


# --- the second factor of a new instance --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "['system_administrator', 'standing_office']"),
        ({"TIENBO_MFA_ROLES": "head, system_administrator"}, "['head', 'system_administrator']"),
        ({"TIENBO_DEMO": "1"}, "[]"),
    ],
)
def test_who_can_get_into_others_accounts_shows_a_second_factor_except_in_a_demo(tmp_path, environment, expected):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TIENBO_")}
    done = subprocess.run(
        [sys.executable, "-c", "from tienbo.config import settings; print(settings.MFA_ROLES)"],
        env=kept | {"TIENBO_VAR": str(tmp_path / "var")} | environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == expected, done.stderr


def test_the_roles_that_give_out_passwords_are_those_of_the_default():
    source = Path(sys.modules["tienbo.config.settings"].__file__).read_text()
    default = re.search(r'"TIENBO_MFA_ROLES", "([a-z_,]+)"', source).group(1).split(",")
    assert set(default) == set(roles_with(Permission.PEOPLE_MANAGE))
