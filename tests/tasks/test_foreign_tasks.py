"""A task is a number in an address: another unit's number is no task, whatever one does with it."""

import pytest
from django.urls import reverse

from tienbo.core.authorise import SYSTEM
from tienbo.tasks.actions import EvidenceFile, NewTask, assign_tasks, report_result
from tienbo.tasks.models import Task

pytestmark = pytest.mark.django_db

NAMES = ("task", "file", "reopen", "result_file")


def give(unit) -> Task:
    """A task of a unit, done, with a file."""
    task = NewTask(unit=unit, key=f"{unit.pk}", text="Mở lớp", position="1")
    (task,) = assign_tasks(by=SYSTEM, tasks=[task], module="m", kind="k", group="guidance/letter/12", source="Số 12")
    file = EvidenceFile("ke-hoach.txt", "Kế hoạch".encode())
    return report_result(by=SYSTEM, task=task, result="Đã mở 01 lớp.", file=file)


def address(name: str, number: int | str) -> str:
    further = [1] if name == "result_file" else []
    return reverse(f"tasks:{name}", args=[0, *further]).replace("/0/", f"/{number}/", 1)


@pytest.fixture
def tasks(cast) -> dict[str, Task]:
    """By short name of a unit: its task."""
    return {name: give(cast.units[name]) for name in ("tinh", "so", "huyen", "huyen2", "xa")}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("huyen2.officer", {"huyen2"}),
        ("xa.officer", {"xa"}),
        ("huyen.officer", {"huyen", "xa"}),
        ("khac.officer", set()),
    ],
)
def test_each_sees_the_tasks_of_his_own_branch_and_no_others(cast, client, tasks, who, seen):
    client.force_login(cast.user(who))
    for name in ("task", "file", "result_file"):
        found = {unit for unit, task in tasks.items() if client.get(address(name, task.pk)).status_code == 200}
        assert found == seen, name


def test_a_strangers_words_change_nothing(cast, client, tasks):
    client.force_login(cast.user("huyen2.officer"))
    task = tasks["huyen"]
    sent = {"result": "Chưa làm gì.", "base": str(task.revision)}
    assert client.post(address("task", task.pk), sent).status_code == 404
    assert client.post(address("reopen", task.pk)).status_code == 404
    task.refresh_from_db()
    assert (task.result, task.state, task.revision) == ("Đã mở 01 lớp.", "done", 1)


@pytest.mark.parametrize("number", ["0", "999999", str(2**31), str(2**63), "9" * 30, "9" * 5000, "٣", "-1", "1.0", "a"])
@pytest.mark.parametrize("name", NAMES)
def test_a_number_that_no_task_has_is_no_page(cast, client, tasks, name, number):
    client.force_login(cast.user("huyen.officer"))
    ask = client.post if name == "reopen" else client.get
    assert ask(address(name, number)).status_code == 404


@pytest.mark.parametrize("revision", ["0", "2", str(2**63), "9" * 5000])
def test_a_result_that_was_never_given_has_no_file(cast, client, tasks, revision):
    client.force_login(cast.user("huyen.officer"))
    first = address("result_file", tasks["huyen"].pk)
    assert client.get(first).status_code == 200
    assert client.get(first.replace("/1/file/", f"/{revision}/file/")).status_code == 404
