"""The jobs of every sub-package, gathered where the worker looks for them."""

from tienbo.reporting.output.jobs import issue_files

__all__ = ["issue_files"]
