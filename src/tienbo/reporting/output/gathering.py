"""Snapshots from the database: of a sent version, or of a draft as it stands.

A version's snapshot rests on what is frozen: its figures, text and totals, the versions it consolidates, the committee
and the signing seat of the day of sending, and the report of the period before as it was taken by that day. Signed
papers come later and are not looked at: what a paper bears is put into the snapshot when it is printed (`Imprint`).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from django.conf import settings

from tienbo.committees.models import Committee, PaperIssuer
from tienbo.committees.queries import committee_of, paper_issuer_of, signing_seat_of
from tienbo.core import clock
from tienbo.core.deadlines import official_date
from tienbo.core.statuses import MARKS
from tienbo.reporting.consolidation.chain import chain_now, chain_of
from tienbo.reporting.consolidation.fold import Total
from tienbo.reporting.consolidation.queries import (
    Outstanding,
    draft_totals,
    outstanding_below,
    version_totals,
)
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.drawing.queries import drawn_by
from tienbo.reporting.entry.queries import entries_of, own_figures, report_of_round
from tienbo.reporting.entry.wording import frozen
from tienbo.reporting.output.basis import Basis, Said
from tienbo.reporting.output.narrative import sections_of, title_of
from tienbo.reporting.output.snapshot import Coverage, DrawnFrom, Issuer, Missing, Seal, Snapshot, Table
from tienbo.reporting.output.tabulate import Figures, tabulate
from tienbo.reporting.rounds.audience import Shape, asked_of, headings_of, lines_of, options_of, tables_of
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.versions.digest import canonical_number
from tienbo.reporting.versions.models import Decision, ReportVersion
from tienbo.reporting.versions.queries import told_version

# Room for a name that is not on record.
UNKNOWN_PLACE = "……"


def snapshot_of_version(version: ReportVersion) -> Snapshot:
    """A version as it was sent."""
    report, moment = version.report, version.submitted_at
    chain = chain_of(version)
    outstanding = [Outstanding.of(row) for each in (version, *chain) for row in each.outstanding]
    return _snapshot(
        report,
        day=moment.astimezone(clock.ZONE).date(),
        seal=Seal(version.number, version.digest, str(version.scheme), moment.astimezone(clock.ZONE).date()),
        said=[said_of_version(version), *map(said_of_version, chain)],
        outstanding=outstanding,
        narrative=version.narrative,
        totals=version_totals(version),
        before=compared_with(report, moment),
        drawn=drawn_by(report, moment) if report.round.is_paper else None,
    )


def snapshot_of_draft(report: Report) -> Snapshot:
    """A report as it stands now: working figures, text, and what is taken from below."""
    kept = entries_of(report)
    own = own_figures(report, kept)
    said = {
        tuple(cell): (canonical_number(figure.value), figure.flag, kept[cell].note if cell in kept else "")
        for cell, figure in own.items()
    }
    chain = chain_now(report)
    passages = {
        passage.heading: frozen(passage.text, passage.items, passage.sources)
        for passage in report.passages.order_by("heading")
    }
    return _snapshot(
        report,
        day=report.round.closing_on,
        seal=None,
        said=[said, *map(said_of_version, chain)],
        outstanding=[*outstanding_below(report), *(Outstanding.of(row) for each in chain for row in each.outstanding)],
        narrative=passages,
        totals=draft_totals(report, own),
        before=compared_with(report, None),
        drawn=drawn_by(report, None) if report.round.is_paper else None,
    )


def said_of_version(version: ReportVersion) -> Said:
    """What a unit said in a version, by cell."""
    return {(element, breakdown): (value, flag, note) for element, breakdown, value, flag, note in version.figures}


def _told_at(report: Report, moment: dt.datetime) -> ReportVersion | None:
    """`told_version` as it was at a moment: the taking is a decision, so the past can be asked."""
    taken = Decision.objects.filter(version__report=report, outcome=Decision.Outcome.TAKEN, at__lte=moment)
    if decision := taken.select_related("version").order_by("-id").first():
        return decision.version
    return report.versions.filter(submitted_at__lte=moment).order_by("-number").first()


def compared_with(report: Report, moment: dt.datetime | None) -> ReportVersion | None:
    """The same unit's version of the round before: the one taken by then, else the last one sent by then.

    `moment` None: now.
    """
    before = report_of_round(report, report.round.previous)
    if before is None:
        return None
    version = told_version(before) if moment is None else _told_at(before, moment)
    if version is not None:
        version.report = before
    return version


def _snapshot(
    report: Report,
    *,
    day: dt.date,
    seal: Seal | None,
    said: list[Said],
    outstanding: list[Outstanding],
    narrative: Mapping[str, Mapping],
    totals: Mapping[Cell, Total],
    before: ReportVersion | None,
    drawn: ReportVersion | None,
) -> Snapshot:
    round, participant = report.round, report.participant
    definition = definition_of(round.form)
    shapes = Counter(each.shape for each in outstanding)
    missing = tuple((units, frozenset(asked_of(round, shape).all)) for shape, units in shapes.items())
    basis = Basis(tuple(said), missing)
    figures = Figures(definition, options_of(round), totals, version_totals(before) if before else {}, basis)
    tables, left_out = _tables(report, figures)
    title, topic = title_of(definition, round.report, round.title, round.ends_on.year)
    committee = committee_of(report.unit, day)
    own = paper_issuer_of(report.unit, round.form.code, day)
    issuer = issuer_of_kind(own) if own else issuer_of(participant, committee, day)
    recipient = issuer.recipients[0] if len(issuer.recipients) > 1 else ""
    return Snapshot(
        title=title,
        topic=topic,
        unit_name=participant.name,
        unit_code=participant.code,
        round_code=round.code,
        issuer=issuer,
        addressee=(own.addressee if own else "") or _addressee(participant, day) or recipient,
        starts_on=round.starts_on,
        ends_on=round.ends_on,
        closing_on=round.closing_on,
        previous=_name_of(before.report.round) if before else "",
        drawn_from=_drawn_from(drawn) if drawn else None,
        day=day,
        seal=seal,
        is_illustrative=bool(settings.DEMO or round.options.get("illustrative")),
        sections=sections_of(definition, headings_of(round), narrative),
        tables=tables,
        left_out=left_out,
        units=basis.units if basis.has_below else None,
        missing=(*_own_missing(participant, basis), *_missing(participant, outstanding)),
        mark_words={code: flag.vi for code, flag in definition.flags.items()},
        signs={mark.code: mark.sign for mark in MARKS},
    )


def _drawn_from(version: ReportVersion) -> DrawnFrom:
    """What a paper says of the version that its figures came from. All of it is frozen, so that a release stays."""
    chain = chain_of(version)
    lacking = sum(len(each.outstanding) for each in (version, *chain))
    return DrawnFrom(
        title=version.report.round.title,
        number=version.number,
        sent_on=version.submitted_at.astimezone(clock.ZONE).date(),
        units=Coverage(1 + len(chain), 1 + len(chain) + lacking) if chain or lacking else None,
    )


def _tables(report: Report, figures: Figures) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """The tables with lines, and the titles of those without."""
    scope = "consolidated" if figures.basis.has_below else "own"
    shape = Shape.of(report.participant)
    tables, left_out = [], []
    for table in tables_of(report.round):
        lines = tabulate(lines_of(report.round, shape, table.code, scope), figures)
        if lines:
            tables.append(
                Table(
                    code=table.code,
                    title=table.title.vi,
                    columns=table.columns,
                    lines=lines,
                    is_restricted=table.confidentiality == "restricted",
                    note=table.printed_note.vi if table.printed_note else "",
                )
            )
        else:
            left_out.append(f"{table.code}, {table.title.vi}")
    return tuple(tables), tuple(left_out)


def _name_of(round: Round) -> str:
    return f"{round.title} (từ {official_date(round.starts_on)} đến {official_date(round.ends_on)})"


def issuer_of(participant: Participant, committee: Committee | None, day: dt.date, *, symbol: str = "BC") -> Issuer:
    """The committee as its papers name it and sign on a day; without one on record the unit, with this `symbol`."""
    if committee is None:
        return Issuer(participant.name, symbol, UNKNOWN_PLACE)
    seat = signing_seat_of(committee, day)
    signed = (
        {"authority": seat.authority, "titles": tuple(seat.titles), "home_office": tuple(seat.home_office)}
        if seat
        else {}
    )
    return Issuer(
        name=committee.name,
        symbol=committee.symbol,
        place=committee.place,
        superior_line=committee.superior_line,
        recipients=tuple(committee.recipients),
        **signed,
    )


def issuer_of_kind(own: PaperIssuer) -> Issuer:
    """Whose papers the reports of one kind are, where that is not the committee."""
    return Issuer(
        name=own.name,
        symbol=own.symbol,
        place=own.place,
        superior_line=own.superior_line,
        recipients=tuple(own.recipients),
        authority=own.authority,
        titles=tuple(own.titles),
        home_office=tuple(own.home_office),
    )


def _addressee(participant: Participant, day: dt.date) -> str:
    """The committee to which the unit reports."""
    if participant.superior is None:
        return ""
    committee = committee_of(participant.superior.unit, day)
    return committee.name if committee else participant.superior.name


def _own_missing(participant: Participant, basis: Basis) -> tuple[Missing, ...]:
    """The unit itself, where it puts together what others gave and has entered nothing of its own."""
    return (Missing(participant.name, 0, ""),) if basis.has_below and basis.own_is_blank else ()


def _missing(participant: Participant, outstanding: Iterable[Outstanding]) -> tuple[Missing, ...]:
    """The units that are not in the totals, with the one above unless it is `participant` itself; one that is missing
    with all below it stands for them."""
    uids = {each.uid for each in outstanding}
    if not uids:
        return ()
    taking_part = Participant.objects.filter(round=participant.round_id).select_related("unit")
    everyone = {each.pk: each for each in taking_part.order_by("sort_key", "id")}
    absent = {key for key, each in everyone.items() if str(each.unit.uid) in uids}

    def topmost(key: int) -> int:
        while everyone[key].superior_id in absent:
            key = everyone[key].superior_id
        return key

    units = Counter(topmost(key) for key in absent)
    found = []
    for key in everyone:
        if key in units:
            above = everyone[everyone[key].superior_id]
            under = "" if above.pk == participant.pk else above.name
            found.append(Missing(everyone[key].name, units[key] - 1, under))
    return tuple(found)
