"""The words after "Kính gửi" and the units they mean; pure."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.guidance.addressing import kinds_asked, kinds_named, suggest_addressees


@dataclass(frozen=True)
class Unit:
    name: str
    kind: str


PLACES = [
    Unit("Sở Y tế", "department"),
    Unit("Chi cục Thuế", "department"),
    Unit("Ban Tổ chức Tỉnh ủy", "party_body"),
    Unit("Hội Nông dân tỉnh Mai Sơn", "mass_org"),
    Unit("Huyện Đá Bạc", "district"),
    Unit("Thành phố Mai Sơn", "district"),
    Unit("Trung tâm Lưu trữ", "sub_unit"),
    Unit("Xã Nà Lèng", "commune"),
]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Ban Vì sự tiến bộ của phụ nữ các Sở, ban, ngành,\nhuyện",
            {"department", "party_body", "district"},
        ),
        ("Các sở, ban, ngành, đoàn thể của tỉnh", {"department", "party_body", "mass_org"}),
        ("Ủy ban nhân dân các huyện, thị xã và thành phố", {"district"}),
        ("UBND các xã, phường, thị trấn", {"commune"}),
        ("Phòng Lao động các huyện", {"district"}),
        ("Các đơn vị trực thuộc Sở", {"sub_unit"}),
        ("Các đơn vị trực thuộc", {"sub_unit"}),
        ("Ban Vì sự tiến bộ của phụ nữ tỉnh", {"province"}),
        ("Sở Y tế", set()),
        ("Ủy ban nhân dân huyện Đá Bạc", set()),
        ("", set()),
    ],
)
def test_collective_words_name_kinds_of_unit(text, kinds):
    assert kinds_named(text) == kinds


def test_a_unit_named_outright_is_meant_whatever_its_kind():
    meant = suggest_addressees("Hội Nông dân tỉnh; các huyện", PLACES)
    assert [(found.place.name, found.by_name) for found in meant] == [
        ("Hội Nông dân tỉnh Mai Sơn", True),
        ("Huyện Đá Bạc", False),
        ("Thành phố Mai Sơn", False),
    ]


def test_naming_one_district_does_not_mean_them_all():
    assert [found.place.name for found in suggest_addressees("UBND huyện Đá Bạc", PLACES)] == ["Huyện Đá Bạc"]


def test_the_committees_own_name_is_no_board():
    assert suggest_addressees("Ban Vì sự tiến bộ của phụ nữ", PLACES) == []


@given(st.text(alphabet="các sởbanhuyệntỉnh,;.\nđTGi ", max_size=80))
def test_any_words_give_a_part_of_the_places_in_their_order(text):
    meant = [found.place for found in suggest_addressees(text, PLACES)]
    assert meant == [place for place in PLACES if place in meant]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Đề nghị các Sở, ban, ngành, đoàn thể tỉnh lập kế hoạch", {"department", "mass_org", "party_body"}),
        ("Ban VSTBCPN các Sở, ngành, các huyện, thành phố kiểm tra ở các đơn vị, các xã", {
            "department", "district", "party_body"}),
        ("Đối với các xã, thị trấn", {"commune"}),
        ("Khuyến khích các huyện kiểm tra chéo", {"district"}),
        ("Đề nghị các huyện và các xã rà soát", {"district", "commune"}),
        ("Yêu cầu các cơ quan, đơn vị, địa phương báo cáo", set()),
        ("Đề nghị các Ban tự đánh giá", set()),
        ("Các số liệu thống kê được cập nhật", set()),
        ("Phối hợp với các Sở, ban, ngành tuyên truyền", set()),
        ("Kiện toàn Ban", set()),
    ],
)  # fmt: skip
def test_whom_a_paragraph_asks_stands_at_its_head(text, kinds):
    assert kinds_asked(text) == kinds
