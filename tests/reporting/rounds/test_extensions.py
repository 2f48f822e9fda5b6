"""More time for one unit: asked for and decided, or given unasked; what it changes and what it leaves as it is."""

import datetime as dt
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from tienbo.access.queries import seats_of
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.calendar_entries import entries_for
from tienbo.documents.extraction import ClassifiedText
from tienbo.home.desk_reporting import report_items
from tienbo.journal.models import Line
from tienbo.notices.letters import mail_sentence
from tienbo.notices.models import Notice
from tienbo.notices.sentences import sentence_of
from tienbo.reporting.consolidation.board import standing_of
from tienbo.reporting.entry.actions import start_entering_for
from tienbo.reporting.rounds.actions import exempt_participant
from tienbo.reporting.rounds.extensions.actions import (
    AskedAlready,
    NothingOwed,
    NothingSaid,
    NotLater,
    NotWaiting,
    TooFar,
    ask_extension,
    decide_extension,
    grant_extension,
    withdraw_extension,
)
from tienbo.reporting.rounds.extensions.queries import open_request, open_requests, waiting_by_round
from tienbo.reporting.rounds.extensions.states import State
from tienbo.reporting.rounds.models import Extension
from tienbo.reporting.rounds.queries import due_of, dues_of

pytestmark = pytest.mark.django_db
UNTIL = dt.date(2015, 6, 9)


def ask(world, unit: str = "051", until: dt.date = UNTIL, reason: str = "Cán bộ đầu mối nghỉ ốm") -> Extension:
    return ask_extension(by=world.officers[unit], report=world.report(unit), until=until, reason=reason)


def page_of(client, user, url: str) -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def url_of(name: str, unit: str) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit])


def test_a_granted_day_changes_when_late_begins_and_leaves_the_day_of_the_round(world):
    world.round()
    decide_extension(by=world.officers["04"], extension=ask(world), until=UNTIL)
    due = due_of(world.report("051").participant)
    assert due.deadline.last_on_time == UNTIL and due.of_round.last_on_time == dt.date(2015, 6, 4)
    assert dues_of([world.report("051").participant]).popitem()[1] == due
    assert due_of(world.report("053").participant).deadline.last_on_time == dt.date(2015, 6, 4)
    with clock.at(UNTIL):
        assert not standing_of(world.report("051")).is_late and standing_of(world.report("053")).is_late
    with clock.at(UNTIL + dt.timedelta(days=1)):
        assert standing_of(world.report("051")).days_late == 1


def test_a_request_alone_changes_nothing(world):
    world.round()
    ask(world)
    assert not due_of(world.report("051").participant).is_extended


def test_a_version_that_was_sent_late_stays_late(world):
    world.fill("01711")
    with clock.at(dt.date(2015, 6, 1)):
        version = world.send("01711")
        with pytest.raises(NothingOwed):
            grant_extension(by=world.officers["051"], report=world.report("01711"), until=UNTIL)
    version.refresh_from_db()
    assert version.is_late and version.last_on_time == dt.date(2015, 5, 25)


def test_what_is_sent_within_the_granted_day_is_on_time(world):
    world.fill("01711")
    grant_extension(by=world.officers["051"], report=world.report("01711"), until=dt.date(2015, 6, 1))
    with clock.at(dt.date(2015, 6, 1)):
        version = world.send("01711")
    assert not version.is_late and version.last_on_time == dt.date(2015, 6, 1)


def test_a_late_report_can_be_extended_and_is_late_no_more(world):
    world.round()
    with clock.at(dt.date(2015, 6, 8)):
        assert standing_of(world.report("051")).is_late
        decide_extension(by=world.officers["04"], extension=ask(world), until=UNTIL)
        assert not standing_of(world.report("051")).is_late


