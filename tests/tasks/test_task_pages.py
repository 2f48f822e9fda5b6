"""The screens of tasks: who may open which address, what they do, and how many queries they take."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.documents.extraction.makers import pdf_of
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.files.models import StoredFile
from tienbo.tasks.actions import NewTask, assign_tasks, report_result
from tienbo.tasks.models import Task
from tienbo.tasks.states import Firmness, State

SCAN = pdf_of("", "")


def give(unit, number: int = 1, group: str = "guidance/letter/12", **changes) -> Task:
    task = NewTask(unit=unit, key=f"{number}", text=f"Mở lớp thứ {number}", position=f"1.{number}", **changes)
    return assign_tasks(by=SYSTEM, tasks=[task], module="m", kind="k", group=group, source="Công văn số 12")[0]


@pytest.fixture
def task(cast) -> Task:
    """A task of the district, due before 5 June."""
    return give(cast.huyen, due_on=dt.date(2015, 6, 5), due_exclusive=True)


@pytest.fixture
def login(client, cast):
    """``login("huyen.officer")``: the client as that person."""

    def log_in(name: str):
        client.force_login(cast.user(name))
        return client

    return log_in


def address(name: str, task: Task) -> str:
    return reverse(f"tasks:{name}", args=[task.pk])


def test_it_works(login, task):
    client = login("huyen.officer")
    answer = client.post(
        address("task", task), {"result": "Đã mở 02 lớp.", "evidence": "Số 5/KH", "base": "0"}, follow=True
    )
    page = answer.content.decode()
    assert "Đã ghi kết quả." in page
    assert "Đã mở 02 lớp." in page
    task.refresh_from_db()
    assert task.state == State.DONE


def test_the_evidence_comes_back_as_it_was_given(login, task):
    file = SimpleUploadedFile("Kế hoạch.pdf", SCAN)
    login("huyen.officer").post(address("task", task), {"result": "Xong.", "base": "0", "file": file})
    answer = login("tinh.viewer").get(address("file", task))
    assert b"".join(answer.streaming_content) == SCAN
    assert "attachment" in answer["Content-Disposition"]


def test_a_task_without_evidence_has_no_file(login, task):
    assert login("huyen.officer").get(address("file", task)).status_code == 404


def test_who_may_not_report_sees_no_form(login, task):
    assert "<textarea" in login("huyen.officer").get(address("task", task)).content.decode()
    assert "<textarea" not in login("tinh.officer").get(address("task", task)).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"result": " "}, "Hãy ghi một câu"),
        ({"result": "x", "file": SimpleUploadedFile("a.pdf", b"MZ\0program")}, "chứ không phải văn bản"),
        ({"result": "x", "file": SimpleUploadedFile("a.pdf", b"0000ftypmp42")}, "Không nhận loại tệp này"),
        ({"result": "MẬT"}, "Luật Bảo vệ bí mật nhà nước"),
        ({"result": "x", "evidence": "Bản số 3 TỐI MẬT"}, "Luật Bảo vệ bí mật nhà nước"),
        ({"result": "x", "file": SimpleUploadedFile("a.pdf", b"0" * 200)}, "20 MB"),
        ({"result": "x" * 2001}, "2000"),
    ],
)
def test_what_cannot_be_taken_is_said_at_the_field(login, task, settings, data, words):
    settings.UPLOAD_LIMIT = 100
    answer = login("huyen.officer").post(address("task", task), data | {"base": "0"})
    assert words in answer.content.decode()
    assert answer.status_code == 422
    task.refresh_from_db()
    assert task.state == State.OPEN
    assert not StoredFile.objects.exists()


def test_a_marked_file_is_refused_at_the_field(login, task):
    data = {"result": "x", "base": "0", "file": SimpleUploadedFile("a.pdf", "MẬT\n\nKế hoạch của đơn vị".encode())}
    page = login("huyen.officer").post(address("task", task), data).content.decode()
    assert "dấu chỉ độ mật" in page
    assert not StoredFile.objects.exists()


def test_the_second_of_two_sees_both_sentences_and_may_save_again(login, task):
    report_result(by=SYSTEM, task=task, result="Mở 02 lớp.")
    client = login("huyen.officer")
    page = client.post(address("task", task), {"result": "Mở 05 lớp.", "base": "0"}).content.decode()
    assert "Mở 02 lớp." in page
    assert "Mở 05 lớp." in page
    assert 'name="base" value="1"' in page
    client.post(address("task", task), {"result": "Mở 05 lớp.", "base": "1"})
    task.refresh_from_db()
    assert task.result == "Mở 05 lớp."


def test_the_form_says_which_files_are_taken_and_how_large(login, task):
    page = login("huyen.officer").get(address("task", task)).content.decode()
    assert "PDF, Word (.docx), Excel, OpenDocument" in page
    assert "20 MB" in page


def test_an_amended_result_leaves_the_earlier_one_on_the_page_with_its_file(login, cast, task):
    client = login("huyen.officer")
    file = SimpleUploadedFile("bien-ban.pdf", SCAN)
    client.post(address("task", task), {"result": "Mở 02 lớp.", "base": "0", "file": file})
    client.post(address("task", task), {"result": "Mở 03 lớp.", "base": "1"})
    page = client.get(address("task", task)).content.decode()
    assert "Mở 02 lớp." in page
    assert "Mở 03 lớp." in page
    assert "officer huyen" in page
    earlier = reverse("tasks:result_file", args=[task.pk, 1])
    assert earlier in page
    assert b"".join(client.get(earlier).streaming_content) == SCAN
    assert client.get(reverse("tasks:result_file", args=[task.pk, 7])).status_code == 404


def test_a_task_that_is_one_of_several_days_of_a_text_says_which(login, cast):
    task = give(cast.huyen, 5, part="trước ngày 05/6 đối với báo cáo 6 tháng", due_on=dt.date(2015, 6, 5))
    client = login("huyen.officer")
    assert task.part in client.get(address("task", task)).content.decode()
    assert task.part in client.get(reverse("tasks:list")).content.decode()


def test_the_page_says_the_day_the_weekday_and_the_days_left(login, task):
    page = login("huyen.officer").get(address("task", task)).content.decode()
    assert "thứ Năm, 04/06/2015" in page
    assert "còn 73 ngày" in page


def test_an_encouraged_task_says_that_it_is_never_late(login, cast):
    task = give(cast.huyen, due_on=dt.date(2015, 3, 1), firmness=Firmness.ENCOURAGED)
    page = login("huyen.officer").get(address("task", task)).content.decode()
    assert "không tính quá hạn" in page
    assert "Quá hạn" not in page


def test_a_text_with_markup_in_it_is_shown_as_text(login, cast):
    task = give(cast.huyen)
    report_result(by=SYSTEM, task=task, result="<script>alert(1)</script>", evidence="javascript:alert(1) <b>")
    page = login("huyen.officer").get(address("task", task)).content.decode()
    assert "<script>alert(1)" not in page
    assert 'href="javascript' not in page


def test_the_list_shows_the_units_own_tasks_by_filter(login, cast, task):
    give(cast.huyen, 2, firmness=Firmness.ENCOURAGED)
    give(cast.xa, 3)
    done = give(cast.huyen, 4, group="guidance/letter/13")
    report_result(by=SYSTEM, task=done, result="Xong.")
    client = login("huyen.officer")

    def shown(**query) -> list[str]:
        page = client.get(reverse("tasks:list"), query).content.decode()
        return [n for n in "1234" if f"Mở lớp thứ {n}" in page]

    assert shown() == ["1", "2"]
    assert shown(show="all") == ["1", "2", "4"]
    assert shown(show="done") == ["4"]
    assert shown(firmness="encouraged") == ["2"]
    assert shown(show="all", paper="guidance/letter/13") == ["4"]
    assert shown(show="nonsense", paper="<x>") == ["1", "2"]
    with clock.at(dt.date(2015, 6, 5)):
        assert shown(show="late") == ["1"]


def test_the_list_takes_as_many_queries_for_forty_tasks_as_for_one(login, cast):
    client = login("huyen.officer")
    counts = []
    for numbers in (range(1), range(1, 41)):
        for number in numbers:
            give(cast.huyen, number, due_on=dt.date(2015, 6, 5))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("tasks:list"))
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 16


def test_a_long_list_has_pages(login, cast):
    for number in range(60):
        give(cast.huyen, number)
    client = login("huyen.officer")
    first = client.get(reverse("tasks:list")).content.decode()
    second = client.get(reverse("tasks:list"), {"page": 2}).content.decode()
    assert first.count('<th scope="row">') == 50
    assert second.count('<th scope="row">') == 10
