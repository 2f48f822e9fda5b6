"""Who gets what at the addresses of tasks."""

import datetime as dt

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.tasks.actions import NewTask, assign_tasks, report_result
from tienbo.tasks.evidence import EvidenceFile


def prepare(world) -> dict:
    """A task of the district, reported with a file."""
    with clock.at(dt.date(2015, 3, 20)):
        (task,) = assign_tasks(
            by=SYSTEM, tasks=[NewTask(unit=world.huyen, key="1", text="Tổ chức tập huấn")], module="x", kind="y",
            group="x/y/1", source="Công văn",
        )  # fmt: skip
        report_result(
            by=world.officer, task=task, result="Đã tổ chức", evidence="", base=task.revision,
            file=EvidenceFile("danh-sach.txt", b"mot lop"),
        )  # fmt: skip
    return {"task": task}


def _task(world) -> dict:
    return {"pk": world.task.pk}


# Whoever sees tasks of the district; the administrator sees none.
SEES = {
    "*": 404,
    **dict.fromkeys(["standing", "head", "inspector", "viewer", "officer", "district_head", "delegate"], 200),
}
REPORTS = {"*": 404, **dict.fromkeys([name for name in SEES if name not in {"*", "officer"}], 403), "officer": 302}

ROWS = [
    {"url": "tasks:list", "expect": {"*": 200}},
    {"url": "tasks:task", "kwargs": _task, "expect": SEES},
    {"url": "tasks:task", "method": "post", "kwargs": _task,
     "data": lambda world: {"result": "Đã làm", "base": world.task.revision + 1}, "expect": REPORTS},
    {"url": "tasks:reopen", "method": "post", "kwargs": _task, "expect": REPORTS},
    {"url": "tasks:file", "kwargs": _task, "expect": SEES},
]  # fmt: skip
