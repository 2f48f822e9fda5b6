"""The signed paper of a version: recorded, completed, corrected, kept with its version; its entry in the register."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.journal.queries import history
from tienbo.register.actions import record_document
from tienbo.register.models import OfficialDocument
from tienbo.reporting.exchange.actions import (
    NotYetSent,
    recall_report,
    record_receipt,
    record_signed_paper,
    reopen_report,
)
from tienbo.reporting.exchange.papers import PaperRefused
from tienbo.reporting.rounds.states import State
from tienbo.reporting.versions.models import SignedPaper
from tienbo.reporting.versions.queries import signed_paper_of

pytestmark = pytest.mark.django_db

UNIT = "01711"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
OTHER_PNG = PNG + b"\x01"
NUMBER = "45/BC-BVSTBCPN"
SENT_ON = dt.date(2015, 5, 20)


@pytest.fixture
def sent(world):
    """A commune's report, sent on 20 May 2015."""
    world.fill(UNIT)
    return world.send(UNIT)


@pytest.fixture
def put(world):
    """put(version, number, day, ...): the commune's officer records the signed paper."""

    def record(version, number=NUMBER, signed_on=SENT_ON, **more):
        return record_signed_paper(by=world.officers[UNIT], version=version, number=number, signed_on=signed_on, **more)

    return record


@pytest.fixture
def again(world):
    """again(): the commune recalls and sends the next version; returns it."""

    def resend():
        recall_report(by=world.heads[UNIT], report=world.report(UNIT))
        return world.send(UNIT)

    return resend


def register(world, unit: str = UNIT) -> list[tuple]:
    """The unit's outgoing papers as the register has them, first entered first."""
    entries = OfficialDocument.objects.filter(unit=world.units[unit], direction="outgoing").order_by("pk")
    return [(each.number, each.issued_on, each.file.sha256 if each.file else None) for each in entries]


def address(name: str = "report", *further, unit: str = UNIT) -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit, *further])


def text(answer) -> str:
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# --- completed and corrected ------------------------------------------------------------------------------------------


def test_a_scan_that_comes_later_is_added_to_the_paper_that_is_there(world, client, sent):
    client.force_login(world.officers[UNIT])
    said = {"number": NUMBER, "signed_on": "20/5/2015", "signer": "Nông Văn A"}
    assert client.post(address("paper"), said).status_code == 302
    scan = SimpleUploadedFile("ban-ky.png", PNG)
    assert client.post(address("paper"), said | {"file": scan}).status_code == 302
    given = client.get(address("version_paper", 1))
    assert b"".join(given.streaming_content) == PNG
    assert register(world) == [(NUMBER, SENT_ON, signed_paper_of(sent).file.sha256)]
    told = [line.facts["file"] for line in history("reporting", "report", sent.report_id) if "number" in line.facts]
    assert told == [None, signed_paper_of(sent).file.sha256]


def test_the_page_of_a_recorded_paper_is_filled_in(world, client, sent, put):
    put(sent, signer="Nông Văn A")
    client.force_login(world.officers[UNIT])
    page = client.get(address("paper"))
    for value in (NUMBER, "Nông Văn A", "20/05/2015"):
        assert f'value="{value}"' in page.content.decode()
    assert f"Đã ghi bản ký số {NUMBER}, ngày 20/05/2015" in text(page)


def test_repeating_what_is_recorded_changes_nothing(world, sent, put):
    first = put(sent, name="a.png", data=PNG)
    lines = history("reporting", "report", sent.report_id).count()
    assert put(sent, name="b.png", data=PNG) == first
    assert put(sent) == first
    assert history("reporting", "report", sent.report_id).count() == lines


