"""A consolidated table as a page shows it, read from the database in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property

from tienbo.reporting.consolidation.queries import (
    below_of,
    draft_totals,
    lacking_in,
    previous_version,
    shapes_of,
    version_totals,
)
from tienbo.reporting.consolidation.tables import (
    NO_UNITS,
    Reading,
    TotalsLine,
    Units,
    differing_cells,
    tables_asked,
    totals_lines,
)
from tienbo.reporting.definitions.cells import Cell, Text
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Table
from tienbo.reporting.rounds.audience import Shape, asked_of, lines_of, options_of
from tienbo.reporting.rounds.models import Report, Round
from tienbo.reporting.versions.models import ReportVersion


@dataclass(frozen=True)
class Sheet:
    """One table of a report with all below it, as it stands or as a version froze it (``version``).

    ``versions``: all that were sent, newest first, without what they froze.
    ``held_against``: the version that the figures of a draft are compared with, or, on a version, itself: its figures
    are compared with today's. ``differing``: the cells of all tables that are not the same, by table.
    """

    table: Table
    tables: tuple[Table, ...]
    lines: tuple[TotalsLine, ...]
    version: ReportVersion | None
    versions: tuple[ReportVersion, ...]
    held_against: ReportVersion | None
    previous: ReportVersion | None
    differing: dict[str, list[Cell]]
    has_below: bool

    @cached_property
    def has_women(self) -> bool:
        """Some line is split by sex."""
        return any("F" in each.now for each in self.lines)

    @cached_property
    def has_minority(self) -> bool:
        """Some line has women of ethnic minorities."""
        return any("FM" in each.now for each in self.lines)

    @cached_property
    def estimate_head(self) -> Text | None:
        """What the figures for the whole year are called; None where no line has any."""
        return next((each.line.estimate_head for each in self.lines if "TY" in each.now), None)

    @cached_property
    def estimates_women(self) -> bool:
        """Some line has women of the whole year."""
        return any("FY" in each.now for each in self.lines)

    @cached_property
    def compares_terms(self) -> bool:
        """Some line of a term has figures of the term before beside it."""
        of_term = (each.before.values() for each in self.lines if each.line.nature == "term")
        return any(value is not None for values in of_term for value in values)

    @property
    def differing_count(self) -> int:
        """Cells that differ, over all tables."""
        return sum(len(cells) for cells in self.differing.values())


class NoSuchTable(LookupError):
    """The form has no such table, or nobody in the tree is asked anything of it."""


def sheet_of(report: Report, table: str, version: ReportVersion | None = None) -> Sheet:
    """A table of a report; of a sent version when given. NoSuchTable. An empty `table` is the first one."""
    round = report.round
    definition = definition_of(round.form)
    tree = below_of(report)
    draft = draft_totals(report, tree=tree)
    versions = tuple(report.versions.order_by("-number").only("number", "submitted_at", "report_id"))
    held_against = version or (versions[0] if versions else None)
    sent = version_totals(held_against) if held_against else None
    now, other = (sent, draft) if version else (draft, sent)
    codes = tables_asked(definition, now)
    chosen = table or next(iter(codes), "")
    if chosen not in codes:
        raise NoSuchTable(table)
    previous = previous_version(report)
    owing = shapes_of(tree.owing)
    absent = lacking_in([version.pk]) if version else shapes_of(tree.absent) + lacking_in(tree.taken)
    reading = Reading(
        definition=definition,
        options=options_of(round),
        now=now,
        other=other,
        before=version_totals(previous) if previous else {},
        units=Units(owing, absent, _asked_in(round)),
        units_before=_units_of(previous) if previous else NO_UNITS,
    )
    scope = "consolidated" if reading.has_below else "own"
    rows = definition.row_by_code
    differing: dict[str, list[Cell]] = {}
    for each in differing_cells(now, other):
        differing.setdefault(rows[each.element].row.partition(".")[0], []).append(each)
    return Sheet(
        table=definition.table_by_code[chosen],
        tables=tuple(definition.table_by_code[code] for code in codes),
        lines=totals_lines(lines_of(round, Shape.of(report.participant), chosen, scope), reading),
        version=version,
        versions=versions,
        held_against=held_against,
        previous=previous,
        differing=differing,
        has_below=reading.has_below,
    )


def _units_of(version: ReportVersion) -> Units:
    """The units of a version's tree."""
    report = version.report
    return Units(shapes_of(below_of(report).owing), lacking_in([version.pk]), _asked_in(report.round))


def _asked_in(round: Round):
    """The cells that a shape is asked in a round, as a set; kept while a table is read."""

    @cache
    def asked(shape: Shape) -> Collection[Cell]:
        return frozenset(asked_of(round, shape).all)

    return asked
