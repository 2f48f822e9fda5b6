"""Words that bear a secrecy mark are kept nowhere in a report: not as note, reason, passage or message."""

import json
import uuid
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse

from tienbo.documents.extraction import ClassifiedText
from tienbo.journal.models import Line
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import FigureInput, justify_finding, record_figures, write_passage
from tienbo.reporting.entry.models import EntryChange, JustificationChange, PassageChange
from tienbo.reporting.entry.sheets import key_of
from tienbo.reporting.exchange.forms import ReopenForm, ReturnForm

pytestmark = pytest.mark.django_db

MEMBERS = Cell("committee.members", "level=commune")
# One table has figures, so that this other one is warned of as empty.
EMPTY = "K25|B08"
LAW = "Luật Bảo vệ bí mật nhà nước"


@pytest.fixture
def begun(world, client):
    world.put("01711", MEMBERS, 9)
    client.force_login(world.officers["01711"])
    return world


def address(name: str, *further: str) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", "01711", *further])


def send(client, note: str | None = None, reasons=()) -> dict:
    change = {"cell": key_of(MEMBERS), "text": "10", "flag": "", "note": note, "base": 1}
    body = {"op": str(uuid.uuid4()), "changes": [change], "justifications": list(reasons)}
    return client.post(address("cells", "B01"), json.dumps(body), content_type="application/json").json()


def test_no_action_keeps_it(begun):
    officer, report, lines = begun.officers["01711"], begun.report("01711"), Line.objects.count()
    for act in (
        lambda: record_figures(by=officer, report=report, figures=[FigureInput(MEMBERS, Decimal(10), note="MẬT")]),
        lambda: justify_finding(by=officer, report=report, finding=EMPTY, text="Vì\nTỐI MẬT"),
        lambda: write_passage(by=officer, report=report, heading="opening", text="Số: 12/BC-UBND MẬT"),
        lambda: write_passage(by=officer, report=report, heading="opening", items=[{"text": "M Ậ T", "type": ""}]),
    ):
        with pytest.raises(ClassifiedText), transaction.atomic():
            act()
    assert EntryChange.objects.filter(report=report).count() == 1
    assert not JustificationChange.objects.exists()
    assert not PassageChange.objects.exists()
    assert Line.objects.count() == lines


def test_a_note_is_refused_at_its_cell(begun, client):
    answer = send(client, note="TUYỆT MẬT")
    assert [each["cell"] for each in answer["refused"]] == [key_of(MEMBERS)]
    assert LAW in answer["refused"][0]["message"]
    assert "TUYỆT" not in json.dumps(answer, ensure_ascii=False)


def test_a_reason_is_refused_and_the_figures_beside_it_are_kept(begun, client):
    answer = send(client, reasons=[{"row": "", "code": EMPTY, "text": "Vì\nMẬT"}])
    assert len(answer["saved"]) == 1
    assert answer["told"][0].startswith("K25: ")
    assert LAW in answer["told"][0]


def test_a_passage_is_refused_with_its_heading_and_stays_in_the_box(begun, client):
    posted = {
        "t.opening": "MẬT\nThực hiện hướng dẫn.", "b.opening": "0",
        "i.assessment.causes": ["Cán bộ kiêm nhiệm."], "b.assessment.causes": "0",
    }  # fmt: skip
    answer = client.post(address("text"), posted | {"act": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert LAW in page
    assert "Thực hiện hướng dẫn." in page
    assert "Cán bộ kiêm nhiệm." in page
    assert not PassageChange.objects.exists()


def test_the_text_that_saves_itself_is_answered_with_the_reason(begun, client):
    posted = {"t.opening": "MẬT", "b.opening": "0"}
    answer = client.post(address("text"), posted, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert LAW in answer.json()["message"]
    assert not PassageChange.objects.exists()


def test_what_offices_say_to_each_other_is_refused_at_the_field():
    reopened = ReopenForm({"reason": "Sót một thôn.\nMẬT"})
    assert LAW in reopened.errors["reason"][0]
    returned = ReturnForm({"message": "Bổ sung", "cell_1": "B01.01", "asked_1": "Bản số 3 TỐI MẬT"}, names={})
    assert LAW in returned.errors["asked_1"][0]