def test_the_superior_may_grant_another_day_or_refuse_in_words_and_each_side_is_told(world):
    world.round()
    above = world.officers["04"]
    decide_extension(
        by=world.officers["04"], extension=ask(world), until=dt.date(2015, 6, 8), answer="Sớm hơn một ngày"
    )
    (asked,) = Notice.objects.filter(code="report.extension_asked")
    assert asked.unit == world.units["04"]
    assert sentence_of(asked.code, asked.facts) == (
        "Huyện Hòa An xin gia hạn gửi “Báo cáo sơ kết 6 tháng đầu năm 2015” đến 09/06/2015. Cán bộ đầu mối nghỉ ốm"
    )
    (granted,) = Notice.objects.filter(code="report.extension_granted")
    assert granted.unit == world.units["051"]
    said = sentence_of(granted.code, granted.facts)
    assert "Sớm hơn một ngày" in said and said.endswith("Hạn cuối: thứ Hai, 08/06/2015.")
    assert "Sớm" not in mail_sentence(granted, said) and "08/06/2015" in mail_sentence(granted, said)
    with pytest.raises(NothingSaid):
        decide_extension(by=above, extension=ask(world, "053"), until=None)
    decide_extension(
        by=world.officers["04"],
        extension=open_request(world.report("053").participant),
        until=None,
        answer="Cần số sớm",
    )
    assert Notice.objects.get(code="report.extension_refused").unit == world.units["053"]
    assert not due_of(world.report("053").participant).is_extended
    actions = Line.objects.filter(action__startswith="report.extension").order_by("id").values_list("action", flat=True)
    assert [each.rpartition("_")[2] for each in actions] == ["asked", "granted", "asked", "refused"]


@pytest.mark.parametrize(
    ("until", "refusal"),
    [(dt.date(2015, 6, 4), NotLater), (dt.date(2015, 5, 1), NotLater), (dt.date(2105, 6, 9), TooFar)],
)
def test_a_day_that_helps_nobody_is_refused(world, until, refusal):
    world.round()
    with pytest.raises(refusal):
        ask(world, until=until)
    with pytest.raises(refusal):
        grant_extension(by=world.officers["04"], report=world.report("051"), until=until)
    with clock.at(dt.date(2015, 6, 20)), pytest.raises(NotLater):
        ask(world, until=UNTIL)


def test_one_request_waits_at_a_time_also_in_the_database(world):
    world.round()
    first = ask(world)
    with pytest.raises(AskedAlready):
        ask(world, until=dt.date(2015, 6, 12))
    facts = {"participant": first.participant, "state": State.ASKED, "asked_at": clock.now(), "until": UNTIL}
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(**facts, reason="x")
    withdraw_extension(by=world.officers["051"], extension=first)
    assert ask(world, until=dt.date(2015, 6, 12)).state == State.ASKED
    with pytest.raises(NotWaiting):
        decide_extension(by=world.officers["04"], extension=first, until=UNTIL)


def test_a_grant_unasked_answers_the_request_that_waits(world):
    world.round()
    asked = ask(world)
    granted = grant_extension(by=world.officers["04"], report=world.report("051"), until=dt.date(2015, 6, 12))
    assert granted.pk == asked.pk and granted.until == UNTIL and granted.granted_until == dt.date(2015, 6, 12)
    again = grant_extension(by=world.officers["04"], report=world.report("051"), until=dt.date(2015, 6, 15))
    assert again.asked_at is None and due_of(world.report("051").participant).extended_to == dt.date(2015, 6, 15)


def test_who_owes_nothing_asks_for_nothing(world):
    world.round()
    start_entering_for(by=world.officers["04"], report=world.report("053"))
    exempt_participant(by=world.officers["04"], participant=world.report("VH").participant, reason="Sắp xếp lại")
    for unit in ("053", "VH", "04"):
        with pytest.raises(NothingOwed):
            ask(world, unit)


def test_a_request_waits_no_longer_once_the_report_is_sent(world):
    world.fill("01711")
    ask(world, "01711", dt.date(2015, 5, 29))
    assert waiting_by_round(world.units["051"])[0][1] == 1
    world.send("01711")
    assert open_requests([world.report("01711").participant.pk]) == {} and waiting_by_round(world.units["051"]) == []


def test_only_who_takes_the_report_decides_and_only_the_unit_asks(world):
    world.round()
    for user in (world.viewer, world.inspector, world.officers["04"], world.officers["053"]):
        with pytest.raises(PermissionDenied):
            ask_extension(by=user, report=world.report("051"), until=UNTIL, reason="x")
    extension = ask_extension(by=world.heads["051"], report=world.report("051"), until=UNTIL, reason="Họp")
    for user in (world.officers["051"], world.heads["04"], world.viewer, world.officers["053"]):
        with pytest.raises(PermissionDenied):
            decide_extension(by=user, extension=extension, until=UNTIL)
    with pytest.raises(PermissionDenied):
        withdraw_extension(by=world.officers["04"], extension=extension)


