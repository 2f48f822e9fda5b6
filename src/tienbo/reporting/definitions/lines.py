"""From rows to lines and cells: what a unit of some kind types, and what its consolidated table shows. Pure.

A row becomes *leaves*: one per item of each breakdown that is not a column. Which leaves a unit types itself
follows from its kind (the table in `kinds`), from the terms that the round names and from the variant:

- full: every leaf of its own levels; columns T, F, FM as the row has them
- short: only the rows of the short form; columns T and F (of a whole year T alone); its own level and the terms of the
  round stay, so that the figures add up with everybody else's; every other breakdown is the single part
  ``unspecified``

A total is always the sum of leaves and is never typed. Terms, stages and overlapping items stand side by
side and get no total. The consolidated table shows every leaf that the unit or any kind of unit below it can
type.
"""

import datetime as dt
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from tienbo.reporting.definitions.cells import (
    UNSPECIFIED,
    YEAR_COLUMNS,
    Cell,
    Text,
    breakdown_code,
    cell,
    parse_breakdown,
)
from tienbo.reporting.definitions.estimating import estimate_head
from tienbo.reporting.definitions.kinds import AGENCIES, SECTORS, UnitKind, kinds_below, own_levels
from tienbo.reporting.definitions.schema import Definition, Row

Variant = Literal["full", "short"]
Scope = Literal["own", "consolidated"]
# A unit as far as the form is concerned: its kind, the sectors it is in charge of, the form it fills.
Filler = tuple[str, Collection[str], Variant]


@dataclass(frozen=True)
class RoundOptions:
    """What the round decides about the form.

    `terms`: for each domain of terms (``party``, ``council``, ...) the terms asked, oldest first; an empty
    tuple asks none of them. `election`: rows of an election are shown. `tables`, `headings`: the codes of those
    that are asked at all; None asks every one of the form. `estimate_to`: the day up to which a figure for the whole
    year is asked beside the one to the end of the period; None asks none. `whole`: one unit is asked for its whole
    territory (a paper upward, ADR 0031): it types what else the units below it would.
    """

    report: Literal["half_year", "annual", "adhoc"]
    terms: Mapping[str, tuple[str, ...]] = field(hash=False)
    election: bool = False
    tables: frozenset[str] | None = None
    headings: frozenset[str] | None = None
    estimate_to: dt.date | None = None
    whole: bool = False

    def asks_table(self, code: str) -> bool:
        """Whether the round asks a table of anybody."""
        return self.tables is None or code in self.tables

    def terms_of(self, definition: Definition, row: Row) -> tuple[str, ...]:
        """The terms asked of a row that has terms. Raises ValueError when the round does not say."""
        domain = row.terms or ""
        follows = definition.terms[domain].follows
        if domain not in self.terms and follows in self.terms:
            return self.terms[follows][-1:]
        if domain not in self.terms:
            raise ValueError(f"the round names no terms of {domain!r}, which row {row.row} asks for")
        return self.terms[domain][-1:] if row.newest_term else self.terms[domain]


@dataclass(frozen=True)
class Line:
    """One printed line of a table for a unit.

    - `role`: entered (its cells are typed), total (sum of `parts`), heading (no cells), withheld (marked by itself)
    - `number`: as printed (``3``, ``3.1``): the position of the row in its table, then of the line in its row
    - `breakdown`: canonical code of the line without sex; `columns` maps ``T``, ``F``, ``FM`` or ``value`` to cells,
      and where the round asks the whole year ``TY``, ``FY`` or ``valueY`` after them
    - `parts`: of a total, the breakdowns (without sex) that add up to it
    - `qualifier`: what tells the line from others of its row ("huyện, thành phố; nhiệm kỳ 2015-2020"); empty if alone
    - `of_row`: the row that contains this one (``B02.03``)
    - `estimate_head`: what its figure for the whole year is called; None where the round asks none
    """

    row_id: str
    table: str
    number: str
    label: Text
    qualifier: Text
    element: str
    breakdown: str
    role: Literal["entered", "total", "heading", "withheld"]
    columns: Mapping[str, Cell] = field(hash=False)
    parts: tuple[str, ...]
    indent: int
    unit: Text
    kind: Literal["count", "money", "rate"]
    nature: Literal["flow", "stock", "term"]
    aggregation: Literal["sum", "count", "none"]
    confidentiality: str
    women_only: bool
    estimate: bool
    fill: str
    of_row: str | None
    note: Text | None
    estimate_head: Text | None = None

    @property
    def code(self) -> str:
        """The line's one name on every screen: its row's code, and its place among the lines of the row
        (``B02.03``, ``B02.03.2``)."""
        _row, dot, place = self.number.partition(".")
        return f"{self.row_id}{dot}{place}"

    @property
    def actual_columns(self) -> dict[str, Cell]:
        """The columns of the figures to the end of the period."""
        return {name: cell for name, cell in self.columns.items() if name not in YEAR_COLUMNS}

    @property
    def year_columns(self) -> dict[str, Cell]:
        """The columns of the figures for the whole year; empty where none is asked."""
        return {name: cell for name, cell in self.columns.items() if name in YEAR_COLUMNS}

    @property
    def is_entered(self) -> bool:
        """Somebody types the cells of this line."""
        return self.role == "entered"

    @property
    def is_derived_total(self) -> bool:
        """The cells of this line are the sums of its parts."""
        return self.role == "total"

    @property
    def is_heading(self) -> bool:
        """The line only introduces those below it."""
        return self.role == "heading"

    @property
    def is_withheld(self) -> bool:
        """The cells of this line get the flag ``withheld`` by themselves and are not typed."""
        return self.role == "withheld"


