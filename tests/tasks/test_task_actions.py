"""Tasks given, reported, amended, reopened, taken back."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction

from tests.documents.extraction.makers import docx_of, odt_of, xlsx_of
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.documents.extraction import Classified, ClassifiedText, Unreadable
from tienbo.files.models import StoredFile
from tienbo.files.queries import content
from tienbo.journal.queries import history
from tienbo.tasks import queries
from tienbo.tasks.actions import (
    ChangedMeanwhile,
    EvidenceFile,
    NewTask,
    NotAllowedNow,
    ResultMissing,
    assign_tasks,
    reopen_task,
    report_result,
    take_back_tasks,
)
from tienbo.tasks.models import Result, Task
from tienbo.tasks.states import Firmness, State

GROUP = "guidance/letter/12"


def give(*units, key="1", group=GROUP, **changes) -> list[Task]:
    tasks = [NewTask(unit=unit, key=key, text="Mở lớp bồi dưỡng", position="1.1", **changes) for unit in units]
    return assign_tasks(
        by=SYSTEM, tasks=tasks, module="guidance", kind="proposal", group=group, source="Công văn số 12"
    )


def test_it_works(cast):
    (task,) = give(cast.so)
    done = report_result(by=cast.user("so.officer"), task=task, result=" Đã mở 02 lớp. ", evidence="Số 15/KH")
    assert (done.state, done.result, done.evidence) == (State.DONE, "Đã mở 02 lớp.", "Số 15/KH")
    assert done.done_by_uid == cast.people["so.officer"].uid
    assert [line.action for line in history("tasks", "task", task.pk)] == ["task.reported"]


def test_many_tasks_are_given_in_few_statements(cast, django_assert_max_num_queries):
    tasks = [
        NewTask(unit=unit, key=str(n), text="Việc") for unit in (cast.so, cast.hoi, cast.huyen) for n in range(200)
    ]
    with django_assert_max_num_queries(8):
        made = assign_tasks(by=SYSTEM, tasks=tasks, module="m", kind="k", group="m/k/1", source="S")
    assert len(made) == 600
    (line,) = history("tasks", "group", "m/k/1")
    assert line.facts == {"tasks": 600, "units": 3}


def test_a_unit_gets_one_task_from_one_place(cast):
    give(cast.so)
    with pytest.raises(IntegrityError, match="task_one_per_origin_and_unit"), transaction.atomic():
        give(cast.so)


def test_the_superior_cannot_report_in_the_units_place(cast):
    (task,) = give(cast.so)
    with pytest.raises(PermissionDenied):
        report_result(by=cast.user("tinh.officer"), task=task, result="Đã xong.")
    task.refresh_from_db()
    assert task.state == State.OPEN


def test_a_viewer_cannot_report(cast):
    (task,) = give(cast.huyen)
    with pytest.raises(PermissionDenied):
        report_result(by=cast.user("huyen.viewer"), task=task, result="Đã xong.")


def test_a_result_needs_a_sentence(cast):
    (task,) = give(cast.so)
    with pytest.raises(ResultMissing):
        report_result(by=cast.user("so.officer"), task=task, result="  \n ")


def test_amending_keeps_the_day_on_which_it_was_done(cast):
    (task,) = give(cast.so)
    first = report_result(by=cast.user("so.officer"), task=task, result="Mở 02 lớp.")
    with clock.at(dt.date(2015, 5, 1)):
        second = report_result(by=cast.user("so.officer"), task=task, result="Mở 03 lớp.")
    assert second.result == "Mở 03 lớp."
    assert second.done_at == first.done_at
    assert [line.action for line in history("tasks", "task", task.pk)] == ["task.reported", "task.amended"]


def test_what_was_said_before_stays_with_who_said_it_and_when(cast):
    (task,) = give(cast.so)
    officer = cast.user("so.officer")
    first = EvidenceFile("a.txt", b"Bien ban so 1")
    report_result(by=officer, task=task, result="Mở 02 lớp.", evidence="Số 5/KH", file=first)
    with clock.at(dt.date(2015, 5, 1)):
        report_result(by=SYSTEM, task=task, result="Mở 03 lớp.", file=EvidenceFile("b.txt", b"Bien ban so 2"))
    said = list(Result.objects.filter(task=task).order_by("revision"))
    assert [(each.text, each.evidence, each.by_uid) for each in said] == [
        ("Mở 02 lớp.", "Số 5/KH", officer.uid), ("Mở 03 lớp.", "", SYSTEM.uid),
    ]  # fmt: skip
    assert [content(each.evidence_file) for each in said] == [b"Bien ban so 1", b"Bien ban so 2"]
    assert [each.at.astimezone(clock.ZONE).date() for each in said] == [dt.date(2015, 3, 23), dt.date(2015, 5, 1)]
    assert [event.result and event.result.text for event in queries.events_of(task)] == [
        "Mở 03 lớp.", "Mở 02 lớp.", None,
    ]  # fmt: skip


@pytest.mark.parametrize("change", [lambda rows: rows.update(text="khác"), lambda rows: rows.delete()])
def test_what_was_said_can_be_neither_changed_nor_taken_away(cast, change):
    (task,) = give(cast.so)
    report_result(by=SYSTEM, task=task, result="Mở 02 lớp.")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        change(Result.objects.filter(task=task))


def test_a_sentence_that_bears_a_secrecy_mark_is_refused_and_nothing_is_kept(cast):
    (task,) = give(cast.so)
    for words in ({"result": "MẬT\nĐã xong."}, {"result": "Đã xong.", "evidence": "Số: 12/BC-UBND MẬT"}):
        with pytest.raises(ClassifiedText), transaction.atomic():
            report_result(by=cast.user("so.officer"), task=task, **words)
    task.refresh_from_db()
    assert (task.state, task.result) == (State.OPEN, "")
    assert not Result.objects.exists()
    assert not history("tasks", "task", task.pk)


def test_two_persons_who_report_at_once_are_told(cast):
    (task,) = give(cast.so)
    report_result(by=cast.user("so.officer"), task=task, result="Mở 02 lớp.", base=0)
    with pytest.raises(ChangedMeanwhile) as caught:
        report_result(by=cast.user("so.officer"), task=task, result="Mở 05 lớp.", base=0)
    assert caught.value.task.result == "Mở 02 lớp."


def test_reopening_keeps_the_sentence_as_a_draft(cast):
    (task,) = give(cast.so)
    report_result(by=cast.user("so.officer"), task=task, result="Mở 02 lớp.")
    task = reopen_task(by=cast.user("so.officer"), task=task)
    assert (task.state, task.done_at, task.result) == (State.OPEN, None, "Mở 02 lớp.")
    with pytest.raises(NotAllowedNow):
        reopen_task(by=cast.user("so.officer"), task=task)


def test_a_file_is_kept_as_evidence_and_stays_until_another_comes(cast):
    (task,) = give(cast.so)
    officer = cast.user("so.officer")
    report_result(by=officer, task=task, result="Xong.", file=EvidenceFile("Kế hoạch.txt", "Kế hoạch số 5".encode()))
    task = report_result(by=officer, task=task, result="Xong hết.")
    assert task.evidence_file.name == "Kế hoạch.txt"
    assert content(task.evidence_file) == "Kế hoạch số 5".encode()


def test_a_file_that_bears_a_secrecy_mark_is_refused_and_nothing_is_kept(cast):
    (task,) = give(cast.so)
    secret = EvidenceFile("kh.txt", "MẬT\n\nKế hoạch số 5 của đơn vị".encode())
    with pytest.raises(Classified), transaction.atomic():
        report_result(by=cast.user("so.officer"), task=task, result="Xong.", file=secret)
    assert not StoredFile.objects.exists()
    task.refresh_from_db()
    assert task.state == State.OPEN


@pytest.mark.parametrize(
    "data",
    [docx_of("MẬT", "Kế hoạch"), odt_of("Kế hoạch", "TUYỆT MẬT"), xlsx_of("TỐI MẬT"), "MẬT\nKế hoạch".encode()],
    ids=["docx", "odt", "xlsx", "text"],
)
@pytest.mark.parametrize("name", ["kh.docx", "bieu.xlsx", "anh.jpg", "kh"])
def test_a_marked_file_does_not_pass_under_another_name(cast, data, name):
    (task,) = give(cast.so)
    with pytest.raises(Classified), transaction.atomic():
        report_result(by=cast.user("so.officer"), task=task, result="Xong.", file=EvidenceFile(name, data))
    assert not StoredFile.objects.exists()


def test_a_file_that_cannot_be_looked_into_is_refused(cast):
    (task,) = give(cast.so)
    old_word = EvidenceFile("kh.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600)
    with pytest.raises(Unreadable, match=r"\.docx"), transaction.atomic():
        report_result(by=cast.user("so.officer"), task=task, result="Xong.", file=old_word)
    assert not StoredFile.objects.exists()


def test_a_picture_passes_as_evidence(cast):
    (task,) = give(cast.so)
    picture = EvidenceFile("anh.jpg", b"\xff\xd8\xff\xe0" + b"0" * 200)
    task = report_result(by=cast.user("so.officer"), task=task, result="Xong.", file=picture)
    assert task.evidence_file.media_type == "image/jpeg"


def test_a_paper_is_taken_back_only_while_nothing_was_reported(cast):
    give(cast.so, cast.huyen)
    assert take_back_tasks(by=SYSTEM, group=GROUP) == 2
    (task, _other) = give(cast.so, cast.huyen)
    report_result(by=cast.user("so.officer"), task=task, result="Xong.")
    with pytest.raises(NotAllowedNow):
        take_back_tasks(by=SYSTEM, group=GROUP)
    assert Task.objects.count() == 2


def test_a_paper_of_which_something_was_ever_reported_is_not_taken_back(cast):
    (task,) = give(cast.so)
    report_result(by=cast.user("so.officer"), task=task, result="Xong.")
    reopen_task(by=cast.user("so.officer"), task=task)
    with pytest.raises(NotAllowedNow):
        take_back_tasks(by=SYSTEM, group=GROUP)


def test_tasks_are_found_without_tone_marks(cast):
    (task,) = give(cast.so)
    for words in ("bồi dưỡng", "boi duong", "LỚP BỒI"):
        assert list(queries.find(words, Task.objects.all())) == [task]
    assert not queries.find("tập huấn", Task.objects.all())


def test_a_superior_sees_the_tasks_below_and_a_stranger_none(cast):
    give(cast.huyen, cast.xa)
    seen = {
        name: Task.objects.visible_to(cast.user(name)).count()
        for name in ("tinh.viewer", "huyen.officer", "xa.officer", "huyen2.officer", "khac.officer")
    }
    assert seen == {"tinh.viewer": 2, "huyen.officer": 2, "xa.officer": 1, "huyen2.officer": 0, "khac.officer": 0}


def test_a_task_is_seen_by_whoever_stood_above_on_the_day_it_was_given(cast):
    from tienbo.units.actions import NewPlace, replace_unit
    from tienbo.units.kinds import Kind

    give(cast.xa)
    moved = NewPlace(name="Xã Nà Lèng", kind=Kind.COMMUNE, code="90101", parent=cast.huyen2)
    replace_unit(by=SYSTEM, unit=cast.xa, place=moved, on=dt.date(2015, 7, 1))
    with clock.at(dt.date(2015, 8, 1)):
        assert Task.objects.visible_to(cast.user("huyen.officer")).count() == 1
        assert Task.objects.visible_to(cast.user("huyen2.officer")).count() == 0
        assert Task.objects.visible_to(cast.user("xa.officer")).count() == 1


def test_the_list_shows_the_soonest_first_and_encouraged_ones_as_undated(cast):
    give(cast.so, key="a", due_on=dt.date(2015, 6, 5), due_exclusive=True)
    give(cast.so, key="b", due_on=dt.date(2015, 4, 1))
    give(cast.so, key="c", due_on=dt.date(2015, 1, 1), firmness=Firmness.ENCOURAGED)
    give(cast.so, key="d")
    assert [task.key for task in queries.tasks_of_unit(cast.so)] == ["b", "a", "c", "d"]
    with clock.at(dt.date(2015, 6, 5)):
        assert {task.key for task in queries.tasks_of_unit(cast.so, shown="late")} == {"a", "b"}
    with clock.at(dt.date(2015, 3, 20)):
        assert [task.key for task in queries.tasks_of_unit(cast.so, shown="soon")] == ["b"]


def test_the_board_keeps_each_unit_under_its_own_task(cast):
    give(cast.so, cast.huyen, key="1", order=0)
    give(cast.huyen, key="2", order=1, due_on=dt.date(2015, 3, 1))
    report_result(by=cast.user("so.officer"), task=Task.objects.get(unit=cast.so), result="Xong.")
    board = queries.board(GROUP)
    assert [(column.key, column.done, column.total) for column in board.columns] == [("1", 1, 2), ("2", 0, 1)]
    assert [cell and cell.standing.code for cell in board.cells[cast.so.pk]] == ["done", None]
    assert [cell and cell.standing.code for cell in board.cells[cast.huyen.pk]] == ["undated", "late"]
    assert board.progress_of(cast.huyen.pk) == queries.Progress(total=2, done=0, late=1)
    assert queries.progress_of_papers([GROUP]) == {GROUP: queries.Progress(total=3, done=1, late=1)}


def test_results_of_a_period_leave_out_what_was_done_outside_it(cast):
    (task,) = give(cast.so)
    report_result(by=cast.user("so.officer"), task=task, result="Xong.")
    inside = (dt.date(2015, 3, 23), dt.date(2015, 3, 24))
    assert [found.pk for found in queries.results_of(cast.so, inside)] == [task.pk]
    assert not queries.results_of(cast.so, (dt.date(2015, 3, 24), dt.date(2015, 6, 1)))


def test_the_desk_counts_agree_with_the_list(cast):
    give(cast.so, key="a", due_on=dt.date(2015, 4, 1))
    give(cast.so, key="b", due_on=dt.date(2015, 3, 1))
    give(cast.so, key="c")
    assert queries.summary(cast.so) == {"open": 3, "late": 1, "soon": 1, "done": 0}
