"""Consolidated tables on screen, and the way from a total down to the cell that somebody typed."""

import datetime as dt
import random
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import reverse

from tests.reporting.consolidation.test_totals import _scatter
from tienbo.reporting.consolidation.sheet import NoSuchTable, sheet_of
from tienbo.reporting.consolidation.steps import Place, place_of, step_at
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.exchange.actions import reopen_report
from tienbo.reporting.output.gathering import snapshot_of_draft, snapshot_of_version

pytestmark = pytest.mark.django_db

MEMBERS = Cell("committee.members", "level=commune")
WOMEN = Cell("committee.members", "level=commune;sex=F")
ALL_LEVELS = Cell("committee.members", "")


@pytest.fixture
def sent(world):
    """Two communes (7 and 5 members, 3 and 2 women) and their district are sent and taken; the province is open."""
    for unit, members, women in (("01711", 7, 3), ("01708", 5, 2)):
        world.fill(unit)
        world.put(unit, MEMBERS, members)
        world.put(unit, WOMEN, women)
        world.send(unit)
        world.take(unit)
    world.fill("051")
    world.send("051")
    world.take("051")
    return world


def enter(client, user):
    client.force_login(user)
    return client


def totals_url(unit: str, table: str = "B01", round: str = "2015-h1") -> str:
    return reverse("reporting:totals", args=[round, unit, table])