def is_addressed(definition: Definition, row: Row, *, kind: str, sectors: Collection[str]) -> bool:
    """Whether the row concerns a unit of this kind at all, whatever the round and the variant ask."""
    audience = definition.audiences[row.audience]
    in_charge = {*audience.sectors, *((row.sector,) if audience.row_sector else ())}
    return kind in audience.kinds or (kind in AGENCIES and not in_charge.isdisjoint(sectors))


def applies(
    definition: Definition,
    row: Row,
    *,
    kind: str,
    sectors: Collection[str],
    variant: Variant,
    options: RoundOptions,
) -> bool:
    """Whether a unit of this kind is asked this row itself, in this variant and round."""
    addressed = is_addressed(definition, row, kind=kind, sectors=sectors)
    if not addressed or (variant == "short" and row.row not in definition.short_form.rows):
        return False
    if not options.asks_table(definition.table_of(row).code):
        return False
    if (row.annual_only and options.report == "half_year") or (row.when == "election" and not options.election):
        return False
    return row.terms is None or bool(options.terms_of(definition, row))


def asks_year(row: Row) -> bool:
    """Whether a round that estimates asks the row for the whole year too: what happens in the period and adds up. A row
    with a window of its own, or that is an estimate by nature, speaks of another span already."""
    return (
        row.nature == "flow"
        and row.kind in ("count", "money")
        and row.aggregation in ("sum", "count")
        and row.window is None
        and not row.estimate
    )


def year_columns_of(row: Row, *, full: bool) -> tuple[str, ...]:
    """The columns of a row for the whole year: a short form is asked the total alone."""
    if not asks_year(row):
        return ()
    if row.columns == ("value",):
        return ("valueY",)
    return ("TY", "FY") if full else ("TY",)


def is_withheld(definition: Definition, row: Row, sectors: Collection[str]) -> bool:
    """Whether units of one of these sectors do not give the row, by rule."""
    table = row.row.partition(".")[0]
    return any(rule.sector in sectors and table in rule.tables for rule in definition.withheld)


def lines_for(
    definition: Definition,
    table_code: str,
    *,
    kind: str,
    sectors: Collection[str] = (),
    variant: Variant = "full",
    options: RoundOptions,
    scope: Scope = "own",
) -> tuple[Line, ...]:
    """The lines of a table: what a unit types itself (``own``), or what it shows with all below it
    (``consolidated``).

    A table that asks a unit nothing has no lines.
    """
    return _lines(definition, table_code, kind, frozenset(sectors), variant, options, scope)


@lru_cache(maxsize=4096)
def _lines(
    definition: Definition,
    table_code: str,
    kind: str,
    sectors: frozenset[str],
    variant: Variant,
    options: RoundOptions,
    scope: Scope,
) -> tuple[Line, ...]:
    """Lines are immutable and depend on little: every page of a round asks for the same few tables."""
    fillers = tuple(_fillers(definition, kind, sectors, variant, "consolidated" if options.whole else scope))
    return tuple(
        line
        for position, row in enumerate(definition.table_by_code[table_code].rows, start=1)
        for line in _row_lines(definition, row, str(position), fillers, options)
    )


def all_lines_for(
    definition: Definition,
    *,
    kind: str,
    sectors: Collection[str] = (),
    variant: Variant = "full",
    options: RoundOptions,
    scope: Scope = "own",
) -> tuple[Line, ...]:
    """The lines of every table, in the order of the form."""
    return tuple(
        line
        for table in definition.tables
        for line in lines_for(
            definition, table.code, kind=kind, sectors=sectors, variant=variant, options=options, scope=scope
        )
    )


