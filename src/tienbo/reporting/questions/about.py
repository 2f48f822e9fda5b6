"""What a question is about: a cell, a table, a heading of the text, or the report as a whole. Pure.

As a text (an address, a form field): ``cell:party.bch|sex=F``, ``table:B02``, ``heading:results.funds``, ``report:``.
"""

from dataclasses import dataclass

from tienbo.reporting.definitions.cells import Cell

KINDS = ("cell", "table", "heading", "report")


@dataclass(frozen=True)
class About:
    """`kind` is one of `KINDS`; `key` the cell's ``element|breakdown``, the table's or the heading's code, "" for the
    report as a whole."""

    kind: str
    key: str = ""

    @classmethod
    def of_cell(cls, cell: Cell) -> "About":
        """About one cell."""
        return cls("cell", f"{cell.element}|{cell.breakdown}")

    @classmethod
    def of_text(cls, text: str) -> "About | None":
        """What a text names; None when it is of another shape. Whether a report has the place is another matter."""
        kind, colon, key = text.partition(":")
        if not colon or kind not in KINDS or (kind == "report") == bool(key):
            return None
        return cls(kind, key)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def cell(self) -> Cell | None:
        """The cell; None for anything else."""
        if self.kind != "cell":
            return None
        element, _bar, breakdown = self.key.partition("|")
        return Cell(element, breakdown)


WHOLE_REPORT = About("report")
