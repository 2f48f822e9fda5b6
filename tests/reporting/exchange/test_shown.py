"""Who signs or takes does so of what he was shown: a report that changed meanwhile is shown again."""

import re

import pytest
from django.urls import reverse

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.exchange.actions import prepare_report, recall_report, resume_report

pytestmark = pytest.mark.django_db
REQUIRED = Cell("committee.required", "level=department")


def address(name: str, unit: str = "LD") -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit])


def fields_of(answer) -> dict[str, str]:
    """What a browser posts back of the page: its hidden fields."""
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode()))


@pytest.fixture
def filled(world):
    world.fill("LD", 0)
    return world


def change_what_waits_for_signature(world) -> None:
    resume_report(by=world.officers["LD"], report=world.report("LD"))
    world.put("LD", REQUIRED, 99)
    prepare_report(by=world.officers["LD"], report=world.report("LD"))


def send_again(world) -> None:
    recall_report(by=world.heads["LD"], report=world.report("LD"))
    world.put("LD", REQUIRED, 99)
    world.send("LD")


def test_a_head_signs_no_figures_that_were_changed_after_he_opened_the_page(filled, client):
    prepare_report(by=filled.officers["LD"], report=filled.report("LD"))
    client.force_login(filled.heads["LD"])
    shown = fields_of(client.get(address("submit")))
    change_what_waits_for_signature(filled)
    refused = client.post(address("submit"), shown)
    assert refused.status_code == 422 and "đã thay đổi" in refused.content.decode()
    assert filled.report("LD").state == "ready"
    client.post(address("submit"), fields_of(refused))
    assert filled.report("LD").state == "submitted"


def test_a_superior_signs_no_totals_in_which_another_unit_came_meanwhile(filled, client):
    filled.send("LD")
    filled.fill("04", 0)
    client.force_login(filled.heads["04"])
    shown = fields_of(client.get(address("submit", "04")))
    filled.take("LD")
    assert client.post(address("submit", "04"), shown).status_code == 422
    assert not filled.report("04").versions.exists()


def test_an_officer_takes_no_version_that_came_after_he_opened_the_page(filled, client):
    filled.send("LD")
    client.force_login(filled.officers["04"])
    shown = fields_of(client.get(address("take")))
    send_again(filled)
    assert client.post(address("take"), shown).status_code == 422
    assert filled.report("LD").state == "submitted"
    client.post(address("take"), fields_of(client.get(address("take"))))
    assert filled.report("LD").state == "accepted"


def test_nor_among_many(filled, client):
    filled.send("LD")
    client.force_login(filled.officers["04"])
    shown = fields_of(client.post(address("take_many", "04"), {"row": ["LD"]}))
    send_again(filled)
    answer = client.post(address("take_many", "04"), shown | {"act": "send"}, follow=True).content.decode()
    assert "gửi lại" in answer and filled.report("LD").state == "submitted"