def cells_for(
    definition: Definition,
    *,
    kind: str,
    sectors: Collection[str] = (),
    variant: Variant = "full",
    options: RoundOptions,
) -> tuple[Cell, ...]:
    """Every cell that a unit types, in the order of the form. Withheld ones are not among them."""
    lines = all_lines_for(definition, kind=kind, sectors=sectors, variant=variant, options=options)
    return tuple(cell for line in lines if line.is_entered for cell in line.columns.values())


def withheld_cells_for(
    definition: Definition,
    *,
    kind: str,
    sectors: Collection[str] = (),
    variant: Variant = "full",
    options: RoundOptions,
) -> tuple[Cell, ...]:
    """Every cell of a unit that gets the flag ``withheld`` by itself."""
    lines = all_lines_for(definition, kind=kind, sectors=sectors, variant=variant, options=options)
    return tuple(cell for line in lines if line.is_withheld for cell in line.columns.values())


def _fillers(
    definition: Definition, kind: str, sectors: Collection[str], variant: Variant, scope: Scope
) -> Iterator[Filler]:
    """The kinds of units whose figures can stand in the table of a unit."""
    yield kind, sectors, variant
    if scope == "own":
        return
    # Agencies of every sector may stand under a province; a department's sub-units share its sector.
    everywhere = kind in (UnitKind.PROVINCE, UnitKind.NATIONAL)
    below = tuple(sector for sector in SECTORS if sector != "armed_forces") if everywhere else sectors
    for other in kinds_below(kind):
        yield other, below, "full"
        if other in definition.short_form.kinds:
            yield other, below, "short"


def _leaves(definition: Definition, row: Row, filler: Filler, options: RoundOptions) -> Iterator[dict[str, str]]:
    """The breakdowns (without sex) that a unit types for a row, in the order of the form."""
    kind, sectors, variant = filler
    if not applies(definition, row, kind=kind, sectors=sectors, variant=variant, options=options):
        return
    choices: list[tuple[str, ...]] = []
    for dimension in row.line_dimensions:
        breakdown = definition.breakdowns[dimension]
        if dimension == "level":
            choices.append(own_levels(kind, row.levels))
        elif breakdown.from_terms:
            choices.append(options.terms_of(definition, row))
        elif variant == "short" and breakdown.kind in ("parts", "multiple"):
            choices.append((UNSPECIFIED,))
        else:
            choices.append(tuple(breakdown.items))
    for items in itertools.product(*choices):
        yield dict(zip(row.line_dimensions, items, strict=True))


def _row_lines(
    definition: Definition, row: Row, number: str, fillers: tuple[Filler, ...], options: RoundOptions
) -> Iterator[Line]:
    leaves: dict[str, dict[str, str]] = {}
    for filler in fillers:
        for leaf in _leaves(definition, row, filler, options):
            leaves.setdefault(breakdown_code(leaf), leaf)
    if not leaves:
        return
    build = _LineBuilder(definition, row, fillers, options)
    side_by_side = [name for name in row.line_dimensions if definition.breakdowns[name].kind != "parts"]
    groups: dict[str, list[dict[str, str]]] = {}
    for leaf in sorted(leaves.values(), key=build.position):
        group = breakdown_code({name: leaf[name] for name in side_by_side})
        groups.setdefault(group, []).append(leaf)
    if len(groups) == 1:
        ((group, found),) = groups.items()
        # A single term is named even when it is the only one: a figure of a term without its term says
        # nothing.
        named = {name: item for name, item in parse_breakdown(group).items() if item != UNSPECIFIED}
        yield from build.group(number, 0, group, found, label=build.label_with(named))
        return
    yield build.heading(number)
    for place, (group, found) in enumerate(groups.items(), start=1):
        label = build.items_label(parse_breakdown(group))
        yield from build.group(f"{number}.{place}", 1, group, found, label=label)


