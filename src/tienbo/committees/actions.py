"""Writes of committees."""

import datetime as dt

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.committees.models import Committee, PaperIssuer, SigningSeat
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


@transaction.atomic
def name_paper_issuer(
    *,
    by,
    unit: Unit,
    kind_of_paper: str,
    name: str,
    symbol: str,
    place: str,
    since: dt.date,
    superior_line: str = "",
    addressee: str = "",
    recipients: tuple[str, ...] = (),
    authority: str = "",
    titles: tuple[str, ...] = ("TRƯỞNG BAN",),
    home_office: tuple[str, ...] = (),
) -> PaperIssuer:
    """Record whose paper a unit's reports of one kind are from a day on, and how they are signed (`make_room` for what
    is on record). What was issued before stays as it is."""
    authorise(by, Permission.COMMITTEE_KEEP, unit)
    hold_unit(unit)
    until = make_room(PaperIssuer.objects.filter(unit=unit, kind_of_paper=kind_of_paper), since)
    issuer = PaperIssuer.objects.create(
        unit=unit,
        kind_of_paper=kind_of_paper,
        name=name,
        symbol=symbol,
        place=place,
        superior_line=superior_line,
        addressee=addressee,
        recipients=list(recipients),
        authority=authority,
        titles=list(titles),
        home_office=list(home_office),
        valid_during=(since, until),
    )
    _journal(by, "paper_issuer.named", unit, {"kind": kind_of_paper, "name": name, "since": since.isoformat()})
    return issuer


class NoSuchIssuer(LookupError):
    """On that day the unit's reports of this kind have no issuer of their own."""


@transaction.atomic
def end_paper_issuer(*, by, unit: Unit, kind_of_paper: str, since: dt.date) -> None:
    """From a day on the unit's reports of this kind are the committee's own papers again. NoSuchIssuer when they are
    that on the day already."""
    authorise(by, Permission.COMMITTEE_KEEP, unit)
    hold_unit(unit)
    issuers = PaperIssuer.objects.filter(unit=unit, kind_of_paper=kind_of_paper)
    name = issuers.filter(valid_during__contains=since).values_list("name", flat=True).first()
    if name is None:
        raise NoSuchIssuer(kind_of_paper)
    make_room(issuers, since)
    _journal(by, "paper_issuer.ended", unit, {"kind": kind_of_paper, "name": name, "since": since.isoformat()})


def _journal(by, action: str, unit: Unit, facts: dict) -> None:
    subject = {"module": "committees", "kind": "paper_issuer", "key": unit.uid, "unit_uid": unit.uid}
    record(by=by, action=action, facts=facts, **subject)
