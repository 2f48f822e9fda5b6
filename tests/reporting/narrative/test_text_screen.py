"""The text of a report on the screen: headings, items without script, what is taken over, two people at once."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tienbo.guidance import sources as guidance_sources
from tienbo.indicators.ports import Row, SourcedItem
from tienbo.reporting.entry.actions import write_passage

pytestmark = pytest.mark.django_db


def address(unit: str) -> str:
    return reverse("reporting:text", args=["2015-h1", unit])


@pytest.fixture
def as_(client, world):
    """as_(user): the client of that person; the round is open."""
    world.round()

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def passage(world, unit: str, heading: str):
    return world.report(unit).passages.filter(heading=heading).first()


def write(world, unit: str, heading: str, text: str = "", items=()):
    return write_passage(
        by=world.officers[unit],
        report=world.report(unit),
        heading=heading,
        text=text,
        items=[{"text": item, "type": ""} for item in items],
    )


def said(world, unit: str, heading: str) -> list[dict]:
    """The items of a heading, without who they are and where they come from."""
    return [{"text": item["text"], "type": item["type"]} for item in passage(world, unit, heading).items]


def button(page: str, sentence: str) -> str:
    """The value of the button that stands beside a sentence on offer."""
    found = re.search(rf'{re.escape(sentence)}</span><button[^>]*name="take" value="([^"]+)"', page)
    return unescape(found[1])


def test_a_stranger_gets_a_404_and_a_reader_no_field(world, as_):
    assert as_(world.stranger).get(address("051")).status_code == 404
    client = as_(world.inspector)
    page = client.get(address("051")).content.decode()
    assert "<textarea" not in page
    assert client.post(address("051"), {"t.opening": "x", "b.opening": "0"}).status_code == 403
    assert passage(world, "051", "opening") is None


def test_only_the_headings_of_this_report_are_asked(world, as_):
    page = as_(world.officers["051"]).get(address("051")).content.decode()
    assert 't.opening"' in page
    assert "inspection_findings" not in page, "asked in the annual report only"
    assert "action_month" not in page, "asked from 2016 on"
    assert "Đã viết 0/20 mục" in page


def test_prose_and_items_are_saved_in_one_act(world, as_):
    client = as_(world.officers["051"])
    posted = {
        "t.opening": "Thực hiện hướng dẫn của Ban tỉnh.",
        "b.opening": "0",
        "i.assessment.causes": ["Cán bộ kiêm nhiệm.", "", "Địa bàn rộng."],
        "k.assessment.causes": ["subjective", "", "objective"],
        "b.assessment.causes": "0",
    }
    assert client.post(address("051"), posted | {"act": "save"}).status_code == 302
    assert passage(world, "051", "opening").text == "Thực hiện hướng dẫn của Ban tỉnh."
    assert said(world, "051", "assessment.causes") == [
        {"text": "Cán bộ kiêm nhiệm.", "type": "subjective"},
        {"text": "Địa bàn rộng.", "type": "objective"},
    ]
    page = client.get(address("051")).content.decode()
    assert '<option value="objective" selected>' in page


def test_a_type_that_the_heading_does_not_have_is_left_out(world, as_):
    posted = {"i.assessment.causes": ["Một."], "k.assessment.causes": ["strength"], "b.assessment.causes": "0"}
    as_(world.officers["051"]).post(address("051"), posted)
    assert said(world, "051", "assessment.causes") == [{"text": "Một.", "type": ""}]


def test_an_item_is_added_and_dropped_by_buttons_without_script(world, as_):
    client = as_(world.officers["051"])
    posted = {"i.assessment.strengths": ["Một.", "Hai."], "b.assessment.strengths": "0", "add": "assessment.strengths"}
    page = client.post(address("051"), posted, follow=True).content.decode()
    assert len(re.findall(r'name="i.assessment.strengths"', page)) == 5
    posted |= {"b.assessment.strengths": "1", "drop": "assessment.strengths:0"}
    del posted["add"]
    client.post(address("051"), posted)
    assert [item["text"] for item in passage(world, "051", "assessment.strengths").items] == ["Hai."]


def test_what_two_people_wrote_is_shown_side_by_side_and_nothing_is_lost(world, as_):
    write(world, "051", "opening", "Của người thứ nhất.")
    client = as_(world.officers["051"])
    posted = {"t.opening": "Của người thứ hai.", "b.opening": "0"}
    posted |= {"t.results.funds": "12 triệu.", "b.results.funds": "0"}
    answer = client.post(address("051"), posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Của người thứ nhất." in page
    assert "Của người thứ hai." in page
    assert passage(world, "051", "opening").text == "Của người thứ nhất."
    assert passage(world, "051", "results.funds").text == "12 triệu.", "the other headings are saved"
    base = re.search(r'name="b.opening" value="(\d+)"', page)[1]
    client.post(address("051"), {"t.opening": "Của người thứ hai.", "b.opening": base})
    assert passage(world, "051", "opening").text == "Của người thứ hai."


def test_the_text_of_taken_units_stands_beside_the_heading_and_goes_in_by_a_button(world, as_):
    write(world, "01711", "assessment.strengths", items=["Chi bộ quan tâm."])
    write(world, "01711", "results.funds", "Kinh phí 2 triệu.")
    world.fill("01711")
    world.send("01711")
    client = as_(world.officers["051"])
    assert "Chi bộ quan tâm." not in client.get(address("051")).content.decode(), "sent is not yet taken"
    world.take("01711")
    page = client.get(address("051")).content.decode()
    assert "Văn bản của 1 đơn vị cấp dưới" in page
    assert "Xã Bình Dương" in page and "Chi bộ quan tâm." in page
    posted = {"t.results.funds": "Đã chi.", "b.results.funds": "0", "take": button(page, "Kinh phí 2 triệu.")}
    client.post(address("051"), posted)
    kept = passage(world, "051", "results.funds")
    assert kept.text == "Đã chi.\n- Kinh phí 2 triệu."
    (source,) = kept.sources
    assert source["paragraph"] == "- Kinh phí 2 triệu."
    assert [each["unit"] for each in source["sources"]] == [str(world.units["01711"].uid)]


def test_sentences_from_records_are_offered_and_put_in(world, as_, monkeypatch):
    row = Row("tasks", "task", "1", "Nhiệm vụ 1")
    monkeypatch.setattr(
        guidance_sources,
        "items",
        lambda **asked: [SourcedItem("Tổ chức 03 lớp tập huấn.", row, ("Mở lớp tập huấn", ""))],
    )
    client = as_(world.officers["051"])
    page = client.get(address("051")).content.decode()
    taken = button(page, "Tổ chức 03 lớp tập huấn.")
    client.post(address("051"), {"b.results.training": "0", "take": taken})
    assert said(world, "051", "results.training") == [{"text": "Tổ chức 03 lớp tập huấn.", "type": ""}]
    (item,) = passage(world, "051", "results.training").items
    assert item["sources"] == [{"module": "tasks", "kind": "task", "key": "1"}]
    page = client.get(address("051")).content.decode()
    assert "đã có trong báo cáo" in page and 'name="take"' not in page


def test_a_draft_of_the_text_is_made_of_all_records_at_once_and_only_once(world, as_, monkeypatch):
    results = [("Mở 03 lớp tập huấn.", "tập huấn"), ("Chi 20 triệu đồng.", "kinh phí"), ("Chi thêm.", "dự toán")]
    offered = [
        SourcedItem(text, Row("tasks", "task", str(number), ""), (about,))
        for number, (text, about) in enumerate(results)
    ]
    monkeypatch.setattr(guidance_sources, "items", lambda **asked: offered)
    client = as_(world.officers["051"])
    assert 'name="draft" value="*"' in client.get(address("051")).content.decode()
    for _again in range(2):
        client.post(address("051"), {"draft": "*"})
    assert [each["text"] for each in said(world, "051", "results.training")] == ["Mở 03 lớp tập huấn."]
    funds = passage(world, "051", "results.funds")
    assert funds.text == "- Chi 20 triệu đồng.\n- Chi thêm."
    assert [each["sources"][0]["key"] for each in funds.sources] == ["1", "2"]
    assert 'name="draft"' not in client.get(address("051")).content.decode()


def test_a_pasted_list_becomes_items_without_their_bullets(world, as_):
    client = as_(world.officers["051"])
    pasted = "- Hai.\r\n\r\n2. Ba 3.5 triệu.\r\n+ Bốn\r\n12 lớp"
    posted = {"b.assessment.strengths": "0", "i.assessment.strengths": ["Một."], "p.assessment.strengths": pasted}
    client.post(address("051"), posted)
    texts = [each["text"] for each in said(world, "051", "assessment.strengths")]
    assert texts == ["Một.", "Hai.", "Ba 3.5 triệu.", "Bốn", "12 lớp"]
    posted = {"b.assessment.strengths": "1", "p.assessment.strengths": "Năm"}
    client.post(address("051"), posted, headers={"Accept": "application/json"})
    assert passage(world, "051", "assessment.strengths").revision == 1, "not while it is being written"


def test_an_item_is_moved_up_by_a_button_and_stays_who_it_is(world, as_):
    write(world, "051", "assessment.strengths", items=["Một.", "Hai."])
    first, second = passage(world, "051", "assessment.strengths").items
    client = as_(world.officers["051"])
    page = client.get(address("051")).content.decode()
    ids = re.findall(r'name="d.assessment.strengths" value="([^"]+)"', page)
    assert ids == [first["id"], second["id"]]
    texts = ["Một.", "Hai."]
    posted = {"b.assessment.strengths": "1", "i.assessment.strengths": texts, "d.assessment.strengths": ids}
    client.post(address("051"), posted | {"up": "assessment.strengths:1"})
    assert passage(world, "051", "assessment.strengths").items == [second, first]
    client.post(address("051"), posted | {"b.assessment.strengths": "2", "up": "assessment.strengths:0"})
    assert passage(world, "051", "assessment.strengths").items == [first, second], "the first has nowhere to go"


@pytest.mark.parametrize("taken", ["results.training version:1:0", "results.training", "nowhere x", ""])
def test_a_sentence_that_is_not_on_offer_any_more_is_told_and_what_was_typed_is_kept(world, as_, taken):
    client = as_(world.officers["051"])
    posted = {"t.opening": "Đã viết.", "b.opening": "0", "take": taken}
    page = client.post(address("051"), posted, follow=True).content.decode()
    assert passage(world, "051", "opening").text == "Đã viết."
    assert passage(world, "051", "results.training") is None
    assert ("Câu này không còn" in page) == taken.startswith("results.training")


def test_a_button_means_the_sentence_it_showed_whatever_came_meanwhile(world, as_):
    """A unit whose text stands before the other's is taken between the showing and the pressing."""
    for unit, sentence in (("01711", "Chi bộ quan tâm."), ("01708", "Hội viên đông.")):
        write(world, unit, "opening", sentence)
        world.fill(unit)
        world.send(unit)
    world.take("01711")
    client = as_(world.officers["051"])
    taken = button(client.get(address("051")).content.decode(), "Chi bộ quan tâm.")
    world.take("01708")
    client.post(address("051"), {"b.opening": "0", "take": taken})
    assert passage(world, "051", "opening").text == "- Chi bộ quan tâm."