class _LineBuilder:
    """Makes the lines of one row."""

    def __init__(self, definition: Definition, row: Row, fillers: tuple[Filler, ...], options: RoundOptions) -> None:
        self._definition, self._row = definition, row
        whole = row.of or row.splits
        self._of_row = definition.row_by_code[whole].row if whole else None
        self._depth = _depth(definition, row)
        full = any(variant == "full" for _, _, variant in fillers)
        actual = row.columns if full else tuple(column for column in row.columns if column != "FM")
        self._columns = actual + (year_columns_of(row, full=full) if options.estimate_to else ())
        self._estimate_head = estimate_head(options.estimate_to) if options.estimate_to else None
        # Only the unit's own sectors count: what is below a withheld unit shares its sector.
        self._withheld = is_withheld(definition, row, fillers[0][1])

    def position(self, leaf: Mapping[str, str]) -> tuple[int, ...]:
        """Sorts leaves: side-by-side breakdowns first, then parts, each in the order of its items."""
        names = sorted(self._row.line_dimensions, key=lambda name: self._definition.breakdowns[name].kind == "parts")
        return tuple(self._item_position(name, leaf[name]) for name in names)

    def _item_position(self, dimension: str, item: str) -> int:
        breakdown = self._definition.breakdowns[dimension]
        if item == UNSPECIFIED:
            return len(breakdown.items)
        if breakdown.from_terms:
            known = self._definition.terms[self._row.terms or ""].known
            return known.index(item) if item in known else len(known)
        return list(breakdown.items).index(item)

    def group(
        self, number: str, deeper: int, group: str, leaves: list[dict[str, str]], *, label: Text
    ) -> Iterator[Line]:
        """The lines of one term, stage or overlapping item: its only leaf, or a total and its parts."""
        shared = parse_breakdown(group)
        if len(leaves) == 1:
            yield self._line(number, deeper, label, leaves[0], "entered", self._qualifier(shared))
            return
        parts = tuple(breakdown_code(leaf) for leaf in leaves)
        yield self._line(number, deeper, label, shared, "total", self._qualifier(shared), parts)
        for place, leaf in enumerate(leaves, start=1):
            own = {name: item for name, item in leaf.items() if name not in shared}
            yield self._line(
                f"{number}.{place}",
                deeper + 1,
                self.items_label(own),
                leaf,
                "entered",
                self._qualifier({**own, **shared}),
            )

    def heading(self, number: str) -> Line:
        """The line above terms, stages or overlapping items."""
        return self._line(number, 0, self._row.label, {}, "heading", Text("", ""))

    def label_with(self, items: Mapping[str, str]) -> Text:
        """The row's label, then what it is limited to: "Cấp ủy viên, nhiệm kỳ 2015-2020"."""
        if not items:
            return self._row.label
        added = self._qualifier(items)
        return Text(f"{self._row.vi}, {added.vi}", f"{self._row.en}, {added.en}")

    def items_label(self, items: Mapping[str, str]) -> Text:
        """The items themselves as a label, with a capital letter."""
        words = self._qualifier(items, joined_by=", ")
        return Text(words.vi[:1].upper() + words.vi[1:], words.en[:1].upper() + words.en[1:])

    def _qualifier(self, items: Mapping[str, str], joined_by: str = "; ") -> Text:
        texts = [self._item_text(name, item) for name, item in items.items()]
        return Text(joined_by.join(text.vi for text in texts), joined_by.join(text.en for text in texts))

    def _item_text(self, dimension: str, item: str) -> Text:
        breakdown = self._definition.breakdowns[dimension]
        if item == UNSPECIFIED:
            return self._definition.unspecified.text
        if breakdown.from_terms:
            domain = self._definition.terms[self._row.terms or ""]
            return Text(f"{domain.vi} {item}", f"{domain.en} {item}")
        return breakdown.items[item].text

    def _line(
        self,
        number: str,
        deeper: int,
        label: Text,
        items: Mapping[str, str],
        role: Literal["entered", "total", "heading"],
        qualifier: Text,
        parts: tuple[str, ...] = (),
    ) -> Line:
        row = self._row
        names = () if role == "heading" else self._columns
        return Line(
            row_id=row.row,
            table=row.row.partition(".")[0],
            number=number,
            label=label,
            qualifier=qualifier,
            element=row.code,
            breakdown=breakdown_code(items),
            role="withheld" if self._withheld and role != "heading" else role,
            columns=MappingProxyType({name: cell(row.code, items, name) for name in names}),
            parts=parts,
            indent=self._depth + deeper,
            unit=self._definition.unit_of(row),
            kind=row.kind,
            nature=row.nature,
            aggregation=row.aggregation,
            confidentiality=row.confidentiality,
            women_only=row.women_only,
            estimate=row.estimate,
            fill=row.fill,
            of_row=self._of_row,
            note=row.note.text if row.note else None,
            estimate_head=self._estimate_head,
        )


def _depth(definition: Definition, row: Row) -> int:
    """How far a row is set in: one step for each row above it in its table that contains it."""
    whole = definition.row_by_code.get(row.of or row.splits or "")
    if whole is None or definition.table_of(whole) is not definition.table_of(row) or whole.row >= row.row:
        return 0
    return 1 + _depth(definition, whole)
