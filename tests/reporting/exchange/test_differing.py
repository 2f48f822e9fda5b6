"""What differs from what was signed, on the pages: told in words, led to its cells and units, and opened again."""

import csv
import io
from html import unescape

import pytest
from django.test import Client

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.exchange.actions import reopen_report
from tienbo.reporting.exchange.differing import COLUMNS
from tienbo.reporting.versions.models import Decision

pytestmark = pytest.mark.django_db

MEMBERS = Cell("committee.members", "level=commune")
REPORT = "/reports/2015-h1/051/"


def page(user, url: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return unescape(content.decode())


@pytest.fixture
def corrected(world):
    """The district's report is taken; then one commune corrects 7 to 9, and the other comes late with 4."""
    for unit in ("01711", "051"):
        world.fill(unit)
        if unit == "01711":
            world.put(unit, MEMBERS, 7)
        world.send(unit)
        world.take(unit)
    reopen_report(by=world.heads["01711"], report=world.report("01711"), reason="Sửa số")
    world.put("01711", MEMBERS, 9)
    world.fill("01708")
    world.put("01708", MEMBERS, 4)
    for unit in ("01711", "01708"):
        world.send(unit)
        world.take(unit)
    return world


def test_a_report_that_is_as_it_was_sent_has_no_banner(world):
    world.fill("01711")
    world.send("01711")
    world.take("01711")
    assert "differences/" not in page(world.officers["01711"], "/reports/2015-h1/01711/")
    assert "Mọi số liệu vẫn như khi gửi" in page(world.officers["01711"], "/reports/2015-h1/01711/differences/")


def test_the_report_the_totals_and_the_board_say_it(corrected):
    officer = corrected.officers["051"]
    for url in (REPORT, "/rounds/2015-h1/051/board/"):
        text = page(officer, url)
        assert "Khác số đã ký" in text and f"{REPORT}differences/" in text
    totals = page(officer, f"{REPORT}totals/B01/")
    assert "đã ký: 7" in totals and f"{REPORT}differences/" in totals
    board_above = page(corrected.officers["04"], "/rounds/2015-h1/04/board/").replace("\N{NO-BREAK SPACE}", " ")
    assert "1 ô khác số đã ký" in board_above


def test_the_page_names_cell_figures_and_units(corrected):
    text = page(corrected.officers["051"], f"{REPORT}differences/")
    assert "Xã Bình Dương: 7 → 9" in text and "Xã Bạch Đằng: trống → 4" in text
    assert "/reports/2015-h1/01711/versions/2/" in text and "/reports/2015-h1/01708/versions/1/" in text
    assert 'href="/reports/2015-h1/051/reopen/"' not in text
    assert 'href="/reports/2015-h1/051/reopen/"' in page(corrected.heads["051"], f"{REPORT}differences/")


def test_the_file_has_a_row_for_each_cell_and_unit(corrected):
    text = page(corrected.officers["051"], f"{REPORT}differences.csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    told = {(row["because_unit"], row["because"], row["figure_then"], row["figure_now"]) for row in rows}
    assert told == {("01711", "corrected", "7", "9"), ("01708", "late", "", "4")}
    assert {(row["signed"], row["now"], row["change"]) for row in rows} == {("7", "13", "6")}


def test_reopening_is_offered_with_a_reason_that_names_the_units(corrected):
    head = corrected.heads["051"]
    form = page(head, f"{REPORT}reopen/")
    assert "Xã Bình Dương" in form and "Xã Bạch Đằng" in form and "1 số liệu khác với bản 1" in form
    client = Client()
    client.force_login(head)
    reason = form.partition('name="reason"')[2].partition(">")[2].partition("</textarea>")[0].strip()
    assert client.post(f"{REPORT}reopen/", {"reason": reason}).status_code == 302
    assert Decision.objects.get(version__report=corrected.report("051"), outcome="reopened").message == reason
    newer = corrected.send("051")
    assert newer.number == 2
    assert "Mọi số liệu vẫn như khi gửi" in page(head, f"{REPORT}differences/")


def test_the_reason_is_in_vietnamese_whatever_is_read(corrected):
    client = Client()
    client.force_login(corrected.heads["051"])
    client.cookies["django_language"] = "en"
    text = unescape(client.get(f"{REPORT}reopen/").content.decode())
    assert "khác với bản 1" in text


def test_a_report_that_was_not_sent_differs_from_nothing(world):
    world.fill("051")
    assert "Chưa gửi" in page(world.officers["051"], f"{REPORT}differences/")
    assert page(world.officers["051"], f"{REPORT}differences.csv").count("\n") == 1


def test_strangers_see_neither_page_nor_file(corrected):
    client = Client()
    client.force_login(corrected.stranger)
    for name in ("differences/", "differences.csv"):
        assert client.get(f"{REPORT}{name}").status_code == 404
