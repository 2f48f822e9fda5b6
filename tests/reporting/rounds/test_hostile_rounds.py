"""What the form of a round must withstand: terms that no key of a cell can hold, numbers and names out of reach."""

import datetime as dt
from html import unescape

import pytest
from django.urls import reverse

from tienbo.reporting.rounds.models import Round

pytestmark = pytest.mark.django_db

NEW = "/rounds/new/"


@pytest.fixture
def filled(world, client):
    """What the form proposes to the province's officer, as a browser would post it back."""
    client.force_login(world.officers["04"])
    form = client.get(NEW).context["form"]
    proposed = {field.html_name: field.value() for field in form if field.name not in {"kinds", "ticked"}}
    return {
        name: f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value
        for name, value in proposed.items()
        if value not in (None, False, [], "")
    } | {"act": "open"}


def test_the_form_as_it_is_proposed_opens_a_round(client, filled):
    assert client.post(NEW, filled).status_code == 302
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    "terms",
    ["a=b", "sex=F;x", "=", "2010-2015=", "٢٠١٠-٢٠١٥", "9" * 5000, "<b>", "2010|2015", "a\nb", "1, 2, 3, 4, 5"],
)
def test_a_term_that_is_no_name_is_refused_at_its_field_and_opens_nothing(client, filled, terms):
    answer = client.post(NEW, filled | {"terms_party": terms})
    assert answer.status_code == 422
    assert "Ghi nhiệm kỳ như 2010-2015" in unescape(answer.content.decode())
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("written", "terms"),
    [("2010-2015, 2015-2020", ["2010-2015", "2015-2020"]), ("XIII;XIV", ["XIII", "XIV"]), ("XIII, XIII", ["XIII"])],
)
def test_terms_are_read_each_once(client, filled, written, terms):
    assert client.post(NEW, filled | {"terms_party": written}).status_code == 302
    assert Round.objects.get().options["terms"]["party"] == terms


@pytest.mark.parametrize(
    "changed",
    [
        {"coverage": "9" * 5000},
        {"due_district_grace": "9" * 30},
        {"previous": "9" * 30},
        {"form_version": "٣٣٣" * 500},
        {"code": "x" * 5000},
        {"title": "x" * 5000},
        {"tree_on": "31/12/9999"},
        {"closing_on": "01/01/0001"},
        {"units": "ticked", "ticked": ["9" * 30]},
    ],
)
def test_what_is_out_of_reach_is_said_and_opens_nothing(client, filled, changed):
    assert client.post(NEW, filled | changed).status_code == 422
    assert not Round.objects.exists()


def test_a_title_with_markup_is_shown_as_text(world, client, filled):
    client.post(NEW, filled | {"title": "<script>alert(1)</script>"})
    round = Round.objects.get()
    pages = [NEW, reverse("reporting:rounds"), reverse("reporting:round", args=[round.code]), reverse("home:desk")]
    shown = [client.get(page).content.decode() for page in pages]
    assert all("<script>alert(1)" not in page for page in shown)
    assert "&lt;script&gt;alert(1)" in shown[1]
