"""An estimate that was sent, signed above, and corrected in January: what each page says of it."""

import csv
import io
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from tests.reporting.estimating import ROUND, open_annual
from tienbo.reporting.consolidation.queries import draft_totals, version_totals
from tienbo.reporting.definitions.cells import Cell, is_of_year
from tienbo.reporting.exchange.actions import reopen_report
from tienbo.reporting.exchange.estimated.page import estimates_of
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.places import Places
from tienbo.reporting.verification import verify

pytestmark = pytest.mark.django_db

SPOKEN, YEAR = Cell("comm.loudspeaker"), Cell("comm.loudspeaker", "basis=year")
DISTRICT = f"/reports/{ROUND}/051/"


def page(user, url: str, status: int = 200) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == status
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return unescape(content.decode())


def rows_of(user, url: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(page(user, url).removeprefix("\ufeff"))))


def send(world, unit: str):
    world.send(unit, ROUND)
    world.take(unit, ROUND)


@pytest.fixture
def annual(world):
    """Two communes with estimates of 12 and 20, sent and taken; the district's own is 30; its report is taken."""
    open_annual(world)
    for unit, actual, year in (("01711", 10, 12), ("01708", 15, 20), ("051", 25, 30)):
        world.fill(unit, round=ROUND)
        world.put(unit, SPOKEN, actual, round=ROUND)
        world.put(unit, YEAR, year, "estimate", round=ROUND)
        send(world, unit)
    return world


@pytest.fixture
def corrected(annual):
    """In January the first commune says that it were 18."""
    reopen_report(by=annual.heads["01711"], report=annual.report("01711", ROUND), reason="Số chính thức")
    annual.put("01711", YEAR, 18, "corrected", round=ROUND)
    send(annual, "01711")
    return annual


def test_the_year_adds_up_apart_from_the_period(annual):
    totals = draft_totals(annual.report("051", ROUND))
    assert (totals[SPOKEN].value, totals[SPOKEN].estimated) == (50, 0)
    assert (totals[YEAR].value, totals[YEAR].estimated, totals[YEAR].reported) == (62, 3, 3)


def test_the_unit_sees_what_it_first_sent_what_stands_now_and_the_difference(corrected):
    text = page(corrected.officers["01711"], f"/reports/{ROUND}/01711/estimates/")
    row = text.split('<span class="n">B09.11</span>')[1].split("</tr>")[0]
    assert all(part in row for part in (">12<", ">18<", ">+6<", ">+50<"))
    assert "Ước và thực hiện" in page(corrected.officers["01711"], f"/reports/{ROUND}/01711/")


def test_the_superior_sees_the_sum_and_which_units_changed(corrected):
    found = estimates_of(corrected.report("051", ROUND))
    row = next(row for row in found.rows if row.cell == YEAR)
    assert (row.held.first, row.held.now, row.held.units, row.held.told, row.held.open) == (62, 68, 3, 3, 2)
    assert [(unit.participant.code, unit.cells) for unit in found.changed] == [("01711", 1)]
    text = page(corrected.officers["051"], f"{DISTRICT}estimates/")
    assert "Đơn vị đã điều chỉnh số ước" in text and "Xã Bình Dương" in text and "3/3" in text
    only = page(corrected.officers["051"], f"{DISTRICT}estimates/?only=differing")
    assert only.count('<span class="n">') == 1


def test_a_correction_that_is_not_taken_yet_does_not_count_above(annual):
    reopen_report(by=annual.heads["01711"], report=annual.report("01711", ROUND), reason="Số chính thức")
    annual.put("01711", YEAR, 18, "corrected", round=ROUND)
    above = estimates_of(annual.report("051", ROUND))
    assert next(row for row in above.rows if row.cell == YEAR).held.now == 62
    own = estimates_of(annual.report("01711", ROUND))
    assert next(row for row in own.rows if row.cell == YEAR).held.difference == 6


def test_the_files_hold_the_same_summed_and_unit_by_unit(corrected):
    officer = corrected.officers["051"]
    (row,) = [row for row in rows_of(officer, f"{DISTRICT}estimates.csv") if row["breakdown"] == "basis=year"
              and row["element"] == "comm.loudspeaker"]  # fmt: skip
    told = ("first", "now", "change", "percent", "units", "told", "still_estimates")
    assert [row[name] for name in told] == ["62", "68", "6", "9.68", "3", "3", "2"]
    all_units = rows_of(officer, f"{DISTRICT}estimates.csv?by=unit")
    units = [row for row in all_units if (row["element"], row["breakdown"]) == YEAR]
    assert {row["unit"]: row["change"] for row in units} == {"051": "0", "01711": "6", "01708": "0"}
    assert "Ước cả năm" in units[0]["label"]


def test_who_signed_already_finds_it_under_what_differs(corrected):
    text = page(corrected.officers["051"], f"{DISTRICT}differences/")
    assert "Xã Bình Dương: 12 → 18" in text and "Ước cả năm" in text
    # What was sent stays what it was.
    version = corrected.report("051", ROUND).versions.get()
    assert version_totals(version)[YEAR].value == 62
    assert verify().problems == []


def test_the_cell_is_named_in_words_everywhere(corrected):
    report = corrected.report("01711", ROUND)
    name = Places(report).of(About.of_cell(YEAR)).name
    assert name.startswith("B09.11") and name.endswith("Ước cả năm")
    assert "ước cả năm" in page(corrected.officers["051"], f"{DISTRICT}lineage/?cell=comm.loudspeaker|basis=year")
    changes = page(corrected.officers["01711"], f"/reports/{ROUND}/01711/changes/")
    assert "Ước cả năm" in changes and "12 (e)" in changes and "18 (r)" in changes


def test_the_totals_have_the_year_after_the_period(corrected):
    text = page(corrected.officers["051"], f"{DISTRICT}totals/B09/")
    assert '<th scope="colgroup" colspan="2">Ước cả năm</th>' in text
    assert 'data-label="Ước cả năm"' in text and 'data-label="Ước cả năm, nữ"' in text
    plain = page(corrected.officers["051"], f"{DISTRICT}totals/B02/")
    assert "Ước cả năm" not in plain


def test_a_round_that_asks_no_estimate_has_no_such_page(world):
    world.round()
    for name in ("estimates/", "estimates.csv"):
        page(world.officers["051"], f"/reports/2015-h1/051/{name}", 404)
    assert "Ước và thực hiện" not in page(world.officers["051"], "/reports/2015-h1/051/")


def test_before_anything_was_sent_the_page_says_so(world):
    open_annual(world)
    assert "Chưa gửi số ước nào" in page(world.officers["051"], f"{DISTRICT}estimates/")


def test_what_is_sent_without_estimate_holds_no_cell_of_the_year(world):
    world.fill("01711")
    version = world.send("01711")
    assert not any(breakdown and "basis" in breakdown for _element, breakdown, *_rest in version.figures)
    assert not any(map(is_of_year, version_totals(version)))
    assert "estimate_to" not in world.round().options and Decimal(0) in {
        None if value is None else Decimal(value) for _e, _b, value, *_ in version.figures
    }
