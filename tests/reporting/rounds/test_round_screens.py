"""Rounds on screen: the list, opening one after seeing who reports to whom, the page of a round, exempting."""

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tienbo.core import clock
from tienbo.notices.models import Notice
from tienbo.reporting.exchange.actions import prepare_report
from tienbo.reporting.rounds.actions import exempt_participant
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rounds.places import Gathering, gatherings, superiors_of

pytestmark = pytest.mark.django_db

NEW = "/rounds/new/"


def page_of(client, user, url: str, status: int = 200) -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == status
    return unescape(response.content.decode())


def as_posted(form) -> dict:
    """What a browser posts that changes nothing of the form."""
    posted = {}
    for field in form:
        value = field.value()
        if value in (None, False, [], "") or field.name in {"kinds", "ticked"}:
            continue
        posted[field.html_name] = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value
    return posted


@pytest.fixture
def filled(world, client):
    """What the form proposes to the province's officer, as a browser would post it back."""
    client.force_login(world.officers["04"])
    return as_posted(client.get(NEW).context["form"])


# --- opening ----------------------------------------------------------------------------------------------------------


def test_the_form_proposes_the_days_of_the_form_and_earlier_ones_for_those_further_down(world, client):
    client.force_login(world.officers["04"])
    initial = client.get(NEW).context["form"].initial
    assert initial["due_district_on"] == dt.date(2015, 6, 5) and initial["due_district_exclusive"]
    assert initial["due_commune_on"] == dt.date(2015, 5, 26)
    assert (initial["starts_on"], initial["ends_on"]) == (dt.date(2014, 12, 1), dt.date(2015, 5, 31))
    assert initial["terms_party"] == "2010-2015, 2015-2020" and initial["code"] == "2015-h1"
    # Communes send by 25 May: five days before that the figures are closed.
    assert initial["closing_on"] == dt.date(2015, 5, 20)


@pytest.mark.parametrize("report", ["half_year", "annual", "adhoc"])
def test_what_is_proposed_for_each_kind_of_report_contradicts_nothing(world, client, report):
    client.force_login(world.officers["04"])
    posted = as_posted(client.get(f"{NEW}?report={report}").context["form"]) | {"act": "preview"}
    if report == "adhoc":
        posted |= {"title": "Phòng, chống bạo lực gia đình", "due_district_on": "30/06/2015"}
    assert client.post(NEW, posted).status_code == 200


def test_only_the_levels_that_take_part_have_a_due_day(world, client, filled):
    districts = filled | {"units": "kinds", "kinds": ["district"], "code": "huyen", "closing_on": "31/05/2015"}
    client.post(NEW, districts | {"act": "open"})
    assert set(Round.objects.get(code="huyen").dues.values_list("kind", flat=True)) == {"district"}
    without = districts | {"code": "khong-han", "due_district_on": ""}
    response = client.post(NEW, without | {"act": "open"})
    assert response.status_code == 422 and "Chưa có hạn gửi nào" in unescape(response.content.decode())


def test_a_second_round_for_the_same_time_is_pointed_out_before_it_is_opened(world, client, filled):
    assert "Đã có đợt" not in unescape(client.post(NEW, filled | {"act": "preview"}).content.decode())
    world.round("2015-h1")
    again = filled | {"code": "2015-h1-2"}
    page = unescape(client.post(NEW, again | {"act": "preview"}).content.decode())
    assert "Đã có đợt cùng loại cho thời gian này" in page and reverse("reporting:round", args=["2015-h1"]) in page
    assert "Đã có đợt cùng loại cho thời gian này" in unescape(client.get(NEW).content.decode())
    later = again | {"starts_on": "01/06/2015", "ends_on": "30/06/2015", "closing_on": "01/06/2015"}
    assert "Đã có đợt" not in unescape(client.post(NEW, later | {"act": "preview"}).content.decode())
    adhoc = again | {"report": "adhoc", "act": "preview"}
    assert "Đã có đợt" not in unescape(client.post(NEW, adhoc).content.decode())


