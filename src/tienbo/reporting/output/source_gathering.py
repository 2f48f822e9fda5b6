"""The sources of a frozen version from the database, and the annex that tells them, by format."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.text import slugify

from tienbo.core import clock
from tienbo.core.deadlines import form_date
from tienbo.documents.docx import to_docx
from tienbo.documents.pdf import to_pdf
from tienbo.reporting.consolidation.chain import chain_of
from tienbo.reporting.consolidation.queries import Outstanding
from tienbo.reporting.consolidation.tables import cells_of
from tienbo.reporting.narrative.origins import Origin, origins_of
from tienbo.reporting.output.gathering import said_of_version, snapshot_of_version
from tienbo.reporting.output.queries import imprint_of
from tienbo.reporting.output.snapshot import Snapshot
from tienbo.reporting.output.source_annex import source_document, source_workbook
from tienbo.reporting.output.sources import (
    Saying,
    Sentence,
    SourceHeading,
    Sources,
    SourceTable,
    Unit,
    source_of,
)
from tienbo.reporting.output.tabulate import line_key
from tienbo.reporting.rounds.audience import Shape, asked_of, lines_of
from tienbo.reporting.rounds.models import Participant, Round
from tienbo.reporting.versions.models import ReportVersion

# How much of a digest stands in the list of units; the whole is on the unit's own paper.
DIGEST_SHOWN = 16


def print_sources(version: ReportVersion, format: str) -> bytes:
    """The annex of a version as docx, pdf or xlsx."""
    snapshot = replace(snapshot_of_version(version), imprint=imprint_of(version))
    sources = sources_of(version, snapshot)
    if format == "xlsx":
        return source_workbook(snapshot, sources)
    document = source_document(snapshot, sources)
    return to_docx(document) if format == "docx" else to_pdf(document)


def sources_name(version: ReportVersion, format: str) -> str:
    """The file's name: nguon-so-lieu-2015-h1-04-v1.docx."""
    report = version.report
    return f"nguon-so-lieu-{report.round.code}-{slugify(report.participant.slug)}-v{version.number}.{format}".lower()


def sources_of(version: ReportVersion, snapshot: Snapshot) -> Sources:
    """Who gave what in a version, for each line that its paper prints."""
    report = version.report
    chain = [version, *chain_of(version)]
    tree = _Tree(report.round)
    inside = sorted(chain, key=lambda each: tree.place(each.report.participant))
    units = [*_inside(version, inside, tree), *_outside(version, chain, tree)]
    numbered = tuple(replace(each, number=place) for place, each in enumerate(units, start=1))
    shape = Shape.of(report.participant)
    scope = "consolidated" if snapshot.units else "own"
    tables = []
    for table in snapshot.tables:
        form = {line_key(each): each for each in lines_of(report.round, shape, table.code, scope)}
        lines = tuple(
            (line, source_of(next(iter(cells_of(form[line.key]).values())), numbered))
            for line in table.lines
            if line.role != "heading"
        )
        tables.append(SourceTable(table.code, table.title, lines))
    places = {each.report.participant_id: place for place, each in enumerate(inside, start=1)}
    return Sources(numbered, tuple(tables), tuple(_headings(version, snapshot, places)))


def _headings(version: ReportVersion, snapshot: Snapshot, places: dict[int, int]) -> Iterator[SourceHeading]:
    """What the paper prints of the text, as far as it came from elsewhere."""
    for section in snapshot.sections:
        found = origins_of(version.report, section.code, version)
        if found:
            sentences = [Sentence(each.text, each.edited, tuple(_sayings(each, places))) for each in found]
            yield SourceHeading(section.title, tuple(sentences))


def _sayings(sentence: Origin, places: dict[int, int], level: int = 1) -> Iterator[Saying]:
    for each in sentence.below:
        number = each.version.number if each.version else 0
        place = places.get(each.version.report.participant_id, 0) if each.version else 0
        yield Saying(level, place, each.unit_name, number, each.text, each.text == sentence.text)
        yield from _sayings(each, places, level + 1)


class _Tree:
    """The units of a round: what each is called, and its place when every unit stands before those below it, so that
    neighbours have numbers that follow each other."""

    def __init__(self, round: Round) -> None:
        rows = Participant.objects.filter(round=round).values_list("id", "superior_id", "sort_key", "name")
        self.names = {key: name for key, _superior, _sort_key, name in rows}
        self.above = {key: superior for key, superior, _sort_key, _name in rows}
        self.keys = {key: (sort_key, key) for key, _superior, sort_key, _name in rows}

    def place(self, participant: Participant) -> tuple:
        """To sort by."""
        way, key = [], participant.pk
        while key in self.keys:
            way.append(self.keys[key])
            key = self.above[key]
        return tuple(reversed(way))

    def under(self, participant: Participant) -> str:
        """What the unit above is called."""
        return self.names.get(participant.superior_id, "")


def _inside(version: ReportVersion, inside: list[ReportVersion], tree: _Tree):
    """The unit itself, then those below it, in their order."""
    for each in inside:
        participant = each.report.participant
        yield Unit(
            number=0,
            name=participant.name,
            under="" if each == version else tree.under(participant),
            version=each.number,
            digest=each.digest[:DIGEST_SHOWN],
            sent_on=form_date(each.submitted_at.astimezone(clock.ZONE).date()),
            typed_by_superior=each.entered_by_superior,
            said=said_of_version(each),
        )


def _outside(version: ReportVersion, chain: list[ReportVersion], tree: _Tree):
    """The units that no version of the chain holds."""
    round = version.report.round
    absent = {found.uid: found for each in chain for found in map(Outstanding.of, each.outstanding)}
    there = Participant.objects.filter(round=round, unit__uid__in=absent).select_related("unit")
    for participant in sorted(there, key=tree.place):
        shape = absent[str(participant.unit.uid)].shape
        cells = frozenset(asked_of(round, shape).all)
        yield Unit(0, participant.name, tree.under(participant), cells=cells)