def test_every_wording_stays_on_record_with_its_author(world, as_):
    write(world, "051", "opening", "Bản đầu.")
    write(world, "051", "opening", "Bản sau.")
    url = reverse("reporting:text_history", args=["2015-h1", "051", "opening"])
    page = as_(world.officers["051"]).get(url).content.decode()
    assert page.index("Bản sau.") < page.index("Bản đầu.")
    assert str(world.officers["051"]) in page
    assert as_(world.officers["051"]).get(url.replace("opening", "nowhere")).status_code == 404
    assert as_(world.stranger).get(url).status_code == 404


@pytest.mark.parametrize("heading", ["results.funds", "results.training", "assessment.strengths"])
def test_prose_and_items_both_survive_whatever_kind_the_heading_is(world, as_, heading):
    write(world, "051", heading, "Một đoạn.", ["Một ý.", "Hai ý."])
    client = as_(world.officers["051"])
    page = client.get(address("051")).content.decode()
    posted = {
        f"t.{heading}": re.search(rf'name="t.{heading}"[^>]*>([^<]*)<', page)[1],
        f"i.{heading}": re.findall(rf'name="i.{heading}"[^>]*>([^<]*)<', page),
        f"b.{heading}": "1",
    }
    client.post(address("051"), posted)
    kept = passage(world, "051", heading)
    assert (kept.text, [item["text"] for item in kept.items], kept.revision) == ("Một đoạn.", ["Một ý.", "Hai ý."], 1)
    client.post(address("051"), {f"b.{heading}": "1"})
    assert passage(world, "051", heading).revision == 1, "what was not shown is not emptied"


def test_a_sent_text_is_read_only_and_says_why(world, as_):
    write(world, "01711", "opening", "Lời đã gửi.")
    world.fill("01711")
    world.send("01711")
    client = as_(world.officers["01711"])
    page = client.get(address("01711")).content.decode()
    assert "Lời đã gửi." in page
    assert "Báo cáo đã gửi" in page
    answer = client.post(address("01711"), {"t.opening": "Khác.", "b.opening": "1"}, follow=True)
    assert "Báo cáo đã gửi" in answer.content.decode()
    assert passage(world, "01711", "opening").text == "Lời đã gửi."


def test_the_page_costs_a_fixed_number_of_queries(world, as_, django_assert_max_num_queries):
    write(world, "051", "opening", "Một.")
    client = as_(world.officers["051"])
    client.get(address("051"))
    with django_assert_max_num_queries(22):
        client.get(address("051"))
