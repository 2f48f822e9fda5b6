"""Writes of the tree. Ancestry is derived again whenever the structure changes."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc, search_key, sort_key
from tienbo.journal.actions import Subject, record, record_first
from tienbo.units import permissions
from tienbo.units.importing import Row
from tienbo.units.models import Placement, StandingOffice, Succession, Unit

REBUILD = """
WITH RECURSIVE up (ancestor_id, descendant_id, depth, valid_during) AS (
    SELECT unit_id, unit_id, 0, valid_during FROM units_placement
    UNION ALL
    SELECT p.parent_id, up.descendant_id, up.depth + 1, up.valid_during * p.valid_during
    FROM up JOIN units_placement p
      ON p.unit_id = up.ancestor_id AND p.parent_id IS NOT NULL AND p.valid_during && up.valid_during
    WHERE up.depth < 12
), gone AS (DELETE FROM units_unitancestor)
INSERT INTO units_unitancestor (ancestor_id, descendant_id, depth, valid_during)
SELECT ancestor_id, descendant_id, depth, unnest(range_agg(valid_during))
FROM up GROUP BY ancestor_id, descendant_id, depth
"""


@dataclass(frozen=True)
class NewPlace:
    """What is said of a unit when it is placed: see `Placement` for the meaning of each."""

    name: str
    kind: str
    code: str = ""
    parent: Unit | None = None
    form: str = ""
    sectors: tuple[str, ...] = ()
    phone: str = ""
    legal_basis: str = ""


class Cycle(ValueError):
    """A unit would stand below itself."""


class NotClosed(ValueError):
    """The unit cannot cease to stand on that day; see `close_unit`."""


class UnknownParent(LookupError):
    """No unit bears the parent's code on that day."""


