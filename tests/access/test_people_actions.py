"""Who may give and take roles, and what nobody may."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied, ValidationError

from tienbo.access import administrators
from tienbo.access.actions import (
    AlreadyHeld,
    NoSecondFactor,
    NotOfThisUnit,
    Post,
    change_details,
    choose_password,
    end_grant,
    grant_role,
    issue_password,
    lock_account,
    open_account,
    open_accounts,
    remove_second_factor,
    rename_account,
)
from tienbo.access.models import Grant, User
from tienbo.access.passwords import ALPHABET, new_password
from tienbo.access.permissions import ROLE_NAMES, ROLE_SENTENCES, ROLES, SENTENCES, Permission, Role
from tienbo.access.queries import holds, remember_roles, units_visible_to
from tienbo.core.authorise import SYSTEM
from tienbo.core.terminal import Refusal
from tienbo.journal.models import Line
from tienbo.journal.queries import broken_lines, history
from tienbo.notices.models import Notice
from tienbo.units.queries import place_of

pytestmark = pytest.mark.django_db
MAY = dt.date(2015, 5, 1)


def give(by, user, role, unit, **options):
    return grant_role(by=by, user=user, role=role, unit=unit, since=options.pop("since", MAY), **options)


def test_the_standing_office_gives_roles_anywhere_below_and_nowhere_else(cast):
    give(cast.user("standing"), cast.nobody, Role.UNIT_OFFICER, cast.xa)
    assert holds(cast.nobody, Permission.REPORT_ENTER, cast.xa)
    with pytest.raises(PermissionDenied):
        give(cast.user("officer"), cast.nobody, Role.VIEWER, cast.xa)


def test_nobody_gives_himself_a_role_or_ends_his_own(cast):
    standing = cast.user("standing")
    with pytest.raises(PermissionDenied):
        give(standing, standing, Role.HEAD, cast.tinh)
    with pytest.raises(PermissionDenied):
        end_grant(by=standing, grant=standing.grants.get())


def test_only_a_system_administrator_makes_another(cast):
    with pytest.raises(PermissionDenied):
        give(cast.user("standing"), cast.nobody, Role.SYSTEM_ADMINISTRATOR, cast.tinh)
    assert give(cast.user("admin"), cast.nobody, Role.SYSTEM_ADMINISTRATOR, cast.tinh)


def test_whoever_manages_people_cannot_take_over_an_administrators_account(cast):
    with pytest.raises(PermissionDenied):
        issue_password(by=cast.user("standing"), user=cast.admin)
    with pytest.raises(PermissionDenied):
        lock_account(by=cast.user("standing"), user=cast.admin, locked=True)
    with pytest.raises(PermissionDenied):
        end_grant(by=cast.user("standing"), grant=cast.admin.grants.get())


def test_a_person_who_sits_elsewhere_too_is_managed_only_by_who_manages_both(cast):
    local = give(SYSTEM, cast.nobody, Role.STANDING_OFFICE, cast.huyen).user
    issue_password(by=local, user=cast.commune)
    give(SYSTEM, cast.commune, Role.VIEWER, cast.huyen2)
    with pytest.raises(PermissionDenied):
        issue_password(by=local, user=cast.user("commune"))


def test_a_head_lets_a_person_of_his_own_unit_send_and_nobody_elses(cast):
    head = cast.user("district_head")
    grant = give(head, cast.officer, Role.DELEGATE, cast.huyen, until=dt.date(2015, 7, 1), basis="15/QĐ")
    assert holds(cast.officer, Permission.REPORT_SEND, cast.huyen) and grant.basis == "15/QĐ"
    with pytest.raises(NotOfThisUnit):
        give(head, cast.stranger, Role.DELEGATE, cast.huyen)
    with pytest.raises(PermissionDenied):
        give(head, cast.commune, Role.DELEGATE, cast.xa)
    with pytest.raises(PermissionDenied):
        give(cast.user("standing"), cast.officer, Role.DELEGATE, cast.huyen, since=dt.date(2015, 8, 1))


def test_a_role_is_held_once_at_a_time(cast):
    with pytest.raises(AlreadyHeld):
        give(SYSTEM, cast.officer, Role.UNIT_OFFICER, cast.huyen)
    give(SYSTEM, cast.officer, Role.VIEWER, cast.huyen, since=dt.date(2015, 1, 1), until=MAY)
    assert give(SYSTEM, cast.officer, Role.VIEWER, cast.huyen, since=MAY)


def test_ending_a_role_keeps_it_on_record_and_one_not_begun_disappears(cast):
    end_grant(by=cast.user("standing"), grant=cast.officer.grants.get())
    grant = Grant.objects.get(user=cast.officer)
    assert grant.valid_during.upper == dt.date(2015, 5, 26)
    later = give(SYSTEM, cast.officer, Role.VIEWER, cast.huyen, since=dt.date(2015, 9, 1))
    end_grant(by=cast.user("standing"), grant=later)
    assert not Grant.objects.filter(pk=later.pk).exists()


def test_a_new_account_has_one_role_and_a_password_that_must_be_changed(cast):
    user, password = open_account(
        by=cast.user("standing"), unit=cast.xa2, username="xa.90102", display_name="Cán bộ", role=Role.UNIT_OFFICER,
        since=MAY,
    )  # fmt: skip
    assert user.check_password(password) and user.must_change_password
    assert [place_of(unit).name for unit in units_visible_to(user)] == ["Xã Nà Sác"]
    assert [line.action for line in history("access", "user", user.uid)] == ["user.created", "grant.given"]


def test_a_failed_account_leaves_nothing_behind(cast):
    with pytest.raises(PermissionDenied):
        open_account(
            by=cast.user("standing"), unit=cast.xa, username="moi", display_name="", since=MAY,
            role=Role.SYSTEM_ADMINISTRATOR,
        )  # fmt: skip
    assert not User.objects.filter(username="moi").exists()
    assert not Line.objects.filter(action="user.created", facts={"role": "system_administrator"}).exists()


def test_many_accounts_cost_a_few_statements(cast, django_assert_max_num_queries):
    posts = [Post(f"xa.{number}", "Cán bộ", cast.xa, Role.UNIT_OFFICER) for number in range(300)]
    with django_assert_max_num_queries(12):
        users = open_accounts(by=SYSTEM, posts=posts, encoded="!", since=MAY)
    assert holds(users[-1], Permission.REPORT_ENTER, cast.xa) and not list(broken_lines())


def test_a_person_corrects_his_own_details_but_not_his_name(cast):
    change_details(by=cast.user("officer"), email="a@b.example", phone="0000 9")
    officer = cast.user("officer")
    assert (officer.email, officer.phone, str(officer)) == ("a@b.example", "0000 9", "Cán bộ officer")
    with pytest.raises(PermissionDenied):
        rename_account(by=officer, user=officer, display_name="Cán bộ standing")
    with pytest.raises(PermissionDenied):
        rename_account(by=cast.user("district_head"), user=officer, display_name="Cán bộ standing")


def test_whoever_manages_an_account_names_it_and_the_journal_keeps_both_names(cast):
    rename_account(by=cast.user("standing"), user=cast.officer, display_name="Cán bộ mới")
    assert str(cast.user("officer")) == "Cán bộ mới"
    line = Line.objects.get(action="user.renamed")
    assert line.facts == {"before": "Cán bộ officer", "name": "Cán bộ mới"} and line.unit_uid == cast.huyen.uid


# --- what is done to an account is seen where the person sits -----------------------------------------------


def test_a_password_given_out_is_in_the_journal_of_each_of_the_persons_units(cast):
    give(SYSTEM, cast.commune, Role.VIEWER, cast.huyen)
    issue_password(by=cast.user("standing"), user=cast.commune)
    lock_account(by=cast.user("standing"), user=cast.commune, locked=True)
    for action in ("user.password_issued", "user.locked"):
        lines = Line.objects.filter(action=action)
        assert {line.unit_uid for line in lines} == {cast.huyen.uid, cast.xa.uid}
        assert {line.actor_uid for line in lines} == {cast.standing.uid}
    assert not list(broken_lines())


def test_a_password_given_out_is_told_to_the_persons_units_with_who_did_it(cast):
    issue_password(by=cast.user("standing"), user=cast.commune)
    told = Notice.objects.get(code="user.password_issued")
    assert told.unit == cast.xa and told.key == str(cast.commune.uid)
    assert told.facts == {"by": "Cán bộ standing (tinh.standing)", "person": "Cán bộ commune (xa.commune)"}


def test_nobody_becomes_one_who_sends_unseen(cast):
    standing = cast.user("standing")
    give(standing, cast.officer, Role.INSPECTOR, cast.huyen)
    assert not Notice.objects.exists()
    give(standing, cast.nobody, Role.HEAD, cast.xa)
    told = Notice.objects.get()
    assert told.unit == cast.xa and told.facts["role"] == "head" and "tinh.standing" in told.facts["by"]
    give(cast.user("district_head"), cast.officer, Role.DELEGATE, cast.huyen, until=dt.date(2015, 7, 1), basis="15/QĐ")
    assert Notice.objects.filter(unit=cast.huyen, code="grant.given").count() == 1
    open_account(
        by=standing, unit=cast.xa2, username="xa2.ld", display_name="Lãnh đạo", role=Role.HEAD, since=MAY
    )  # fmt: skip
    open_accounts(by=standing, posts=[Post("xa2.ld2", "Lãnh đạo", cast.xa2, Role.HEAD)], encoded="!", since=MAY)
    assert Notice.objects.filter(unit=cast.xa2, code="grant.given").count() == 2


def test_a_person_who_is_made_head_elsewhere_is_told_at_his_own_unit_too(cast):
    give(cast.user("standing"), cast.officer, Role.HEAD, cast.xa)
    assert set(Notice.objects.values_list("unit", flat=True)) == {cast.huyen.pk, cast.xa.pk}


def test_what_is_done_at_the_command_line_is_journalled_and_not_told(cast):
    give(SYSTEM, cast.nobody, Role.HEAD, cast.xa)
    issue_password(by=SYSTEM, user=cast.nobody)
    assert not Notice.objects.exists() and Line.objects.filter(action="user.password_issued").exists()


def test_an_account_without_a_role_is_journalled_under_no_unit(cast):
    issue_password(by=SYSTEM, user=cast.nobody)
    assert Line.objects.get(action="user.password_issued").unit_uid is None


def test_a_lost_second_factor_is_removed_by_who_manages_the_account_and_told(cast):
    with pytest.raises(NoSecondFactor):
        remove_second_factor(by=cast.user("standing"), user=cast.commune)
    Authenticator.objects.create(user=cast.commune, type="totp", data={"secret": "x"})
    with pytest.raises(PermissionDenied):
        remove_second_factor(by=cast.user("officer"), user=cast.commune)
    remove_second_factor(by=cast.user("standing"), user=cast.commune)
    assert not Authenticator.objects.exists()
    assert Notice.objects.get().code == "user.second_factor_removed"
    assert Line.objects.get(action="user.second_factor_removed").unit_uid == cast.xa.uid


# --- passwords --------------------------------------------------------------------------------------------


def test_the_present_password_is_not_chosen_again(cast):
    given = issue_password(by=cast.user("standing"), user=cast.commune)
    for refused in (given, "ngan"):
        with pytest.raises(ValidationError):
            choose_password(by=cast.user("commune"), password=refused)
    assert cast.user("commune").must_change_password
    choose_password(by=cast.user("commune"), password="mat-khau-cua-toi-2")
    assert not cast.user("commune").must_change_password


def test_the_first_administrator_must_choose_a_password_like_everybody_else(cast):
    password = administrators.make(username="quantri", display_name="Quản trị", unit_code=None)
    user = User.objects.get(username="quantri")
    assert user.check_password(password) and user.must_change_password and str(user) == "Quản trị"
    with pytest.raises(Refusal):
        administrators.make(username="quantri", display_name="", unit_code=None)


def test_passwords_can_be_read_over_a_telephone():
    passwords = {new_password() for _ in range(200)}
    assert len(passwords) == 200
    assert all(set(password) <= {*ALPHABET, "-"} and len(password) == 14 for password in passwords)


# --- the tables of permissions ----------------------------------------------------------------------------


def test_every_role_and_every_permission_has_words_and_somebody_who_holds_it():
    assert set(ROLES) == set(Role) == set(ROLE_NAMES) == set(ROLE_SENTENCES)
    assert set(SENTENCES) == set(Permission) == frozenset().union(*ROLES.values())


def test_the_system_administrator_sees_no_figures(cast):
    assert holds(cast.admin, Permission.UNIT_VIEW, cast.xa)
    for permission in (Permission.REPORT_VIEW, Permission.LETTER_VIEW, Permission.TASK_VIEW, Permission.REPORT_SEND):
        assert not holds(cast.admin, permission, cast.tinh)


def test_a_permission_that_is_held_here_does_not_reach_below(cast):
    assert holds(cast.officer, Permission.REPORT_ENTER, cast.huyen)
    assert not holds(cast.officer, Permission.REPORT_ENTER, cast.xa)
    assert holds(cast.officer, Permission.REPORT_VIEW, cast.xa)
    assert not holds(cast.officer, Permission.REPORT_VIEW, cast.tinh)


def test_somebody_without_a_role_or_locked_holds_nothing(cast):
    assert not units_visible_to(cast.nobody).exists()
    lock_account(by=SYSTEM, user=cast.officer, locked=True)
    assert not holds(cast.user("officer"), Permission.UNIT_VIEW, cast.huyen)


def test_a_request_that_only_reads_asks_once_about_a_unit(cast, django_assert_num_queries):
    remember_roles(cast.officer)
    with django_assert_num_queries(1):
        assert holds(cast.officer, Permission.REPORT_ENTER, cast.huyen)
        assert holds(cast.officer, Permission.REPORT_VIEW, cast.huyen)
        assert not holds(cast.officer, Permission.UNIT_CHANGE, cast.huyen)
    assert not holds(cast.officer, Permission.REPORT_ENTER, cast.xa)
    assert not holds(cast.officer, Permission.REPORT_ENTER, cast.huyen, dt.date(1990, 1, 1))
