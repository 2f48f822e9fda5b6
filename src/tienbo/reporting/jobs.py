"""The jobs of every sub-package, gathered where the worker looks for them."""

from tienbo.reporting.output.jobs import issue_files
from tienbo.reporting.workbook.jobs import look_at_batch, put_old_workbooks_aside, take_whole_batch

__all__ = ["issue_files", "look_at_batch", "put_old_workbooks_aside", "take_whole_batch"]
