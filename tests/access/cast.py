"""The units and people of the tests of access, home and notices, made only by actions.

Tỉnh An Khê (90)     tinh    admin · standing · head · inspector · viewer
├─ Sở Y tế (SYT)     so      standing office of the province
│  └─ Bệnh viện      bv
├─ Huyện Hòa Lâm     huyen   officer · head · delegate
│  ├─ Xã Bế Văn      xa      commune
│  └─ Xã Nà Sác      xa2
└─ Huyện Thông Sơn   huyen2  stranger        (sees nothing of the other branches)
                             nobody          (an account without a role)
"""

import datetime as dt
from dataclasses import dataclass, field

import pytest

from tests.kept import kept
from tienbo.access.actions import create_user, grant_role
from tienbo.access.models import User
from tienbo.access.permissions import Role
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.units.actions import NewPlace, establish_units, name_standing_office
from tienbo.units.kinds import Kind
from tienbo.units.models import Unit

SINCE = dt.date(2015, 1, 1)
TODAY = dt.date(2015, 5, 26)
PASSWORD = "mot-mat-khau-dai"

_PLACES = (
    ("tinh", "Tỉnh An Khê", Kind.PROVINCE, "90", None),
    ("so", "Sở Y tế", Kind.DEPARTMENT, "SYT", "tinh"),
    ("bv", "Bệnh viện Đa khoa tỉnh An Khê", Kind.SUB_UNIT, "BV", "so"),
    ("huyen", "Huyện Hòa Lâm", Kind.DISTRICT, "901", "tinh"),
    ("huyen2", "Huyện Thông Sơn", Kind.DISTRICT, "902", "tinh"),
    ("xa", "Xã Bế Văn", Kind.COMMUNE, "90101", "huyen"),
    ("xa2", "Xã Nà Sác", Kind.COMMUNE, "90102", "huyen"),
)
_PEOPLE = (
    ("admin", "tinh", Role.SYSTEM_ADMINISTRATOR),
    ("standing", "tinh", Role.STANDING_OFFICE),
    ("head", "tinh", Role.HEAD),
    ("inspector", "tinh", Role.INSPECTOR),
    ("viewer", "tinh", Role.VIEWER),
    ("officer", "huyen", Role.UNIT_OFFICER),
    ("district_head", "huyen", Role.HEAD),
    ("delegate", "huyen", Role.VIEWER),
    ("commune", "xa", Role.UNIT_OFFICER),
    ("stranger", "huyen2", Role.UNIT_OFFICER),
)
# Everybody a request may come from; `anonymous` has not signed in.
WHO = ("anonymous", "nobody", *(name for name, _, _ in _PEOPLE))


@dataclass
class Cast:
    """Units by short name, users by what they are."""

    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str):
        for held in ("units", "users"):
            found = self.__dict__.get(held, {})
            if name in found:
                return found[name]
        raise AttributeError(name)

    def user(self, name: str) -> User:
        """A user as loaded fresh."""
        return User.objects.get(pk=self.users[name].pk)


def make_cast() -> Cast:
    """Everybody, sitting since 1 January 2015; the delegate may send in May."""
    cast = Cast()
    with clock.at(SINCE):
        for short, name, kind, code, parent in _PLACES:
            place = NewPlace(name=name, kind=kind, code=code, parent=cast.units.get(parent or ""), phone=f"0000 {code}")
            (cast.units[short],) = establish_units(by=SYSTEM, places=[place], since=SINCE)
        name_standing_office(by=SYSTEM, unit=cast.tinh, held_by=cast.so, since=SINCE, phone="0000 111")
        for name, short, role in _PEOPLE:
            unit = cast.units[short]
            user = create_user(
                by=SYSTEM, username=f"{short}.{name}", display_name=f"Cán bộ {name}", unit=unit, password=PASSWORD
            )
            grant_role(by=SYSTEM, user=user, role=role, unit=unit, since=SINCE)
            cast.users[name] = user
        cast.users["nobody"] = create_user(
            by=SYSTEM, username="nobody", display_name="Chưa có vai trò", unit=cast.tinh, password=PASSWORD
        )
        grant_role(
            by=SYSTEM,
            user=cast.users["delegate"],
            role=Role.DELEGATE,
            unit=cast.huyen,
            since=dt.date(2015, 5, 1),
            until=dt.date(2015, 6, 1),
            basis="12/QĐ-BVSTBCPN",
        )
    return cast


@pytest.fixture
def cast(db, at) -> Cast:
    """Units and people; the clock stands on 26 May 2015."""
    made = kept(make_cast)
    at(TODAY)
    return made


@pytest.fixture
def sign_in(client):
    """``sign_in(user)``: the test's browser is this person's from now on."""

    def enter(user):
        client.force_login(user)
        return client

    return enter
