"""The demo's rounds: last year's half-year report, this year's, and the annual one, lived through by everybody.

Each report goes through the same actions that people use, on the days on which offices would do it: at each level all
fill their reports, then send them, then the office above takes them. Some are late, one is asked for more, a district
types for two of its communes, one district has not sent: the province's totals say so.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from django.db import transaction

from tienbo.access.models import User
from tienbo.committees.models import Committee
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.terminal import say
from tienbo.demo.days import Calendar, moment
from tienbo.demo.figures.draft import Subject
from tienbo.demo.figures.report import invented_report
from tienbo.demo.guidance import report_sending
from tienbo.demo.province import SINCE, in_sentence
from tienbo.demo.seats import SMALL, officer_of, sender_of
from tienbo.demo.writing import Facts, figures_named, passages
from tienbo.reporting.consolidation.queries import draft_totals
from tienbo.reporting.definitions.actions import register_form
from tienbo.reporting.definitions.cells import BASIS, YEAR, Cell, Figure
from tienbo.reporting.definitions.loading import builtin_text
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.actions import FigureInput, record_figures, start_entering_for, write_passage
from tienbo.reporting.entry.queries import own_figures
from tienbo.reporting.exchange.actions import (
    record_receipt,
    record_signed_paper,
    reopen_report,
    return_report,
    submit_report,
    take_report,
)
from tienbo.reporting.rounds.actions import Due, RoundPlan, open_round
from tienbo.reporting.rounds.audience import Shape, options_of
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.versions.models import CountedVersion
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
# Of so many communes one writes something beside its figures; in one district all do.
WRITES, ALL_WRITE = 4, "051"
# The district that corrects its estimates of last year.
CORRECTS = "051"
LEVELS = (
    (("xã và đơn vị trực thuộc", "communes and subordinate units"), {Kind.COMMUNE, Kind.SUB_UNIT}, "low"),
    (
        ("huyện, thành phố, sở, ban, ngành, đoàn thể", "districts, departments and mass organisations"),
        {Kind.DISTRICT, Kind.DEPARTMENT, Kind.MASS_ORG, Kind.PARTY_BODY},
        "middle",
    ),
    (("tỉnh", "the province"), {Kind.PROVINCE}, "top"),
)


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


def open_half_year(by, root: Unit, due: dt.date, *, previous: Round | None = None, origin: str = "") -> Round:
    """The half-year round of the year of `due`; the first one asks only those whose past the demo tells."""
    year = due.year
    plan = RoundPlan(
        code=f"{year}-h1",
        title=f"Báo cáo sơ kết 6 tháng đầu năm {year}",
        report="half_year",
        previous=previous,
        **_common(due, ends_on=dt.date(year, 5, 31), origin=origin),
    )
    return open_round(by=by, unit=root, plan=plan, units=None if previous else with_a_past(root))


def open_annual(
    by, root: Unit, due: dt.date, *, half_year: Round, previous: Round | None = None, origin: str = ""
) -> Round:
    """The annual round of the same year, which asks an estimate of its last month; the first one asks no communes."""
    year = due.year
    common = _common(due, ends_on=dt.date(year, 11, 30), origin=origin) | {"starts_on": dt.date(year, 1, 1)}
    plan = RoundPlan(
        code=f"{year}-nam",
        title=f"Báo cáo tổng kết năm {year}",
        report="annual",
        half_year=half_year,
        previous=previous,
        estimate_to=dt.date(year, 12, 31),
        **common,
    )
    large = [place.unit for place in tree_below(root, common["tree_on"]) if place.kind not in SMALL]
    return open_round(by=by, unit=root, plan=plan, units=None if previous else large)


def correct_estimates(round: Round, people: dict[str, User]) -> None:
    """In January one district knows what the year came to: it opens its report again, corrects, sends, is taken."""
    seat = next(seat for seat in _seats(round, people, smoothly=True) if seat.participant.code == CORRECTS)
    day = dt.date(round.ends_on.year + 1, 1, 12)
    with transaction.atomic(), clock.at(moment(day, 9)):
        report = seat.report()
        reopen_report(by=seat.sender, report=report, reason="Điều chỉnh số ước tháng 12 theo số liệu chính thức.")
        luck = Random(f"{round.code} corrections")
        figures = own_figures(report)
        # Some come out higher, some as they were estimated; rows that hang together with others are left as they are.
        rows = definition_of(round.form).rows()
        alone = {row.code for row in rows if row.of is None} - {row.of or row.splits for row in rows}
        corrected = [
            FigureInput(cell, figure.value + figure.value // 15 + luck.choice((0, 1)), "corrected")
            for cell, figure in figures.items()
            if cell.breakdown == f"{BASIS}={YEAR}" and figure.value and cell.element in alone
        ]
        record_figures(by=seat.officer, report=report, figures=corrected)
        submit_report(by=seat.sender, report=seat.report())
    with transaction.atomic(), clock.at(moment(day + dt.timedelta(days=1), 9)):
        take_report(by=seat.taker, report=seat.report())


def _common(due: dt.date, *, ends_on: dt.date, origin: str) -> dict:
    """What both rounds of a year have: a window from last December, figures as of the 20th of its last month."""
    return {
        "form": _form(),
        "illustrative": True,
        "starts_on": dt.date(due.year - 1, 12, 1),
        "ends_on": ends_on,
        "closing_on": ends_on.replace(day=20),
        "tree_on": ends_on.replace(day=20),
        "dues": dues(due),
        "terms": terms_of(due.year),
        "origin": origin,
    }


def _form():
    return register_form(by=SYSTEM, source=builtin_text(FORM))


@dataclass(frozen=True)
class Seat:
    """A participant on its way through a round, and who acts for it and for the unit above."""

    participant: Participant
    place: Placement
    officer: User
    sender: User
    taker: User | None
    above: Placement | None
    smoothly: bool

    @property
    def code(self) -> str:
        """The unit's code when something goes differently this time, else nothing that any list holds."""
        return "" if self.smoothly else self.participant.code

    @property
    def is_typed_for(self) -> bool:
        """The office above types and sends for it."""
        return self.code in TYPED_FOR

    @property
    def writer(self) -> User:
        """Who types."""
        return self.taker if self.is_typed_for else self.officer

    def report(self) -> Report:
        """The report as it stands now."""
        return Report.objects.select_related("participant__superior", "round__form", "unit").get(
            participant=self.participant
        )


