"""The world of the reporting tests, made by actions alone.

tỉnh (04)                        officer, head, inspector
├── Sở Lao động (LD, labour)     officer, head         holds the standing office
│   └── Trung tâm (TT)           officer                sub-unit, short form
├── Sở Văn hóa (VH, culture)     officer, head
├── Công an (CA, armed forces)   officer, head         B06 and B07 withheld
├── Hội Phụ nữ (HPN)             officer, head         mass organisation
├── huyện Hòa An (051)           officer, head
│   ├── xã Bình Dương (01711)    officer, head         short form
│   └── xã Bạch Đằng (01708)     officer, head
└── huyện Thạch An (053)         officer, head
    └── xã Lê Lai (01780)        officer, head
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tests.kept import kept
from tienbo.access.actions import create_user, grant_role
from tienbo.access.models import User
from tienbo.access.permissions import Role
from tienbo.committees.actions import establish_committee
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.definitions.actions import register_form
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.loading import builtin_text
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.entry.actions import FigureInput, record_figures
from tienbo.reporting.exchange.actions import submit_report, take_report
from tienbo.reporting.rounds.actions import Due, RoundPlan, open_round
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.models import Report, Round
from tienbo.units.actions import NewPlace, establish_units, name_standing_office
from tienbo.units.models import Unit

SINCE = dt.date(2010, 1, 1)
TERMS = {"party": ["2010-2015", "2015-2020"], "council": ["2011-2016"], "assembly": ["XIII"]}

PROVINCE = [("04", "Tỉnh Cao Bằng", "province", ())]
BELOW = [
    ("LD", "Sở Lao động - Thương binh và Xã hội", "department", ("labour",)),
    ("VH", "Sở Văn hóa, Thể thao và Du lịch", "department", ("culture",)),
    ("CA", "Công an tỉnh", "department", ("armed_forces",)),
    ("HPN", "Hội Liên hiệp Phụ nữ tỉnh", "mass_org", ()),
    ("051", "Huyện Hòa An", "district", ()),
    ("053", "Huyện Thạch An", "district", ()),
]
FURTHER = [
    ("LD", "TT", "Trung tâm Công tác xã hội", "sub_unit"),
    ("051", "01711", "Xã Bình Dương", "commune"),
    ("051", "01708", "Xã Bạch Đằng", "commune"),
    ("053", "01780", "Xã Lê Lai", "commune"),
]


@dataclass
class World:
    """Units and people by unit code; rounds by their code."""

    units: dict[str, Unit] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)
    heads: dict[str, User] = field(default_factory=dict)
    stranger: User | None = None
    inspector: User | None = None
    viewer: User | None = None
    administrator: User | None = None
    form: FormVersion | None = None
    rounds: dict[str, Round] = field(default_factory=dict)

    def round(self, code: str = "2015-h1", **changes) -> Round:
        """The round, opened at the first asking: half-year 2015 unless changed."""
        if code not in self.rounds:
            plan = {
                "code": code,
                "title": "Báo cáo sơ kết 6 tháng đầu năm 2015",
                "form": self.form,
                "report": "half_year",
                "starts_on": dt.date(2014, 12, 1),
                "ends_on": dt.date(2015, 5, 31),
                "closing_on": dt.date(2015, 5, 20),
                "tree_on": dt.date(2015, 5, 20),
                "dues": (
                    Due("province", dt.date(2015, 6, 15)),
                    Due("department", dt.date(2015, 6, 5)),
                    Due("mass_org", dt.date(2015, 6, 5)),
                    Due("district", dt.date(2015, 6, 5)),
                    Due("commune", dt.date(2015, 5, 26)),
                    Due("sub_unit", dt.date(2015, 5, 29)),
                ),
                "terms": TERMS,
            } | changes
            units = plan.pop("units", None)
            self.rounds[code] = open_round(by=SYSTEM, unit=self.units["04"], plan=RoundPlan(**plan), units=units)
        return self.rounds[code]

    def report(self, unit: str, round: str = "2015-h1") -> Report:
        """A unit's report, fresh from the database."""
        return Report.objects.select_related("participant__superior", "round__form", "unit").get(
            round=self.round(round), participant__code=unit
        )

    def fill(self, unit: str, value: int | Decimal = 0, round: str = "2015-h1", by: str = "") -> Report:
        """Type the same value into every cell of a unit; with 0, nothing contradicts anything. `by`: the unit whose
        officer types."""
        report = self.report(unit, round)
        record_figures(
            by=self.officers[by or unit],
            report=report,
            figures=[FigureInput(cell, Decimal(value)) for cell in asked_of_participant(report.participant).typed],
        )
        return self.report(unit, round)

    def put(self, unit: str, cell: Cell, value: int | None, flag: str = "actual", round: str = "2015-h1") -> Report:
        """Type one figure."""
        report = self.report(unit, round)
        record_figures(
            by=self.officers[unit],
            report=report,
            figures=[FigureInput(cell, None if value is None else Decimal(value), flag)],
        )
        return self.report(unit, round)

    def send(self, unit: str, round: str = "2015-h1"):
        """The head sends; returns the version."""
        return submit_report(by=self.heads[unit], report=self.report(unit, round))

    def take(self, unit: str, round: str = "2015-h1"):
        """The superior's officer takes; returns the version."""
        report = self.report(unit, round)
        return take_report(by=self.officers[report.participant.superior.code], report=report)


def _person(unit: Unit, name: str, *roles: Role) -> User:
    user = create_user(by=SYSTEM, username=name, password="mat-khau-thu", display_name=name, unit=unit)
    for role in roles:
        grant_role(by=SYSTEM, user=user, role=role, unit=unit, since=SINCE)
    return user


def build_world() -> World:
    """Units, committees, people and the form; no round yet."""
    world = World()

    def establish(places):
        for code, unit in zip(
            [place.code for place in places],
            establish_units(by=SYSTEM, places=places, since=SINCE),
            strict=True,
        ):
            world.units[code] = unit

    establish([NewPlace(name, kind, code) for code, name, kind, _ in PROVINCE])
    root = world.units["04"]
    establish([NewPlace(name, kind, code, parent=root, sectors=sectors) for code, name, kind, sectors in BELOW])
    establish([NewPlace(name, kind, code, parent=world.units[above]) for above, code, name, kind in FURTHER])
    name_standing_office(by=SYSTEM, unit=root, held_by=world.units["LD"], since=SINCE, phone="0206 000 0000")
    for code, unit in world.units.items():
        establish_committee(
            by=SYSTEM,
            unit=unit,
            name=f"Ban Vì sự tiến bộ của phụ nữ {code}",
            symbol="BVSTBCPN",
            place="Cao Bằng",
            since=SINCE,
        )
        world.officers[code] = _person(
            unit, f"canbo.{code}", Role.STANDING_OFFICE if code == "04" else Role.UNIT_OFFICER
        )
        world.heads[code] = _person(unit, f"truongban.{code}", Role.HEAD)
    world.inspector = _person(root, "kiemtra", Role.INSPECTOR)
    world.viewer = _person(root, "xem", Role.VIEWER)
    world.administrator = _person(root, "quantri", Role.SYSTEM_ADMINISTRATOR)
    world.stranger = _person(world.units["053"], "nguoila", Role.VIEWER)
    world.form = register_form(by=SYSTEM, source=builtin_text("vstbcpn-2015"))
    return world


@pytest.fixture
def world(db) -> World:
    """The world on 20 May 2015, nine in the morning."""
    from tienbo.indicators.queries import forget

    forget()
    with clock.at(dt.date(2015, 5, 20)):
        yield kept(build_world)
