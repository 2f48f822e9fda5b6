"""What the worker is given, and the pages about the device."""

import json
import re

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from tienbo.core import shell
from tienbo.core.shared_device import COOKIE

pytestmark = pytest.mark.django_db


def facts(client) -> dict:
    source = client.get("/worker.js").content.decode()
    return json.loads(re.match(r"self\.FACTS = (.+);\n", source)[1])


def test_the_worker_names_every_script_of_the_entry_table_and_no_letter(client):
    shown = facts(client)["shell"]
    assert any("core/grid/main" in address for address in shown)
    assert any("reporting/report" in address for address in shown)
    assert not any("guidance/" in address or "offline/worker" in address for address in shown)


def test_the_worker_is_a_script_that_every_visit_asks_for_again(client):
    answer = client.get("/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]


def test_another_file_is_another_release(client, monkeypatch):
    before = facts(client)["release"]
    assert facts(client)["release"] == before
    monkeypatch.setattr(shell, "MODULES", ("core/",))
    assert facts(client)["release"] != before


def test_the_probe_says_who_is_signed_in_and_renews_the_token(client):
    answer = client.get("/here/")
    assert answer.json() == {"person": ""}
    assert "csrftoken" in answer.cookies


@pytest.mark.parametrize(("said", "kept"), [("1", "1"), ("0", ""), ("x", "")])
def test_a_device_is_shared_only_when_it_is_said(client, django_user_model, said, kept):
    client.force_login(django_user_model.objects.create_user("officer"))
    client.post("/device/shared/", {"shared": said})
    assert client.cookies[COOKIE].value == kept
    assert f'data-shared="{"1" if kept else "0"}"' in client.get("/device/").content.decode()


def test_a_page_fetched_to_be_kept_leaves_the_messages_for_the_person(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("officer"))
    storage = CookieStorage(RequestFactory().get("/"))
    client.cookies["messages"] = storage._encode([Message(constants.SUCCESS, "Đã ghi nhận.")])
    assert "Đã ghi nhận." not in client.get("/device/", headers={"Tienbo-Keep": "1"}).content.decode()
    assert "Đã ghi nhận." in client.get("/device/").content.decode()