def test_words_with_a_secrecy_mark_are_refused(world, client):
    world.round()
    with pytest.raises(ClassifiedText):
        ask(world, reason="MẬT\nSố: 12/BC")
    with pytest.raises(ClassifiedText):
        grant_extension(by=SYSTEM, report=world.report("051"), until=UNTIL, answer="TUYỆT MẬT")
    client.force_login(world.officers["051"])
    data = {"act": "ask", "until": "09/06/2015", "reason": "TUYỆT MẬT"}
    assert client.post(url_of("extension", "051"), data).status_code == 422
    assert not Extension.objects.exists()


def test_the_calendar_has_the_granted_day_and_says_that_it_changed(world):
    world.round()
    (before,) = entries_for(world.officers["051"])
    with clock.at(dt.date(2015, 5, 28)):
        grant_extension(by=world.officers["04"], report=world.report("051"), until=UNTIL)
        (after,) = entries_for(world.officers["051"])
    assert after.deadline.last_on_time == UNTIL and after.changed_at > before.changed_at


# --- screens ----------------------------------------------------------------------------------------------------------


def test_asking_and_granting_by_page_shows_both_days_everywhere(world, client):
    world.round()
    officer, above = world.officers["051"], world.officers["04"]
    assert "Xin gia hạn" in page_of(client, officer, url_of("report", "051"))
    client.post(url_of("extension", "051"), {"act": "ask", "until": "09/06/2015", "reason": "Cán bộ nghỉ ốm"})
    assert "Đã xin gia hạn đến 09/06/2015" in page_of(client, officer, url_of("report", "051"))
    board = page_of(client, above, url_of("board", "04"))
    assert "1 đơn vị xin gia hạn" in board and "xin gia hạn đến 09/06/2015" in board
    (seat,) = seats_of(above)
    assert any(item.title == "1 đơn vị xin gia hạn" for item in report_items(seat, clock.today()))
    requests = page_of(client, above, url_of("extensions", "04"))
    assert "Cán bộ nghỉ ốm" in requests and "1 đề nghị gia hạn chờ trả lời" in requests
    page = page_of(client, above, url_of("extension", "051"))
    assert 'value="09/06/2015"' in page and "Hạn của chính Tỉnh Cao Bằng là 14/06/2015" in page
    client.post(url_of("extension", "051"), {"act": "grant", "until": "09/06/2015", "answer": ""})
    both = "Hạn của đợt 04/06/2015, được gia hạn đến 09/06/2015."
    assert both in page_of(client, officer, url_of("report", "051"))
    assert both in page_of(client, officer, reverse("reporting:round", args=["2015-h1"]))
    assert "được gia hạn đến 09/06/2015" in page_of(client, above, url_of("board", "04"))
    assert "Được gia hạn (đến hết 09/06/2015)" in page_of(client, officer, url_of("report", "051"))


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(world, client):
    world.round()
    client.force_login(world.officers["051"])
    response = client.post(url_of("extension", "051"), {"act": "ask", "until": "01/06/2015", "reason": "Nghỉ ốm"})
    page = unescape(response.content.decode())
    assert response.status_code == 422 and "Chọn một ngày sau ngày 04/06/2015." in page and "Nghỉ ốm" in page
    response = client.post(url_of("extension", "051"), {"act": "ask", "until": "tuần sau", "reason": ""})
    page = unescape(response.content.decode())
    assert response.status_code == 422 and "Ghi lý do xin gia hạn." in page
    assert client.post(url_of("extension", "051"), {"act": "dance"}).status_code == 400
    client.force_login(world.officers["04"])
    response = client.post(url_of("extension", "051"), {"act": "refuse", "answer": ""})
    assert response.status_code == 422
    assert client.post(url_of("extension", "051"), {"act": "withdraw"}).status_code == 403
    client.force_login(world.stranger)
    assert client.get(url_of("extension", "051")).status_code == 404


def test_the_page_speaks_english_too(world, client):
    world.round()
    ask(world)
    client.cookies["django_language"] = "en"
    page = page_of(client, world.officers["04"], url_of("extension", "051"))
    assert "Asked: time until 09/06/2015" in page and "Give no more time" in page
