"""Text of a feeding report under the headings that a paper has too: what is written there, and what of it is not in the
paper yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from tienbo.reporting.definitions.schema import Heading
from tienbo.reporting.entry.models import Passage
from tienbo.reporting.entry.wording import id_of, paragraphs
from tienbo.reporting.rounds.audience import headings_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion


@dataclass(frozen=True)
class Sentence:
    """A sentence that was sent: an item, or (`item` "") a paragraph of prose."""

    item: str
    text: str
    type: str = ""


@dataclass(frozen=True)
class HeadingDrawn:
    """A heading that both reports have: what was sent under it, and of that what the paper does not have yet."""

    heading: Heading
    passage: Passage | None
    sent: tuple[Sentence, ...]
    missing: tuple[Sentence, ...]

    @property
    def is_written(self) -> bool:
        """Whether anything stands under the heading in the paper."""
        return self.passage is not None and bool(self.passage.text or self.passage.items)


def headings_drawn(report: Report, version: ReportVersion) -> list[HeadingDrawn]:
    """The headings of a paper under which the version that feeds it says something, in the order of its form."""
    passages = {passage.heading: passage for passage in report.passages.order_by("heading")}
    found = []
    for heading in headings_of(report.round):
        sent = _sentences(version.narrative.get(heading.code, {}))
        if heading.kind != "heading" and sent:
            passage = passages.get(heading.code)
            found.append(HeadingDrawn(heading, passage, sent, _missing(sent, passage, version)))
    return found


def source_of(version: ReportVersion, sentence: Sentence) -> dict[str, str]:
    """Where a sentence comes from, as `entry.wording` keeps it."""
    return {"version": str(version.uid), "unit": str(version.report.unit.uid), "item": sentence.item}


def _sentences(passage: Mapping) -> tuple[Sentence, ...]:
    prose = (Sentence("", each) for each in paragraphs(passage.get("text", "")))
    items = (Sentence(id_of(item), item["text"], item.get("type", "")) for item in passage.get("items", ()))
    return (*prose, *items)


def _missing(sent: tuple[Sentence, ...], passage: Passage | None, version: ReportVersion) -> tuple[Sentence, ...]:
    """Items that no item of the paper came from, whatever became of their words; paragraphs that do not stand in it,
    unless the prose of this very version came already: then they were edited or removed."""
    if passage is None:
        return sent
    sources = [source for each in (*passage.items, *passage.sources) for source in each.get("sources", ())]
    taken = {source.get("item") for source in sources if source.get("item")}
    has_prose = any(source.get("version") == str(version.uid) and source.get("item") == "" for source in sources)
    standing = {*paragraphs(passage.text), *(item["text"] for item in passage.items)}
    return tuple(
        each
        for each in sent
        if (each.item and each.item not in taken) or not (each.item or has_prose or each.text in standing)
    )
