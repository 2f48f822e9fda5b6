"""Units on screen: the tree as each person sees it, and the profile."""

import datetime as dt

import pytest
from django.urls import reverse

from tienbo.committees.actions import establish_committee
from tienbo.core.authorise import SYSTEM
from tienbo.units.actions import NewPlace, close_unit, establish_units, replace_unit
from tienbo.units.kinds import Kind

pytestmark = pytest.mark.django_db
REFORM = dt.date(2020, 2, 1)


def text(response) -> str:
    return response.content.decode()


def test_one_sees_ones_unit_and_those_directly_below(cast, sign_in):
    page = text(sign_in(cast.standing).get(reverse("home:units")))
    assert "Huyện Hòa Lâm" in page and "Sở Y tế" in page and "Xã Bế Văn" not in page
    page = text(sign_in(cast.officer).get(reverse("home:units")))
    assert "Xã Bế Văn" in page and "Huyện Thông Sơn" not in page


def test_search_looks_through_all_one_sees_without_tone_marks(cast, sign_in):
    page = text(sign_in(cast.standing).get(reverse("home:units"), {"q": "be van"}))
    assert "Xã Bế Văn" in page and "Xã Nà Sác" not in page and "Huyện Hòa Lâm" in page
    page = text(sign_in(cast.stranger).get(reverse("home:units"), {"q": "be van"}))
    assert "Không tìm thấy đơn vị nào" in page


def test_a_kind_is_a_filter_in_the_address(cast, sign_in):
    page = text(sign_in(cast.standing).get(reverse("home:units"), {"kind": "district"}))
    assert "tìm thấy 2 đơn vị" in page


def test_the_tree_is_shown_as_on_another_day(cast, sign_in):
    replace_unit(by=SYSTEM, unit=cast.xa, place=NewPlace("Xã Đã Đổi Tên", Kind.COMMUNE, "90101", cast.huyen), on=REFORM)
    browser = sign_in(cast.officer)
    assert "Xã Bế Văn" in text(browser.get(reverse("home:units")))
    page = text(browser.get(reverse("home:units"), {"on": "2021-01-01"}))
    assert "Xã Đã Đổi Tên" in page and "Xã Bế Văn" not in page and "tại ngày 01/01/2021" in page
    for mistyped in ("no day", "9999-12-31", "0001-01-01"):
        assert "Xã Bế Văn" in text(browser.get(reverse("home:units"), {"on": mistyped}))


def test_a_day_before_the_tree_shows_an_empty_page_not_an_error(cast, sign_in):
    assert "chưa có hoặc không còn đơn vị" in text(sign_in(cast.officer).get("/units/", {"on": "1999-01-01"}))


def test_the_list_costs_the_same_for_five_and_for_fifty_units(cast, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.officer)
    browser.get(reverse("home:units"))
    communes = [NewPlace(f"Xã {number}", Kind.COMMUNE, f"91{number:03d}", cast.huyen) for number in range(50)]
    establish_units(by=SYSTEM, places=communes, since=dt.date(2015, 1, 1))
    with django_assert_max_num_queries(18):
        assert "Xã 49" in text(browser.get(reverse("home:units")))
    with django_assert_max_num_queries(14):
        assert "Xã 10" in text(browser.get(reverse("home:units"), {"q": "xã"}))


def test_a_profile_shows_committee_people_and_units_below(cast, sign_in, django_assert_max_num_queries):
    establish_committee(
        by=SYSTEM, unit=cast.huyen, name="Ban VSTBCPN huyện Hòa Lâm", symbol="BVSTBCPN", place="Hòa Lâm",
        since=dt.date(2015, 1, 1), authority="KT. TRƯỞNG BAN", titles=("PHÓ TRƯỞNG BAN",),
    )  # fmt: skip
    browser = sign_in(cast.standing)
    browser.get(reverse("home:unit", args=[cast.huyen.uid]))
    with django_assert_max_num_queries(33):
        page = text(browser.get(reverse("home:unit", args=[cast.huyen.uid])))
    for words in ("Ban VSTBCPN huyện Hòa Lâm", "KT. TRƯỞNG BAN", "Cán bộ district_head", "Xã Nà Sác", "0000 901"):
        assert words in page


def test_a_profile_tells_what_a_unit_was_and_became(cast, sign_in):
    moved = NewPlace("Xã Bế Văn", Kind.COMMUNE, "90101", cast.huyen2, legal_basis="864/NQ-UBTVQH14")
    replace_unit(by=SYSTEM, unit=cast.xa, place=moved, on=dt.date(2015, 4, 1))
    close_unit(by=SYSTEM, unit=cast.xa2, on=dt.date(2015, 5, 1), successors=[(cast.xa, "part")], legal_basis="")
    page = text(sign_in(cast.standing).get(reverse("home:unit", args=[cast.xa.uid])))
    assert "01/01/2015 – 31/03/2015" in page and "từ 01/04/2015" in page and "864/NQ-UBTVQH14" in page
    assert "tiếp nhận từ Xã Nà Sác (một phần)" in " ".join(page.split())
    page = text(sign_in(cast.standing).get(reverse("home:unit", args=[cast.xa2.uid])))
    assert "Đơn vị này đã thôi hoạt động" in page and "sáp nhập vào Xã Bế Văn (một phần)" in " ".join(page.split())
