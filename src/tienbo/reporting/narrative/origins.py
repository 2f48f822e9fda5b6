"""The lineage of a text: from which sentences of which units each of its sentences was made, down to who wrote it.

The columns of its file are described in docs/csv-files.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tienbo.core.clock import ZONE
from tienbo.core.incoming import whole_number
from tienbo.core.links import link_to
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.wording import frozen, id_of
from tienbo.reporting.narrative.queries import headings_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion

COLUMNS = (
    "heading", "title", "sentence", "text", "edited", "level", "unit", "unit_name", "version", "digest", "sent_at",
    "unit_text", "unit_edited",
)  # fmt: skip
DIGEST_SHOWN = 16
# A tree of committees has four levels; more would be a circle.
DEEPEST = 6


@dataclass(frozen=True)
class Origin:
    """A sentence as its unit sent it (`version`), or (`version` None) a record of another module, and what that was
    made of. A sentence of the report itself stands at the top, without a version."""

    text: str
    url: str
    edited: bool
    below: tuple["Origin", ...]
    version: ReportVersion | None = None

    @property
    def unit_name(self) -> str:
        """Who wrote it; "" of a record."""
        return self.version.report.participant.name if self.version else ""

    def walk(self, level: int = 1) -> Iterator[tuple[int, "Origin"]]:
        """What is below, each with its level from 1, a sentence before what it was made of."""
        for origin in self.below:
            yield level, origin
            yield from origin.walk(level + 1)


def version_numbered(report: Report, number: str) -> ReportVersion | None:
    """The version of a report that bears this number."""
    found = whole_number(number)
    return None if found is None else report.versions.filter(number=found).first()


def origins_of(report: Report, heading: str, version: ReportVersion | None = None) -> list[Origin]:
    """The sentences under a heading that came from elsewhere, each with its sources at every depth. One query for each
    level of the tree."""
    if version is not None:
        passage = version.narrative.get(heading, {})
    else:
        kept = report.passages.filter(heading=heading).first()
        passage = frozen(kept.text, kept.items, kept.sources) if kept else {}
    sentences = [each for each in _sentences(passage) if each.get("sources")]
    versions = _versions_below(sentences, heading)
    return [
        Origin(each["text"], "", each.get("edited", False), _below(each["sources"], versions, heading, 0))
        for each in sentences
    ]


def origin_rows(report: Report, version: ReportVersion | None = None) -> Iterator[tuple]:
    """The whole text as rows for a file: a row for each sentence of another unit, or record, that a sentence was made
    of, at every depth. Sentences that the unit wrote itself have no row."""
    for heading in headings_of(report):
        for place, sentence in enumerate(origins_of(report, heading.code, version), start=1):
            said = (heading.code, heading.vi, place, sentence.text, _yes(sentence.edited))
            for level, origin in sentence.walk():
                yield (*said, level, *_sent(origin.version), origin.text, _yes(origin.edited))


def _yes(said: bool) -> str:
    return "yes" if said else "no"


def _sent(version: ReportVersion | None) -> tuple:
    if version is None:
        return ("", "", "", "", "")
    participant, sent_at = version.report.participant, version.submitted_at.astimezone(ZONE)
    digest = version.digest[:DIGEST_SHOWN]
    return participant.code, participant.name, version.number, digest, f"{sent_at:%Y-%m-%d %H:%M}"


def _sentences(passage: Mapping) -> list[dict]:
    """Items, and the paragraphs of prose that have sources as if they were items."""
    paragraphs = [{**each, "text": each["paragraph"]} for each in passage.get("sources", ())]
    return [*passage.get("items", ()), *paragraphs]


def _versions_below(sentences: Iterable[Mapping], heading: str) -> dict[str, ReportVersion]:
    """Every version that is a source, by uid, however deep."""
    known: dict[str, ReportVersion] = {}
    for _level in range(DEEPEST):
        wanted = {source["version"] for each in sentences for source in each.get("sources", ()) if "version" in source}
        if not (wanted := wanted - known.keys()):
            break
        rows = (
            ReportVersion.objects.filter(uid__in=wanted)
            .select_related("report__participant", "report__unit", "report__round")
            .defer("figures", "outstanding", "justifications")
        )
        found = {str(row.uid): row for row in rows}
        known |= found
        sentences = [each for row in found.values() for each in _sentences(row.narrative.get(heading, {}))]
    return known


def _below(
    sources: Sequence[Mapping], versions: Mapping[str, ReportVersion], heading: str, depth: int
) -> tuple[Origin, ...]:
    found = []
    for source in sources if depth < DEEPEST else ():
        if "module" in source:
            found.append(Origin("", link_to(source["module"], source["kind"], source["key"]), False, ()))
        elif (version := versions.get(source["version"])) is not None:
            passage = version.narrative.get(heading, {})
            said = _said(passage, source["item"])
            found.append(
                Origin(
                    said["text"],
                    report_address(version.report, "version", version.number) + "#text",
                    said.get("edited", False),
                    _below(said.get("sources", ()), versions, heading, depth + 1),
                    version,
                )
            )
    return tuple(found)


def _said(passage: Mapping, item: str) -> Mapping:
    """The item of this id; for "" the prose, with the sources of all its paragraphs."""
    if item:
        return next((each for each in passage.get("items", ()) if id_of(each) == item), {"text": ""})
    sources = [source for each in passage.get("sources", ()) for source in each["sources"]]
    return {"text": passage.get("text", ""), "sources": sources}