def test_a_letter_that_names_the_day_is_followed(world, client, monkeypatch):
    from tienbo.core.deadlines import Deadline
    from tienbo.reporting.rounds import proposals

    class Letter:
        number, subject, title = "31/BVSTBCPN-VP", "", "Công văn số 31/BVSTBCPN-VP"

    asking = proposals.Asking(Letter(), Deadline(dt.date(2015, 6, 12), True), True)
    monkeypatch.setattr(proposals, "asking_letter", lambda *given: asking)
    monkeypatch.setattr("tienbo.reporting.rounds.views.asking_letter", lambda *given: asking)
    client.force_login(world.officers["04"])
    response = client.get(NEW)
    initial = response.context["form"].initial
    assert initial["due_district_on"] == dt.date(2015, 6, 12)
    assert initial["due_commune_on"] == dt.date(2015, 6, 2)
    assert initial["origin"] == "31/BVSTBCPN-VP" and "due_province_on" not in initial
    assert "11/06/2015" in unescape(response.content.decode())


def test_who_reports_to_whom_is_shown_before_anything_is_opened(world, client, filled):
    response = client.post(NEW, filled | {"act": "preview"})
    page = unescape(response.content.decode())
    assert response.status_code == 200 and not Round.objects.exists()
    assert "Ai báo cáo cho ai" in page and "Huyện Hòa An" in page
    assert [(each.name, each.total) for each in response.context["preview"]] == [
        ("Tỉnh Cao Bằng", 6),
        ("Huyện Hòa An", 2),
        ("Huyện Thạch An", 1),
        ("Sở Lao động - Thương binh và Xã hội", 1),
    ]


def test_opening_does_what_the_preview_said(world, client, filled):
    preview = client.post(NEW, filled | {"act": "preview"}).context["preview"]
    response = client.post(NEW, filled | {"act": "open"})
    round = Round.objects.get()
    assert response["Location"] == reverse("reporting:round", args=[round.code])
    made = {
        each.name: each.reporters.count()
        for each in Participant.objects.filter(round=round).order_by("id")
        if each.reporters.exists()
    }
    assert made == {each.name: each.total for each in preview}
    due = round.dues.get(kind="commune")
    assert (due.on, due.exclusive) == (dt.date(2015, 5, 26), True)
    assert round.options["terms"]["council"] == ["2011-2016"]


def test_a_round_of_some_kinds_or_of_ticked_units_reaches_only_those(world, client, filled):
    client.post(NEW, filled | {"units": "kinds", "kinds": ["district"], "code": "huyen", "act": "open"})
    codes = Participant.objects.filter(round__code="huyen").values_list("code", flat=True)
    assert set(codes) == {"04", "051", "053"}
    ticked = [str(world.units[code].pk) for code in ("01711", "HPN")]
    client.post(NEW, filled | {"units": "ticked", "ticked": ticked, "code": "chuyen-de", "act": "open"})
    found = {each.code: each.superior for each in Participant.objects.filter(round__code="chuyen-de")}
    assert set(found) == {"04", "01711", "HPN"} and found["01711"].code == "04"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": "01/12/2013"}, "Ngày cuối kỳ trước ngày đầu kỳ."),
        ({"closing_on": "31/02/2015"}, "Ghi ngày như 04/06/2015."),
        ({"closing_on": "01/01/2010"}, "Ngày chốt số liệu trước kỳ báo cáo."),
        ({"closing_on": "26/05/2015"}, "Xã, phường, thị trấn phải gửi chậm nhất ngày 25/05/2015"),
        ({"ends_on": "31/12/9999"}, "Ghi một ngày từ năm 1900 đến năm 2100."),
        ({"due_district_on": "31/12/9999"}, "Ghi một ngày từ năm 1900 đến năm 2100."),
        ({"tree_on": "31/12/2100"}, "Không muộn hơn ngày 04/06/2015: đến lúc đó mọi đơn vị đã gửi."),
        ({"tree_on": "01/01/0001"}, "Ghi một ngày từ năm 1900 đến năm 2100."),
        ({"due_commune_on": "07/06/2015"}, "muộn hơn hạn của"),
        ({"units": "kinds"}, "Chọn ít nhất một loại đơn vị."),
        ({"units": "ticked"}, "Chọn ít nhất một đơn vị."),
        ({"tree_on": "01/01/1999"}, "Ngày này đơn vị chưa có trong cây tổ chức."),
        ({"code": "đợt một"}, "Chỉ dùng chữ không dấu"),
    ],
)
def test_what_cannot_be_is_said_in_words_at_its_field(world, client, filled, changes, sentence):
    response = client.post(NEW, filled | changes | {"act": "open"})
    assert response.status_code == 422 and not Round.objects.exists()
    assert sentence in unescape(response.content.decode())


