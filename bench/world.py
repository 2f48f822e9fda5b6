"""The world that is measured: a province over 100 districts that fill the annual form, and a round of 250 communes."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from tienbo.access.actions import create_user, grant_role
from tienbo.access.models import User
from tienbo.access.permissions import Role
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.demo.figures.draft import Subject
from tienbo.demo.figures.report import invented_report
from tienbo.reporting.definitions.actions import register_form
from tienbo.reporting.definitions.loading import builtin_text
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.actions import FigureInput, record_figures
from tienbo.reporting.exchange.actions import submit_report, take_report
from tienbo.reporting.rounds.actions import Due, RoundPlan, open_round
from tienbo.reporting.rounds.audience import Shape, options_of
from tienbo.reporting.rounds.models import Report, Round
from tienbo.units.actions import NewPlace, establish_units
from tienbo.units.models import Unit

SINCE = dt.date(2010, 1, 1)
TERMS = {"party": ["2010-2015", "2015-2020"], "council": ["2011-2016"], "assembly": ["XIII"]}
CHILDREN, COMMUNES = 100, 250


@dataclass(frozen=True)
class World:
    """`big`: the round of 100 children; `wide`: the round of 250 units on a board; `officer` sits at the province."""

    root: Unit
    officer: User
    big: Round
    wide: Round

    def report(self, round: Round, unit: Unit | None = None) -> Report:
        """A unit's report (the province's when no unit is named)."""
        return Report.objects.select_related("participant", "round__form", "unit").get(
            round=round, unit=unit or self.root
        )

    def children(self, round: Round) -> list[Report]:
        """The reports directly below the province."""
        return list(
            Report.objects.filter(round=round, participant__superior__unit=self.root)
            .select_related("participant", "round__form", "unit")
            .order_by("participant__sort_key", "id")
        )


@transaction.atomic
def build() -> World:
    """Everything sent; of the 100 children all but the last ten are taken."""
    print(f"building: {CHILDREN} children with the annual form, {COMMUNES} communes", flush=True)
    with clock.at(dt.date(2015, 11, 21)):
        root = establish_units(by=SYSTEM, places=[NewPlace("Tỉnh đo", "province", "99")], since=SINCE)[0]
        units = establish_units(
            by=SYSTEM,
            places=[
                *(NewPlace(f"Huyện thứ {n}", "district", f"H{n:03}", parent=root) for n in range(CHILDREN)),
                *(NewPlace(f"Xã thứ {n}", "commune", f"X{n:03}", parent=root) for n in range(COMMUNES)),
            ],
            since=SINCE,
        )
        officer = create_user(by=SYSTEM, username="do", password="mat-khau-do", display_name="Cán bộ", unit=root)
        for role in (Role.STANDING_OFFICE, Role.HEAD):
            grant_role(by=SYSTEM, user=officer, role=role, unit=root, since=SINCE)
        form = register_form(by=SYSTEM, source=builtin_text("vstbcpn-2015"))
        big = _round("do-lon", "annual", form, root, units[:CHILDREN])
        wide = _round("do-rong", "half_year", form, root, units[CHILDREN:])
        world = World(root, officer, big, wide)
        for number, report in enumerate(world.children(big)):
            _fill(report)
            submit_report(by=SYSTEM, report=report)
            if number < CHILDREN - 10:
                take_report(by=SYSTEM, report=report)
        for number, report in enumerate(world.children(wide)):
            if number % 5:
                _fill(report)
            if number % 5 > 1:
                submit_report(by=SYSTEM, report=report)
    return world


def _round(code: str, report: str, form, root: Unit, units: list[Unit]) -> Round:
    plan = RoundPlan(
        code=code,
        title=f"Kỳ đo {code}",
        form=form,
        report=report,
        starts_on=dt.date(2014, 12, 1),
        ends_on=dt.date(2015, 11, 30),
        closing_on=dt.date(2015, 11, 20),
        tree_on=dt.date(2015, 11, 20),
        dues=tuple(Due(kind, dt.date(2015, 11, 22)) for kind in ("province", "district", "commune")),
        terms=TERMS,
    )
    return open_round(by=SYSTEM, unit=root, plan=plan, units=units)


def _fill(report: Report) -> None:
    shape = Shape.of(report.participant)
    subject = Subject(
        name=report.participant.code,
        kind=shape.kind,
        options=options_of(report.round),
        sectors=shape.sectors,
        variant=shape.variant,
    )
    figures = invented_report(definition_of(report.round.form), subject)
    record_figures(
        by=SYSTEM,
        report=report,
        figures=[FigureInput(cell, figure.value, figure.flag) for cell, figure in figures.items()],
    )
    report.refresh_from_db()
