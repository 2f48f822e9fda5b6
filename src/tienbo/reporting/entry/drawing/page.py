"""The page of a draw: what comes from the report that was sent, cell by cell, before anything is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tienbo.reporting.definitions.cells import Figure
from tienbo.reporting.entry.asked import cell_address
from tienbo.reporting.entry.drawing.queries import Drawing
from tienbo.reporting.entry.drawing.steps import Fate, Step
from tienbo.reporting.entry.drawing.text import HeadingDrawn, headings_drawn
from tienbo.reporting.entry.grids import spoken, words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.sheets import Place, TableSheet, tables_asked
from tienbo.reporting.rules.findings import column_name


@dataclass(frozen=True)
class Row:
    """A cell of which there is something to say."""

    code: str
    name: str
    url: str
    stands: str
    comes: str
    mark: str
    coverage: str
    fate: str
    becomes: str


@dataclass(frozen=True)
class TableDrawn:
    """A table of the paper: the cells of which there is something to say, and how many of the others have it already or
    are blank on both sides."""

    code: str
    title: str
    url: str
    rows: tuple[Row, ...]
    same: int
    empty: int


@dataclass(frozen=True)
class TextDrawn:
    """A heading that both reports have; `missing`: sentences that the paper does not have yet."""

    code: str
    name: str
    url: str
    missing: tuple[str, ...]
    sent: int
    is_written: bool


@dataclass(frozen=True)
class DrawPage:
    """All that the page shows. ``waiting``: cells that a draw changes; ``kept``: typed otherwise, which stay; ``same``:
    as they come already."""

    drawing: Drawing
    tables: tuple[TableDrawn, ...]
    headings: tuple[TextDrawn, ...]
    source_url: str
    counts: Counter

    @property
    def waiting(self) -> int:
        """Cells that a draw changes."""
        return self.drawing.waiting

    @property
    def kept(self) -> int:
        """Cells that a person typed otherwise."""
        return self.drawing.kept

    @property
    def same(self) -> int:
        """Cells that have it already."""
        return self.counts[Fate.SAME]

    @property
    def told_tables(self) -> list[TableDrawn]:
        """Tables with something to say."""
        return [table for table in self.tables if table.rows]


def draw_page(drawing: Drawing) -> DrawPage:
    """The page of a draw as things stand now."""
    version = drawing.version
    if version is not None:
        version.report = drawing.source
    return DrawPage(
        drawing=drawing,
        tables=tuple(_tables(drawing)) if version else (),
        headings=tuple(_text(drawing, each) for each in headings_drawn(drawing.report, version)) if version else (),
        source_url=report_address(drawing.source, "version", version.number)
        if version
        else report_address(drawing.source),
        counts=drawing.counts,
    )


def _tables(drawing: Drawing) -> Iterator[TableDrawn]:
    steps = {step.cell: step for step in drawing.steps}
    for table in tables_asked(drawing.report):
        sheet = TableSheet(drawing.report, table.code)
        here = [(place, steps[cell]) for cell, place in sheet.places.items() if cell in steps]
        counts = Counter(step.fate for _place, step in here)
        yield TableDrawn(
            code=table.code,
            title=words(table.title.text),
            url=report_address(drawing.report, "table", table.code),
            rows=tuple(_row(drawing, place, step) for place, step in here if step.fate not in (Fate.SAME, Fate.EMPTY)),
            same=counts[Fate.SAME],
            empty=counts[Fate.EMPTY],
        )


def _row(drawing: Drawing, place: Place, step: Step) -> Row:
    line = place.line
    parts = [words(line.label)]
    if line.qualifier.vi and words(line.qualifier).lower() not in words(line.label).lower():
        parts.append(words(line.qualifier))
    if name := column_name(line, place.column):
        parts.append(words(name))
    return Row(
        code=line.code,
        name=" · ".join(parts),
        url=cell_address(drawing.report, step.cell),
        stands="" if step.stands.is_blank else spoken(step.stands),
        comes=_comes(step.comes),
        mark=step.comes.flag if step.comes.flag == "estimate" else "",
        coverage=f"{step.of[0]}/{step.of[1]}" if step.is_partial else "",
        fate=step.fate,
        becomes=str(_becomes()[step.fate]),
    )


def _comes(figure: Figure) -> str:
    return _("nothing sent") if figure.is_blank else spoken(figure)


def _becomes() -> dict[Fate, str]:
    return {
        Fate.WRITE: _("will be put in"),
        Fate.CLEAR: _("will be emptied"),
        Fate.KEPT: _("what was typed stays"),
        Fate.OWN: _("what was typed stays"),
    }


def _text(drawing: Drawing, found: HeadingDrawn) -> TextDrawn:
    return TextDrawn(
        code=found.heading.code,
        name=words(found.heading.text),
        url=f"{report_address(drawing.report, 'text')}#h-{found.heading.code}",
        missing=tuple(sentence.text for sentence in found.missing),
        sent=len(found.sent),
        is_written=found.is_written,
    )
