"""The units and people of the tests of letters and tasks, made only by actions.

Tỉnh Mai Sơn        tinh   officer · head · viewer
├─ Sở Y tế          so     officer
│  └─ Bệnh viện     bv
├─ Hội Phụ nữ       hoi
├─ Huyện Đá Bạc     huyen  officer · viewer
│  ├─ Xã Nà Lèng    xa     officer
│  └─ Xã Bó Sao     xa2
└─ Huyện Thông Mai  huyen2 officer        (a stranger to the other branches)
Tỉnh Khác           khac   officer        (a stranger to all of them)
"""

import datetime as dt
from dataclasses import dataclass, field

from tienbo.access.actions import create_user, grant_role
from tienbo.access.models import User
from tienbo.access.permissions import Role
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.units.actions import NewPlace, establish_units
from tienbo.units.kinds import Kind
from tienbo.units.models import Unit

SINCE = dt.date(2015, 1, 1)
LETTER_DAY = dt.date(2015, 3, 23)


@dataclass
class Cast:
    """Units by short name, and users by "unit.role"."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Unit:
        try:
            return self.__dict__["units"][name]
        except KeyError:
            raise AttributeError(name) from None

    def user(self, name: str) -> User:
        """The user called "unit.role", as loaded fresh."""
        return User.objects.get(pk=self.people[name].pk)


_PLACES = (
    ("tinh", "Tỉnh Mai Sơn", Kind.PROVINCE, "90", None),
    ("so", "Sở Y tế", Kind.DEPARTMENT, "SYT", "tinh"),
    ("hoi", "Hội Liên hiệp Phụ nữ tỉnh Mai Sơn", Kind.MASS_ORG, "HPN", "tinh"),
    ("huyen", "Huyện Đá Bạc", Kind.DISTRICT, "901", "tinh"),
    ("huyen2", "Huyện Thông Mai", Kind.DISTRICT, "902", "tinh"),
    ("bv", "Bệnh viện Đa khoa tỉnh Mai Sơn", Kind.SUB_UNIT, "BVDK", "so"),
    ("xa", "Xã Nà Lèng", Kind.COMMUNE, "90101", "huyen"),
    ("xa2", "Xã Bó Sao", Kind.COMMUNE, "90102", "huyen"),
    ("khac", "Tỉnh Khác", Kind.PROVINCE, "91", None),
)
_PEOPLE = (
    ("tinh", "officer", Role.STANDING_OFFICE),
    ("tinh", "head", Role.HEAD),
    ("tinh", "viewer", Role.VIEWER),
    ("so", "officer", Role.UNIT_OFFICER),
    ("huyen", "officer", Role.UNIT_OFFICER),
    ("huyen", "viewer", Role.VIEWER),
    ("huyen2", "officer", Role.UNIT_OFFICER),
    ("xa", "officer", Role.UNIT_OFFICER),
    ("khac", "officer", Role.STANDING_OFFICE),
)


def make_cast() -> Cast:
    """Everybody, sitting since 1 January 2015."""
    cast = Cast()
    with clock.at(SINCE):
        for short, name, kind, code, parent in _PLACES:
            place = NewPlace(name=name, kind=kind, code=code, parent=cast.units.get(parent or ""))
            cast.units[short] = establish_units(by=SYSTEM, places=[place], since=SINCE)[0]
        for short, role_name, role in _PEOPLE:
            unit = cast.units[short]
            user = create_user(
                by=SYSTEM, username=f"{short}.{role_name}", display_name=f"{role_name} {short}", unit=unit
            )
            grant_role(by=SYSTEM, user=user, role=role, unit=unit, since=SINCE)
            cast.people[f"{short}.{role_name}"] = user
    return cast
