"""After signing in one goes on where one wanted to, and never to somebody else's site."""

import pytest
from django.urls import reverse

from tests.access.cast import PASSWORD

ELSEWHERE = [
    "https://evil.example/",
    "http://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "http:///evil.example/",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    " https://evil.example/",
    "\t//evil.example/",
]


def sign_in(client, wanted: str, *, in_address: bool = False):
    address = reverse("account_login")
    data = {"login": "huyen.officer", "password": PASSWORD}
    if in_address:
        return client.post(address, data, query_params={"next": wanted})
    return client.post(address, data | {"next": wanted})


@pytest.mark.parametrize("in_address", [False, True])
@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_sent_to_another_site(cast, client, wanted, in_address):
    answer = sign_in(client, wanted, in_address=in_address)
    assert (answer.status_code, answer.url) == (302, "/")


@pytest.mark.parametrize("in_address", [False, True])
def test_one_goes_on_where_one_wanted_to(cast, client, in_address):
    assert sign_in(client, "/units/?q=be+van", in_address=in_address).url == "/units/?q=be+van"


@pytest.mark.parametrize("name", ["core:language", "core:theme"])
@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_language_and_theme_lead_nowhere_else_either(client, name, wanted):
    answer = client.post(reverse(name), {"language": "en", "theme": "dark", "next": wanted})
    assert (answer.status_code, answer.url) == (302, "/")
