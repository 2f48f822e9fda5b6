"""Reads of a draw: the report that feeds a paper, what would come from it, what was drawn before."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.drawing.steps import Fate, Step, steps_of
from tienbo.reporting.entry.models import Draw, EntryChange
from tienbo.reporting.entry.queries import entries_of, report_of_round
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import figure_of_total, stored_total_rows, told_version


def feeding_report(report: Report) -> Report | None:
    """The unit's report that feeds a paper; None for a report that is no paper."""
    return report_of_round(report, report.round.drawn_from)


def last_draw(report: Report) -> Draw | None:
    """What was drawn into a paper last."""
    return report.draws.select_related("version").order_by("-pk").first()


def drawn_by(report: Report, moment: dt.datetime | None) -> ReportVersion | None:
    """The version from which a paper's figures came, as far as drawn by a moment (None: now)."""
    draws = report.draws.select_related("version__report__round").order_by("-pk")
    draw = draws.first() if moment is None else draws.filter(at__lte=moment).first()
    return draw.version if draw else None


def drawn_figures(report: Report) -> dict[Cell, Figure]:
    """What was drawn into each cell last, whatever was typed since."""
    rows = EntryChange.objects.filter(report=report, origin=EntryChange.Origin.DRAWN).order_by("revision")
    return {
        Cell(element, breakdown): Figure(value, flag)
        for element, breakdown, value, flag in rows.values_list("element__code", "breakdown__code", "value", "flag")
    }


@dataclass(frozen=True)
class Told:
    """What a version tells with all units below: a figure for each cell, and how many gave it of how many could."""

    figures: Mapping[Cell, Figure]
    coverage: Mapping[Cell, tuple[int, int]]

    @classmethod
    def of(cls, version: ReportVersion) -> "Told":
        """From the totals that are frozen in it."""
        figures, coverage = {}, {}
        for element, breakdown, value, *counts in stored_total_rows(version):
            expected, reported, _estimated, _not_collected, not_applicable, _withheld = counts
            cell = Cell(element, breakdown)
            figures[cell] = figure_of_total(None if value is None else Decimal(value), *counts)
            coverage[cell] = (reported, expected - not_applicable)
        return cls(figures, coverage)


class Drawing:
    """A paper beside the report that feeds it, as both stand now. Read once; `entry.drawing.actions` writes."""

    def __init__(self, report: Report, source: Report) -> None:
        self.report, self.source = report, source

    @cached_property
    def version(self) -> ReportVersion | None:
        """The version that is drawn from: what the feeding report tells; None before it was sent."""
        return told_version(self.source)

    @cached_property
    def last(self) -> Draw | None:
        """The last draw."""
        return last_draw(self.report)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every cell of the paper, in the order of its form; none before the feeding report was sent."""
        if self.version is None:
            return ()
        told = Told.of(self.version)
        standing = {cell: kept.figure for cell, kept in entries_of(self.report).items()}
        cells = asked_of_participant(self.report.participant).typed
        return steps_of(cells, standing, drawn_figures(self.report), told.figures, told.coverage)

    @cached_property
    def counts(self) -> Counter:
        """How many cells have each fate."""
        return Counter(step.fate for step in self.steps)

    @property
    def waiting(self) -> int:
        """Cells that a draw would change."""
        return self.counts[Fate.WRITE] + self.counts[Fate.CLEAR]

    @property
    def kept(self) -> int:
        """Cells in which a person typed another figure than the one that comes."""
        return self.counts[Fate.KEPT]

    @property
    def is_drawn(self) -> bool:
        """Whether the version that counts now is the one that was drawn last, with whatever it changed."""
        return self.last is not None and self.version is not None and self.last.version_id == self.version.pk

    @property
    def is_newer(self) -> bool:
        """Whether the feeding report has another version than the one that was drawn last."""
        return self.last is not None and self.version is not None and self.last.version_id != self.version.pk


def drawing_of(report: Report) -> Drawing | None:
    """A paper beside the report that feeds it; None for a report that is no paper."""
    source = feeding_report(report)
    return Drawing(report, source) if source else None
