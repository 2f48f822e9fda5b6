"""Who gets what at the addresses of tasks: one of the district, done, with a file as evidence."""

from tienbo.core.authorise import SYSTEM
from tienbo.tasks.actions import EvidenceFile, NewTask, assign_tasks, report_result


def prepare(world) -> dict:
    """The task."""
    new = NewTask(unit=world.huyen, key="1", text="Mở lớp tập huấn", position="1.1")
    (task,) = assign_tasks(by=SYSTEM, tasks=[new], module="x", kind="y", group="x/y/1", source="Công văn số 1")
    file = EvidenceFile("ke-hoach.txt", "Kế hoạch".encode())
    return {"task": report_result(by=SYSTEM, task=task, result="Đã mở 01 lớp.", file=file)}


def _task(world) -> dict:
    return {"pk": world.task.pk}


# The administrator sees no tasks; the commune below does not see its district's.
SEES = {
    "*": 404,
    **dict.fromkeys(["standing", "head", "inspector", "viewer", "officer", "district_head", "delegate"], 200),
}
REPORTS = dict.fromkeys(SEES, 403) | {"*": 404, "officer": 302}

ROWS = [
    {"url": "tasks:list", "expect": {"*": 200}},
    {"url": "tasks:task", "kwargs": _task, "expect": SEES},
    {"url": "tasks:task", "method": "post", "kwargs": _task,
     "data": lambda world: {"result": "Đã mở 02 lớp.", "base": world.task.revision}, "expect": REPORTS},
    {"url": "tasks:task", "method": "post", "kwargs": _task,
     "expect": dict.fromkeys(SEES, 403) | {"*": 404, "officer": 422}},
    {"url": "tasks:reopen", "method": "post", "kwargs": _task, "expect": REPORTS},
    {"url": "tasks:file", "kwargs": _task, "expect": SEES},
    {"url": "tasks:result_file", "kwargs": lambda world: _task(world) | {"revision": 1}, "expect": SEES},
]  # fmt: skip