def live_through(round: Round, people: dict[str, User], calendar: Calendar, *, smoothly: bool) -> None:
    """Everybody fills, sends and takes, from the communes up. `smoothly`: nobody is late or asked for more."""
    seats = list(_seats(round, people, smoothly=smoothly))
    facts = Surroundings.of(round)
    for (vi, en), kinds, when in LEVELS:
        here = [seat for seat in seats if seat.participant.kind in kinds and seat.code not in NOT_BEGUN]
        if not here:
            continue
        day = getattr(calendar, when)
        say(f"{round.code}: {len(here)} {vi} …", f"{round.code}: {len(here)} {en} ...")
        with transaction.atomic():
            with clock.at(moment(day, 8, 30)):
                for seat in here:
                    _fill(round, seat, facts)
            sending = [seat for seat in here if seat.code not in NOT_SENT]
            with clock.at(moment(day, 15)):
                for seat in sending:
                    submit_report(by=seat.writer if seat.is_typed_for else seat.sender, report=seat.report())
                    report_sending(seat.participant.unit, seat.officer, round.report)
            with clock.at(moment(day + dt.timedelta(days=1), 9)):
                for seat in sending:
                    _answer(seat)


def _seats(round: Round, people: dict[str, User], *, smoothly: bool) -> Iterator[Seat]:
    participants = Participant.objects.filter(round=round).select_related("unit", "superior__unit", "report")
    places = {place.unit_id: place for place in Placement.objects.on(round.tree_on).select_related("unit")}
    for participant in participants.order_by("sort_key", "id"):
        participant.round = round
        place, superior = places[participant.unit_id], participant.superior
        above = places[superior.unit_id] if superior else None
        yield Seat(
            participant=participant,
            place=place,
            officer=officer_of(people, place),
            sender=sender_of(people, place),
            taker=officer_of(people, above) if above else None,
            above=above,
            smoothly=smoothly,
        )


@dataclass(frozen=True)
class Surroundings:
    """What is known of all units of a round: how many of each kind report to each, and which have no committee."""

    below: dict[int, Counter]
    without_committee: frozenset[int]

    @classmethod
    def of(cls, round: Round) -> "Surroundings":
        """Those of a round, by participant and by unit."""
        below: dict[int, Counter] = {}
        for superior, kind in Participant.objects.filter(round=round).values_list("superior_id", "kind"):
            below.setdefault(superior, Counter())[kind] += 1
        without = Committee.objects.filter(has_committee=False, valid_during__contains=round.tree_on)
        return cls(below, frozenset(without.values_list("unit_id", flat=True)))


