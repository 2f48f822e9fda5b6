"""Kinds of units, their sectors, and which levels a unit fills itself: the rule table. Pure.

A row broken down by `level` asks, for instance, party committees of the province, of districts, of communes. A
unit types only the levels that are its own; the rest arrives from below. Its levels are those of the first
alternative of which the row has any:

- province: province
- department: department; else grassroots_other (its own party organisation); else province (it is a provincial
  agency: division heads, bodies counted at provincial level)
- mass_org, party_body: as a department
- district: district and grassroots_other (party organisations of district agencies, which nobody else reports)
- commune: commune (the whole commune)
- sub_unit: sub_unit; else grassroots_other; else province (it is taken to stand under a provincial agency)
- national: nothing, it only consolidates

What a department's sub-units that do not report themselves have is part of the department's own figure ("own"
is defined by the form's explanations).
"""

from collections.abc import Collection
from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is; the same codes as the register of units, without its Django."""

    NATIONAL = "national"
    PROVINCE = "province"
    DEPARTMENT = "department"
    MASS_ORG = "mass_org"
    PARTY_BODY = "party_body"
    DISTRICT = "district"
    COMMUNE = "commune"
    SUB_UNIT = "sub_unit"


# Sectors that decide about rows: who owns one, or from whom a table is withheld.
SECTORS = (
    "culture",
    "labour",
    "planning",
    "education",
    "health",
    "information",
    "statistics",
    "social_bank",
    "home_affairs",
    "armed_forces",
)
# Provincial agencies: only they can be in charge of a sector for the whole province.
AGENCIES = (UnitKind.DEPARTMENT, UnitKind.MASS_ORG, UnitKind.PARTY_BODY)

_OF_AN_AGENCY = (("department",), ("grassroots_other",), ("province",))
_OWN_LEVELS: dict[str, tuple[tuple[str, ...], ...]] = {
    UnitKind.NATIONAL: (),
    UnitKind.PROVINCE: (("province",),),
    UnitKind.DEPARTMENT: _OF_AN_AGENCY,
    UnitKind.MASS_ORG: _OF_AN_AGENCY,
    UnitKind.PARTY_BODY: _OF_AN_AGENCY,
    UnitKind.DISTRICT: (("district", "grassroots_other"),),
    UnitKind.COMMUNE: (("commune",),),
    UnitKind.SUB_UNIT: (("sub_unit",), ("grassroots_other",), ("province",)),
}
_BELOW: dict[str, tuple[str, ...]] = {
    UnitKind.NATIONAL: tuple(UnitKind)[1:],
    UnitKind.PROVINCE: tuple(UnitKind)[2:],
    UnitKind.DEPARTMENT: (UnitKind.SUB_UNIT,),
    UnitKind.MASS_ORG: (UnitKind.SUB_UNIT,),
    UnitKind.PARTY_BODY: (UnitKind.SUB_UNIT,),
    UnitKind.DISTRICT: (UnitKind.COMMUNE, UnitKind.SUB_UNIT),
    UnitKind.COMMUNE: (),
    UnitKind.SUB_UNIT: (),
}


def own_levels(kind: str, levels: Collection[str]) -> tuple[str, ...]:
    """The levels among `levels` (those of a row) that a unit of this kind fills itself; the table above."""
    for alternative in _OWN_LEVELS[kind]:
        if found := tuple(level for level in alternative if level in levels):
            return found
    return ()


def kinds_below(kind: str) -> tuple[str, ...]:
    """The kinds of units that may report to a unit of this kind, directly or not."""
    return _BELOW[kind]