def hold_tree() -> None:
    """One change of the structure at a time: else two at once could close a circle, or derive the ancestry
    twice.

    Whoever reads the tree does not wait.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE units_unitancestor IN SHARE ROW EXCLUSIVE MODE")


def rebuild_ancestry() -> None:
    """Derive the ancestry of all units from their placements, in one statement. The caller holds the tree."""
    with connection.cursor() as cursor:
        cursor.execute(REBUILD)


@transaction.atomic
def establish_units(*, by, places: list[NewPlace], since: dt.date, until: dt.date | None = None) -> list[Unit]:
    """Make new units and place them from a day on; all or none. Returns them in the order given."""
    for place in places:
        authorise(by, permissions.CHANGE, place.parent)
    hold_tree()
    units = Unit.objects.bulk_create([Unit() for _ in places])
    _place_first(by, units, places, since, until)
    return units


@transaction.atomic
def import_units(
    *, by, rows: Sequence[Row], since: dt.date, root: NewPlace | None = None, legal_basis: str = ""
) -> list[Unit]:
    """Make the units that a file says (`units.importing`), from a day on; all or none.

    `rows` hold parents before children; `root` is made first, above them. A parent that is in neither must
    stand in the tree on that day, and the caller must be allowed to change it: without one, only the program
    itself may.
    """
    placed = {row.code for row in rows} | ({root.code} if root else set())
    codes_above = {row.parent_code for row in rows} - placed - {""}
    above = {
        place.official_code: place.unit
        for place in Placement.objects.on(since).filter(official_code__in=codes_above).select_related("unit")
    }
    if lacking := codes_above - set(above):
        raise UnknownParent(", ".join(sorted(lacking)))
    tops = {above.get(row.parent_code) for row in rows if row.parent_code not in placed}
    for parent in tops | ({None} if root else set()):
        authorise(by, permissions.CHANGE, parent)
    hold_tree()
    units = Unit.objects.bulk_create([Unit() for _ in range(len(rows) + bool(root))])
    codes = [*([root.code] if root else []), *(row.code for row in rows)]
    by_code = above | dict(zip(codes, units, strict=True))
    places = [*([root] if root else []), *(_place_of_row(row, by_code, legal_basis) for row in rows)]
    _place_first(by, units, places, since, None)
    return units


def _place_first(by, units: list[Unit], places: list[NewPlace], since: dt.date, until: dt.date | None) -> None:
    """Put units that were just made into the tree."""
    Placement.objects.bulk_create(
        [_placement(unit, place, since, until) for unit, place in zip(units, places, strict=True)],
        batch_size=2000,
    )
    rebuild_ancestry()
    subjects = [
        Subject(unit.uid, unit.uid, {"name": place.name, "since": since.isoformat()})
        for unit, place in zip(units, places, strict=True)
    ]
    record_first(by=by, action="unit.established", module="units", kind="unit", subjects=subjects)


def _place_of_row(row: Row, by_code: dict[str, Unit], legal_basis: str) -> NewPlace:
    return NewPlace(
        name=row.name,
        kind=row.kind,
        code=row.code,
        parent=by_code.get(row.parent_code),
        form=row.form,
        sectors=row.sectors,
        phone=row.phone,
        legal_basis=legal_basis,
    )


@transaction.atomic
def replace_unit(*, by, unit: Unit, place: NewPlace, on: dt.date) -> Placement:
    """From a day on the unit has another name, kind or parent. Its earlier place ends the day before.

    Who moves it under another parent may change both. UnknownParent for one that does not stand on that day.
    """
    authorise(by, permissions.CHANGE, unit)
    if place.parent:
        authorise(by, permissions.CHANGE, place.parent)
    hold_tree()
    if place.parent and not Placement.objects.on(on).filter(unit=place.parent).exists():
        raise UnknownParent(place.name)
    if place.parent and Unit.objects.below(unit, on).filter(pk=place.parent.pk).exists():
        raise Cycle(place.name)
    current = Placement.objects.on(on).get(unit=unit)
    upper = current.valid_during.upper
    if current.valid_during.lower == on:
        current.delete()
    else:
        current.valid_during = (current.valid_during.lower, on)
        current.save(update_fields=["valid_during"])
    new = _placement(unit, place, on, upper)
    new.save()
    rebuild_ancestry()
    _journal(by, "unit.replaced", unit, {"name": place.name, "on": on.isoformat()})
    return new


@transaction.atomic
def close_unit(*, by, unit: Unit, on: dt.date, successors: list[tuple[Unit, str]], legal_basis: str) -> None:
    """From a day on the unit no longer stands; `successors` says who took over and with which share.

    NotClosed when units would be left without one above them, when it has a place from that day on or later, or none
    on the day before.
    """
    authorise(by, permissions.CHANGE, unit)
    hold_tree()
    ahead = Q(valid_during__overlap=(on, None))
    left_hanging = Placement.objects.filter(ahead, parent=unit)
    current = Placement.objects.on(on).filter(unit=unit).first()
    later = Placement.objects.filter(ahead, unit=unit).exclude(pk=current.pk if current else None)
    if current is None or current.valid_during.lower == on or later.exists() or left_hanging.exists():
        raise NotClosed(str(unit))
    current.valid_during = (current.valid_during.lower, on)
    current.save(update_fields=["valid_during"])
    for successor, share in successors:
        Succession.objects.create(from_unit=unit, to_unit=successor, on=on, share=share, legal_basis=legal_basis)
    rebuild_ancestry()
    _journal(by, "unit.closed", unit, {"on": on.isoformat(), "legal_basis": legal_basis})


@transaction.atomic
def name_standing_office(
    *, by, unit: Unit, held_by: Unit, since: dt.date, phone: str = "", email: str = ""
) -> StandingOffice:
    """From a day on `held_by` is the standing office of the unit's committee (`make_room` for what is on record)."""
    authorise(by, permissions.COMMITTEE_KEEP, unit)
    hold_unit(unit)
    until = make_room(StandingOffice.objects.filter(unit=unit), since)
    office = StandingOffice.objects.create(
        unit=unit, held_by=held_by, phone=phone, email=email, valid_during=(since, until)
    )
    _journal(by, "unit.standing_office", unit, {"held_by": str(held_by.uid), "since": since.isoformat()})
    return office


def hold_unit(unit: Unit) -> None:
    """One change at a time of what a unit has for spans of days, such as its standing office."""
    Unit.objects.select_for_update().get(pk=unit.pk)


def make_room(spans: QuerySet, since: dt.date) -> dt.date | None:
    """Make room, from a day on, among rows of which at most one holds on each day (``valid_during``).

    The one that holds on that day ends the day before; one that began on that very day was a mistake and goes. Returns
    the day on which the next one begins, before which a new one must end; None when nothing follows.
    """
    for row in spans.filter(valid_during__contains=since):
        if row.valid_during.lower == since:
            row.delete()
        else:
            row.valid_during = (row.valid_during.lower, since)
            row.save(update_fields=["valid_during"])
    later = spans.filter(valid_during__startswith__gt=since).order_by("valid_during").first()
    return later.valid_during.lower if later else None


def _placement(unit: Unit, place: NewPlace, since: dt.date, until: dt.date | None) -> Placement:
    name = nfc(place.name).strip()
    return Placement(
        unit=unit,
        parent=place.parent,
        name=name,
        kind=place.kind,
        form=place.form,
        sectors=list(place.sectors),
        official_code=place.code,
        phone=place.phone,
        legal_basis=place.legal_basis,
        valid_during=(since, until),
        sort_key=sort_key(name),
        search_key=search_key(name),
    )


def _journal(by, action: str, unit: Unit, facts: dict) -> None:
    record(by=by, action=action, module="units", kind="unit", key=unit.uid, unit_uid=unit.uid, facts=facts)
