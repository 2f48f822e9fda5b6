"""Items of the units below in groups: taken over with their sources, dropped, brought back; changes below are told."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tienbo.reporting.entry.actions import write_passage
from tienbo.reporting.exchange.actions import reopen_report
from tienbo.reporting.narrative.actions import (
    drop_groups,
    put_back_into_group,
    restore_groups,
    take_out_of_group,
    take_over_groups,
)
from tienbo.reporting.narrative.groups import from_units
from tienbo.reporting.narrative.models import ItemChoice
from tienbo.reporting.narrative.origins import origins_of
from tienbo.reporting.narrative.queries import parts_of
from tienbo.reporting.rounds.states import MoveRefused

pytestmark = pytest.mark.django_db

CAUSES = "assessment.causes"
ONE, TWO = "Kinh phí hoạt động còn hạn hẹp.", "Kinh phí cho hoạt động còn hạn chế"
ALONE = "Địa bàn rộng."


def address(unit: str = "051", name: str = "text", *further) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit, *further])


def write(world, unit: str, *texts: str, kind: str = "objective", heading: str = CAUSES):
    items = [{"text": text, "type": kind} for text in texts]
    return write_passage(by=world.officers[unit], report=world.report(unit), heading=heading, items=items)


def send_and_take(world, unit: str):
    world.fill(unit)
    world.send(unit)
    return world.take(unit)


def groups(world, heading: str = CAUSES, unit: str = "051"):
    report = world.report(unit)
    return from_units(report, parts_of(report)).groups.get(heading, [])


def asked(world, unit: str = "051") -> dict:
    return {"by": world.officers[unit], "report": world.report(unit), "heading": CAUSES}


def own(world, unit: str = "051"):
    passage = world.report(unit).passages.filter(heading=CAUSES).first()
    return passage.items if passage else []


@pytest.fixture
def below(world):
    """Two communes say nearly the same, one of them something more; both reports are taken."""
    write(world, "01711", ONE, ALONE)
    write(world, "01708", TWO)
    for unit in ("01711", "01708"):
        send_and_take(world, unit)
    return world


def test_only_what_is_taken_stands_in_a_group(world):
    write(world, "01711", ONE)
    world.fill("01711")
    world.send("01711")
    assert groups(world) == []
    world.take("01711")
    (group,) = groups(world)
    assert (group.wording, group.units, [each.unit_name for each in group.items]) == (ONE, 1, ["Xã Bình Dương"])


def test_near_alike_items_are_one_group_that_says_how_many_of_how_many(below, client):
    both, alone = groups(below)
    assert {each.text for each in both.items} == {ONE, TWO} and both.units == 2 and both.kind == "objective"
    assert alone.wording == ALONE
    client.force_login(below.officers["051"])
    page = client.get(address()).content.decode()
    assert "2/2 đơn vị" in page and "1/2 đơn vị" in page and "đã tiếp nhận 2/2 đơn vị" in page
    assert f"{reverse('reporting:version', args=['2015-h1', '01711', 1])}#text" in page


def test_a_group_whose_units_name_different_figures_says_so(world, client):
    write(world, "01711", "Ban họp 02 cuộc theo quy chế trong kỳ.")
    write(world, "01708", "Ban họp 05 cuộc theo quy chế trong kỳ.")
    for unit in ("01711", "01708"):
        send_and_take(world, unit)
    (group,) = groups(world)
    assert group.units == 2 and group.figures_differ
    client.force_login(world.officers["051"])
    assert "Số liệu trong câu của các đơn vị khác nhau" in client.get(address()).content.decode()


@pytest.mark.parametrize(("one", "two", "of_all"), [
    ("Năm 2015 Ban họp 02 cuộc theo quy chế.", "Năm 2015 Ban họp 05 cuộc theo quy chế.",
     "Năm 2015 Ban họp … cuộc theo quy chế."),
    ("Ban họp 02 cuộc, kiểm tra 05 xã.", "Ban họp 05 cuộc, kiểm tra 02 xã.", "Ban họp … cuộc, kiểm tra … xã."),
])  # fmt: skip
def test_what_one_unit_counted_is_never_said_of_all(world, one, two, of_all):
    write(world, "01711", one)
    write(world, "01708", two)
    for unit in ("01711", "01708"):
        send_and_take(world, unit)
    (group,) = groups(world)
    assert group.wording in (one, two)
    take_over_groups(groups=[group.key], **asked(world))
    (item,) = own(world)
    assert item["text"] == of_all and len(item["sources"]) == 2
    assert item["edited"]


def test_a_group_with_the_same_figures_needs_no_warning(below):
    assert not any(group.figures_differ for group in groups(below))


def test_a_group_is_taken_over_as_one_item_with_every_source(below):
    both, _alone = groups(below)
    _passage, ids = take_over_groups(groups=[both.key], **asked(below))
    (item,) = own(below)
    assert item == {
        "id": ids[0],
        "text": both.wording,
        "type": "objective",
        "sources": [each.source() for each in both.items],
    }
    assert {each["unit"] for each in item["sources"]} == {str(below.units[unit].uid) for unit in ("01711", "01708")}
    both, _alone = groups(below)
    assert both.is_settled and both.taken_into == item["id"]


def test_sources_survive_editing_moving_sending_and_the_next_level(below, client):
    take_over_groups(groups=[each.key for each in groups(below)], **asked(below))
    first, second = own(below)
    client.force_login(below.officers["051"])
    posted = {f"b.{CAUSES}": "1", f"i.{CAUSES}": [second["text"], "Kinh phí còn ít."], f"k.{CAUSES}": ["", "objective"],
              f"d.{CAUSES}": [second["id"], first["id"]]}  # fmt: skip
    assert client.post(address(), posted).status_code == 302
    moved, edited = own(below)
    assert moved["sources"] == second["sources"] and "edited" not in moved
    assert edited == first | {"text": "Kinh phí còn ít.", "edited": True}
    assert "từ 2 đơn vị; đã sửa" in re.sub(r"\s*;\s*", "; ", client.get(address()).content.decode())

    version = send_and_take(below, "051")
    assert version.narrative[CAUSES]["items"] == [moved, edited]
    for group in groups(below, unit="04"):
        take_over_groups(groups=[group.key], **asked(below, "04"))
    origins = {origin.text: origin for origin in origins_of(below.report("04"), CAUSES)}
    (district,) = origins["Kinh phí còn ít."].below
    assert (district.unit_name, district.edited) == ("Huyện Hòa An", True)
    assert {each.text for each in district.below} == {ONE, TWO}
    client.force_login(below.officers["04"])
    page = client.get(address("04", "text_sources", CAUSES)).content.decode()
    assert "Huyện Hòa An" in page and "Xã Bạch Đằng" in page and TWO in page


def test_several_groups_are_ticked_and_taken_over_at_once(below, client):
    client.force_login(below.officers["051"])
    page = client.get(address()).content.decode()
    keys = re.findall(rf'name="g.{CAUSES}" value="(\w+)"', page)
    client.post(address(), {f"g.{CAUSES}": keys, "groups": f"take {CAUSES}"})
    assert len(own(below)) == len(keys) == 2
    told = client.post(address(), {"groups": f"take {CAUSES}"}, follow=True).content.decode()
    assert "Chưa chọn nhóm nào" in told and len(own(below)) == 2


def test_to_take_over_and_edit_leads_to_the_box(below, client):
    client.force_login(below.officers["051"])
    answer = client.post(address(), {"group": f"edit {CAUSES} {groups(below)[0].key}"})
    (item,) = own(below)
    assert answer.url.endswith(f"?edit={item['id']}#i-{item['id']}")
    assert "autofocus" in client.get(answer.url).content.decode()


def test_a_dropped_group_is_remembered_brought_back_and_comes_up_again_with_a_newcomer(world, client):
    write(world, "01711", ONE)
    send_and_take(world, "01711")
    drop_groups(groups=[groups(world)[0].key], **asked(world))
    (group,) = groups(world)
    assert group.is_settled and group.dropped[0] == str(world.officers["051"])
    client.force_login(world.officers["051"])
    assert "Đã bỏ qua 1 nhóm" in client.get(address()).content.decode()
    restore_groups(groups=[group.key], **asked(world))
    assert not groups(world)[0].is_settled
    drop_groups(groups=[group.key], **asked(world))
    write(world, "01708", TWO)
    send_and_take(world, "01708")
    (group,) = groups(world)
    assert not group.is_settled and group.is_back and [each.text for each in group.fresh] == [TWO]
    assert "thêm 1 đơn vị" in client.get(address()).content.decode()
    assert [each.outcome for each in ItemChoice.objects.order_by("pk")] == ["dropped", "restored", "dropped"]


def test_a_newcomer_to_a_group_that_is_in_the_report_is_added_as_a_source(world):
    write(world, "01711", ONE)
    send_and_take(world, "01711")
    take_over_groups(groups=[groups(world)[0].key], **asked(world))
    write(world, "01708", TWO)
    send_and_take(world, "01708")
    (group,) = groups(world)
    assert group.is_back and group.taken_into
    take_over_groups(groups=[group.key], **asked(world))
    (item,) = own(world)
    assert len(item["sources"]) == 2 and item["text"] == ONE
    assert groups(world)[0].is_settled


def test_an_item_that_is_taken_out_of_its_group_stands_alone_until_it_is_put_back(below):
    both, _alone = groups(below)
    out = both.items[1]
    take_out_of_group(item=out.key, **asked(below))
    assert [group.units for group in groups(below)] == [1, 1, 1]
    assert [group.wording for group in groups(below) if group.apart] == [out.text]
    put_back_into_group(item=out.key, **asked(below))
    assert [group.units for group in groups(below)] == [2, 1]


def test_what_changed_below_since_it_was_taken_over_is_told(below, client):
    take_over_groups(groups=[groups(below)[0].key], **asked(below))
    reopen_report(by=below.heads["01711"], report=below.report("01711"), reason="Sửa lời")
    client.force_login(below.officers["051"])
    assert "đơn vị đã mở lại báo cáo" in client.get(address()).content.decode()
    write(below, "01711", "Kinh phí năm nay được cấp đủ.", ALONE)
    below.send("01711")
    below.take("01711")
    page = client.get(address()).content.decode()
    assert f"“{ONE}” không còn trong báo cáo của đơn vị" in page or "trước là" in page
    assert own(below)[0]["text"] in {ONE, TWO}, "what stands in the report is nobody's but its writer's"


def test_a_group_that_is_not_what_it_was_any_more_is_not_taken(world, client):
    write(world, "01711", ONE)
    send_and_take(world, "01711")
    key = groups(world)[0].key
    write(world, "01708", TWO)
    send_and_take(world, "01708")
    client.force_login(world.officers["051"])
    for act in ("take", "edit", "drop", "restore"):
        page = client.post(address(), {"group": f"{act} {CAUSES} {key}"}, follow=True).content.decode()
        assert "Nội dung của cấp dưới đã thay đổi" in page
    page = client.post(address(), {"group": f"apart {CAUSES} x/y"}, follow=True).content.decode()
    assert "Nội dung của cấp dưới đã thay đổi" in page
    assert own(world) == [] and not ItemChoice.objects.exists()


def test_only_who_writes_the_report_chooses_and_only_while_it_is_open(below):
    key = groups(below)[0].key
    for who in (below.inspector, below.officers["01711"], below.stranger):
        for act in (take_over_groups, drop_groups, restore_groups):
            with pytest.raises(PermissionDenied):
                act(**(asked(below) | {"by": who}), groups=[key])
    send_and_take(below, "051")
    for act in (take_over_groups, drop_groups):
        with pytest.raises(MoveRefused):
            act(groups=[key], **asked(below))
    assert not ItemChoice.objects.exists()


def test_the_sources_of_a_sent_version_are_those_that_were_sent(below, client):
    take_over_groups(groups=[groups(below)[0].key], **asked(below))
    send_and_take(below, "051")
    client.force_login(below.officers["051"])
    url = address("051", "text_sources", CAUSES)
    assert TWO in client.get(url, {"version": "1"}).content.decode()
    assert client.get(url, {"version": "2"}).status_code == client.get(url, {"version": "x"}).status_code == 404
    assert client.get(url.replace(CAUSES, "nowhere")).status_code == 404
    client.force_login(below.stranger)
    assert client.get(url).status_code == 404


def test_the_page_with_groups_costs_a_fixed_number_of_queries(below, client, django_assert_max_num_queries):
    take_over_groups(groups=[groups(below)[0].key], **asked(below))
    client.force_login(below.officers["051"])
    client.get(address())
    with django_assert_max_num_queries(28):
        client.get(address())
