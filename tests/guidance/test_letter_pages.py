"""The screens of letters: who may open which address, what they do, and how many queries they take."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.guidance.own_letter import DATA, NAME, TEXT
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.files.models import StoredFile
from tienbo.guidance.actions import (
    acknowledge_letter,
    correct_letter,
    correct_proposal,
    decide_proposals,
    issue_letter,
    read_into_draft,
)
from tienbo.guidance.models import Letter
from tienbo.guidance.states import Decision, State
from tienbo.tasks.models import Task


@pytest.fixture
def draft(cast) -> Letter:
    """A draft of the province with everything kept."""
    letter = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    return letter


@pytest.fixture
def issued(cast, draft) -> Letter:
    """The same, issued to the department and one district."""
    return issue_letter(by=SYSTEM, letter=draft, addressees=[cast.so, cast.huyen]).letter


def address(name: str, letter: Letter, **more) -> str:
    return reverse(f"guidance:{name}", kwargs={"uid": letter.uid} | more)


# --- who (the table of all addresses is in matrix.py) ----------------------------------------------------------


def test_an_addressee_sees_the_letter_and_not_the_other_addressees(login, cast, issued):
    page = login("huyen.officer").get(address("letter", issued)).content.decode()
    assert "Huyện Đá Bạc" in page
    assert "Sở Y tế" not in page


def test_a_unit_that_was_not_addressed_cannot_be_acknowledged_for(login, cast, issued):
    assert login("so.officer").post(address("acknowledge", issued), {"addressee": "999999"}).status_code == 404
    assert login("so.officer").post(address("acknowledge", issued), {"addressee": "x"}).status_code == 404


# --- a letter comes in ----------------------------------------------------------------------------------------


def test_a_file_becomes_a_draft_that_opens_for_review(login):
    client = login("tinh.officer")
    answer = client.post(reverse("guidance:new"), {"file": SimpleUploadedFile(NAME, DATA)}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "31/BVSTBCPN-VP" in page
    assert page.count('class="find-card find--task') == 6
    for find in Letter.objects.get().proposals.all():
        assert page.count(f'id="at-{find.pk}"') == 1
        assert page.count(f'id="find-{find.pk}"') == 1


def test_pasted_text_becomes_a_draft(login):
    assert login("tinh.officer").post(reverse("guidance:new"), {"text": TEXT}).status_code == 302
    assert Letter.objects.get().source_file is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Hãy chọn tệp hoặc dán nội dung"),
        ({"text": "  \n"}, "Hãy chọn tệp hoặc dán nội dung"),
        ({"text": TEXT, "file": SimpleUploadedFile(NAME, DATA)}, "không dùng cả hai"),
        ({"text": f"MẬT\n\n{TEXT}"}, "dấu chỉ độ mật"),
        ({"file": SimpleUploadedFile("a.txt", f"TỐI MẬT\n\n{TEXT}".encode())}, "dấu chỉ độ mật"),
        ({"file": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99)}, "không phải văn bản"),
        ({"file": SimpleUploadedFile("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600)}, ".docx"),
        ({"file": SimpleUploadedFile("a.zip", b"PK\x03\x04" + b"0" * 99)}, "tệp"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_form_and_nothing_is_kept(login, data, words):
    answer = login("tinh.officer").post(reverse("guidance:new"), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Letter.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_file_that_is_too_large_is_refused(login, settings):
    settings.UPLOAD_LIMIT = 100
    answer = login("tinh.officer").post(reverse("guidance:new"), {"file": SimpleUploadedFile(NAME, DATA)})
    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()


# --- a draft is gone through --------------------------------------------------------------------------------


def test_a_find_is_kept_with_and_without_script(login, draft):
    find = draft.proposals.get(position="1.1")
    url = address("find_decide", draft, pk=find.pk)
    client = login("tinh.officer")
    plain = client.post(url, {"decision": "dropped"})
    assert plain["Location"].endswith(f"#find-{find.pk}")
    swapped = client.post(url, {"decision": "kept"}, headers={"HX-Request": "true"}).content.decode()
    assert f'id="find-{find.pk}"' in swapped
    assert 'hx-swap-oob="true"' in swapped
    assert "<html" not in swapped
    assert client.post(url, {"decision": "other"}).status_code == 400


def test_a_find_is_put_right_in_its_place(login, draft):
    find = draft.proposals.get(position="2.1")
    url = address("find", draft, pk=find.pk)
    client = login("tinh.officer")
    assert 'name="due_on"' in client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in client.get(url).content.decode()
    data = {"text": find.text, "firmness": "coordinate", "due_on": "30/09/2015", "meant": "before", "base": "0"}
    client.post(url, data)
    find.refresh_from_db()
    assert (find.firmness, find.due_on, find.due_exclusive) == ("coordinate", dt.date(2015, 9, 30), True)
    assert client.post(url, data | {"text": " ", "base": "1"}).status_code == 422


def test_the_second_of_two_sees_both_values_at_the_find(login, draft):
    find = draft.proposals.get(position="2.1")
    correct_proposal(by=SYSTEM, proposal=find, fields={"due_on": dt.date(2015, 8, 8)})
    client = login("tinh.officer")
    data = {"text": find.text, "firmness": "required", "due_on": "2015-09-30", "meant": "by", "base": "0"}
    page = client.post(address("find", draft, pk=find.pk), data).content.decode()
    assert "08/08/2015" in page
    assert 'value="2015-09-30"' in page
    base = re.search(r'name="base" value="(\d+)"', page[page.index('id="edit"') :])
    client.post(address("find", draft, pk=find.pk), data | {"base": base[1]})
    find.refresh_from_db()
    assert find.due_on == dt.date(2015, 9, 30)


def header_of(letter: Letter, **changes) -> dict:
    usual = {
        "number": letter.number, "issued_on": "2015-03-20", "place": letter.place, "kind": letter.kind,
        "issuer": letter.issuer, "subject": letter.subject, "addressed_to": "\n".join(letter.addressed_to),
        "copy_to": "\n".join(letter.copy_to), "base": letter.revision, "titles": "PHÓ TRƯỞNG BAN",
        "authority": "KT. TRƯỞNG BAN", "signer": letter.signature["name"],
    }  # fmt: skip
    return usual | changes


def test_the_head_is_put_right(login, draft):
    login("tinh.officer").post(address("header", draft), header_of(draft, number="32/BVSTBCPN-VP", signer="Lò Văn Mẫu"))
    draft.refresh_from_db()
    assert draft.number == "32/BVSTBCPN-VP"
    assert draft.signature["name"] == "Lò Văn Mẫu"
    assert draft.signature["authority"] == "KT."


def test_the_second_of_two_sees_both_values_in_the_head(login, draft):
    correct_letter(by=SYSTEM, letter=draft, fields={"number": "40/BVSTBCPN-VP"})
    answer = login("tinh.officer").post(address("header", draft), header_of(draft, number="41/BVSTBCPN-VP"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "40/BVSTBCPN-VP" in page
    assert 'value="41/BVSTBCPN-VP"' in page


def test_a_task_is_added(login, draft):
    data = {
        "new-text": "Cử người dự họp",
        "new-firmness": "required",
        "new-meant": "by",
        "new-due_on": "2015-05-04",
        "new-base": "0",
    }
    assert login("tinh.officer").post(address("find_add", draft), data).status_code == 302
    assert draft.proposals.filter(text="Cử người dự họp", due_on=dt.date(2015, 5, 4)).exists()
    assert login("tinh.officer").post(address("find_add", draft), {}).status_code == 422


def test_nothing_of_a_marked_letter_is_shown_again(login):
    page = login("tinh.officer").post(reverse("guidance:new"), {"text": f"MẬT\n\n{TEXT}"}).content.decode()
    assert "dấu chỉ độ mật" in page
    assert "Lò Thị Mẫu" not in page


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"new-due_on": "04/05/2015"}, 302),
        ({"new-due_on": "31/12/9999"}, 422),
        ({"new-due_on": "0001-01-01", "new-meant": "before"}, 422),
        ({"new-due_on": "05/2015"}, 422),
        ({"new-text": "TUYỆT MẬT\nCử người dự họp"}, 422),
    ],
)
def test_a_day_or_words_that_cannot_be_meant_are_said_at_the_field(login, draft, data, status):
    sent = {"new-text": "Cử người dự họp", "new-firmness": "required", "new-meant": "by", "new-base": "0"} | data
    before = draft.proposals.count()
    assert login("tinh.officer").post(address("find_add", draft), sent).status_code == status
    assert draft.proposals.count() == before + (status == 302)


def test_a_marked_correction_is_said_at_its_field(login, draft):
    answer = login("tinh.officer").post(address("header", draft), header_of(draft, copy_to="Lưu: VT\nMẬT"))
    assert answer.status_code == 422
    assert "Luật Bảo vệ bí mật nhà nước" in answer.content.decode()


def test_the_task_of_one_of_several_days_says_which_and_it_can_be_put_right(login, draft):
    find = draft.proposals.filter(kind="task", position="3.1").first()
    client = login("tinh.officer")
    assert find.part in client.get(address("letter", draft)).content.decode()
    data = {"text": find.text, "part": "Báo cáo 6 tháng", "firmness": "required", "due_on": "05/06/2015",
            "meant": "before", "base": find.revision}  # fmt: skip
    assert client.post(address("find", draft, pk=find.pk), data).status_code == 302
    find.refresh_from_db()
    assert (find.part, find.due_on, find.due_exclusive) == ("Báo cáo 6 tháng", dt.date(2015, 6, 5), True)


def test_no_day_is_asked_for_by_the_browsers_own_calendar(login, draft):
    page = login("tinh.officer").get(address("letter", draft)).content.decode()
    assert 'type="date"' not in page
    assert 'value="20/03/2015"' in page


def test_a_draft_is_thrown_away_only_after_asking(login, draft):
    client = login("tinh.officer")
    assert "Hủy dự thảo" in client.get(address("discard", draft)).content.decode()
    assert Letter.objects.exists()
    client.post(address("discard", draft))
    assert not Letter.objects.exists()


# --- it is issued ---------------------------------------------------------------------------------------------


def test_the_page_of_issue_says_what_will_happen_before_it_happens(login, cast, draft):
    client = login("tinh.officer")
    page = client.get(address("issue", draft)).content.decode()
    assert page.count(" checked") == 4
    assert "<strong>24</strong>" in page
    assert "04/06/2015" in page
    counted = client.post(address("issue", draft), {"unit": [cast.so.pk, cast.hoi.pk], "act": "count"}).content.decode()
    assert "<strong>12</strong>" in counted
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_issuing_gives_the_ticked_units_their_tasks(login, cast, draft):
    answer = login("tinh.officer").post(
        address("issue", draft), {"unit": [cast.so.pk, cast.huyen.pk, cast.khac.pk], "act": "issue"}, follow=True
    )
    assert "Đã ban hành đến 2 đơn vị; giao 12 nhiệm vụ." in answer.content.decode()
    assert set(Task.objects.values_list("unit_id", flat=True)) == {cast.so.pk, cast.huyen.pk}


def test_what_is_missing_is_said_and_nothing_happens(login, draft):
    correct_letter(by=SYSTEM, letter=draft, fields={"subject": "", "number": ""})
    page = login("tinh.officer").post(address("issue", draft), {"act": "issue"}).content.decode()
    assert 'value="issue"' not in page
    assert "Chưa có trích yếu" in page
    assert "Văn bản chưa có số" in page
    assert "Chưa chọn nơi nhận" in page
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_issuing_is_offered_only_when_nothing_stands_in_its_way(login, cast, draft):
    client = login("tinh.officer")
    assert 'value="issue"' in client.get(address("issue", draft)).content.decode()
    nobody = client.post(address("issue", draft), {"act": "count"}).content.decode()
    assert 'value="issue"' not in nobody
    assert "Chưa chọn nơi nhận" in nobody
    again = client.post(address("issue", draft), {"act": "count", "unit": [cast.so.pk]}).content.decode()
    assert 'value="issue"' in again


def test_days_that_have_passed_are_said_on_the_page_of_issue(login, draft, at):
    at(dt.date(2015, 7, 1))
    page = login("tinh.officer").get(address("issue", draft)).content.decode()
    assert "Các thời hạn này đã qua" in page
    assert "04/06/2015" in page


def test_the_number_is_entered_afterwards(login, cast, draft):
    correct_letter(by=SYSTEM, letter=draft, fields={"number": ""})
    letter = issue_letter(by=SYSTEM, letter=draft, addressees=[cast.so]).letter
    client = login("tinh.officer")
    assert address("number", letter) in client.get(address("letter", letter)).content.decode()
    assert client.post(address("number", letter), {"number": ""}).status_code == 422
    client.post(address("number", letter), {"number": "40/X", "issued_on": "24/03/2015"})
    letter.refresh_from_db()
    assert (letter.number, letter.issued_on) == ("40/X", dt.date(2015, 3, 24))
    assert address("number", letter) not in client.get(address("letter", letter)).content.decode()
    again = client.post(address("number", letter), {"number": "41/X", "issued_on": "24/03/2015"}, follow=True)
    assert "đã có số rồi" in again.content.decode()


def test_an_addressee_acknowledges_and_finds_its_tasks(login, cast, issued):
    client = login("huyen.officer")
    page = client.get(address("letter", issued)).content.decode()
    addressee = issued.addressees.get(unit=cast.huyen)
    assert f'name="addressee" value="{addressee.pk}"' in page
    answer = client.post(address("acknowledge", issued), {"addressee": addressee.pk}, follow=True)
    page = answer.content.decode()
    assert "Đã tiếp nhận" in page
    assert f'name="addressee" value="{addressee.pk}"><button class="button primary"' not in page
    own = Task.objects.filter(unit=cast.huyen)
    assert all(reverse("tasks:task", args=[task.pk]) in page for task in own)
    other = Task.objects.filter(unit=cast.so).first()
    assert reverse("tasks:task", args=[other.pk]) not in page


def test_passing_on_opens_the_units_own_draft_and_the_letter_leads_to_it(login, cast, issued):
    client = login("huyen.officer")
    addressee = issued.addressees.get(unit=cast.huyen)
    page = client.post(address("pass_on", issued), {"addressee": addressee.pk}, follow=True).content.decode()
    own = Letter.objects.get(unit=cast.huyen)
    assert page.count('class="find-card find--task') == 6
    assert "Triển khai Công văn số 31/BVSTBCPN-VP" in page
    assert address("letter", own) in client.get(address("letter", issued)).content.decode()
    choices = client.get(address("issue", own)).content.decode()
    assert "Xã Nà Lèng" in choices
    assert "Sở Y tế" not in choices


def test_withdrawing_asks_first_and_tells_that_it_is_too_late(login, cast, issued):
    client = login("tinh.officer")
    assert "Sở Y tế" in client.get(address("withdraw", issued)).content.decode()
    acknowledge_letter(by=SYSTEM, letter=issued, unit=cast.so)
    late = client.post(address("withdraw", issued), follow=True).content.decode()
    assert "Không thu hồi được nữa" in late
    issued.refresh_from_db()
    assert issued.state == State.ISSUED


def test_a_withdrawn_letter_says_so_to_its_addressees(login, cast, issued):
    login("tinh.officer").post(address("withdraw", issued))
    page = login("huyen.officer").get(address("letter", issued)).content.decode()
    assert "đã thu hồi văn bản này" in page
    assert "acknowledge/" not in page


def test_reminding_shows_whom_before_it_is_done(login, cast, issued):
    client = login("tinh.officer")
    page = client.post(address("remind", issued), {"row": [cast.so.pk], "act": "ask"}).content.decode()
    assert "Sở Y tế" in page
    assert "Huyện Đá Bạc" not in page
    answer = client.post(address("remind", issued), {"row": [cast.so.pk], "act": "send"}, follow=True)
    assert "Đã đôn đốc 1 đơn vị" in answer.content.decode()
    assert "Chưa chọn đơn vị nào" in client.post(address("remind", issued), follow=True).content.decode()


def test_the_original_file_comes_back_byte_for_byte(login, issued):
    answer = login("huyen.officer").get(address("file", issued))
    assert b"".join(answer.streaming_content) == DATA
    assert "attachment" in answer["Content-Disposition"]


# --- lists and board ----------------------------------------------------------------------------------------


def test_the_lists_show_what_belongs_to_each_tab(login, cast, issued):
    read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    client = login("tinh.officer")
    shown = {
        box: client.get(reverse("guidance:list"), {"box": box}).content.decode().count('<th scope="row">')
        for box in ("received", "issued", "drafts", "nonsense")
    }
    assert shown == {"received": 0, "issued": 1, "drafts": 1, "nonsense": 0}
    page = login("so.officer").get(reverse("guidance:list")).content.decode()
    assert "Chờ tiếp nhận" in page
    viewer = login("tinh.viewer").get(reverse("guidance:list"), {"box": "drafts"}).content.decode()
    assert viewer.count('<th scope="row">') == 0


def test_the_lists_are_searched_without_tone_marks(login, cast, issued):
    def shown(name: str, **query) -> int:
        page = login(name).get(reverse("guidance:list"), query).content.decode()
        return page.count('<th scope="row">')

    for words, count in (("huong dan", 1), ("31/bvst", 1), ("kiểm tra chéo", 1), ("không có từ này", 0), ("", 1)):
        assert shown("tinh.officer", box="issued", q=words) == count
        assert shown("so.officer", q=words) == count
    page = login("so.officer").get(reverse("guidance:list"), {"q": "không có"}).content.decode()
    assert "Không có văn bản nào ở đây chứa các từ này" in page


def queries_of(client, url) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("name", "box"), [("so.officer", "received"), ("tinh.officer", "issued"), ("tinh.officer", "drafts")]
)
def test_the_lists_take_as_many_queries_for_ten_letters_as_for_one(login, cast, name, box):
    url = f"{reverse('guidance:list')}?box={box}"
    counts = []
    for number in range(3):
        for _ in range(1 if number == 0 else 4):
            letter = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
            if box != "drafts":
                decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
                letter = correct_letter(by=SYSTEM, letter=letter, fields={"number": f"{letter.pk}/X"})
                issue_letter(by=SYSTEM, letter=letter, addressees=[cast.so])
        counts.append(queries_of(login(name), url))
    assert counts[1] == counts[2]
    assert counts[2] <= 22


def test_the_board_takes_as_many_queries_for_three_units_as_for_one(login, cast, draft):
    other = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=other, decision=Decision.KEPT)
    other = correct_letter(by=SYSTEM, letter=other, fields={"number": "2/X"})
    issue_letter(by=SYSTEM, letter=draft, addressees=[cast.so])
    issue_letter(by=SYSTEM, letter=other, addressees=[cast.so, cast.huyen, cast.huyen2])
    client = login("tinh.officer")
    one = queries_of(client, address("board", draft))
    three = queries_of(client, address("board", other))
    assert one == three <= 18


def test_the_board_shows_every_cell_and_the_late_first(login, cast, issued):
    with clock.at(dt.date(2015, 5, 2)):
        page = login("tinh.viewer").get(address("board", issued)).content.decode()
    assert page.count("/tasks/") >= 10
    assert "st-late" in page


def test_pages_answer_in_english_too(login, issued):
    client = login("huyen.officer")
    client.cookies["django_language"] = "en"
    page = client.get(address("letter", issued)).content.decode()
    assert "Acknowledge" in page
    assert "Official letter No. 31/BVSTBCPN-VP" in page
