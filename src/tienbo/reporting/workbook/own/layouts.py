"""What a layout says, and as JSON. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LABEL, NOTE = "label", "note"
# What is done up to the closing date; then what the whole year is estimated at.
FIGURES = ("T", "F", "FM", "TY", "FY")
# What the columns of a row count, by what its first figure counts: in a row "of which women" totals are women.
PLACES = {"T": {each: each for each in FIGURES}, "F": {"T": "F", "TY": "FY"}, "FM": {"T": "FM"}}
USES = (LABEL, *FIGURES, NOTE)
# By what sums of money may be divided in an office's table.
SCALES = (1, 1_000, 1_000_000)
# What a dash in a cell of figures means: "" nobody said.
DASHES = ("", "zero", "not_applicable")


@dataclass(frozen=True)
class ColumnRule:
    """One column.

    `use`: one of `USES`. `heads`: the words of its headings, nearest first, as many as tell it from the others, in the
    form of `words.head_key`; where they do not, it is the `nth` (from 0) of `times` alike. A column without any is
    known by its place: `offset` columns to the right of the labels. `title`: its heading as it reads, for people.
    """

    use: str
    heads: tuple[str, ...]
    offset: int
    title: str = ""
    nth: int = 0
    times: int = 1


@dataclass(frozen=True)
class RowRule:
    """One row and the line that it is.

    `label` as it stood in the sample; `line`: ``element|breakdown``; `place`: what its first figure counts, ``F`` for a
    row "of which women". `under` None: the label stood once. Otherwise it is the `nth` (from 0) of `times` between the
    heading `under` ("" for the beginning of the table) and the next one.
    """

    label: str
    line: str
    place: str = "T"
    under: str | None = None
    nth: int = 0
    times: int = 1


@dataclass(frozen=True)
class TableLayout:
    """One table. `name`: of its sheet; `headings`: the labels that part rows of the same label from one another;
    `scale`: by how much its sums of money are divided; `dash`: one of `DASHES`."""

    name: str
    columns: tuple[ColumnRule, ...] = ()
    rows: tuple[RowRule, ...] = ()
    headings: tuple[str, ...] = ()
    scale: int = 1
    dash: str = ""

    @property
    def is_whole(self) -> bool:
        """It can read something: labels, figures, rows."""
        uses = {column.use for column in self.columns}
        return LABEL in uses and not uses.isdisjoint(FIGURES) and bool(self.rows)


@dataclass(frozen=True)
class Layout:
    """How the tables of one kind of file are read."""

    tables: tuple[TableLayout, ...] = ()

    @property
    def is_whole(self) -> bool:
        """At least one table can be read."""
        return any(table.is_whole for table in self.tables)

    def table(self, name: str) -> TableLayout | None:
        """What it says of the sheet of this name."""
        return next((table for table in self.tables if table.name == name), None)

    def with_table(self, table: TableLayout) -> "Layout":
        """With one table said anew; one of which nothing is read is left out."""
        others = tuple(each for each in self.tables if each.name != table.name)
        return Layout((*others, table) if table.columns or table.rows else others)

    def rows(self) -> Iterator[RowRule]:
        """All rows of all tables."""
        for table in self.tables:
            yield from table.rows

    def as_data(self) -> dict[str, Any]:
        """As JSON."""
        return {"tables": [_table_data(table) for table in self.tables]}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "Layout":
        """From JSON that `as_data` wrote."""
        return cls(tuple(_table_of(each) for each in data.get("tables", ())))


def _table_data(table: TableLayout) -> dict[str, Any]:
    return {
        "name": table.name,
        "scale": table.scale,
        "dash": table.dash,
        "headings": list(table.headings),
        "columns": [vars(each) | {"heads": list(each.heads)} for each in table.columns],
        "rows": [dict(vars(each)) for each in table.rows],
    }


def _table_of(data: Mapping[str, Any]) -> TableLayout:
    return TableLayout(
        data["name"],
        tuple(ColumnRule(**{**each, "heads": tuple(each["heads"])}) for each in data["columns"]),
        tuple(RowRule(**each) for each in data["rows"]),
        tuple(data["headings"]),
        data["scale"],
        data["dash"],
    )
