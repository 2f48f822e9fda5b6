"""Search, help and what stands around every page."""

import pytest
from django.urls import reverse

from tienbo.core import clock
from tienbo.core.links import link_to

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_search_finds_units_that_one_sees_and_no_others(cast, sign_in):
    page = text(sign_in(cast.officer).get(reverse("home:search"), {"q": "xa be"}))
    assert "Xã Bế Văn" in page
    assert "Xã Bế Văn" not in text(sign_in(cast.stranger).get(reverse("home:search"), {"q": "xa be"}))


@pytest.mark.parametrize("words", ["", "   ", "%", "'; --", "<b>x</b>", "ă" * 500])
def test_strange_words_find_nothing_and_break_nothing(cast, sign_in, words):
    answer = sign_in(cast.officer).get(reverse("home:search"), {"q": words})
    assert answer.status_code == 200 and "<b>x</b>" not in text(answer)


@pytest.mark.parametrize("name", ["home:help", "home:about"])
@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Cao Bằng|cấp ủy|thường trực"), ("en", "standing|verification code")]
)
def test_words_are_there_in_both_languages_for_whoever_has_not_signed_in(client, name, language, words):
    client.cookies["django_language"] = language
    page = text(client.get(reverse(name)))
    assert any(word in page for word in words.split("|"))


def test_help_gives_the_telephone_of_the_standing_office(cast, client):
    assert 'href="tel:0000111"' in text(client.get(reverse("home:help")))


def test_a_role_sees_only_words_that_it_can_use(cast, sign_in, settings):
    settings.MFA_ROLES = []

    def words(user) -> list[str]:
        rail = sign_in(user).get("/").context["chrome"].rail
        return [str(entry["label"]) for entry in rail]

    assert words(cast.admin) == ["Bàn làm việc", "Đơn vị"]
    assert {"Văn bản", "Nhiệm vụ"} <= set(words(cast.officer)) and len(words(cast.officer)) <= 8
    assert words(cast.nobody) == []


def test_the_page_where_one_is_is_marked(cast, sign_in):
    def current(address: str) -> list[str]:
        rail = sign_in(cast.standing).get(address).context["chrome"].rail
        return [str(entry["label"]) for entry in rail if entry["current"]]

    for address in ("/units/", "/people/", "/journal/", reverse("home:unit", args=[cast.xa.uid])):
        assert current(address) == ["Đơn vị"]
    assert current("/") == ["Bàn làm việc"] and current("/profile/") == []


def test_a_fragment_costs_nothing_for_the_frame(cast, rf, django_assert_num_queries):
    from tienbo.access.queries import seats_of
    from tienbo.config.navigation import chrome

    request = rf.get("/")
    request.user, request.seats = cast.officer, seats_of(cast.officer)
    request.seat = request.seats[0]
    with django_assert_num_queries(0):
        framed = chrome(request)["chrome"]
        assert framed.unit == "Huyện Hòa Lâm" and framed.today == clock.today() and framed.rail


def test_things_are_linked_by_what_they_are(cast):
    assert link_to("units", "unit", str(cast.xa.uid)) == reverse("home:unit", args=[cast.xa.uid])
    assert link_to("access", "user", str(cast.officer.uid)) == reverse("access:person", args=[cast.officer.uid])
    assert link_to("units", "unit", "no uid") == "" and link_to("nobody", "knows", "1") == ""
