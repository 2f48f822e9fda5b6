"""Reasons for warnings: of which warnings, and what stays on record of them."""

import json
import uuid
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from tienbo.journal.queries import history
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import FigureInput, NoSuchWarning, justify_finding, record_figures
from tienbo.reporting.entry.models import JustificationChange
from tienbo.reporting.entry.queries import findings_of

pytestmark = pytest.mark.django_db

MEMBERS, WOMEN = Cell("committee.members", "level=commune"), Cell("committee.members", "level=commune;sex=F")
# One table has figures, so that each of the others is warned of as empty.
EMPTY = "K25|B08"


@pytest.fixture
def begun(world):
    world.put("01711", MEMBERS, 9)
    return world


def justify(world, text: str, finding: str = EMPTY) -> None:
    justify_finding(by=world.officers["01711"], report=world.report("01711"), finding=finding, text=text)


def kept(world) -> dict[str, str]:
    return dict(world.report("01711").justifications.values_list("finding", "text"))


@pytest.mark.parametrize("key", ["", "x", "K25|B01", "K99|B08", "K01|committee.members|level=commune"])
def test_a_finding_that_the_report_does_not_have_cannot_be_justified(begun, key):
    with pytest.raises(NoSuchWarning):
        justify(begun, "Vì thế", key)
    assert kept(begun) == {}
    assert not JustificationChange.objects.exists()


def test_an_error_cannot_be_justified(begun):
    record_figures(by=begun.officers["01711"], report=begun.report("01711"), figures=[FigureInput(WOMEN, Decimal(10))])
    error = next(each for each in findings_of(begun.report("01711")) if each.severity == "error")
    with pytest.raises(NoSuchWarning):
        justify(begun, "Vì thế", error.key)


def test_every_wording_of_a_reason_stays_on_record(begun):
    for text in ("Chưa có số", "Không thu thập", "Không thu thập", ""):
        justify(begun, text)
    changes = JustificationChange.objects.order_by("pk")
    assert [(each.old_text, each.text) for each in changes] == [
        ("", "Chưa có số"),
        ("Chưa có số", "Không thu thập"),
        ("Không thu thập", ""),
    ]
    assert {each.by_uid for each in changes} == {begun.officers["01711"].uid}
    assert kept(begun) == {}


def test_the_record_of_reasons_cannot_be_altered(begun):
    justify(begun, "Chưa có số")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        JustificationChange.objects.update(text="Khác")


def test_the_journal_says_who_gave_a_reason_for_which_warning(begun):
    justify(begun, "Chưa có số")
    justify(begun, "")
    lines = list(history("reporting", "report", begun.report("01711").pk))
    assert [(line.action, line.facts["finding"], line.actor_uid) for line in lines] == [
        (action, EMPTY, begun.officers["01711"].uid)
        for action in ("report.justified", "report.justification_withdrawn")
    ]


def test_a_reason_for_a_warning_that_is_gone_can_still_be_taken_back(begun):
    justify(begun, "Chưa có số")
    begun.fill("01711")
    assert EMPTY not in {each.key for each in findings_of(begun.report("01711"))}
    justify(begun, "")
    assert kept(begun) == {}


def test_a_reason_whose_warning_the_same_batch_ends_is_answered_with_a_sentence(begun, client):
    client.force_login(begun.officers["01711"])
    body = {
        "op": str(uuid.uuid4()),
        "changes": [],
        "justifications": [{"row": "", "code": "K25|B01", "text": "Không có"}],
    }
    where = reverse("reporting:cells", args=["2015-h1", "01711", "B01"])
    answer = client.post(where, json.dumps(body), content_type="application/json").json()
    assert answer["told"] == ["Báo cáo không còn cảnh báo K25: lý do không được ghi."]
    assert kept(begun) == {}
