"""Papers upward on screen: listed on the round's page, opened, drawn after a look, kept from whoever may not."""

from html import unescape

import pytest
from django.urls import reverse

from tests.reporting.papers.conftest import HELD, WOMEN, paper_of, type_in, write
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.drawing.actions import draw_figures
from tienbo.reporting.entry.grids import derived_of
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.entry.sheets import key_of
from tienbo.reporting.exchange.actions import recall_report, submit_report
from tienbo.reporting.rounds.models import Round

pytestmark = pytest.mark.django_db


def page(client, user, url: str, status: int = 200) -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == status
    return unescape(response.content.decode())


def round_url(annual) -> str:
    return reverse("reporting:round", args=[annual.round.code])


def new_url(annual) -> str:
    return reverse("reporting:paper_new", args=[annual.round.code])


def draw_url(report) -> str:
    return reverse("reporting:draw", args=[report.round.code, "04"])


def english(client) -> None:
    client.cookies["django_language"] = "en"


def test_a_paper_is_opened_from_the_page_of_the_round(annual, client):
    office = annual.world.officers["04"]
    assert new_url(annual) in page(client, office, round_url(annual))
    form = client.get(new_url(annual)).context["form"]
    forms = {each.code: each.pk for each in form.fields["form_version"].queryset}
    assert set(forms) == {"strategy-2015", "action-month-2016"}
    posted = {"form_version": forms["strategy-2015"], "due": "25/12/2015", "origin": "4515/LĐTBXH-BĐG"}
    answer = client.post(new_url(annual), posted)
    paper = Round.objects.get(drawn_from=annual.round)
    assert answer.url == reverse("reporting:report", args=[paper.code, "04"])
    assert paper.title.endswith("năm 2015") and paper.origin == "4515/LĐTBXH-BĐG"
    shown = page(client, office, round_url(annual))
    assert paper.title in shown and "Ban Vì sự tiến bộ của phụ nữ 04" in shown
    assert annual.round.title in page(client, office, reverse("reporting:round", args=[paper.code]))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due": "19/11/2015"}, "Ngày chốt số liệu"),
        ({"due": ""}, "due"),
        ({"form_version": "999999"}, "form_version"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_in_words(annual, client, wrong, sentence):
    client.force_login(annual.world.officers["04"])
    form = client.get(new_url(annual)).context["form"]
    posted = {"form_version": form.fields["form_version"].queryset.get(code="strategy-2015").pk, "due": "25/12/2015"}
    answer = client.post(new_url(annual), posted | wrong)
    assert answer.status_code == 422
    said = unescape(answer.content.decode())
    assert sentence in said or answer.context["form"].errors[sentence]
    assert not Round.objects.filter(drawn_from=annual.round).exists()


def test_when_every_form_has_its_paper_there_is_nothing_to_open(annual, client):
    paper_of(annual)
    paper_of(annual, "action-month-2016")
    client.force_login(annual.world.officers["04"])
    answer = client.get(new_url(annual))
    assert '<form method="post"' not in answer.content.decode().split("<main")[1].split("</main")[0]


def test_who_only_reads_sees_the_papers_and_no_way_to_open_one(sent, client):
    report = paper_of(sent)
    shown = page(client, sent.world.viewer, round_url(sent))
    assert report.round.title in shown and new_url(sent) not in shown
    page(client, sent.world.viewer, new_url(sent), 403)
    page(client, sent.world.viewer, draw_url(report), 403)
    page(client, sent.world.officers["LD"], draw_url(report), 404)
    assert report.round.title not in page(client, sent.world.officers["LD"], round_url(sent))


def test_what_would_come_is_shown_before_anything_is_written(sent, client):
    report = paper_of(sent)
    type_in(sent, report, HELD, 31)
    shown = page(client, sent.world.officers["04"], draw_url(report))
    assert "bản số 1 của “Báo cáo tổng kết năm 2015”" in shown
    rows = client.get(draw_url(report)).context["page"].told_tables
    by_cell = {row.url.rpartition("cell=")[2]: row for table in rows for row in table.rows}
    kept = next(row for row in by_cell.values() if row.fate == "kept")
    assert (kept.code, kept.stands, kept.comes) == ("S08.03", "31", "30")
    assert len(entries_of(report)) == 1


def test_figures_are_drawn_and_the_numbers_told(sent, client):
    report = paper_of(sent)
    type_in(sent, report, HELD, 31)
    client.force_login(sent.world.officers["04"])
    answer = client.post(draw_url(report), {"version": "1"}, follow=True)
    said = unescape(answer.content.decode())
    assert "1 số do người khác nhập được giữ nguyên" in said or "được giữ nguyên" in said
    assert entries_of(report)[WOMEN].figure.value == 12 and entries_of(report)[HELD].figure.value == 31
    panel = page(
        client, sent.world.officers["04"],
        reverse("reporting:cell", args=[report.round.code, "04"]) + f"?cell={key_of(WOMEN)}",
    )  # fmt: skip
    assert "bản số 1" in panel and "Báo cáo tổng kết năm 2015" in panel


def test_a_difference_stands_at_its_cell_in_the_table_and_can_be_justified(sent, client):
    report = paper_of(sent)
    draw_figures(by=SYSTEM, report=report)
    type_in(sent, report, HELD, 31)
    table = page(client, sent.world.officers["04"], reverse("reporting:table", args=[report.round.code, "04", "S08"]))
    assert "31, báo cáo đã gửi ghi 30" in table
    client.post(
        reverse("reporting:table", args=[report.round.code, "04", "S08"]),
        {"act": "save", "j.S08.03.P01|comm.articles|": "Bộ tính cả hội thảo của tỉnh"},
    )
    assert report.justifications.filter(finding="P01|comm.articles|").exists()


def test_the_table_adds_up_what_the_parts_have_as_the_paper_prints_it(sent, client):
    """No commune takes part: in a unit's own table such a total would stay open."""
    report = paper_of(sent)
    total = key_of(Cell("comm.events"))

    def shown(round: str, table: str):
        address = reverse("reporting:table", args=[round, "04", table])
        return derived_of(client.get(address).context["sheet"])[total].value

    client.force_login(sent.world.officers["04"])
    assert shown(report.round.code, "S08") is None
    draw_figures(by=SYSTEM, report=report)
    assert shown(report.round.code, "S08") == 0
    own = sent.world.round("2015-h1").code
    sent.put("04", Cell("comm.events", "event_form=workshop"), 1, round=own)
    assert shown(own, "B09") is None


def test_a_draw_without_a_look_draws_nothing(sent, client):
    report = paper_of(sent)
    client.force_login(sent.world.officers["04"])
    for given in ({}, {"version": "7"}, {"version": "x"}):
        client.post(draw_url(report), given)
    assert not entries_of(report)


def test_a_version_that_came_meanwhile_is_looked_at_first(sent, client):
    report = paper_of(sent)
    recall_report(by=SYSTEM, report=sent.report())
    sent.put("04", HELD, 20)
    sent.world.send("04", sent.round.code)
    client.force_login(sent.world.officers["04"])
    answer = client.post(draw_url(report), {"version": "1"}, follow=True)
    assert "bản khác" in unescape(answer.content.decode()) and not entries_of(report)


def test_before_anything_was_sent_the_page_says_so(annual, client):
    report = paper_of(annual)
    shown = page(client, annual.world.officers["04"], draw_url(report))
    assert "chưa gửi" in shown and 'name="version"' not in shown
    client.post(draw_url(report), {"version": "1"})
    assert not entries_of(report)


def test_text_is_taken_over_heading_by_heading(annual, client):
    for unit in ("LD", "HPN"):
        annual.tell(unit, 10, 4)
    write(annual, annual.report(), "next", items=[{"text": "Kiện toàn Ban", "type": ""}])
    annual.tell("04", 10, 4)
    report = paper_of(annual)
    shown = page(client, annual.world.officers["04"], draw_url(report))
    assert "Kiện toàn Ban" in shown and 'value="next"' in shown
    client.post(draw_url(report), {"heading": "next"})
    assert report.passages.get(heading="next").items[0]["text"] == "Kiện toàn Ban"
    assert 'value="next"' not in page(client, annual.world.officers["04"], draw_url(report))
    sources = reverse("reporting:text_sources", args=[report.round.code, "04", "next"])
    assert "Tỉnh Cao Bằng" in page(client, annual.world.officers["04"], sources)


def test_a_paper_that_was_sent_is_only_read(sent, client):
    report = paper_of(sent)
    draw_figures(by=SYSTEM, report=report)
    submit_report(by=SYSTEM, report=report)
    shown = page(client, sent.world.officers["04"], draw_url(report))
    assert 'name="version"' not in shown and 'name="heading"' not in shown


def test_the_report_itself_says_what_feeds_it(sent, client):
    report = paper_of(sent)
    address = reverse("reporting:report", args=[report.round.code, "04"])
    assert draw_url(report) in page(client, sent.world.officers["04"], address)
    assert draw_url(report) not in page(client, sent.world.viewer, address)
    own = reverse("reporting:report", args=[sent.round.code, "04"])
    assert "/draw/" not in page(client, sent.world.officers["04"], own)


def test_the_screens_in_english(sent, client):
    report = paper_of(sent)
    english(client)
    assert "Draw the figures" in page(client, sent.world.officers["04"], draw_url(report))
    assert "Nobody below is asked again" in page(client, sent.world.officers["04"], new_url(sent))
    assert "Other reports from the same figures" in page(client, sent.world.officers["04"], round_url(sent))
