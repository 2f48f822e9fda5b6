"""The demo's rounds: last year's half-year report, this year's, and the annual one, lived through by everybody.

Each report goes through the same actions that people use, on the days on which offices would do it. Some are late, one
is asked for more, a district types for two of its communes, one district has not sent: the province's totals say so.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from django.db import transaction

from tienbo.access.actions import grant_role
from tienbo.access.models import User
from tienbo.access.permissions import Role
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.terminal import say
from tienbo.demo.figures import invented_report
from tienbo.demo.province import SINCE, username_stem
from tienbo.demo.texts import NARRATIVE
from tienbo.reporting.definitions.actions import register_form
from tienbo.reporting.definitions.loading import builtin_text
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.actions import FigureInput, record_figures, start_entering_for, write_passage
from tienbo.reporting.exchange.actions import (
    record_receipt,
    record_signed_paper,
    return_report,
    submit_report,
    take_report,
)
from tienbo.reporting.rounds.actions import Due, RoundPlan, open_round
from tienbo.reporting.rounds.audience import Shape, options_of
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.units.kinds import Kind
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import tree_below

FORM = "vstbcpn-2015"
# Who does not do as the others: unit codes of Cao Bằng in 2015.
NOT_SENT = {"042"}
ASKED_FOR_MORE = {"KHCN"}
NOT_BEGUN = {"01294", "01300", "01306"}
TYPED_FOR = {"01726", "01729"}
# Districts whose communes have reported last year too.
PAST_OF = {"040", "051", "053"}


@dataclass(frozen=True)
class Calendar:
    """The days of a round: when communes, then districts and departments, then the province send."""

    low: dt.date
    middle: dt.date
    top: dt.date

    @classmethod
    def before(cls, due: dt.date) -> "Calendar":
        """Days that are on time for the dues of `dues(due)`."""
        return cls(due - dt.timedelta(days=14), due - dt.timedelta(days=3), due + dt.timedelta(days=5))


def terms_of(year: int) -> dict[str, list[str]]:
    """The terms that a round of a year asks: around a congress (2015, 2020, ...) the old and the new side by side."""
    congress = year - year % 5
    party = [f"{congress}-{congress + 5}"]
    if year == congress:
        party.insert(0, f"{congress - 5}-{congress}")
    # Councils and the National Assembly are elected the year after a congress; the XIII Assembly sat from 2011.
    elected = year - (year - 1) % 5
    assembly = 13 + (elected - 2011) // 5
    return {"party": party, "council": [f"{elected}-{elected + 5}"], "assembly": [ROMAN[assembly]]}


ROMAN = {12: "XII", 13: "XIII", 14: "XIV", 15: "XV", 16: "XVI", 17: "XVII"}


def give_delegations(root: Unit, people: dict[str, User]) -> None:
    """Officers of communes and sub-units send their figures under a recorded delegation: their heads never log in."""
    for place in Placement.objects.on(SINCE).filter(kind__in=[Kind.COMMUNE, Kind.SUB_UNIT]).select_related("unit"):
        grant_role(
            by=SYSTEM,
            user=officer_of(people, place.kind, place),
            role=Role.DELEGATE,
            unit=place.unit,
            since=SINCE,
            basis="Giấy ủy quyền gửi số liệu (minh họa)",
        )


def officer_of(people: dict[str, User], kind: str, place: Placement) -> User:
    """The account of a unit's officer."""
    if kind == Kind.PROVINCE:
        return people["thuongtruc"]
    stem = username_stem(place)
    return people[stem if kind == Kind.COMMUNE else f"{stem}.cb"]


def sender_of(people: dict[str, User], kind: str, place: Placement) -> User:
    """Who sends a unit's report: its head, or the officer under a delegation."""
    if kind == Kind.PROVINCE:
        return people["lanhdao"]
    if kind in {Kind.COMMUNE, Kind.SUB_UNIT}:
        return officer_of(people, kind, place)
    return people[f"{username_stem(place)}.ld"]


def dues(due: dt.date) -> tuple[Due, ...]:
    """Due days per level for the day that the letter names for the province's addressees: communes ten days before,
    sub-units a week before; the province itself ten days after (the form's proposal)."""
    return (
        *(Due(kind, due) for kind in (Kind.DEPARTMENT, Kind.MASS_ORG, Kind.PARTY_BODY, Kind.DISTRICT)),
        Due(Kind.COMMUNE, due - dt.timedelta(days=10)),
        Due(Kind.SUB_UNIT, due - dt.timedelta(days=7)),
        Due(Kind.PROVINCE, due + dt.timedelta(days=10)),
    )


def with_a_past(root: Unit) -> list[Unit]:
    """The units whose last year the demo tells: offices, districts, and the communes of three districts."""
    places = list(tree_below(root, SINCE))
    there = {place.unit_id for place in places if place.official_code in PAST_OF}
    return [place.unit for place in places if place.kind != Kind.COMMUNE or place.parent_id in there]


