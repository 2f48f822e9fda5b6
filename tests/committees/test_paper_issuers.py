"""Whose papers the reports of one kind are: from a day on, by whom it is for, on screen."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.access.cast import SINCE, TODAY
from tienbo.committees.actions import NoSuchIssuer, end_paper_issuer, establish_committee, name_paper_issuer
from tienbo.committees.models import PaperIssuer
from tienbo.committees.queries import issuer_name, issuers_by_kind, paper_issuer_of
from tienbo.core.authorise import SYSTEM
from tienbo.journal.models import Line
from tienbo.reporting.definitions.actions import register_builtin_forms

pytestmark = pytest.mark.django_db
KIND = "strategy-2015"
LATER = dt.date(2016, 1, 1)
DAY = dt.timedelta(days=1)


def text(response) -> str:
    return response.content.decode()


def name(cast, issuer: str, since: dt.date, by=SYSTEM, kind: str = KIND) -> PaperIssuer:
    return name_paper_issuer(
        by=by, unit=cast.huyen, kind_of_paper=kind, name=issuer, symbol="UBND", place="Hòa Lâm", since=since
    )


def spans() -> list[tuple]:
    return [(row.first_day, row.last_day) for row in PaperIssuer.objects.order_by("valid_during")]


def test_a_new_issuer_ends_the_one_before(cast):
    name(cast, "UBND cũ", SINCE)
    name(cast, "UBND mới", LATER)
    assert spans() == [(SINCE, LATER - DAY), (LATER, None)]
    assert paper_issuer_of(cast.huyen, KIND, LATER - DAY).name == "UBND cũ"


def test_kinds_of_paper_and_units_do_not_disturb_one_another(cast):
    name(cast, "UBND", SINCE)
    name(cast, "Sở", SINCE, kind="action-month-2016")
    assert spans() == [(SINCE, None), (SINCE, None)]
    assert paper_issuer_of(cast.huyen, "vstbcpn-2015", TODAY) is None
    assert paper_issuer_of(cast.huyen2, KIND, TODAY) is None


def test_two_issuers_of_a_kind_never_hold_on_one_day(cast):
    name(cast, "UBND", SINCE)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperIssuer.objects.create(
            unit=cast.huyen, kind_of_paper=KIND, name="x", symbol="x", place="x", titles=["x"],
            valid_during=(SINCE + DAY, None),
        )  # fmt: skip


def test_it_ends_and_the_committee_issues_again(cast):
    establish_committee(by=SYSTEM, unit=cast.huyen, name="Ban huyện", symbol="BVSTBCPN", place="Hòa Lâm", since=SINCE)
    name(cast, "UBND", SINCE)
    end_paper_issuer(by=SYSTEM, unit=cast.huyen, kind_of_paper=KIND, since=LATER)
    assert spans() == [(SINCE, LATER - DAY)]
    assert issuer_name(cast.huyen, KIND, LATER - DAY) == "UBND" and issuer_name(cast.huyen, KIND, LATER) == "Ban huyện"
    assert issuer_name(cast.huyen2, KIND, LATER) == ""
    with pytest.raises(NoSuchIssuer):
        end_paper_issuer(by=SYSTEM, unit=cast.huyen, kind_of_paper=KIND, since=LATER)
    assert [line.action for line in Line.objects.filter(module="committees", kind="paper_issuer").order_by("pk")] == [
        "paper_issuer.named", "paper_issuer.ended",
    ]  # fmt: skip


def test_what_began_on_the_day_it_ends_was_a_mistake_and_goes(cast):
    name(cast, "UBND", SINCE)
    end_paper_issuer(by=SYSTEM, unit=cast.huyen, kind_of_paper=KIND, since=SINCE)
    assert spans() == []


def test_only_who_keeps_committees_names_issuers(cast):
    for person in ("officer", "district_head", "head", "viewer", "stranger"):
        with pytest.raises(PermissionDenied):
            name(cast, "UBND", SINCE, by=cast.user(person))
        with pytest.raises(PermissionDenied):
            end_paper_issuer(by=cast.user(person), unit=cast.huyen, kind_of_paper=KIND, since=SINCE)
    assert name(cast, "UBND", SINCE, by=cast.user("standing"))


def test_each_kind_is_listed_with_what_holds_and_what_comes(cast):
    register_builtin_forms()
    name(cast, "UBND", SINCE)
    name(cast, "UBND mới", LATER)
    name(cast, "Riêng", LATER, kind="mau-rieng")
    found = {each.kind.code: each for each in issuers_by_kind(cast.huyen, TODAY)}
    assert list(found) == ["vstbcpn-2015", "strategy-2015", "action-month-2016", "mau-rieng"]
    assert (found[KIND].issuer.name, found[KIND].coming.name) == ("UBND", "UBND mới")
    assert found["vstbcpn-2015"].issuer is None and found["mau-rieng"].coming.name == "Riêng"


# --- on screen ----------------------------------------------------------------------------------------------


def paper(**changes) -> dict:
    return {
        "since": "01/02/2015", "name": "ỦY BAN NHÂN DÂN HUYỆN HÒA LÂM", "symbol": "UBND", "superior_line": "",
        "place": "Hòa Lâm", "addressee": "Ủy ban nhân dân tỉnh", "authority": "TM. ỦY BAN NHÂN DÂN",
        "titles": "KT. CHỦ TỊCH\r\nPHÓ CHỦ TỊCH", "home_office": "", "recipients": "Như trên\r\nLưu: VT",
    } | changes  # fmt: skip


def address(cast, kind: str = KIND) -> str:
    return reverse("committees:paper_issuer", args=[cast.huyen.uid, kind])


@pytest.fixture
def forms(cast):
    register_builtin_forms()


def test_an_issuer_is_named_and_ended_on_screen(cast, forms, sign_in):
    browser = sign_in(cast.standing)
    listed = reverse("committees:paper_issuers", args=[cast.huyen.uid])
    assert listed in text(browser.get(reverse("home:unit", args=[cast.huyen.uid])))
    assert address(cast) in text(browser.get(listed))
    assert browser.post(address(cast), paper()).url == listed
    issuer = paper_issuer_of(cast.huyen, KIND, TODAY)
    assert issuer.titles == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] and issuer.addressee == "Ủy ban nhân dân tỉnh"
    shown = text(browser.get(listed))
    assert "ỦY BAN NHÂN DÂN HUYỆN HÒA LÂM" in shown and "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" in shown
    assert 'value="ỦY BAN NHÂN DÂN HUYỆN HÒA LÂM"' in text(browser.get(address(cast)))
    assert browser.post(address(cast), {"act": "end", "until": "26/05/2015"}).url == listed
    assert paper_issuer_of(cast.huyen, KIND, TODAY) is None


def test_before_anything_is_recorded_the_form_begins_with_the_committees_lines(cast, forms, sign_in):
    establish_committee(by=SYSTEM, unit=cast.huyen, name="Ban huyện", symbol="BVSTBCPN", place="Hòa Lâm", since=SINCE)
    assert 'value="Ban huyện"' in text(sign_in(cast.standing).get(address(cast)))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": ""}, "name"), ({"titles": " "}, "titles"), ({"since": "31/02/2015"}, "since"),
     ({"recipients": "x" * 201}, "recipients"), ({"addressee": "x" * 251}, "addressee")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_with_a_sentence(cast, forms, sign_in, wrong, field):
    answer = sign_in(cast.standing).post(address(cast), paper(**wrong))
    assert answer.context["form"].errors[field] and not PaperIssuer.objects.exists()


def test_ending_what_does_not_hold_is_refused_with_a_sentence(cast, forms, sign_in):
    name(cast, "UBND", LATER)
    answer = sign_in(cast.standing).post(address(cast), {"act": "end", "until": "26/05/2015"})
    assert answer.context["ending"].errors["until"] and spans() == [(LATER, None)]


def test_a_kind_that_nobody_knows_is_not_there(cast, forms, sign_in):
    assert sign_in(cast.standing).get(address(cast, "khong-co")).status_code == 404


def test_the_screens_in_english(cast, forms, sign_in):
    browser = sign_in(cast.standing)
    browser.cookies["django_language"] = "en"
    assert "Issuers by kind of report" in text(browser.get(reverse("committees:paper_issuers", args=[cast.huyen.uid])))
    assert "Put it on record" in text(browser.get(address(cast)))