def page_of(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return unescape(response.content.decode())


# --- the table --------------------------------------------------------------------------------------------------------


def test_the_table_on_screen_says_what_the_printed_annex_says(world, monkeypatch):
    """Both are made from the same totals by different code: every value, share, change and mark must agree."""
    monkeypatch.setattr("tienbo.reporting.exchange.actions.findings_of", lambda report: [])
    luck = random.Random(51)
    for unit in ("01711", "01708", "TT", "LD", "051", "HPN", "VH", "04"):
        _scatter(world, unit, luck)
    for unit in ("01711", "01708", "TT", "LD", "051", "HPN"):
        world.send(unit)
        world.take(unit)
    compared = 0
    for unit in ("04", "051", "LD", "01711", "053"):
        report = world.report(unit)
        for table in snapshot_of_draft(report).tables:
            shown = {
                f"{each.line.row_id}|{each.line.breakdown}|{each.line.role}": each
                for each in sheet_of(report, table.code).lines
            }
            assert list(shown) == [line.key for line in table.lines]
            for printed in table.lines:
                compared += _agree(printed, shown[printed.key])
    assert compared > 1000


def _agree(printed, shown) -> int:
    assert {name: (one.value, one.mark) for name, one in printed.now.items()} == {
        name: (one.value, "" if one.mark == "corrected" else one.mark) for name, one in shown.now.items()
    }, printed.key
    assert printed.change == shown.change, printed.key
    if not printed.share_is_partial and not shown.share_lacks:
        assert printed.share == _cent(shown.share), printed.key
    if shown.coverage and shown.coverage.reported is not None and printed.coverage:
        assert (printed.coverage.given, printed.coverage.asked) == (
            shown.coverage.reported,
            shown.coverage.units,
        ), printed.key
    return len(printed.now)


def _cent(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_a_version_shows_what_was_frozen(sent):
    version = sent.report("051").versions.get()
    version.report = sent.report("051")
    printed = {line.key: line for table in snapshot_of_version(version).tables for line in table.lines}
    for code in ("B01", "B02"):
        for each in sheet_of(version.report, code, version).lines:
            line = each.line
            if line.is_heading:
                continue
            expected = printed[f"{line.row_id}|{line.breakdown}|{line.role}"]
            assert {name: one.value for name, one in expected.now.items()} == {
                name: one.value for name, one in each.now.items()
            }


def test_a_row_that_nobody_is_asked_is_not_shown_and_a_table_without_rows_does_not_exist(world):
    world.round(units=[world.units["HPN"]])
    shown = [each.line.breakdown for each in sheet_of(world.report("04"), "B01").lines]
    assert not any("level=commune" in breakdown for breakdown in shown)
    with pytest.raises(NoSuchTable):
        sheet_of(world.report("HPN"), "B99")


def test_a_share_is_shown_only_when_the_same_number_of_units_gave_both_parts(sent, client):
    def line_of():
        lines = sheet_of(sent.report("04"), "B01").lines
        return next(each for each in lines if each.now.get("T") and each.now["T"].cell == MEMBERS)

    assert line_of().share.quantize(Decimal("0.1")) == Decimal("41.7")
    sent.put("01780", MEMBERS, 4)
    sent.put("01780", WOMEN, None, "not_collected")
    sent.send("01780")
    sent.take("01780")
    sent.fill("053")
    sent.send("053")
    sent.take("053")
    line = line_of()
    assert (line.now["T"].value, line.now["F"].value, line.share, line.share_lacks) == (16, 5, None, True)
    page = page_of(enter(client, sent.officers["04"]), totals_url("04"))
    assert "chưa đủ dữ liệu" in page


def test_coverage_names_the_units_of_the_row(sent):
    lines = sheet_of(sent.report("04"), "B01").lines
    line = next(each for each in lines if each.now.get("T") and each.now["T"].cell == MEMBERS)
    # Three communes are asked; the two of Hòa An gave a figure.
    assert (line.coverage.reported, line.coverage.units) == (2, 3)


def test_a_late_figure_never_changes_what_was_sent_and_is_marked_as_different(sent, client):
    before = sheet_of(sent.report("051"), "B01", _version(sent, "051"))
    sent_value = _value(before, MEMBERS)
    reopen_report(by=sent.heads["01711"], report=sent.report("01711"), reason="Nhập thiếu")
    sent.put("01711", MEMBERS, 9)
    sent.send("01711")
    sent.take("01711")
    now = sheet_of(sent.report("051"), "B01")
    assert (sent_value, _value(now, MEMBERS)) == (12, 14)
    assert now.differing["B01"] == [MEMBERS]
    frozen = sheet_of(sent.report("051"), "B01", _version(sent, "051"))
    assert _value(frozen, MEMBERS) == 12 and frozen.differing["B01"] == [MEMBERS]
    page = page_of(enter(client, sent.officers["051"]), totals_url("051"))
    assert "Khác số đã ký" in page and "≠" in page and "đã ký: 12" in page
    page = page_of(client, totals_url("051") + "?version=1")
    assert "hiện nay: 14" in page


def _version(world, unit: str):
    version = world.report(unit).versions.order_by("number").first()
    version.report = world.report(unit)
    return version


def _value(sheet, cell: Cell):
    return next(one.value for each in sheet.lines for one in each.now.values() if one.cell == cell)


def test_the_table_asks_a_fixed_number_of_queries(sent, client, django_assert_max_num_queries):
    enter(client, sent.officers["04"])
    with django_assert_max_num_queries(24):
        client.get(totals_url("04"))


def test_a_blank_is_not_a_zero_on_screen(world, client):
    world.put("01711", MEMBERS, 0)
    page = page_of(enter(client, world.officers["01711"]), totals_url("01711"))
    assert ">0<" in page and "chưa có số" in page


# --- beside the period before -----------------------------------------------------------------------------------------


@pytest.fixture
def two_periods(world):
    """In 2014 both communes of Hòa An are taken, in 2015 one of them, then the other."""
    before = world.round("2014-h1", starts_on=dt.date(2013, 12, 1), ends_on=dt.date(2014, 5, 31), title="Sơ kết 2014")
    for unit, members in (("01711", 4), ("01708", 5), ("051", None)):
        world.fill(unit, round="2014-h1")
        if members:
            world.put(unit, MEMBERS, members, round="2014-h1")
            world.put(unit, WOMEN, 1, round="2014-h1")
        world.send(unit, "2014-h1")
        world.take(unit, "2014-h1")
    world.round(previous=before)
    send_one(world, "01711", 7, 3)
    return world


def send_one(world, unit: str, members: int, women: int) -> None:
    world.fill(unit)
    world.put(unit, MEMBERS, members)
    world.put(unit, WOMEN, women)
    world.send(unit)
    world.take(unit)


def line_of_members(world, unit: str = "051"):
    return next(each for each in sheet_of(world.report(unit), "B01").lines if _stands_in(each, MEMBERS))


def _stands_in(each, cell: Cell) -> bool:
    return any(amount.cell == cell for amount in each.now.values())


def test_no_change_is_told_where_the_two_periods_rest_on_other_units(two_periods, client):
    line = line_of_members(two_periods)
    assert (str(line.coverage_before), str(line.coverage)) == ("2/2", "1/2")
    assert (line.change, [str(each) for each in line.not_compared]) == (None, ["2/2", "1/2"])
    page = page_of(enter(client, two_periods.officers["051"]), totals_url("051"))
    assert "Không so sánh: kỳ trước 2/2 đơn vị, kỳ này 1/2" in page
    assert "Tăng, giảm (dòng có nữ: theo số nữ)" in page


def test_the_change_of_women_is_told_once_as_many_units_are_in(two_periods, client):
    send_one(two_periods, "01708", 5, 2)
    line = line_of_members(two_periods)
    assert (str(line.coverage_before), str(line.coverage), line.change, line.not_compared) == ("2/2", "2/2", 3, None)
    assert "+3" in page_of(enter(client, two_periods.officers["051"]), totals_url("051"))


def test_a_term_is_not_compared_on_the_screen_either_while_bodies_have_yet_to_choose(world, client):
    def of(element: str, term: str) -> Cell:
        return Cell(element, f"level=district;term={term}")

    for term, women in (("2010-2015", 6), ("2015-2020", 4)):
        world.put("051", of("party.bch", term), 30)
        world.put("051", Cell("party.bch", f"level=district;sex=F;term={term}"), women)
    world.put("051", of("party.orgs", "2015-2020"), 1)
    world.put("051", of("party.orgs_held", "2015-2020"), 0)
    page = page_of(enter(client, world.officers["051"]), totals_url("051", "B02"))
    assert "Không so sánh: chưa phải mọi tổ chức đã đại hội, bầu cử nhiệm kỳ này" in page
    assert "Ở dòng theo nhiệm kỳ, kỳ trước là nhiệm kỳ liền trước." in page


def test_a_unit_by_itself_is_compared_without_counting_units(two_periods):
    line = line_of_members(two_periods, "01711")
    assert (line.change, line.coverage, line.coverage_before) == (2, None, None)


def test_a_total_over_parts_of_which_a_unit_is_asked_two_counts_its_units(sent):
    """The district is asked the party bodies of its own level and the others: it is one unit."""
    line = next(each for each in sheet_of(sent.report("051"), "B02").lines if each.line.is_derived_total)
    assert str(line.coverage) == "3/3"
    province = next(each for each in sheet_of(sent.report("04"), "B02").lines if each.line.row_id == line.line.row_id
                    and each.line.is_derived_total)  # fmt: skip
    assert province.coverage.reported == 3 and province.coverage.units > 3


# --- lineage ----------------------------------------------------------------------------------------------------------


def test_from_the_provinces_row_total_down_to_the_typed_cell(sent):
    user = sent.officers["04"]
    step = step_at(user, Place(sent.report("04"), ALL_LEVELS))
    assert step.formula.startswith("tổng của")
    labels = {part.label: part for part in step.parts}
    commune = next(part for label, part in labels.items() if "xã" in label.lower())
    assert commune.text == "12"
    step = _follow(user, sent, commune.url)
    assert [(part.label, part.text) for part in step.parts if part.text] == [("Huyện Hòa An", "12")]
    assert (step.covered, step.expected) == (2, 3)
    assert [part.label for part in step.parts if part.state] == ["Huyện Thạch An"]
    step = _follow(user, sent, step.parts[0].url)
    assert [(part.label, part.text) for part in step.parts] == [("Xã Bình Dương", "7"), ("Xã Bạch Đằng", "5")]
    assert [crumb.label for crumb in step.crumbs] == ["Tỉnh Cao Bằng", "Tỉnh Cao Bằng", "Huyện Hòa An"]
    step = _follow(user, sent, step.parts[0].url)
    assert step.text == "7" and not step.parts
    assert [each.text for each in step.history] == ["Đã gửi trong bản số 1", "0 → 7", "trống → 0"]
    assert step.history[1].by == str(sent.officers["01711"]) and step.history[1].origin == "nhập tay"


def _follow(user, world, url: str):
    """The step behind a link, through the address alone."""
    parts = urlsplit(url)
    unit = parts.path.strip("/").split("/")[2]
    return step_at(user, place_of(world.report(unit), QueryDict(parts.query)))


def test_the_parts_of_a_step_add_up_to_its_figure(sent):
    for cell in (MEMBERS, WOMEN, Cell("committee.documents", "")):
        for unit in ("04", "051"):
            step = step_at(sent.officers["04"], Place(sent.report(unit), cell))
            assert sum(int(part.text) for part in step.parts if part.text) == int(step.text)


def test_the_own_figure_of_a_unit_with_units_below_is_a_step_of_its_own(sent):
    documents = Cell("committee.documents", "")
    sent.put("04", documents, 3)
    step = step_at(sent.officers["04"], Place(sent.report("04"), documents))
    own = next(part for part in step.parts if part.label == "Tỉnh Cao Bằng: số của chính đơn vị")
    assert own.text == "3" and "own=1" in own.url
    step = _follow(sent.officers["04"], sent, own.url)
    assert step.text == "3" and [each.text for each in step.history] == ["trống → 3"]


def test_what_was_typed_after_sending_is_not_in_the_history_of_what_was_sent(sent, at):
    at(dt.date(2015, 5, 22))
    reopen_report(by=sent.heads["01711"], report=sent.report("01711"), reason="Nhập thiếu")
    sent.put("01711", MEMBERS, 9)
    step = step_at(sent.officers["04"], Place(sent.report("01711"), MEMBERS, _version(sent, "01711")))
    assert step.text == "7" and "9" not in " ".join(each.text for each in step.history)
    assert "9" in step.warnings[0]


def test_lineage_opens_beside_the_page_and_is_a_page_of_its_own_at_the_same_address(sent, client):
    url = Place(sent.report("04"), MEMBERS).url
    enter(client, sent.officers["04"])
    whole = page_of(client, url)
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole and "<html" not in fragment and "Huyện Hòa An" in fragment


def test_a_step_opened_by_its_address_leads_back_to_its_table_and_its_report(sent, client):
    enter(client, sent.officers["04"])
    version = _version(sent, "051")
    for place in (Place(sent.report("051"), MEMBERS), Place(sent.report("051"), MEMBERS, version)):
        page = page_of(client, place.url)
        query = f"?version={version.number}" if place.version else ""
        back = reverse("reporting:totals", args=["2015-h1", "051", "B01"]) + query
        assert f'href="{back}">Số tổng hợp<' in page
        assert f'href="{reverse("reporting:report", args=["2015-h1", "051"])}"' in page
        assert client.get(back).status_code == 200
    typed = reverse("reporting:cell", args=["2015-h1", "01711"])
    page = page_of(client, f"{typed}?cell={MEMBERS.element}|{MEMBERS.breakdown}")
    assert f'href="{reverse("reporting:table", args=["2015-h1", "01711", "B01"])}"' in page


@pytest.mark.parametrize(
    "query",
    ["", "cell=", "cell=committee.members", "cell=no.such|", "cell=committee.members|level=moon",
     "cell=committee.members|level=commune&version=9", "cell=committee.members|level=commune&version=x"],
)  # fmt: skip
def test_an_address_that_means_no_cell_is_not_found(sent, client, query):
    enter(client, sent.officers["04"])
    assert client.get(f"{reverse('reporting:lineage', args=['2015-h1', '04'])}?{query}").status_code == 404


def test_a_district_sees_its_own_branch_of_the_lineage_and_no_other(sent, client):
    enter(client, sent.officers["051"])
    assert client.get(Place(sent.report("01711"), MEMBERS).url).status_code == 200
    assert client.get(Place(sent.report("01780"), MEMBERS).url).status_code == 404
    assert client.get(Place(sent.report("04"), MEMBERS).url).status_code == 404
    # Crumbs name nobody that the person does not see.
    page = page_of(client, Place(sent.report("051"), MEMBERS, via=("04",)).url)
    assert "Tỉnh Cao Bằng</a>" not in page


def test_an_estimate_below_makes_the_total_an_estimate(sent):
    sent.put("01780", MEMBERS, 4, "estimate")
    sent.put("01780", WOMEN, 1)
    sent.send("01780")
    sent.take("01780")
    step = step_at(sent.officers["04"], Place(sent.report("053"), MEMBERS))
    assert (step.mark, step.estimated, step.parts[0].mark) == ("estimate", 1, "estimate")