def open_rounds(by, root: Unit, half_year: dt.date, annual: dt.date, origin: str) -> dict[str, Round]:
    """Last year's half-year round, this year's, and the annual one; `half_year`, `annual`: this year's due days."""
    form = register_form(by=SYSTEM, source=builtin_text(FORM))
    year = half_year.year

    def half(of: int, due: dt.date, previous: Round | None, units: list[Unit] | None = None) -> Round:
        plan = RoundPlan(
            code=f"{of}-h1",
            title=f"Báo cáo sơ kết 6 tháng đầu năm {of}",
            form=form,
            report="half_year",
            illustrative=True,
            starts_on=dt.date(of - 1, 12, 1),
            ends_on=dt.date(of, 5, 31),
            closing_on=dt.date(of, 5, 20),
            tree_on=dt.date(of, 5, 20),
            dues=dues(due),
            terms=terms_of(of),
            previous=previous,
            origin=origin if of == year else "",
        )
        return open_round(by=by, unit=root, plan=plan, units=units)

    last = half(year - 1, half_year.replace(year=year - 1), None, with_a_past(root))
    this = half(year, half_year, last)
    whole = open_round(
        by=by,
        unit=root,
        plan=RoundPlan(
            code=f"{year}-nam",
            title=f"Báo cáo tổng kết năm {year}",
            form=form,
            report="annual",
            illustrative=True,
            starts_on=dt.date(year - 1, 12, 1),
            ends_on=dt.date(year, 11, 30),
            closing_on=dt.date(year, 11, 20),
            tree_on=dt.date(year, 11, 20),
            dues=dues(annual),
            terms=terms_of(year),
            half_year=this,
            origin=origin,
        ),
    )
    return {"last": last, "this": this, "year": whole}


def live_through(round: Round, people: dict[str, User], calendar: Calendar, *, smoothly: bool) -> None:
    """Everybody fills, sends and takes, from the communes up. `smoothly`: nobody is late or asked for more."""
    participants = Participant.objects.filter(round=round).select_related("unit", "superior__unit", "report")
    levels = [
        (("xã và đơn vị trực thuộc", "communes and subordinate units"), {Kind.COMMUNE, Kind.SUB_UNIT}, calendar.low),
        (("huyện, thành phố", "districts"), {Kind.DISTRICT}, calendar.middle),
        (
            ("sở, ban, ngành, đoàn thể", "departments and mass organisations"),
            {Kind.DEPARTMENT, Kind.MASS_ORG, Kind.PARTY_BODY},
            calendar.middle,
        ),
        (("tỉnh", "the province"), {Kind.PROVINCE}, calendar.top),
    ]
    places = {place.unit_id: place for place in Placement.objects.on(round.tree_on).select_related("unit")}
    for (vi, en), kinds, day in levels:
        here = [each for each in participants.order_by("sort_key", "id") if each.kind in kinds]
        say(f"{round.code}: {len(here)} {vi} …", f"{round.code}: {len(here)} {en} ...")
        with clock.at(dt.datetime.combine(day, dt.time(8, 30), tzinfo=clock.ZONE)), transaction.atomic():
            for participant in here:
                participant.round = round
                _report(round, participant, people, places, smoothly=smoothly)


def _report(round: Round, participant: Participant, people, places, *, smoothly: bool) -> None:
    report = Report.objects.select_related("participant__superior", "round__form", "unit").get(participant=participant)
    place = places[participant.unit_id]
    officer = officer_of(people, participant.kind, place)
    superior = participant.superior
    taker = officer_of(people, superior.kind, places[superior.unit_id]) if superior else None
    if not smoothly and participant.code in NOT_BEGUN:
        return
    typed_for = not smoothly and participant.code in TYPED_FOR
    if typed_for:
        start_entering_for(by=taker, report=report)
        officer = taker
    _fill(round, report, officer)
    if not smoothly and participant.code in NOT_SENT:
        return
    report.refresh_from_db()
    version = submit_report(by=officer if typed_for else sender_of(people, participant.kind, place), report=report)
    report.refresh_from_db()
    if superior is None:
        _close_the_top(report, version, officer, smoothly=smoothly)
    elif not smoothly and participant.code in ASKED_FOR_MORE:
        return_report(
            by=taker,
            report=report,
            message="Đề nghị làm rõ số cuộc tuyên truyền và bổ sung số liệu về quy hoạch cán bộ nữ.",
        )
    elif not typed_for:
        take_report(by=taker, report=report)


def _fill(round: Round, report: Report, officer: User) -> None:
    participant = report.participant
    shape = Shape.of(participant)
    definition = definition_of(round.form)
    # The seed is the unit and the year: the same demo every time, and stocks that stay near last year's.
    luck = Random(f"{participant.code} {round.code}")
    figures = invented_report(
        definition,
        luck,
        kind=shape.kind,
        sectors=frozenset(shape.sectors),
        variant=shape.variant,
        options=options_of(round),
    )
    record_figures(
        by=officer,
        report=report,
        figures=[FigureInput(cell, Decimal(figure.value), figure.flag) for cell, figure in figures.items()],
    )
    kinds = {heading.code: heading.kind for heading in definition.narrative}
    for heading, sentences in _text_of(participant, luck).items():
        sentence = luck.choice(sentences)
        is_prose = kinds[heading] == "text"
        write_passage(
            by=officer,
            report=report,
            heading=heading,
            text=sentence if is_prose else "",
            items=[] if is_prose else [{"text": sentence}],
        )


def _text_of(participant: Participant, luck: Random) -> dict[str, tuple[str, ...]]:
    """The headings a unit writes something under: offices under all, a third of the communes under their assessment."""
    if participant.kind not in {Kind.COMMUNE, Kind.SUB_UNIT}:
        return NARRATIVE
    writes = luck.random() < 0.3
    return {heading: said for heading, said in NARRATIVE.items() if writes and heading.startswith("assessment.")}


def _close_the_top(report: Report, version, officer: User, *, smoothly: bool) -> None:
    """Last year's report has its signed paper and its receipt; this year's waits for both."""
    if not smoothly:
        return
    day = clock.today()
    record_signed_paper(by=officer, version=version, number=f"41/BC-BVSTBCPN ({day.year})", signed_on=day)
    record_receipt(by=officer, report=report, number="(minh họa)", received_on=day + dt.timedelta(days=3))
