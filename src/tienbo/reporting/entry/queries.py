"""Reads of working figures and text."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from tienbo.access.permissions import Permission
from tienbo.access.queries import names_of, units_where
from tienbo.reporting.definitions.cells import Cell, Figure, added
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Check
from tienbo.reporting.entry.models import Entry, EntryChange
from tienbo.reporting.rounds.audience import Shape, asked_of, options_of, rules_of
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rounds.states import DONE
from tienbo.reporting.rules.engine import EARLIER, Finding, check, needed_beside
from tienbo.reporting.rules.queries import checks_under, rules_of_digest
from tienbo.reporting.rules.territory import DRAWN_FROM
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import frozen_figures, told_totals, told_version


@dataclass(frozen=True)
class Kept:
    """A working figure with what surrounds it."""

    figure: Figure
    note: str
    revision: int


def reports_visible_to(user, round: Round):
    """The reports of a round that a person may read, in the tree of the round's day; a successor's people read what
    it owes."""
    then, now = (units_where(user, Permission.REPORT_VIEW, day) for day in (round.tree_on, None))
    return (
        Report.objects.filter(Q(unit__in=then) | Q(participant__owed_by__in=now), round=round)
        .select_related("participant", "unit", "round__form", "round__unit")
        .order_by("participant__sort_key", "id")
    )


def may_see(user, report: Report) -> bool:
    """Whether one report is among those: two short questions in place of a search through the tree."""
    owed_by = report.participant.owed_by
    return user.has_perm(Permission.REPORT_VIEW, report) or (
        owed_by is not None and user.has_perm(Permission.REPORT_VIEW, owed_by)
    )


def entries_of(report: Report) -> dict[Cell, Kept]:
    """All working figures of a report by cell. Blank cells that never had an entry are not in it."""
    rows = Entry.objects.filter(report=report).values_list(
        "element__code", "breakdown__code", "value", "flag", "note", "revision"
    )
    return {
        Cell(element, breakdown): Kept(Figure(value, flag), note, revision)
        for element, breakdown, value, flag, note, revision in rows
    }


def own_figures(report: Report, kept: Mapping[Cell, Kept] | None = None) -> dict[Cell, Figure]:
    """The unit's own figures over every cell it is asked: blank without an entry, withheld where a rule says so."""
    entries = entries_of(report) if kept is None else kept
    asked = asked_of(report.round, Shape.of(report.participant))
    figures = {cell: entries[cell].figure if cell in entries else Figure() for cell in asked.typed}
    return figures | {cell: Figure(None, "withheld") for cell in asked.withheld}


def history_of(report: Report, cell: Cell):
    """Every change of one cell, oldest first."""
    return EntryChange.objects.filter(
        report=report, element__code=cell.element, breakdown__code=cell.breakdown
    ).order_by("revision")


def report_of_round(report: Report, round: Round | None) -> Report | None:
    """The same unit's report in another round."""
    if round is None:
        return None
    return Report.objects.filter(round=round, unit=report.unit_id).select_related("participant", "round__form").first()


def earlier_figures(report: Report, round: Round | None) -> dict[Cell, Figure] | None:
    """The same unit's own figures of another round, to be held against: as they were told (`told_version`), so that the
    screen, the checks and the paper look back at the same; the working ones of a report that was never sent. None: the
    unit took no part. A paper upward speaks for the whole territory, so it is held against totals; of a report of one
    unit that was never sent they are not known."""
    earlier = report_of_round(report, round)
    if earlier is None:
        return None
    version = told_version(earlier)
    if report.round.is_paper:
        return told_totals(version) if version else own_figures(earlier) if round.is_paper else None
    return frozen_figures(version) if version else own_figures(earlier)


def rules_of_report(report: Report) -> tuple[Check, ...]:
    """The rules by which a report is checked: the round's of now; once it is sent, those it was sent under."""
    if report.state in DONE:
        header = report.versions.order_by("-number").values_list("header", flat=True).first() or {}
        return checks_under(rules_of_digest(header.get("rules", "")), definition_of(report.round.form))
    return rules_of(report.round)


def findings_of(report: Report, kept: Mapping[Cell, Kept] | None = None) -> list[Finding]:
    """What the rules say of the working figures, with beside them whatever other reports the rules look at."""
    rules = rules_of_report(report)
    return findings_under(rules, report, own_figures(report, kept), beside_of(report, rules))


def findings_under(
    rules: Sequence[Check], report: Report, figures: Mapping[Cell, Figure], beside: "Beside", memo: dict | None = None
) -> list[Finding]:
    """What some rules say of some figures of a report; the warnings that it gives a reason for are marked. `memo`: see
    `rules.engine.check`."""
    shape = Shape.of(report.participant)
    return check(
        definition_of(report.round.form),
        kind=shape.kind,
        sectors=shape.sectors,
        variant=shape.variant,
        options=options_of(report.round),
        cells=figures,
        checks=rules,
        beside=beside.reports,
        earlier=beside.earlier,
        justified={each.finding for each in report.justifications.all()},
        memo=memo,
    )


@dataclass(frozen=True)
class Beside:
    """Other reports that rules look at: by name (`rules.sheet.Sheet`), and the unit's earlier comparable ones."""

    reports: Mapping[str, Mapping[Cell, Figure] | None]
    earlier: Sequence[Mapping[Cell, Figure]] = ()


# What a report's unit told in another round: `earlier_figures`, or what was read of many units at once.
Told = Callable[[Report, Round | None], Mapping[Cell, Figure] | None]


