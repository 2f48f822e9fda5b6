"""The jobs of every sub-package, gathered where the worker looks for them."""

from tienbo.reporting.output.jobs import issue_files
from tienbo.reporting.reminders.jobs import climb_round, remind_of_due_reports
from tienbo.reporting.workbook.jobs import look_at_batch, put_old_workbooks_aside, take_whole_batch

__all__ = [
    "climb_round",
    "issue_files",
    "look_at_batch",
    "put_old_workbooks_aside",
    "remind_of_due_reports",
    "take_whole_batch",
]
