"""Vietnamese unless somebody chose otherwise."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_an_english_browser_is_answered_in_vietnamese(client):
    answer = client.get(reverse("account_login"), headers={"accept-language": "en-US,en;q=0.9"})
    assert answer.headers["Content-Language"] == "vi"
    assert '<html lang="vi"' in answer.content.decode()


def test_who_chose_english_is_answered_in_english(client):
    client.post(reverse("core:language"), {"language": "en", "next": "/"})
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en"


def test_an_unknown_language_is_vietnamese(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert client.get(reverse("account_login")).headers["Content-Language"] == "vi"