def beside_of(report: Report, rules: Sequence[Check], told: Told = earlier_figures) -> Beside:
    """What these rules look at besides the report: read only where one of them does."""
    round = report.round
    names = needed_beside(rules, kind=report.participant.kind, report=round.report)
    reports: dict[str, Mapping[Cell, Figure] | None] = {}
    if "previous" in names:
        reports["previous"] = told(report, round.previous)
    if "half_year" in names and _same_start(round, round.half_year):
        reports["half_year"] = told(report, round.half_year)
    if any(name.startswith("children.") for name in names):
        reports |= taken_below(report)
    for name in names - {"previous", "half_year", "baseline", EARLIER}:
        if not name.startswith("children."):
            reports[name] = told(report, _same_period_on(report, name))
    if round.is_paper:
        reports[DRAWN_FROM] = earlier_figures(report, round.drawn_from)
    return Beside(reports, earlier_reports(report) if EARLIER in names else ())


def _same_period_on(report: Report, form_code: str) -> Round | None:
    """The newest round on another form in which the unit reports on the same period."""
    rounds = Round.objects.filter(form__code=form_code, period=report.round.period, reports__unit=report.unit_id)
    if not report.round.is_paper:
        # What a paper says is of a whole territory.
        rounds = rounds.filter(drawn_from__isnull=True)
    return rounds.exclude(pk=report.round_id).select_related("form").order_by("-opened_at", "-pk").first()


def taken_below(report: Report) -> dict[str, Mapping[Cell, Figure]]:
    """What the units directly below reported, cell by cell: their sum, how many gave a figure above zero, the largest.
    Nothing before every one of them that reports is taken; no figure for a cell that one of them left out."""
    below = Participant.objects.filter(superior=report.participant, standing=Participant.Standing.REPORTS)
    taken = ReportVersion.objects.filter(counting__report__participant__in=below).order_by("pk")
    versions = [frozen_figures(version) for version in taken]
    if not versions or len(versions) < below.count():
        return {}
    by_cell: dict[Cell, list[Figure]] = {}
    for figures in versions:
        for cell, figure in figures.items():
            by_cell.setdefault(cell, []).append(figure)
    known = {cell: figures for cell, figures in by_cell.items() if added(figures) is not None}
    values = {cell: [each.value for each in figures if each.value is not None] for cell, figures in known.items()}
    return {
        "children.sum": {cell: Figure(sum(each, Decimal(0))) for cell, each in values.items()},
        "children.count": {cell: Figure(Decimal(sum(one > 0 for one in each))) for cell, each in values.items()},
        "children.max": {cell: Figure(max(each)) for cell, each in values.items()},
    }


# Rounds further back say little about today.
EARLIER_PERIODS = 12


def earlier_reports(report: Report) -> list[dict[Cell, Figure]]:
    """The unit's own figures in earlier periods of the same kind, as they were told; the newest twelve periods, only
    what was sent. Elements go on through forms: what reports on several forms told of one period stands together, the
    word of this report's own form first. Thematic rounds have no like but those on their form; papers upward, which
    tell totals, none but papers.
    """
    round = report.round
    sent = Report.objects.filter(
        Exists(ReportVersion.objects.filter(report=OuterRef("pk"))),
        unit=report.unit_id,
        round__report=round.report,
        round__closing_on__lt=round.closing_on,
        round__drawn_from__isnull=not round.is_paper,
    )
    if round.report == Round.Periodicity.ADHOC:
        sent = sent.filter(round__form__code=round.form.code)
    periods: dict[object, list[int]] = {}
    for number, period in sent.order_by("-round__closing_on", "-pk").values_list("pk", "round__period"):
        if period in periods or len(periods) < EARLIER_PERIODS:
            periods.setdefault(period, []).append(number)
    wanted = [number for numbers in periods.values() for number in numbers]
    versions: dict[int, ReportVersion] = {}
    # The version that is taken, else the last one that was sent: as `told_version`, for all in one query.
    found = ReportVersion.objects.filter(report__in=wanted).select_related("counting", "report__round__form")
    for version in found.order_by("number"):
        if getattr(versions.get(version.report_id), "counting", None) is None:
            versions[version.report_id] = version
    return [_told_of_period([versions[number] for number in numbers], round) for numbers in periods.values()]


def _told_of_period(versions: Sequence[ReportVersion], round: Round) -> dict[Cell, Figure]:
    """What versions of one period, the newest first, told together; those on the round's own form go before others."""
    told: dict[Cell, Figure] = {}
    for version in sorted(versions, key=lambda each: each.report.round.form.code != round.form.code):
        for cell, figure in frozen_figures(version).items():
            if cell not in told or (told[cell].value is None and figure.value is not None):
                told[cell] = figure
    return told


def _same_start(round: Round, half_year: Round | None) -> bool:
    """An annual flow can be held against the half-year's only when both begin on the same day."""
    return half_year is not None and half_year.starts_on == round.starts_on


def value_at(report: Report, cell: Cell, revision: int) -> Kept:
    """What stood in a cell at one of its revisions; blank at 0 or at one that never was."""
    change = history_of(report, cell).filter(revision=revision).first()
    return Kept(Figure(change.value, change.flag), change.note, revision) if change else Kept(Figure(), "", 0)


def authors_of(report: Report, cells) -> dict[Cell, tuple[str, dt.datetime]]:
    """Who changed each of these cells last, and when: (name, moment); the program itself has no name."""
    wanted = set(cells)
    if not wanted:
        return {}
    rows = (
        EntryChange.objects.filter(report=report, element__code__in={cell.element for cell in wanted})
        .order_by("pk")
        .values_list("element__code", "breakdown__code", "by_uid", "at")
    )
    latest = {Cell(element, breakdown): (uid, at) for element, breakdown, uid, at in rows}
    names = names_of(uid for cell, (uid, _at) in latest.items() if cell in wanted)
    return {cell: (names.get(uid, ""), at) for cell, (uid, at) in latest.items() if cell in wanted}
