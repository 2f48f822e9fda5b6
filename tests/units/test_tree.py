"""The tree through time: what its actions change, and what is derived from it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.access.cast import SINCE, make_cast
from tienbo.core.authorise import SYSTEM
from tienbo.journal.models import Line
from tienbo.journal.queries import broken_lines
from tienbo.units.actions import (
    Cycle,
    NewPlace,
    NotClosed,
    UnknownParent,
    close_unit,
    establish_units,
    import_units,
    name_standing_office,
    replace_unit,
)
from tienbo.units.importing import Row
from tienbo.units.kinds import Kind
from tienbo.units.models import Placement, Unit, UnitAncestor
from tienbo.units.queries import (
    ancestors_of,
    child_counts,
    codes_on,
    codes_taken_from,
    contact_above,
    contact_of_root,
    life_of,
    place_of,
    search_places,
    tree_seen,
    unit_by_code,
)

pytestmark = pytest.mark.django_db
REFORM = dt.date(2020, 2, 1)


@pytest.fixture
def cast(at):
    made = make_cast()
    at(dt.date(2015, 5, 26))
    return made


def below(unit: Unit, day: dt.date) -> set[str]:
    return {place_of(found, day).name for found in Unit.objects.below(unit, day, itself=False)}


def test_it_works(cast):
    assert below(cast.huyen, SINCE) == {"Xã Bế Văn", "Xã Nà Sác"}
    assert [place.name for place in ancestors_of(cast.xa, SINCE)] == ["Tỉnh An Khê", "Huyện Hòa Lâm"]


def test_a_commune_that_moves_is_below_each_district_in_its_own_days(cast):
    moved = NewPlace(name="Xã Bế Văn", kind=Kind.COMMUNE, code="90101", parent=cast.huyen2, legal_basis="864/NQ")
    replace_unit(by=SYSTEM, unit=cast.xa, place=moved, on=REFORM)
    day_before = REFORM - dt.timedelta(days=1)
    assert "Xã Bế Văn" in below(cast.huyen, day_before) and "Xã Bế Văn" not in below(cast.huyen2, day_before)
    assert "Xã Bế Văn" in below(cast.huyen2, REFORM) and "Xã Bế Văn" not in below(cast.huyen, REFORM)
    first, second = life_of(cast.xa).placements
    assert (first.last_day, second.first_day) == (day_before, REFORM)


def test_a_unit_renamed_on_its_first_day_has_one_place(cast):
    replace_unit(by=SYSTEM, unit=cast.xa, place=NewPlace("Xã Mới", Kind.COMMUNE, "90101", cast.huyen), on=SINCE)
    assert [place.name for place in life_of(cast.xa).placements] == ["Xã Mới"]


def test_a_closed_unit_leaves_the_tree_and_names_its_successor(cast):
    close_unit(by=SYSTEM, unit=cast.huyen2, on=REFORM, successors=[(cast.huyen, "whole")], legal_basis="864/NQ")
    assert "Huyện Thông Sơn" not in below(cast.tinh, REFORM)
    (link,) = life_of(cast.huyen2).successors
    assert (link.to_unit, link.share) == (cast.huyen, "whole")
    assert place_of(cast.huyen2, REFORM).name == "Huyện Thông Sơn"


def test_a_unit_is_not_closed_over_the_heads_of_those_below_nor_before_it_stands(cast):
    with pytest.raises(NotClosed):
        close_unit(by=SYSTEM, unit=cast.huyen, on=REFORM, successors=[], legal_basis="")
    with pytest.raises(NotClosed):
        close_unit(by=SYSTEM, unit=cast.xa, on=SINCE, successors=[], legal_basis="")
    with pytest.raises(NotClosed):
        close_unit(by=SYSTEM, unit=cast.xa, on=SINCE - dt.timedelta(days=9), successors=[], legal_basis="")
    replace_unit(by=SYSTEM, unit=cast.xa, place=NewPlace("Xã", Kind.COMMUNE, "90101", cast.huyen2), on=REFORM)
    with pytest.raises(NotClosed):
        close_unit(by=SYSTEM, unit=cast.xa, on=REFORM - dt.timedelta(days=9), successors=[], legal_basis="")


def test_a_unit_is_moved_only_under_one_that_stands_and_that_one_may_change(cast):
    close_unit(by=SYSTEM, unit=cast.huyen2, on=REFORM, successors=[], legal_basis="")
    place = NewPlace("Xã Bế Văn", Kind.COMMUNE, "90101", cast.huyen2)
    with pytest.raises(UnknownParent):
        replace_unit(by=SYSTEM, unit=cast.xa, place=place, on=REFORM)

    class OfOneDistrict:
        pk = uid = None

        def has_perm(self, permission, obj=None):
            return obj == cast.xa

    with pytest.raises(PermissionDenied):
        replace_unit(by=OfOneDistrict(), unit=cast.xa, place=place, on=SINCE)


def test_a_code_may_be_used_again_after_its_unit_has_closed_but_not_before(cast):
    close_unit(by=SYSTEM, unit=cast.xa2, on=REFORM, successors=[], legal_basis="")
    again = [NewPlace("Xã Khác", Kind.COMMUNE, "90102", cast.huyen)]
    with pytest.raises(IntegrityError), transaction.atomic():
        establish_units(by=SYSTEM, places=again, since=dt.date(2019, 1, 1))
    (unit,) = establish_units(by=SYSTEM, places=again, since=REFORM)
    assert unit_by_code("90102", SINCE) == cast.xa2 and unit_by_code("90102", REFORM) == unit


def test_a_unit_cannot_stand_below_itself(cast):
    with pytest.raises(Cycle):
        replace_unit(by=SYSTEM, unit=cast.huyen, place=NewPlace("Huyện", Kind.DISTRICT, "901", cast.xa), on=REFORM)


def test_ancestry_has_no_line_twice_and_none_that_overlap(cast):
    for parent, day in ((cast.huyen2, REFORM), (cast.huyen, REFORM + dt.timedelta(days=400))):
        replace_unit(by=SYSTEM, unit=cast.xa, place=NewPlace("Xã", Kind.COMMUNE, "90101", parent), on=day)
    spans = UnitAncestor.objects.filter(ancestor=cast.huyen, descendant=cast.xa).order_by("valid_during")
    assert [(span.valid_during.lower, span.valid_during.upper) for span in spans] == [
        (SINCE, REFORM),
        (REFORM + dt.timedelta(days=400), None),
    ]


def test_only_who_keeps_units_changes_the_tree(cast):
    place = NewPlace("Xã Mới", Kind.COMMUNE, "90109", cast.huyen)
    for name in ("standing", "head", "officer", "stranger"):
        with pytest.raises(PermissionDenied):
            establish_units(by=cast.user(name), places=[place], since=SINCE)
    assert establish_units(by=cast.user("admin"), places=[place], since=SINCE)


def test_every_new_unit_has_its_first_line_in_a_whole_journal(cast):
    lines = Line.objects.filter(action="unit.established")
    assert lines.count() == Unit.objects.count() and not list(broken_lines())
    assert lines.get(unit_uid=cast.xa.uid).facts["name"] == "Xã Bế Văn"


# --- import -----------------------------------------------------------------------------------------------


def rows(*lines: tuple[str, str, str, str]) -> list[Row]:
    return [Row(number, *line) for number, line in enumerate(lines, start=2)]


def test_importing_puts_parents_and_children_in_one_go(cast):
    import_units(
        by=cast.user("admin"),
        rows=rows(("903", "Huyện Mới", "district", "90"), ("90301", "Xã Mới", "commune", "903")),
        since=dt.date(2016, 1, 1),
        legal_basis="01/NQ-CP",
    )
    day = dt.date(2016, 1, 1)
    assert {"Huyện Mới", "Xã Mới"} <= below(cast.tinh, day) and "Xã Mới" not in below(cast.tinh, SINCE)
    assert place_of(unit_by_code("90301", day), day).legal_basis == "01/NQ-CP"


def test_importing_below_a_unit_that_is_not_there_imports_nothing(cast):
    before = Unit.objects.count()
    with pytest.raises(UnknownParent):
        import_units(by=SYSTEM, rows=rows(("903", "Huyện Mới", "district", "77")), since=SINCE)
    assert Unit.objects.count() == before


def test_importing_under_somebody_elses_province_is_refused(cast):
    for name in ("officer", "standing"):
        with pytest.raises(PermissionDenied):
            import_units(by=cast.user(name), rows=rows(("903", "Huyện", "district", "90")), since=SINCE)
    with pytest.raises(PermissionDenied):
        # A new top of a tree is made by the program alone.
        import_units(by=cast.user("admin"), rows=rows(("91", "Tỉnh Mới", "province", "")), since=SINCE)


def test_importing_three_thousand_rows_costs_as_many_statements_as_ten(db, django_assert_max_num_queries):
    communes = [(f"{number:05d}", f"Xã {number}", "commune", "99") for number in range(3_000)]
    with django_assert_max_num_queries(40):
        units = import_units(by=SYSTEM, rows=rows(("99", "Tỉnh Lớn", "province", ""), *communes), since=SINCE)
    assert len(units) == 3_001
    assert UnitAncestor.objects.filter(ancestor=units[0]).count() == 3_001


def test_codes_in_use_are_those_of_the_day_and_those_to_come(cast):
    close_unit(by=SYSTEM, unit=cast.xa2, on=REFORM, successors=[], legal_basis="")
    later = dt.date(2030, 1, 1)
    establish_units(by=SYSTEM, places=[NewPlace("Xã Sau", Kind.COMMUNE, "90177", cast.huyen)], since=later)
    assert "90102" in codes_on(SINCE) and "90102" not in codes_on(REFORM)
    assert "90177" not in codes_on(REFORM) and "90177" in codes_taken_from(REFORM)
    assert "90102" not in codes_taken_from(REFORM)


# --- reads ------------------------------------------------------------------------------------------------


def test_a_list_puts_offices_before_districts_and_names_in_vietnamese_order(cast):
    establish_units(by=SYSTEM, places=[NewPlace("Huyện Ân Thi", Kind.DISTRICT, "905", cast.tinh)], since=SINCE)
    establish_units(by=SYSTEM, places=[NewPlace("Huyện Anh Sơn", Kind.DISTRICT, "906", cast.tinh)], since=SINCE)
    names = [node.place.name for node in tree_seen(cast.tinh, SINCE, levels=1)]
    assert names == [
        "Tỉnh An Khê", "Sở Y tế", "Huyện Anh Sơn", "Huyện Ân Thi", "Huyện Hòa Lâm", "Huyện Thông Sơn",
    ]  # fmt: skip


def test_the_whole_tree_comes_in_two_queries_with_children_under_their_parents(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        nodes = tree_seen(cast.tinh, SINCE)
    assert [(node.depth, node.place.name) for node in nodes][1:3] == [
        (1, "Sở Y tế"),
        (2, "Bệnh viện Đa khoa tỉnh An Khê"),
    ]
    assert child_counts([node.place.unit_id for node in nodes], SINCE) == {
        cast.tinh.pk: 3,
        cast.so.pk: 1,
        cast.huyen.pk: 2,
    }


@pytest.mark.parametrize("text", ["hoa lam", "HÒA LÂM", "Hoà Lâm", "hòa", "901"])
def test_a_unit_is_found_without_tone_marks_with_either_place_of_the_tone_and_by_code(cast, text):
    found = search_places(text, within=Unit.objects.all(), on=SINCE)
    assert [(place.unit, place.parent_name) for place in found] == [(cast.huyen, "Tỉnh An Khê")]


def test_search_keeps_to_the_units_given(cast):
    within = Unit.objects.below(cast.huyen2, SINCE)
    assert list(search_places("Xã", within=within, on=SINCE)) == []


def test_an_officer_asks_the_standing_office_above_and_the_top_its_own(cast):
    assert contact_above(cast.huyen, SINCE).phone == "0000 111"
    assert contact_above(cast.huyen, SINCE).unit == "Tỉnh An Khê"
    assert contact_above(cast.xa, SINCE) == type(contact_above(cast.xa, SINCE))("Huyện Hòa Lâm", "", "0000 901")
    assert contact_above(cast.tinh, SINCE).name == "Sở Y tế"
    assert contact_of_root(SINCE).phone == "0000 111"


def test_a_new_standing_office_ends_the_one_before(cast):
    name_standing_office(by=SYSTEM, unit=cast.tinh, held_by=cast.huyen, since=REFORM, phone="0000 222")
    assert contact_of_root(REFORM).phone == "0000 222"
    assert contact_of_root(REFORM - dt.timedelta(days=1)).phone == "0000 111"


def test_with_two_tops_nobody_is_the_contact_of_strangers(cast):
    establish_units(by=SYSTEM, places=[NewPlace("Tỉnh Khác", Kind.PROVINCE, "91")], since=SINCE)
    assert contact_of_root(SINCE) is None


def test_the_database_refuses_two_places_at_once(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        place = place_of(cast.xa, SINCE)
        Placement.objects.bulk_create(
            [
                Placement(
                    unit=cast.xa, parent=cast.huyen2, name="Xã", kind="commune", valid_during=(REFORM, None),
                    sort_key=place.sort_key, search_key=place.search_key,
                )
            ]
        )  # fmt: skip
