"""The sources of a frozen version from the database, and the annex that tells them, by format."""

from dataclasses import replace

from django.utils.text import slugify

from tienbo.core import clock
from tienbo.core.deadlines import form_date
from tienbo.documents.docx import to_docx
from tienbo.documents.pdf import to_pdf
from tienbo.reporting.consolidation.chain import chain_of
from tienbo.reporting.consolidation.queries import Outstanding
from tienbo.reporting.consolidation.tables import cells_of
from tienbo.reporting.output.gathering import said_of_version, snapshot_of_version
from tienbo.reporting.output.queries import imprint_of
from tienbo.reporting.output.snapshot import Snapshot
from tienbo.reporting.output.source_annex import source_document, source_workbook
from tienbo.reporting.output.sources import Sources, SourceTable, Unit, source_of
from tienbo.reporting.output.tabulate import line_key
from tienbo.reporting.rounds.audience import Shape, asked_of, lines_of
from tienbo.reporting.rounds.models import Participant
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
    units = [*_inside(version, chain), *_outside(version, chain)]
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
    return Sources(numbered, tuple(tables))


def _inside(version: ReportVersion, chain: list[ReportVersion]):
    """The unit itself, then those below it in the order of the units."""
    superiors = dict(Participant.objects.filter(round=version.report.round_id).values_list("id", "name"))
    below = sorted(chain[1:], key=lambda each: (each.report.participant.sort_key, each.pk))
    for each in (version, *below):
        participant = each.report.participant
        yield Unit(
            number=0,
            name=participant.name,
            under="" if each == version else superiors.get(participant.superior_id, ""),
            version=each.number,
            digest=each.digest[:DIGEST_SHOWN],
            sent_on=form_date(each.submitted_at.astimezone(clock.ZONE).date()),
            typed_by_superior=each.entered_by_superior,
            said=said_of_version(each),
        )


def _outside(version: ReportVersion, chain: list[ReportVersion]):
    """The units that no version of the chain holds."""
    round = version.report.round
    absent = {found.uid: found for each in chain for found in map(Outstanding.of, each.outstanding)}
    there = Participant.objects.filter(round=round, unit__uid__in=absent).select_related("unit", "superior")
    for participant in there.order_by("sort_key", "id"):
        shape = absent[str(participant.unit.uid)].shape
        cells = frozenset(asked_of(round, shape).all)
        yield Unit(0, participant.name, participant.superior.name if participant.superior else "", cells=cells)
