"""What arrives from outside: whole numbers, JSON, texts that cannot be stored."""

import json

import pytest
from django.test import RequestFactory
from django.urls import reverse

from tienbo.core.incoming import LARGEST, Unreadable, is_storable, json_of, whole_number

# As a browser writes it in an address.
NUL = "%00"


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("0012", 12), (str(LARGEST), LARGEST)])
def test_a_whole_number_is_read(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", [None, "", "-1", "+1", " 1", "1_0", "1.0", "٣", "３", "²", "a", str(LARGEST + 1), "9" * 5000, "0" * 5000]
)
def test_what_is_no_whole_number_that_the_database_can_hold_is_the_default(text):
    assert whole_number(text) is None
    assert whole_number(text, default=1) == 1


def test_a_number_above_its_bound_is_the_default():
    assert whole_number("400", most=400) == 400
    assert whole_number("401", default=24, most=400) == 24


@pytest.mark.parametrize("text", ["", "Cao Bằng", "dòng\nmới\t", "\x01", "😀", "\ue000"])
def test_a_text_that_the_database_can_hold(text):
    assert is_storable(text)


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "a\udfff"])
def test_a_text_that_it_cannot_hold(text):
    assert not is_storable(text)


def _posted(body: bytes):
    return RequestFactory().post("/", body, content_type="application/json; charset=utf-8")


def test_json_is_read():
    said = {"a": ["Bế Văn Đàn", 1, 2.5, None, True, {"ký tự": "\\u0000 là chữ, không phải ký tự"}]}
    assert json_of(_posted(json.dumps(said).encode())) == said


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b"9" * 5000,
        rb'"\u0000"',
        rb'{"a": [{"b": "x\ud800"}]}',
        rb'{"\udc00": 1}',
        b'"\xed\xa0\x80"',
    ],
)
def test_json_that_cannot_be_read_or_stored_is_refused_in_words(body):
    with pytest.raises(Unreadable) as refused:
        json_of(_posted(body))
    assert "Tải lại trang" in refused.value.sentence


def test_a_form_in_place_of_json_is_refused_also_when_it_was_read_already(rf):
    request = rf.post("/", {"op": "1"})
    assert request.POST["op"] == "1"
    with pytest.raises(Unreadable):
        json_of(request)


# --- the gate before every view ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [f"/help/{NUL}/", f"/help/?q={NUL}", f"/{NUL}", f"/help/?{NUL}=1", "/help/?q=%ff", f"/reports/2015/{NUL}/"],
)
def test_an_address_that_cannot_be_stored_is_a_plain_400_in_vietnamese(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Không đọc được yêu cầu này" in page and "core/tienbo" in page


def test_it_speaks_the_language_of_the_person(client):
    client.cookies["django_language"] = "en"
    assert "This request could not be read" in client.get(f"/help/?q={NUL}").content.decode()


def test_an_ordinary_address_passes_the_gate(client, db):
    assert client.get("/help/?q=Cao+B%E1%BA%B1ng").status_code == 200


@pytest.mark.parametrize("name", ["sessionid", "theme", "django_language", "messages", "csrftoken"])
def test_a_cookie_that_cannot_be_stored_is_refused_before_the_database_is_asked(client, name):
    """Without the fixture of a database: a query would fail the test."""
    client.cookies[name] = "\0" * 40
    assert client.get("/help/").status_code == 400


@pytest.mark.parametrize("fields", [{"login": "a\0", "password": "b"}, {"login\0": "a"}])
def test_a_form_that_cannot_be_stored_is_refused(client, db, fields):
    assert client.post(reverse("account_login"), fields).status_code == 400
    urlencoded = "&".join(f"{name}={value}" for name, value in fields.items()).replace("\0", NUL)
    answer = client.post(reverse("account_login"), urlencoded, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
