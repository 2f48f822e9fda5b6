"""A province that has sent its annual report, and the forms of the papers that it sends up beside it."""

import datetime as dt
from decimal import Decimal

import pytest

from tienbo.core import clock
from tienbo.reporting.definitions.actions import register_builtin_forms
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.entry.actions import FigureInput, record_figures, write_passage
from tienbo.reporting.rounds.actions import Due
from tienbo.reporting.rounds.models import Report, Round
from tienbo.reporting.rounds.papers.actions import open_paper

TODAY = dt.date(2015, 12, 2)
DUE = dt.date(2015, 12, 25)
SOURCE = "2015-nam"
# A stock by level; a flow that every form has; a stock split by sex.
STAFF = Cell("committee.staff_part", "level=province")
STAFF_BELOW = Cell("committee.staff_part", "level=department")
HELD = Cell("comm.articles")
PEOPLE, WOMEN = Cell("roster.collaborators"), Cell("roster.collaborators", "sex=F")


class Annual:
    """The annual round of the world over the province, the labour department and the Women's Union."""

    def __init__(self, world) -> None:
        self.world = world
        self.round: Round = world.round(
            SOURCE,
            title="Báo cáo tổng kết năm 2015",
            report="annual",
            ends_on=dt.date(2015, 11, 30),
            closing_on=dt.date(2015, 11, 20),
            tree_on=dt.date(2015, 11, 20),
            dues=tuple(Due(kind, dt.date(2015, 12, 5)) for kind in ("department", "mass_org"))
            + (Due("province", dt.date(2015, 12, 15)),),
            units=[world.units[code] for code in ("LD", "HPN")],
        )

    def put(self, unit: str, cell: Cell, value: int | None, flag: str = "actual", round: str = SOURCE) -> None:
        """One figure of a unit in the round."""
        self.world.put(unit, cell, value, flag, round=round)

    def tell(self, unit: str, held: int, women: int) -> None:
        """Fill a unit's report and send it; those below are taken."""
        self.world.fill(unit, 0, SOURCE)
        self.put(unit, HELD, held)
        self.put(unit, PEOPLE, held)
        self.put(unit, WOMEN, women)
        self.world.send(unit, SOURCE)
        if unit != "04":
            self.world.take(unit, SOURCE)

    def tell_all(self) -> None:
        """Ten articles and ten collaborators, four of them women, from each of the three: thirty and twelve."""
        for unit in ("LD", "HPN", "04"):
            self.tell(unit, 10, 4)

    def report(self) -> Report:
        """The province's report."""
        return self.world.report("04", SOURCE)


@pytest.fixture
def annual(world) -> Annual:
    """On 2 December 2015, the round open and nothing told."""
    with clock.at(TODAY):
        register_builtin_forms()
        yield Annual(world)


@pytest.fixture
def sent(annual) -> Annual:
    """Everybody has told and the province has sent."""
    annual.tell_all()
    return annual


def form(code: str) -> FormVersion:
    """The newest version of a form."""
    return FormVersion.objects.filter(code=code).order_by("-version").first()


def paper_of(annual: Annual, code: str = "strategy-2015", **changes) -> Report:
    """The province's report in a paper on a form, opened by its standing office."""
    plan = {"form": form(code), "title": f"Báo cáo theo mẫu {code}", "due": DUE} | changes
    round = open_paper(by=annual.world.officers["04"], round=annual.round, **plan)
    return report_in(round)


def report_in(round: Round) -> Report:
    """The province's report in a round, fresh."""
    return Report.objects.select_related(
        "participant__superior", "round__form", "round__drawn_from", "unit"
    ).get(round=round, participant__code="04")  # fmt: skip


def type_in(annual: Annual, report: Report, cell: Cell, value: int | None, note: str | None = None) -> None:
    """A figure that the officer types into a paper."""
    given = FigureInput(cell, None if value is None else Decimal(value), "actual", note)
    record_figures(by=annual.world.officers["04"], report=report, figures=[given])


def write(annual: Annual, report: Report, heading: str, text: str = "", items=()) -> None:
    """What the officer writes under a heading."""
    write_passage(by=annual.world.officers["04"], report=report, heading=heading, text=text, items=items)
