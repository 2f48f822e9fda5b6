"""The journal in words."""

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from django.urls import reverse

import tienbo
from tienbo.access.actions import grant_role, issue_password
from tienbo.access.permissions import Role
from tienbo.home.journal import ACTS, choices_of_acts

SOURCE = Path(tienbo.__file__).parent
MAY = dt.date(2015, 5, 1)
CODE = re.compile(r"[a-z]+\.[a-z_]+")


def text(response) -> str:
    return response.content.decode()


def _acts_of(tree: ast.Module) -> set[str]:
    """Codes handed to the journal: `action="..."` of record(), and the second argument of _journal...()."""
    codes: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        given = [word.value for word in node.keywords if word.arg == "action"] if name.startswith("record") else []
        given += node.args[1:2] if name.startswith("_journal") else []
        for expression in given:
            for part in ast.walk(expression):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and CODE.fullmatch(part.value):
                    codes.add(part.value)
    return codes


def test_every_act_that_the_program_records_has_its_words():
    recorded: dict[str, str] = {}
    for path in SOURCE.rglob("*.py"):
        recorded |= dict.fromkeys(_acts_of(ast.parse(path.read_text())), str(path.relative_to(SOURCE)))
    assert len(recorded) > 20
    unsaid = {code: path for code, path in recorded.items() if code not in ACTS}
    assert not unsaid, f"no words in home/journal.py for: {unsaid}"


def test_every_act_is_said_without_its_facts():
    assert all("%" not in words and words for _, words in choices_of_acts())


@pytest.mark.django_db
def test_acts_are_told_with_who_what_and_where(cast, sign_in):
    standing = cast.user("standing")
    grant_role(by=standing, user=cast.nobody, role=Role.INSPECTOR, unit=cast.xa, since=MAY)
    page = text(sign_in(cast.standing).get(reverse("home:journal")))
    assert "giao vai trò: Cán bộ kiểm tra, từ 01/05/2015" in page
    assert "Cán bộ standing" in page and "Xã Bế Văn" in page
    assert f'href="{reverse("access:person", args=[cast.nobody.uid])}"' in page


@pytest.mark.django_db
def test_it_is_filtered_by_unit_act_and_day(cast, sign_in, at):
    issue_password(by=cast.user("standing"), user=cast.commune)
    browser = sign_in(cast.standing)
    address = reverse("home:journal")
    assert (
        "cấp mật khẩu"
        in text(browser.get(address, {"action": "user.password_issued", "unit": "be van"})).split("<tbody>")[1]
    )
    assert "Không có việc nào như vậy" in text(
        browser.get(address, {"action": "user.password_issued", "unit": "na sac"})
    )
    assert "Không có việc nào như vậy" in text(
        browser.get(address, {"action": "user.password_issued", "last_day": "2015-05-25"})
    )
    assert "Không có việc nào như vậy" not in text(browser.get(address, {"since": "2015-05-26"}))
    far = browser.get(address, {"last_day": "9999-12-31"})
    assert far.status_code == 200 and "từ năm 1900 đến năm 2100" in text(far)


@pytest.mark.django_db
def test_a_keeper_below_reads_only_what_is_below(cast, sign_in):
    local = grant_role(
        by=cast.user("standing"), user=cast.nobody, role=Role.STANDING_OFFICE, unit=cast.huyen, since=MAY
    ).user
    page = text(sign_in(local).get(reverse("home:journal")))
    assert "Huyện Hòa Lâm" in page and "Huyện Thông Sơn" not in page.split("<tbody>")[1]


@pytest.mark.django_db
def test_a_page_costs_the_same_whatever_it_tells(cast, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.standing)
    browser.get(reverse("home:journal"))
    with django_assert_max_num_queries(14):
        page = text(browser.get(reverse("home:journal")))
    assert page.count("<tr>") > 20