def test_two_rounds_cannot_bear_the_same_short_name(world, client, filled):
    world.round("2015-h1")
    response = client.post(NEW, filled | {"code": "2015-H1", "act": "open"})
    assert response.status_code == 422 and "Đã có đợt báo cáo mang tên ngắn này." in unescape(response.content.decode())


def test_who_may_not_open_rounds_does_not_see_the_form(world, client):
    assert "Mở đợt báo cáo" not in page_of(client, world.viewer, "/rounds/")
    page_of(client, world.viewer, NEW, 403)
    page_of(client, world.heads["04"], NEW, 403)


# --- the list and the page --------------------------------------------------------------------------------------------


def test_the_list_shows_the_units_own_report_and_what_is_taken_below(world, client):
    world.round()
    world.fill("01711")
    world.send("01711")
    world.take("01711")
    page = page_of(client, world.officers["051"], "/rounds/")
    assert "Báo cáo sơ kết 6 tháng đầu năm 2015" in page and ">1/2<" in page


def test_a_unit_without_rounds_is_told_so(world, client):
    assert "Chưa có đợt báo cáo nào" in page_of(client, world.officers["051"], "/rounds/")


def test_a_district_sees_its_own_branch_of_a_round(world, client):
    world.round()
    page = page_of(client, world.officers["051"], "/rounds/2015-h1/")
    assert "Xã Bình Dương" in page and "Huyện Thạch An" not in page and "Công an tỉnh" not in page
    # 26 May, exclusive: the last day on time is the 25th.
    assert "chậm nhất thứ Hai, 25/05/2015" in page


