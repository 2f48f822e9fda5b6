"""Secrets by which other software acts as a person: who may make one, what stops it, what its pages show."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from tests.access.cast import PASSWORD, TODAY
from tienbo.access.actions import choose_password, end_grant, grant_role, issue_password, lock_account
from tienbo.access.models import AccessToken
from tienbo.access.permissions import Role
from tienbo.access.tokens.actions import (
    MOST_TOKENS,
    BadLastDay,
    NameTaken,
    TooManyTokens,
    issue_token,
    note_use,
    revoke_token,
)
from tienbo.access.tokens.queries import closed_because, token_of_secret, tokens_in_force
from tienbo.core.authorise import SYSTEM
from tienbo.journal.models import Line

LAST = dt.date(2015, 12, 31)


def issue(user, name="Một cửa", may_write=False, expires_on=LAST):
    return issue_token(by=user, name=name, may_write=may_write, expires_on=expires_on)


def signed_in(user) -> Client:
    """A browser in which the person has just shown who he is."""
    browser = Client()
    browser.force_login(user)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return browser


class TestIssuing:
    def test_the_secret_is_returned_once_and_only_its_hash_is_kept(self, cast):
        token, secret = issue(cast.officer)
        kept = AccessToken.objects.values().get(pk=token.pk)
        assert len(secret) >= 43 and secret.startswith("tienbo_")
        assert not any(secret in str(value) for value in kept.values())
        assert token_of_secret(secret) == token and token_of_secret(secret[:-1]) is None

    def test_it_reads_only_unless_its_holder_says_otherwise(self, cast):
        assert not issue(cast.officer)[0].may_write
        assert issue(cast.officer, name="Khác", may_write=True)[0].may_write

    def test_each_unit_of_the_holder_reads_of_it_in_its_journal(self, cast):
        grant_role(by=SYSTEM, user=cast.officer, role=Role.VIEWER, unit=cast.xa, since=TODAY)
        issue(cast.officer, may_write=True)
        lines = Line.objects.filter(action="token.issued_to_write")
        assert {line.unit_uid for line in lines} == {cast.huyen.uid, cast.xa.uid}
        assert all(line.facts == {"name": "Một cửa", "until": "2015-12-31", "writes": True} for line in lines)

    @pytest.mark.parametrize("who", ["admin", "nobody"])
    def test_who_sees_no_reports_gets_none(self, cast, who):
        with pytest.raises(PermissionDenied):
            issue(cast.users[who])

    @pytest.mark.parametrize("day", [dt.date(2015, 5, 25), dt.date(2016, 5, 26)])
    def test_its_last_day_is_within_a_year_from_today(self, cast, day):
        with pytest.raises(BadLastDay):
            issue(cast.officer, expires_on=day)
        assert issue(cast.officer, expires_on=TODAY) and issue(cast.officer, name="2", expires_on=dt.date(2016, 5, 25))

    def test_one_name_is_borne_by_one_token_in_force(self, cast):
        token, _secret = issue(cast.officer)
        with pytest.raises(NameTaken):
            issue(cast.officer, name="  Một   cửa ")
        assert issue(cast.district_head), "names of others do not matter"
        revoke_token(by=cast.officer, token=token)
        assert issue(cast.officer)

    def test_nobody_heaps_them_up(self, cast):
        for number in range(MOST_TOKENS):
            issue(cast.officer, name=f"Số {number}")
        with pytest.raises(TooManyTokens):
            issue(cast.officer)


class TestStopping:
    def closed(self, secret: str) -> str:
        """Why the secret opens nothing, as it is known now."""
        return closed_because(token_of_secret(secret))

    def test_it_stops_when_its_holder_revokes_it(self, cast):
        token, secret = issue(cast.officer)
        assert self.closed(secret) == ""
        assert revoke_token(by=cast.officer, token=token)
        assert self.closed(secret) == "revoked"
        assert not revoke_token(by=cast.officer, token=token), "twice is once"
        assert Line.objects.filter(action="token.revoked").count() == 1

    def test_it_works_on_its_last_day_and_not_on_the_next(self, cast, at):
        _token, secret = issue(cast.officer)
        at(LAST)
        assert self.closed(secret) == ""
        at(LAST + dt.timedelta(days=1))
        assert self.closed(secret) == "expired"

    def test_it_stops_with_the_account_and_goes_on_with_it(self, cast):
        _token, secret = issue(cast.officer)
        lock_account(by=cast.standing, user=cast.officer, locked=True)
        assert self.closed(secret) == "locked"
        lock_account(by=cast.standing, user=cast.officer, locked=False)
        assert self.closed(secret) == ""

    def test_it_rests_while_somebody_else_knows_the_password(self, cast):
        _token, secret = issue(cast.officer)
        issue_password(by=cast.standing, user=cast.officer)
        assert self.closed(secret) == "password"
        choose_password(by=cast.user("officer"), password="mot-mat-khau-khac-han")
        assert self.closed(secret) == ""

    def test_it_rests_while_a_role_demands_a_second_factor_that_is_not_set_up(self, cast, settings):
        _token, secret = issue(cast.officer)
        settings.MFA_ROLES = ["unit_officer"]
        assert self.closed(secret) == "second_factor"
        settings.MFA_ROLES = ["standing_office"]
        assert self.closed(secret) == ""

    @pytest.mark.parametrize("who", ["head", "viewer", "commune", "stranger", "district_head"])
    def test_only_who_manages_the_account_revokes_anothers(self, cast, who):
        token, secret = issue(cast.officer)
        with pytest.raises(PermissionDenied):
            revoke_token(by=cast.users[who], token=token)
        assert self.closed(secret) == ""

    def test_who_manages_the_account_revokes_it(self, cast):
        token, secret = issue(cast.officer)
        assert revoke_token(by=cast.standing, token=token)
        assert self.closed(secret) == "revoked"

    def test_nobody_manages_one_without_a_role(self, cast):
        token, _secret = issue(cast.officer)
        end_grant(by=cast.standing, grant=cast.officer.grants.get())
        with pytest.raises(PermissionDenied):
            revoke_token(by=cast.standing, token=token)
        assert revoke_token(by=cast.officer, token=token)


def test_its_last_use_is_a_day_and_no_more(cast, at):
    token, _secret = issue(cast.officer)
    note_use(by=cast.officer, token=token)
    token.refresh_from_db()
    assert token.last_used_on == TODAY
    note_use(by=cast.stranger, token=token)
    at(TODAY + dt.timedelta(days=1))
    note_use(by=cast.officer, token=token)
    assert AccessToken.objects.get(pk=token.pk).last_used_on == TODAY + dt.timedelta(days=1)


class TestScreens:
    def test_the_secret_stands_on_one_page_once(self, cast):
        browser = signed_in(cast.officer)
        form = {"name": "Một cửa", "may_write": "on", "expires_on": "31/12/2015"}
        page = browser.post(reverse("access:token_new"), form).content.decode()
        (secret,) = re.findall(r'value="(tienbo_[\w-]+)"', page)
        assert token_of_secret(secret).may_write
        listed = browser.get(reverse("access:tokens")).content.decode()
        assert "Một cửa" in listed and "đọc và ghi" in listed and secret not in listed

    def test_a_screen_left_open_asks_first_who_sits_there(self, cast, client, at):
        client.force_login(cast.officer)
        answer = client.get(reverse("access:token_new"))
        assert answer.status_code == 302 and answer["Location"].startswith(reverse("account_reauthenticate"))
        answer = client.post(reverse("access:token_new"), {"name": "X", "expires_on": "31/12/2015"})
        assert answer.status_code == 302 and not AccessToken.objects.exists()

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"name": ""}, "Ghi tên phần mềm"),
            ({"expires_on": "25/05/2015"}, "Ngày này đã qua"),
            ({"expires_on": "26/05/2016"}, "Nhiều nhất một năm: 25/05/2016 hoặc sớm hơn"),
            ({"expires_on": "mai"}, "04/06/2015"),
            ({"name": "Có rồi"}, "Đã có một mã mang tên này"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_made(self, cast, changed, said):
        issue(cast.officer, name="Có rồi")
        form = {"name": "Một cửa", "expires_on": "31/12/2015"} | changed
        answer = signed_in(cast.officer).post(reverse("access:token_new"), form)
        assert answer.status_code == 422 and said in answer.content.decode()
        assert tokens_in_force(cast.officer).count() == 1

    def test_who_keeps_the_account_sees_and_revokes(self, cast, sign_in):
        token, _secret = issue(cast.officer)
        person = reverse("access:person", args=[cast.officer.uid])
        assert "Một cửa" in sign_in(cast.standing).get(person).content.decode()
        answer = sign_in(cast.standing).post(reverse("access:token_revoke", args=[token.uid]))
        assert answer["Location"] == person
        assert "không vào được nữa" in sign_in(cast.standing).get(person).content.decode()
        assert "Một cửa" not in sign_in(cast.standing).get(person).content.decode()

    def test_who_may_only_see_the_person_does_not_see_his_software(self, cast, sign_in):
        issue(cast.officer)
        page = sign_in(cast.head).get(reverse("access:person", args=[cast.officer.uid])).content.decode()
        assert "Một cửa" not in page

    def test_the_menu_leads_there_where_there_are_reports(self, cast, sign_in):
        for who, leads in (("officer", True), ("admin", False)):
            page = sign_in(cast.users[who]).get(reverse("access:profile")).content.decode()
            assert (f'href="{reverse("access:tokens")}"' in page) == leads, who
