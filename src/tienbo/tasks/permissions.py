"""Which permission each act on tasks needs."""

from tienbo.access.permissions import Permission

VIEW = Permission.TASK_VIEW
REPORT = Permission.TASK_REPORT
