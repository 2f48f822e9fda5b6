"""What the text of a report must withstand: markup, what cannot be stored, what no report is long enough for."""

from html import unescape

import pytest
from django.urls import reverse

from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.models import PassageChange
from tienbo.reporting.narrative.forms import LONGEST
from tienbo.reporting.narrative.queries import parts_of

pytestmark = pytest.mark.django_db

SCRIPT = '<script>alert("x")</script>'


def address(name: str = "text", unit: str = "01711", *further) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit, *further])


@pytest.fixture
def officer(world, client):
    """The commune's officer, signed in, with the round open."""
    world.round()
    client.force_login(world.officers["01711"])
    return client


@pytest.fixture
def headings(world):
    """The codes of two headings: one of prose, one of items."""
    world.round()
    parts = [part for part in parts_of(world.report("01711")) if not part.is_title]
    prose = next(part.heading.code for part in parts if part.takes_prose)
    items = next(part.heading.code for part in parts if part.takes_items)
    return prose, items


def kept(world) -> dict[str, str]:
    return {passage.heading: passage.text for passage in world.report("01711").passages.all()}


def test_markup_is_kept_as_it_was_typed_and_shown_as_text_on_every_screen(world, officer, headings):
    prose, items = headings
    posted = {f"b.{prose}": "0", f"t.{prose}": SCRIPT, f"b.{items}": "0", f"i.{items}": SCRIPT}
    assert officer.post(address(), posted).status_code == 302
    assert kept(world)[prose] == SCRIPT
    shown = officer.get(address()).content.decode()
    assert SCRIPT not in shown and shown.count("&lt;script&gt;") == 2

    world.fill("01711")
    world.send("01711")
    world.take("01711")
    officer.force_login(world.officers["051"])
    pages = [
        address(),
        address("text", "051"),
        address("report"),
        address("version", "01711", 1),
        address("document"),
    ]
    shown = [officer.get(page).content.decode() for page in pages]
    assert all("<script>alert" not in page for page in shown)
    assert "&lt;script&gt;" in shown[0] and "&lt;script&gt;" in shown[1], "below and beside the superior's own text"
    assert b"<script>alert" not in b"".join(officer.get(address("version_file", "01711", 1, "pdf")).streaming_content)


def test_a_nul_is_refused_and_nothing_is_kept(world, officer, headings):
    prose, _items = headings
    for posted in ({f"t.{prose}": "Đã họp\0"}, {f"t.{prose}": "Đã họp", "place": "\0"}):
        answer = officer.post(address(), {f"b.{prose}": "0"} | posted)
        assert answer.status_code == 400
        assert "Không đọc được yêu cầu này" in answer.content.decode()
    assert kept(world) == {}


@pytest.mark.parametrize("long", ["chữ " * (5 * 1024 * 1024 // 5), "x" * (LONGEST + 1)])
def test_a_text_that_is_too_long_is_refused_with_the_limit_and_comes_back_as_typed(world, officer, headings, long):
    prose, items = headings
    posted = {f"b.{prose}": "0", f"t.{prose}": "Đã họp hai lần.", f"b.{items}": "0", f"i.{items}": long}
    answer = officer.post(address(), posted)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    (heading,) = [each for each in definition_of(world.report("01711").round.form).narrative if each.code == items]
    assert f"{heading.text.vi}: dài quá 50.000 ký tự. Chưa lưu gì" in page
    assert long in page and "Đã họp hai lần." in page
    assert kept(world) == {} and not PassageChange.objects.exists()

    told = officer.post(address(), posted, headers={"Accept": "application/json"})
    assert told.status_code == 422 and "dài quá 50.000 ký tự" in told.json()["message"]
    assert kept(world) == {}


def test_items_are_counted_together(world, officer, headings):
    _prose, items = headings
    answer = officer.post(address(), {f"b.{items}": "0", f"i.{items}": ["x" * (LONGEST // 2 + 1)] * 2})
    assert answer.status_code == 422 and kept(world) == {}


def test_a_text_of_the_full_length_is_kept(world, officer, headings):
    prose, _items = headings
    assert officer.post(address(), {f"b.{prose}": "0", f"t.{prose}": "ữ" * LONGEST}).status_code == 302
    assert len(kept(world)[prose]) == LONGEST


@pytest.mark.parametrize("base", ["9" * 5000, "٣", "-1", "x"])
def test_a_revision_that_is_no_number_is_that_of_an_empty_heading(world, officer, headings, base):
    prose, _items = headings
    assert officer.post(address(), {f"b.{prose}": base, f"t.{prose}": "Đã họp."}).status_code == 302
    assert officer.post(address(), {f"b.{prose}": base, f"t.{prose}": "Khác."}).status_code == 422
    assert kept(world) == {prose: "Đã họp."}


@pytest.mark.parametrize("name", ["take", "drop", "add"])
@pytest.mark.parametrize(
    "value", [":", " ", "x:" + "9" * 5000, "x item:" + "9" * 5000, "x version:٣:٣", "x version:" + "9" * 30]
)
def test_a_button_that_the_page_did_not_have_does_nothing(world, officer, headings, name, value):
    prose, _items = headings
    answer = officer.post(address(), {name: value.replace("x", prose, 1)})
    assert answer.status_code == 302
    assert kept(world) == {}
