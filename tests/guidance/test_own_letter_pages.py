"""The pages of a letter that passes another on, and what a page says of a number that is missing or taken."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.guidance.own_letter import DATA, NAME
from tienbo.core.authorise import SYSTEM
from tienbo.guidance.actions import correct_letter, decide_proposals, issue_letter, pass_letter_on, read_into_draft
from tienbo.guidance.models import Letter
from tienbo.guidance.states import Decision


@pytest.fixture
def above(cast) -> Letter:
    """The province's letter, issued to a department and a district."""
    letter = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    return issue_letter(by=SYSTEM, letter=letter, addressees=[cast.so, cast.huyen]).letter


@pytest.fixture
def own(cast, above, settings) -> Letter:
    """The district's draft, everything decided."""
    settings.USUAL_DAYS_BELOW = "tests.guidance.test_passing_on.ten_days"
    letter = pass_letter_on(by=SYSTEM, letter=above, unit=cast.huyen)
    decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    return Letter.objects.get(pk=letter.pk)


def address(name: str, letter: Letter, **more) -> str:
    return reverse(f"guidance:{name}", kwargs={"uid": letter.uid} | more)


def test_the_draft_says_where_its_text_comes_from_and_which_day_came_forward(login, own):
    page = login("huyen.officer").get(address("letter", own)).content.decode()
    assert "Nội dung được soạn từ phần đầu văn bản và các việc giữ lại" in page
    assert address("text", own) in page
    assert page.count("Văn bản của cấp trên yêu cầu, hạn cuối <strong>04/06/2015</strong>") == 2
    assert "theo số ngày thường lệ của biểu mẫu" in page
    # The text changes with each decision, so the whole page is asked for.
    assert "hx-post" not in page


def test_a_draft_read_from_a_paper_keeps_the_papers_text(login, cast):
    letter = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    client = login("tinh.officer")
    page = client.get(address("letter", letter)).content.decode()
    assert address("text", letter) not in page
    assert "hx-post" in page
    assert client.get(address("text", letter)).status_code == 404


def test_the_text_is_written_by_hand_and_anew(login, own):
    client = login("huyen.officer")
    form = client.get(address("text", own)).content.decode()
    assert "Tổ chức ít nhất 01 lớp tập huấn" in form
    assert "Soạn lại" not in form
    answer = client.post(address("text", own), {"text": "Kính gửi các xã", "base": own.revision}, follow=True)
    assert "Nội dung đã sửa tay" in answer.content.decode()
    assert Letter.objects.get(pk=own.pk).text == "Kính gửi các xã\n"
    assert "Soạn lại" in client.get(address("text", own)).content.decode()
    client.post(address("text", own), {"act": "compose"})
    assert Letter.objects.get(pk=own.pk).text == own.text


def test_a_text_that_another_person_changed_meanwhile_is_not_lost(login, own):
    client = login("huyen.officer")
    stale = own.revision
    client.post(address("text", own), {"text": "Lần một", "base": stale})
    answer = client.post(address("text", own), {"text": "Lần hai", "base": stale})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa sửa dự thảo" in page
    assert "Lần hai" in page
    assert Letter.objects.get(pk=own.pk).text == "Lần một\n"
    assert f'name="base" value="{stale + 1}"' in page
    assert client.post(address("text", own), {"text": " ", "base": stale + 1}).status_code == 422


def test_a_marked_text_is_refused(login, own):
    answer = login("huyen.officer").post(address("text", own), {"text": "TỐI MẬT\n\nKính gửi", "base": own.revision})
    assert answer.status_code == 422
    assert Letter.objects.get(pk=own.pk).text == own.text


def test_an_addressee_reads_that_number_and_day_are_missing_and_no_empty_line(login, cast, own):
    issue_letter(by=SYSTEM, letter=own, addressees=[cast.xa])
    page = login("xa.officer").get(address("letter", own)).content.decode()
    assert "chưa có số" in page
    assert "chưa có ngày" in page
    assert "<dd>–</dd>" not in page
    assert "<dd></dd>" not in page
    assert "TRƯỞNG BAN" in page
    Letter.objects.filter(pk=own.pk).update(addressed_to=[])
    assert "<dd>Xã Nà Lèng</dd>" in login("xa.officer").get(address("letter", own)).content.decode()


def test_who_has_nobody_below_is_not_offered_to_pass_on(login, cast, own):
    issued = issue_letter(by=SYSTEM, letter=own, addressees=[cast.xa]).letter
    client = login("xa.officer")
    assert address("pass_on", issued) not in client.get(address("letter", issued)).content.decode()
    addressee = issued.addressees.get()
    answer = client.post(address("pass_on", issued), {"addressee": addressee.pk}, follow=True)
    assert "đơn vị không có cấp dưới" in answer.content.decode()
    assert not Letter.objects.filter(unit=cast.xa).exists()


def test_a_number_that_is_taken_is_said_on_the_draft_with_the_way_to_its_letter(login, cast, above):
    again = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    client = login("tinh.officer")
    page = client.get(address("letter", again)).content.decode()
    assert "Sổ văn bản đi đã có văn bản cùng số, cùng ngày" in page
    assert f'<a href="{address("letter", above)}">Xem văn bản đó</a>' in page
    correct_letter(by=SYSTEM, letter=again, fields={"issued_on": dt.date(2015, 3, 21)})
    assert "Xem văn bản đó" not in client.get(address("letter", again)).content.decode()
