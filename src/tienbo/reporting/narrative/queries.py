"""Reads of the text of a report, heading by heading."""

from dataclasses import dataclass

from tienbo.indicators.ports import SourcedItem, sources
from tienbo.reporting.consolidation.queries import counted_below
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Heading
from tienbo.reporting.entry.models import Passage
from tienbo.reporting.rounds.models import Report


@dataclass(frozen=True)
class FromBelow:
    """What one unit below wrote under a heading, as it was sent."""

    unit_name: str
    text: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A heading of this report with the passage written (None: nothing yet)."""

    heading: Heading
    passage: Passage | None

    @property
    def is_written(self) -> bool:
        """Whether the heading has any text."""
        return self.passage is not None and bool(self.passage.text or self.passage.items)

    @property
    def takes_items(self) -> bool:
        """Whether sentences stand one by one under it; also where the form asks prose but items are there already."""
        return self.heading.kind in {"item", "list"} or (self.passage is not None and bool(self.passage.items))

    @property
    def takes_prose(self) -> bool:
        """Whether running text stands under it; also where the form asks items but prose is there already."""
        return self.heading.kind == "text" or (self.passage is not None and bool(self.passage.text))

    @property
    def is_title(self) -> bool:
        """It only stands above others: nothing is written under it."""
        return self.heading.kind == "heading"


def headings_of(report: Report) -> list[Heading]:
    """The headings that this report has, in the order of the form; the annex of figures is not one of them."""
    year = report.round.closing_on.year
    return [
        heading
        for heading in definition_of(report.round.form).narrative
        if heading.kind != "annex" and report.round.report in heading.reports and (heading.from_year or 0) <= year
    ]


def parts_of(report: Report) -> list[Part]:
    """Every heading with what is written under it. One query."""
    passages = {passage.heading: passage for passage in report.passages.order_by("heading")}
    return [Part(heading, passages.get(heading.code)) for heading in headings_of(report)]


def text_from_below(report: Report) -> dict[str, list[FromBelow]]:
    """By heading: what each unit wrote whose report is taken, in the order of the units. One query."""
    found: dict[str, list[FromBelow]] = {}
    for version in counted_below(report).defer("figures", "outstanding", "justifications"):
        name = version.report.participant.name
        for code, passage in version.narrative.items():
            items = tuple(item["text"] for item in passage.get("items", ()))
            if passage.get("text") or items:
                found.setdefault(code, []).append(FromBelow(name, passage.get("text", ""), items))
    return found


def proposals_for(report: Report, headings: list[Heading]) -> dict[str, list[SourcedItem]]:
    """By heading: sentences that records of other modules offer for this unit and period."""
    period = (report.round.starts_on, report.round.period.upper)
    found: dict[str, list[SourcedItem]] = {}
    for heading in headings:
        if heading.kind == "heading":
            continue
        items = [
            item for source in sources() for item in source.items(unit=report.unit, period=period, heading=heading.code)
        ]
        if items:
            found[heading.code] = items
    return found