def test_a_wrong_number_is_corrected_in_the_register_and_stays_in_the_history(world, sent, put):
    put(sent, "54/BC-BVSTBCPN", name="a.png", data=PNG)
    scan = signed_paper_of(sent).file
    with clock.at(dt.date(2015, 5, 22)):
        put(sent, NUMBER, dt.date(2015, 5, 21))
    assert register(world) == [(NUMBER, dt.date(2015, 5, 21), scan.sha256)]
    assert signed_paper_of(sent).file == scan
    assert [paper.number for paper in sent.signed_papers.order_by("pk")] == ["54/BC-BVSTBCPN", NUMBER]
    facts = [line.facts for line in history("reporting", "report", sent.report_id) if "number" in line.facts]
    assert [each["number"] for each in facts] == ["54/BC-BVSTBCPN", NUMBER]
    assert [each["signed_on"] for each in facts] == ["2015-05-20", "2015-05-21"]


# --- numbers that are taken -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [SENT_ON, dt.date(2015, 1, 5), dt.date(2015, 12, 31)])
def test_a_number_that_another_document_of_the_year_bears_is_refused_in_words(world, client, sent, day):
    record_document(
        by=SYSTEM, unit=world.units[UNIT], direction="outgoing", kind="report", subject="Báo cáo quý I",
        number=NUMBER.lower(), issued_on=day,
    )  # fmt: skip
    client.force_login(world.officers[UNIT])
    answer = client.post(address("paper"), {"number": NUMBER, "signed_on": "20/5/2015"})
    assert answer.status_code == 422
    assert f"Sổ văn bản đi năm 2015 đã có văn bản số {NUMBER.lower()}, ngày {day:%d/%m/%Y}" in text(answer)
    assert "Báo cáo quý I" in text(answer)
    assert not SignedPaper.objects.exists()


def test_numbers_begin_anew_with_each_year_and_in_each_unit(world, sent, put):
    for unit, day in ((UNIT, dt.date(2014, 12, 31)), ("01708", SENT_ON)):
        record_document(
            by=SYSTEM, unit=world.units[unit], direction="outgoing", kind="report", subject="Báo cáo",
            number=NUMBER, issued_on=day,
        )  # fmt: skip
    assert put(sent).number == NUMBER


def test_the_paper_of_another_round_keeps_its_number(world, sent, put):
    put(sent)
    world.round("2015-p", title="Báo cáo chuyên đề")
    world.fill(UNIT, round="2015-p")
    with pytest.raises(PaperRefused):
        put(world.send(UNIT, "2015-p"))
    assert len(register(world)) == 1


# --- versions ---------------------------------------------------------------------------------------------------------


def test_a_paper_that_keeps_its_number_after_recalling_keeps_its_entry_and_its_version_keeps_its_scan(
    world, sent, put, again
):
    put(sent, name="a.png", data=PNG)
    with clock.at(dt.date(2015, 5, 22)):
        second = again()
        put(second, NUMBER, dt.date(2015, 5, 22), name="b.png", data=OTHER_PNG)
    assert register(world) == [(NUMBER, dt.date(2015, 5, 22), signed_paper_of(second).file.sha256)]
    first = signed_paper_of(sent)
    assert (first.number, first.signed_on, first.file.size) == (NUMBER, SENT_ON, len(PNG))


def test_the_paper_of_a_reopened_report_has_an_entry_of_its_own(world, sent, put):
    put(sent)
    world.take(UNIT)
    reopen_report(by=world.heads[UNIT], report=world.report(UNIT), reason="Sửa số")
    put(world.send(UNIT), "52/BC-BVSTBCPN")
    assert register(world) == [(NUMBER, SENT_ON, None), ("52/BC-BVSTBCPN", SENT_ON, None)]


def test_a_number_taken_over_by_mistake_goes_back_to_the_version_that_had_it(world, sent, put, again):
    put(sent, name="a.png", data=PNG)
    with clock.at(dt.date(2015, 5, 22)):
        second = again()
        put(second, NUMBER, dt.date(2015, 5, 22))
        put(second, "46/BC-BVSTBCPN", dt.date(2015, 5, 22))
    assert register(world) == [
        (NUMBER, SENT_ON, signed_paper_of(sent).file.sha256),
        ("46/BC-BVSTBCPN", dt.date(2015, 5, 22), None),
    ]


