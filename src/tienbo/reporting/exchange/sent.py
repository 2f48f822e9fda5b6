"""A version as its page shows it: figures as they were frozen, text, verification code, decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tienbo.access.queries import names_of
from tienbo.core.grid import Grid
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.grids import grid_of, words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.queries import Kept
from tienbo.reporting.entry.sheets import TableSheet, tables_asked
from tienbo.reporting.exchange.page import AskedCell, asked_cells
from tienbo.reporting.narrative.queries import headings_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rules.engine import Finding
from tienbo.reporting.signing.page import PaperSignatures, signatures_of
from tienbo.reporting.versions.models import Decision, ReportVersion
from tienbo.reporting.versions.queries import frozen_figures, signed_paper_of


class FrozenSheet(TableSheet):
    """A table as it was sent: figures of the version, nothing judged again, nothing compared."""

    def __init__(self, report: Report, code: str, version: ReportVersion) -> None:
        super().__init__(report, code)
        self.version = version

    @cached_property
    def kept(self) -> dict[Cell, Kept]:
        """Figures and notes of the version."""
        notes = {Cell(element, breakdown): note for element, breakdown, _value, _flag, note in self.version.figures}
        return {cell: Kept(figure, notes[cell], 0) for cell, figure in frozen_figures(self.version).items()}

    @cached_property
    def figures(self) -> dict[Cell, Figure]:
        """The figures of the version; blank for a cell that it does not hold."""
        frozen = frozen_figures(self.version)
        return {cell: frozen.get(cell, Figure()) for cell in [*self.places, *frozen]}

    @cached_property
    def before(self) -> dict[Cell, Figure]:
        """A sent version stands alone."""
        return {}

    @cached_property
    def sent(self) -> dict[Cell, Figure]:
        """It is itself what was sent."""
        return {}

    @cached_property
    def asked(self) -> dict:
        """What is asked stands at the report's own cells."""
        return {}

    @cached_property
    def findings(self) -> list[Finding]:
        """What was found is told by the version's justifications."""
        return []


@dataclass(frozen=True)
class Decided:
    """What became of the version."""

    decision: Decision
    by: str
    cells: tuple[AskedCell, ...]


@dataclass(frozen=True)
class VersionPage:
    """The page of a version."""

    version: ReportVersion
    report: Report
    report_url: str
    tabs: tuple[dict, ...]
    grid: Grid | None
    # By heading: its label, prose, items, and the page of their sources ("" where none came from elsewhere).
    text: tuple[tuple[str, str, tuple[str, ...], str], ...]
    decided: tuple[Decided, ...]
    paper: object
    signatures: PaperSignatures | None
    sender: str


def version_page(version: ReportVersion, table: str) -> VersionPage:
    """A version with one of its tables (the first, unless another is asked for)."""
    report = version.report
    tables = tables_asked(report)
    codes = [each.code for each in tables]
    chosen = table if table in codes else codes[0] if codes else ""
    decisions = list(version.decisions.order_by("pk"))
    names = names_of([version.submitted_by_uid, *(decision.by_uid for decision in decisions)])
    return VersionPage(
        version=version,
        report=report,
        report_url=report_address(report),
        tabs=tuple(
            {
                "label": each.code,
                "title": words(each.title.text),
                "url": f"?table={each.code}",
                "current": each.code == chosen,
            }
            for each in tables
        ),
        grid=grid_of(FrozenSheet(report, chosen, version), readonly=True, owner="") if chosen else None,
        text=tuple(_text(version)),
        decided=tuple(
            Decided(decision, names.get(decision.by_uid, ""), tuple(asked_cells(report, decision)))
            for decision in decisions
        ),
        paper=(paper := signed_paper_of(version)),
        signatures=signatures_of(paper),
        sender=names.get(version.submitted_by_uid, ""),
    )


def _text(version: ReportVersion):
    for heading in headings_of(version.report):
        passage = version.narrative.get(heading.code)
        if passage and (passage.get("text") or passage.get("items")):
            label = f"{heading.num}. {words(heading.text)}" if heading.num else words(heading.text)
            items = tuple(item["text"] for item in passage.get("items", ()))
            yield label, passage.get("text", ""), items, _sources(version, heading.code, passage)


def _sources(version: ReportVersion, heading: str, passage: Mapping) -> str:
    if not (passage.get("sources") or any(item.get("sources") for item in passage.get("items", ()))):
        return ""
    return f"{report_address(version.report, 'text_sources', heading)}?version={version.number}"
