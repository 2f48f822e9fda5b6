"""What arrives from a table: the script's JSON and the form without script, checked for shape only.

The contract of both is in ``core.grid``; ``core.grid_batch`` reads it.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from tienbo.core.grid_batch import posted_change, sent_batch
from tienbo.core.incoming import Unreadable
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.sheets import TableSheet, cell_of_key, key_of
from tienbo.reporting.entry.typed_figures import Typed, untouched


@dataclass(frozen=True)
class Batch:
    """Cells typed, reasons by the key of their finding, and the operation that makes a repetition harmless."""

    typed: tuple[Typed, ...]
    reasons: Mapping[str, str]
    operation: uuid.UUID | None = None


def batch_of_json(sheet: TableSheet, sent: object) -> Batch:
    """The script's batch. Unreadable when it is not of the contract's shape, or names a cell not of this table."""
    batch = sent_batch(sent)
    typed = tuple(Typed.of(cell_of_key(change.key), change) for change in batch.changes)
    if any(each.cell not in sheet.places for each in typed):
        raise Unreadable("a cell that is not of this table")
    return Batch(typed, batch.reasons, batch.operation)


def batch_of_post(sheet: TableSheet, post: Mapping[str, str]) -> Batch:
    """The form without script: every cell of the table; those left as they were shown are not in the batch."""
    came = ((cell, posted_change(post, key_of(cell))) for cell in sheet.places)
    typed = (Typed.of(cell, change) for cell, change in came if change)
    return Batch(tuple(each for each in typed if not untouched(sheet, each)), _reasons(sheet, post))


def _reasons(sheet: TableSheet, post: Mapping[str, str]) -> dict[str, str]:
    """Texts of ``j.<row>.<finding's key>`` that are not what is kept."""
    found = {}
    for finding in sheet.findings:
        name = next((name for name in post if name.startswith("j.") and name.endswith(f".{finding.key}")), None)
        if name is not None and post[name].strip() != sheet.reasons.get(finding.key, ""):
            found[finding.key] = post[name]
    return found


def cell_of_query(text: str) -> Cell | None:
    """The cell that an address asks for (``?cell=…``); None without one."""
    return cell_of_key(text) if text else None
