"""A report without any figure is neither put forward nor sent; what counts as a figure."""

import pytest
from django.urls import reverse

from tests.reporting.filling import fill_with_zeros
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import start_entering_for, write_passage
from tienbo.reporting.exchange.actions import NothingReported, prepare_report, submit_report

pytestmark = pytest.mark.django_db

SAID = "Báo cáo chưa có số liệu. Nhập số hoặc bấm “Không phát sinh” cho từng biểu trước khi trình ký."
MEMBERS = Cell("committee.members", "level=commune")


def prepare(world, unit: str):
    return prepare_report(by=world.officers[unit], report=world.report(unit))


def address(name: str, unit: str) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit])


def test_an_empty_report_is_not_put_forward_and_stays_as_it_is(world):
    world.round()
    with pytest.raises(NothingReported):
        prepare(world, "01711")
    assert world.report("01711").state == "not_started"


def test_an_empty_report_is_not_sent_either(world):
    world.round()
    with pytest.raises(NothingReported):
        world.send("01711")
    assert not world.report("01711").versions.exists()


def test_text_alone_is_no_figure(world):
    world.round()
    write_passage(by=world.officers["01711"], report=world.report("01711"), heading="opening", text="Kính gửi Ban")
    with pytest.raises(NothingReported):
        prepare(world, "01711")


@pytest.mark.parametrize(("value", "flag"), [(0, "actual"), (None, "not_collected")])
def test_a_declared_zero_or_a_reason_for_having_none_is_enough(world, value, flag):
    world.put("01711", MEMBERS, value, flag)
    assert prepare(world, "01711").state == "ready"


def test_cells_withheld_by_rule_do_not_fill_a_report(world):
    world.round()
    with pytest.raises(NothingReported):
        prepare(world, "CA")


def test_a_superior_without_figures_of_its_own_is_empty_until_it_has_taken_a_report(world):
    world.fill("01711")
    world.send("01711")
    with pytest.raises(NothingReported):
        prepare(world, "051")
    world.take("01711")
    assert prepare(world, "051").state == "ready"


def test_what_a_superior_types_for_a_unit_is_held_to_the_same(world, client):
    world.round()
    start_entering_for(by=world.officers["051"], report=world.report("01711"))
    with pytest.raises(NothingReported):
        submit_report(by=world.officers["051"], report=world.report("01711"))
    client.force_login(world.officers["051"])
    page = client.post(address("send_for", "01711"), follow=True).content.decode()
    assert SAID in page
    assert world.report("01711").state == "not_started"


def test_the_page_says_where_the_report_stands_and_has_no_button_while_it_is_empty(world, client):
    world.round()
    client.force_login(world.officers["01711"])
    page = client.get(address("prepare", "01711")).content.decode()
    assert SAID in page
    assert "Đã nhập đủ 0/13 biểu · 0 cảnh báo · Người ký: truongban.01711" in page
    assert 'type="submit">Trình ký' not in page
    answer = client.post(address("prepare", "01711"))
    assert answer.status_code == 422
    assert SAID in answer.content.decode()


def test_the_page_counts_full_tables_and_warnings(world, client):
    fill_with_zeros(world.report("01711"), "B01")
    client.force_login(world.officers["01711"])
    page = client.get(address("prepare", "01711")).content.decode()
    assert "Đã nhập đủ 1/13 biểu · 12 cảnh báo · Người ký: truongban.01711" in page
    assert 'type="submit">Trình ký' in page


def test_tables_that_are_empty_are_counted_beside_their_names_not_warned_of_one_by_one(world, client):
    fill_with_zeros(world.report("01711"), "B01")
    client.force_login(world.officers["01711"])
    page = client.get(address("report", "01711")).content.decode()
    assert "còn trống" not in page
    assert "0/" in page
