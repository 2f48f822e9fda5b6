"""Reads of the text of a report, heading by heading."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tienbo.access.queries import names_of
from tienbo.indicators.ports import SourcedItem, sources
from tienbo.reporting.consolidation.queries import counted_below
from tienbo.reporting.definitions.headings import heading_about
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Heading
from tienbo.reporting.entry.models import Passage
from tienbo.reporting.entry.wording import id_of
from tienbo.reporting.rounds import audience
from tienbo.reporting.rounds.models import Report


@dataclass(frozen=True)
class Offer:
    """A sentence that may be put into the report. `key` says where it comes from, so that a button means the same
    sentence whatever came meanwhile; `source` is what the report keeps of that (`entry.wording`). `is_in`: the report
    has it already."""

    key: str
    text: str
    source: Mapping[str, str]
    is_in: bool = False


@dataclass(frozen=True)
class FromBelow:
    """What one unit below wrote under a heading, as it was sent: its prose, and the sentences on offer (the items;
    where there are none, the prose). Under a heading that takes items only the prose: its items are grouped (`groups`).
    """

    unit_name: str
    text: str
    offers: tuple[Offer, ...]


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
    return audience.headings_of(report.round)


def parts_of(report: Report) -> list[Part]:
    """Every heading with what is written under it. One query."""
    passages = {passage.heading: passage for passage in report.passages.order_by("heading")}
    return [Part(heading, passages.get(heading.code)) for heading in headings_of(report)]


def text_from_below(report: Report) -> dict[str, list[FromBelow]]:
    """By heading: what each unit wrote whose report is taken, in the order of the units. One query."""
    takes_items = {heading.code for heading in headings_of(report) if heading.kind in {"item", "list"}}
    found: dict[str, list[FromBelow]] = {}
    for version in counted_below(report).defer("figures", "outstanding", "justifications"):
        name = version.report.participant.name
        source = {"version": str(version.uid), "unit": str(version.report.unit.uid)}
        for code, passage in version.narrative.items():
            prose = passage.get("text", "")
            items = [(id_of(item), item["text"]) for item in passage.get("items", ())]
            if code in takes_items or not items:
                items = [("", prose)] if prose else []
            offers = tuple(
                Offer(f"version:{version.pk}:{place}", text, {**source, "item": item})
                for place, (item, text) in enumerate(items)
            )
            if offers:
                found.setdefault(code, []).append(FromBelow(name, prose, offers))
    return found


def offer_of(report: Report, heading: Heading, key: str) -> Offer:
    """The sentence that a heading is offered under this key. LookupError when there is none (any more)."""
    below = [offer for unit in text_from_below(report).get(heading.code, ()) for offer in unit.offers]
    offered = below + proposals_for(report, [heading]).get(heading.code, [])
    found = next((offer for offer in offered if offer.key == key), None)
    if found is None:
        raise LookupError(key)
    return found


def proposals_for(report: Report, headings: list[Heading]) -> dict[str, list[Offer]]:
    """By heading: sentences that records of other modules offer for this unit and period. Each source is asked once."""
    definition = definition_of(report.round.form)
    period = (report.round.starts_on, report.round.period.upper)
    codes = {heading.code for heading in headings if heading.kind != "heading"}
    found: dict[str, list[Offer]] = {}
    for item in (item for source in sources() for item in source.items(unit=report.unit, period=period)):
        if (heading := heading_about(definition, item.about)) in codes:
            found.setdefault(heading, []).append(_offer(item))
    return found


def _offer(item: SourcedItem) -> Offer:
    row = item.row
    source = {"module": row.module, "kind": row.kind, "key": row.key}
    return Offer(f"{row.module}:{row.kind}:{row.key}:{item.text}", item.text, source)


def with_what_is_in(parts: Iterable[Part], proposals: Mapping[str, list[Offer]]) -> dict[str, list[Offer]]:
    """The proposals, those marked that the report has already: their record is the source of something in it."""
    sources = [
        source
        for part in parts
        if part.passage
        for each in (*part.passage.items, *part.passage.sources)
        for source in each.get("sources", ())
    ]
    return {
        code: [replace(offer, is_in=offer.source in sources) for offer in offers] for code, offers in proposals.items()
    }


@dataclass(frozen=True)
class Wording:
    """What stood under a heading from one moment on, and who wrote it ('' for the program itself)."""

    at: dt.datetime
    by: str
    text: str
    items: tuple[str, ...]


def wordings_of(report: Report, heading: str) -> list[Wording]:
    """What has been written under a heading, the newest first. Two queries."""
    changes = list(report.passage_changes.filter(heading=heading).order_by("-revision"))
    names = names_of(change.by_uid for change in changes)
    return [
        Wording(change.at, names.get(change.by_uid, ""), change.text, tuple(item["text"] for item in change.items))
        for change in changes
    ]