def subject_of(participant: Participant, known: Surroundings) -> Subject:
    """The participant as the inventor of figures sees it: bodies by the unit, what it did by the round as well."""
    shape = Shape.of(participant)
    return Subject(
        name=participant.code,
        kind=shape.kind,
        options=options_of(participant.round),
        sectors=shape.sectors,
        variant=shape.variant,
        period=participant.round.code,
        has_committee=participant.unit_id not in known.without_committee,
        below=known.below.get(participant.pk, {}),
    )


def _fill(round: Round, seat: Seat, known: Surroundings) -> None:
    if seat.is_typed_for:
        start_entering_for(by=seat.writer, report=seat.report())
    subject = subject_of(seat.participant, known)
    figures = invented_report(definition_of(round.form), subject)
    inputs = [FigureInput(cell, figure.value, figure.flag) for cell, figure in figures.items()]
    record_figures(by=seat.writer, report=seat.report(), figures=inputs)
    if _writes(seat):
        _write(round, seat, subject, figures)


def _writes(seat: Seat) -> bool:
    """Last year the province and districts wrote; this year all offices, a few communes, and those of the district
    that one can log in to.
    """
    kind, code = seat.place.kind, seat.place.official_code
    if kind in {Kind.PROVINCE, Kind.DISTRICT}:
        return True
    if kind in SMALL:
        writes = kind == Kind.COMMUNE and (seat.above.official_code == ALL_WRITE or int(code) % WRITES == 0)
        return writes and not seat.smoothly
    return not seat.smoothly


def _write(round: Round, seat: Seat, subject: Subject, figures: dict[Cell, Figure]) -> None:
    report = seat.report()
    totals = draft_totals(report, figures) if subject.below else figures
    newest = round.options["terms"]["party"][-1]
    named = figures_named({cell: each.value for cell, each in totals.items()}, newest)
    taken = CountedVersion.objects.filter(report__participant__superior=seat.participant).count()
    facts = Facts(
        words=_words(round, seat, newest, sum(subject.below.values())),
        figures=named | {"taken": Decimal(taken)},
    )
    luck = Random(f"{subject.name} {subject.period} text")
    for passage in passages(definition_of(round.form), subject.kind, facts, luck):
        write_passage(
            by=seat.writer, report=report, heading=passage.heading, text=passage.text, items=list(passage.items)
        )


def _words(round: Round, seat: Seat, newest: str, owing: int) -> dict[str, str]:
    """What sentences call things in this round. `owing`: how many units report to this one."""
    year = round.closing_on.year
    above = f"Ban VSTBCPN {in_sentence(seat.above.name)}" if seat.above else ""
    council = round.options["terms"]["council"][-1]
    ends = int(council.partition("-")[2])
    comes_from_the_top = seat.above is not None and seat.above.kind == Kind.PROVINCE
    is_city = seat.place.form == "city"
    return {
        "unit": in_sentence(seat.place.name),
        "owing": str(owing),
        "scope": "cơ quan và các đơn vị trực thuộc" if owing else "cơ quan",
        "area": "thành phố" if is_city else "huyện",
        "party_committee": "Thành ủy" if is_city else "Huyện ủy",
        "above": above,
        "basis": f"{round.origin} của {above}"
        if round.origin and comes_from_the_top
        else f"hướng dẫn công tác năm {year} của {above}",
        "year": str(year),
        "next_year": str(year + 1),
        "party_term": newest,
        "council_term": f"{ends}-{ends + 5}",
        "setting": f"các cấp ủy đang tiến hành đại hội nhiệm kỳ {newest}"
        if year % 5 == 0
        else "các cấp, các ngành thực hiện kế hoạch của năm giữa nhiệm kỳ",
    }


def _answer(seat: Seat) -> None:
    """The office above takes the report or asks for more; what it typed itself it has taken in the same act."""
    report = seat.report()
    if seat.taker is None:
        _close_the_top(report, seat)
    elif seat.code in ASKED_FOR_MORE:
        return_report(
            by=seat.taker,
            report=report,
            message="Đề nghị làm rõ số cuộc tuyên truyền và bổ sung số liệu về quy hoạch cán bộ nữ.",
        )
    elif not seat.is_typed_for:
        take_report(by=seat.taker, report=report)


def _close_the_top(report: Report, seat: Seat) -> None:
    """Last year's report has its signed paper and its receipt; this year's waits for both."""
    if seat.smoothly:
        day = clock.today()
        version = report.versions.get()
        number = {"half_year": 41, "annual": 97}[report.round.report]
        record_signed_paper(by=seat.officer, version=version, number=f"{number}/BC-BVSTBCPN", signed_on=day)
        received = day + dt.timedelta(days=3)
        record_receipt(by=seat.officer, report=report, number="(minh họa)", received_on=received)