def plain(page: str) -> str:
    """The words of a page, one blank between them."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_each_level_shows_how_long_its_day_has_passed_or_is_ahead(world, client):
    world.round()
    with clock.at(dt.date(2015, 5, 31)):
        page = plain(page_of(client, world.officers["04"], "/rounds/2015-h1/"))
    assert "chậm nhất thứ Hai, 25/05/2015 (đã qua 6 ngày)" in page
    assert "chậm nhất thứ Năm, 04/06/2015 (còn 4 ngày)" in page
    with clock.at(dt.date(2015, 5, 25)):
        assert "25/05/2015 (hôm nay)" in plain(page_of(client, world.officers["04"], "/rounds/2015-h1/"))
    assert page.index("Tỉnh chậm nhất") < page.index("Xã, phường, thị trấn chậm nhất")


def test_the_page_names_form_and_day_of_the_list_of_units_in_words(world, client):
    world.round()
    page = plain(page_of(client, world.officers["04"], "/rounds/2015-h1/"))
    assert "Biểu mẫu báo cáo năm 2015 (bản 1)" in page and "Danh sách đơn vị tính đến ngày 20/05/2015" in page
    assert "Biểu mẫu báo cáo năm 2015 (bản 1)" in page_of(client, world.officers["04"], NEW)


def test_a_unit_that_has_sent_is_not_called_late_at_the_head_of_the_page(world, client):
    world.fill("01711")
    with clock.at(dt.date(2015, 5, 31)):
        assert "Quá hạn 6 ngày" in page_of(client, world.officers["01711"], "/rounds/2015-h1/")
        world.send("01711")
        page = page_of(client, world.officers["01711"], "/rounds/2015-h1/")
    assert "Quá hạn" not in page and "Đã gửi" in page


def test_a_round_of_others_does_not_exist_for_a_stranger(world, client):
    world.round(units=[world.units["HPN"]])
    page_of(client, world.stranger, "/rounds/2015-h1/", 404)
    assert "6 tháng" not in page_of(client, world.stranger, "/rounds/")


def test_the_page_of_a_round_asks_a_fixed_number_of_queries(world, client, django_assert_max_num_queries):
    world.round()
    client.force_login(world.officers["04"])
    client.get("/rounds/2015-h1/")
    with django_assert_max_num_queries(18):
        client.get("/rounds/2015-h1/")


# --- exempting --------------------------------------------------------------------------------------------------------


def test_a_unit_is_exempted_with_a_reason_that_everybody_sees(world, client):
    world.round()
    client.force_login(world.officers["04"])
    url = reverse("reporting:standing", args=["2015-h1", "HPN"])
    assert client.post(url, {"standing": "exempt", "reason": ""}).status_code == 422
    client.post(url, {"standing": "exempt", "reason": "Đang sắp xếp lại"})
    participant = world.report("HPN").participant
    assert (participant.standing, participant.reason) == ("exempt", "Đang sắp xếp lại")
    assert "Đang sắp xếp lại" in page_of(client, world.viewer, "/rounds/2015-h1/")


def test_only_who_may_open_the_round_exempts(world, client):
    world.round()
    url = reverse("reporting:standing", args=["2015-h1", "01711"])
    client.force_login(world.officers["051"])
    assert client.post(url, {"standing": "exempt", "reason": "x"}).status_code == 403
    client.force_login(world.stranger)
    assert client.post(url, {"standing": "exempt", "reason": "x"}).status_code == 404


def test_letting_off_is_offered_only_while_nothing_was_put_forward(world, client):
    for unit in ("HPN", "CA", "LD"):
        world.fill(unit)
    for unit in ("HPN", "CA"):
        world.send(unit)
    world.take("CA")
    prepare_report(by=world.officers["LD"], report=world.report("LD"))
    exempt_participant(by=world.officers["04"], participant=world.report("VH").participant, reason="Sắp xếp lại")
    page = page_of(client, world.officers["04"], "/rounds/2015-h1/")
    offers = {
        unit: match.group(1).strip() if (match := re.search(rf'/{unit}/standing/">([^<]*)<', page)) else ""
        for unit in ("04", "051", "HPN", "CA", "LD", "VH")
    }
    assert offers == {"04": "", "051": "Miễn báo cáo…", "HPN": "", "CA": "", "LD": "Đơn vị kế thừa…", "VH": "Sửa"}
    assert "standing/" not in page_of(client, world.viewer, "/rounds/2015-h1/")


def test_every_unit_is_told_of_a_round_by_its_own_report_and_its_own_last_day(world, client):
    world.round()
    own = {each.unit_id: each.pk for each in Report.objects.filter(round__code="2015-h1")}
    notices = Notice.objects.filter(code="round.opened")
    assert {notice.unit_id: int(notice.key) for notice in notices} == own
    page = plain(page_of(client, world.officers["01711"], "/inbox/"))
    assert "Đã mở đợt “Báo cáo sơ kết 6 tháng đầu năm 2015”. Hạn cuối: thứ Hai, 25/05/2015." in page
    (link,) = re.findall(r'href="(/go/[^"]+)"', page_of(client, world.officers["01711"], "/inbox/"))
    assert client.get(link).url == reverse("reporting:report", args=["2015-h1", "01711"])


# --- who reports to whom, pure ----------------------------------------------------------------------------------------


class Spot:
    """A place: unit 0 is the root, each other stands under an earlier one."""

    def __init__(self, unit_id: int, parent_id: int | None) -> None:
        self.unit_id, self.parent_id, self.kind, self.name = unit_id, parent_id, "commune", str(unit_id)


@given(
    st.lists(st.integers(0, 10**6), max_size=30), st.sets(st.integers(0, 30)),
)  # fmt: skip
def test_everybody_reports_to_the_nearest_above_that_takes_part(seeds, chosen):
    spots = [Spot(0, None), *(Spot(n, seed % n) for n, seed in enumerate(seeds, start=1))]
    wanted = {0} | {each.unit_id for each in spots if each.unit_id in chosen}
    superiors = superiors_of(spots, 0, wanted)
    assert set(superiors) == wanted and superiors[0] is None
    for unit, above in superiors.items():
        if unit == 0:
            continue
        assert above in wanted and above != unit
        between = spots[unit].parent_id
        while between != above:
            assert between not in wanted
            between = spots[between].parent_id
    found: list[Gathering] = gatherings(spots, 0, wanted)
    assert sum(each.total for each in found) == len(wanted) - 1
