"""What is wrong with a workbook: where, what, and what to do; in both languages. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from tienbo.reporting.definitions.cells import Text


class Severity(StrEnum):
    """refusal: nothing of the file is taken; error: the cell is not taken; warning: it is taken, look at it."""

    REFUSAL = "refusal"
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One of them. `code` names the check that found it.

    `sheet` and `cell` (``D7``) are "" for the file or the sheet.
    """

    code: str
    severity: Severity
    message: Text
    remedy: Text
    sheet: str = ""
    cell: str = ""