def test_a_number_entered_by_mistake_is_free_again(world, sent, put, again):
    put(sent)
    second = again()
    put(second, "46/BC-BVSTBCPN")
    put(second, NUMBER)
    assert register(world) == [(NUMBER, SENT_ON, None), ("", None, None)]
    struck = OfficialDocument.objects.get(number="")
    line = history("register", "document", struck.pk).last()
    assert (line.action, line.facts["number"]) == ("document.number_struck", "46/BC-BVSTBCPN")
    put(second, "46/BC-BVSTBCPN")
    assert register(world)[2] == ("46/BC-BVSTBCPN", SENT_ON, None)


def test_a_paper_signed_before_the_figures_were_fixed_is_refused_in_words(world, client):
    with clock.at(dt.datetime(2015, 5, 20, 18, tzinfo=dt.UTC)):  # One in the morning of the 21st in Viet Nam.
        world.fill(UNIT)
        world.send(UNIT)
    client.force_login(world.officers[UNIT])
    with clock.at(dt.date(2015, 5, 22)):
        answer = client.post(address("paper"), {"number": NUMBER, "signed_on": "20/5/2015"})
        assert answer.status_code == 422
        assert ("Bản này chốt số liệu ngày 21/05/2015: văn bản ký trước ngày đó không chứa số liệu này.") in text(
            answer
        )
        assert not SignedPaper.objects.exists()
        assert client.post(address("paper"), {"number": NUMBER, "signed_on": "21/5/2015"}).status_code == 302


def test_the_page_of_recalling_says_where_the_signed_paper_stays(world, client, sent, put):
    client.force_login(world.heads[UNIT])
    assert "bản ký" not in text(client.get(address("recall"))).lower()
    put(sent)
    assert f"Bản số 1 đã có bản ký số {NUMBER}, ngày 20/05/2015" in text(client.get(address("recall")))


def test_a_report_that_is_edited_again_shows_the_paper_with_its_version_alone(world, client, sent, put, again):
    put(sent)
    client.force_login(world.heads[UNIT])
    shown = f"Bản ký số {NUMBER}, ngày 20/05/2015"
    assert text(client.get(address())).count(shown) == 2
    recall_report(by=world.heads[UNIT], report=world.report(UNIT))
    page = text(client.get(address()))
    assert page.count(shown) == 1 and "Chưa có bản ký" not in page
    world.send(UNIT)
    page = text(client.get(address()))
    assert page.count(shown) == 1 and page.count("Chưa có bản ký") == 2


# --- the receipt of the topmost report --------------------------------------------------------------------------------


@pytest.fixture
def top(world, client):
    """The client of the province's officer; the province's report is sent."""
    world.fill("04")
    world.send("04")
    client.force_login(world.officers["04"])
    return client


def test_the_receipt_is_called_what_it_is_and_asks_for_the_signed_paper(world, top):
    assert "Ghi nhận cấp trên đã tiếp nhận" in text(top.get(address(unit="04")))
    page = text(top.get(address("receipt", unit="04")))
    assert "Ghi nhận cấp trên đã tiếp nhận báo cáo?" in page
    assert "Bản này chưa có bản ký" in page
    record_signed_paper(
        by=world.officers["04"], version=world.report("04").versions.get(), number=NUMBER, signed_on=SENT_ON
    )
    assert "Bản này chưa có bản ký" not in text(top.get(address("receipt", unit="04")))


def test_nobody_received_a_report_before_it_was_sent(world, top):
    answer = top.post(address("receipt", unit="04"), {"number": "1", "received_on": "19/5/2015"})
    assert answer.status_code == 422
    assert "Báo cáo gửi ngày 20/05/2015" in text(answer)
    with pytest.raises(NotYetSent):
        record_receipt(by=world.officers["04"], report=world.report("04"), number="1", received_on=dt.date(2015, 5, 19))
    assert world.report("04").state == State.SUBMITTED
    assert top.post(address("receipt", unit="04"), {"number": "1", "received_on": "20/5/2015"}).status_code == 302
    assert world.report("04").state == State.ACCEPTED
