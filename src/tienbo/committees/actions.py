"""Writes of committees."""

import datetime as dt

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.committees.models import Committee, SigningSeat
from tienbo.core.authorise import authorise
from tienbo.journal.actions import record
from tienbo.units.actions import hold_unit, make_room
from tienbo.units.models import Unit


@transaction.atomic
def establish_committee(
    *,
    by,
    unit: Unit,
    name: str,
    symbol: str,
    place: str,
    since: dt.date,
    superior_line: str = "",
    recipients: tuple[str, ...] = (),
    authority: str = "",
    titles: tuple[str, ...] = ("TRƯỞNG BAN",),
    home_office: tuple[str, ...] = (),
    has_committee: bool = True,
) -> Committee:
    """Record a unit's committee from a day on, with the seat that signs (`make_room` for what is on record)."""
    authorise(by, Permission.COMMITTEE_KEEP, unit)
    hold_unit(unit)
    make_room(SigningSeat.objects.filter(committee__unit=unit), since)
    until = make_room(Committee.objects.filter(unit=unit), since)
    committee = Committee.objects.create(
        unit=unit,
        name=name,
        symbol=symbol,
        place=place,
        superior_line=superior_line,
        recipients=list(recipients),
        has_committee=has_committee,
        valid_during=(since, until),
    )
    SigningSeat.objects.create(
        committee=committee,
        authority=authority,
        titles=list(titles),
        home_office=list(home_office),
        valid_during=(since, until),
    )
    record(
        by=by,
        action="committee.established",
        module="committees",
        kind="committee",
        key=committee.pk,
        unit_uid=unit.uid,
        facts={"name": name, "since": since.isoformat()},
    )
    return committee
