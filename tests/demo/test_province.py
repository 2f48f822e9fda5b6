"""The demo's province: as many units as there were, posts and not persons, nothing that could be taken for real."""

import datetime as dt
import re
from collections import Counter

import pytest

from tienbo.access.models import Grant, User
from tienbo.access.permissions import Role
from tienbo.committees.models import Committee
from tienbo.committees.queries import committee_of, signing_seat_of
from tienbo.demo.province import PASSWORD, bare_name, build_people, build_tree, in_sentence
from tienbo.units.kinds import Sector
from tienbo.units.models import Placement
from tienbo.units.queries import contact_above, standing_office_of, unit_by_code

pytestmark = pytest.mark.django_db
DAY = dt.date(2015, 5, 26)


@pytest.fixture
def root(db):
    return build_tree()


def test_the_province_of_2015_is_complete(root):
    kinds = Counter(Placement.objects.on(DAY).values_list("kind", flat=True))
    assert kinds == {
        "province": 1, "department": 21, "party_body": 1, "mass_org": 6, "district": 13, "commune": 199, "sub_unit": 15,
    }  # fmt: skip
    assert Placement.objects.filter(parent=unit_by_code("051", DAY)).count() == 21


def test_each_sector_has_one_agency_and_the_police_are_armed_forces(root):
    sectors = Counter(sector for place in Placement.objects.order_by("pk") for sector in place.sectors)
    assert sectors == dict.fromkeys(Sector.values, 1)
    assert Placement.objects.get(official_code="CA").sectors == [Sector.ARMED_FORCES]


def test_every_unit_has_a_committee_or_a_focal_officer_and_a_seat_that_signs(root):
    committees = Committee.objects.prefetch_related("signing_seats")
    assert committees.count() == 256
    assert all(committee.signing_seats.count() == 1 and committee.recipients for committee in committees)
    assert 30 < committees.filter(has_committee=False).count() < 100
    assert not Committee.objects.filter(recipients__icontains=";").exists()


def test_the_provinces_papers_are_headed_and_signed_as_its_letters_are(root):
    committee = committee_of(root, DAY)
    seat = signing_seat_of(committee, DAY)
    assert (committee.symbol, committee.place) == ("BVSTBCPN", "Cao Bằng")
    assert seat.authority == "KT. TRƯỞNG BAN" and seat.titles == ["PHÓ TRƯỞNG BAN THƯỜNG TRỰC"]
    assert seat.home_office == ["GIÁM ĐỐC", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"]


def test_districts_ask_the_standing_office_and_communes_their_district(root):
    assert standing_office_of(root, DAY).held_by == unit_by_code("LDTBXH", DAY)
    assert contact_above(unit_by_code("051", DAY), DAY).phone == "0206 000 0101"
    assert contact_above(unit_by_code("01690", DAY), DAY).name == "Huyện Hòa An"


def test_every_telephone_is_plainly_invented(root):
    phones = Placement.objects.values_list("phone", flat=True)
    assert all(re.fullmatch(r"0206 000 \d{4}", phone) for phone in phones)


def test_every_post_has_an_account_named_after_it_and_no_person_is_named(root):
    people = build_people(root)
    assert len(people) == 301 == User.objects.count()
    roles = Counter(Grant.objects.values_list("role", flat=True))
    assert roles[Role.STANDING_OFFICE] == roles[Role.SYSTEM_ADMINISTRATOR] == 1 and roles[Role.HEAD] == 42
    assert str(people["hoaan.cb"]) == "Cán bộ Ban VSTBCPN huyện Hòa An"
    assert {"thuongtruc", "yt.ld", "tpcaobang.cb", "xa.01714", "yt.bvdk.cb"} <= set(people)
    # A post begins with what the holder does; a person's name would not.
    assert all(
        str(user).startswith(("Cán bộ", "Trưởng", "Phó Trưởng", "Quản trị", "Thành viên")) for user in people.values()
    )
    assert people["hoaan.cb"].check_password(PASSWORD)


def test_building_people_costs_a_handful_of_statements(root, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        build_people(root)


@pytest.mark.parametrize(
    ("name", "sentence", "bare"),
    [
        ("Huyện Hòa An", "huyện Hòa An", "Hòa An"),
        ("Thành phố Cao Bằng", "thành phố Cao Bằng", "Cao Bằng"),
        ("Thị trấn Nước Hai", "thị trấn Nước Hai", "Nước Hai"),
        ("Sở Y tế", "Sở Y tế", "Sở Y tế"),
        ("Phường Hợp Giang", "phường Hợp Giang", "Hợp Giang"),
    ],
)
def test_names_stand_in_sentences_as_one_writes_them(name, sentence, bare):
    assert (in_sentence(name), bare_name(name)) == (sentence, bare)
