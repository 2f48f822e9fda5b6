"""Reads of committees."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tienbo.committees.kinds_of_paper import KindOfPaper, kinds_of_paper
from tienbo.committees.models import Committee, PaperIssuer, SigningSeat
from tienbo.units.kinds import Kind
from tienbo.units.models import Placement, StandingOffice, Unit
from tienbo.units.queries import children_of, place_of

# Offices, which may serve the committee of the unit above them; a territory serves its own.
OFFICES = (Kind.DEPARTMENT, Kind.PARTY_BODY, Kind.MASS_ORG, Kind.SUB_UNIT)


def committee_of(unit: Unit, on: dt.date) -> Committee | None:
    """The committee of a unit on a day."""
    return Committee.objects.filter(unit=unit, valid_during__contains=on).first()


def committee_names(units: Iterable[int], on: dt.date) -> dict[int, str]:
    """The names of the committees of units (by primary key) on a day; units without one are left out."""
    found = Committee.objects.filter(unit__in=list(units), valid_during__contains=on, has_committee=True)
    return dict(found.values_list("unit", "name"))


def signing_seat_of(committee: Committee, on: dt.date) -> SigningSeat | None:
    """How a committee's papers are signed on a day."""
    return committee.signing_seats.filter(valid_during__contains=on).first()


def committees_on_record(unit: Unit) -> list[Committee]:
    """All that a unit's committee was and will be, newest first, with the seats that sign at hand."""
    return list(Committee.objects.filter(unit=unit).prefetch_related("signing_seats").order_by("-valid_during"))


def standing_offices_on_record(unit: Unit) -> list[StandingOffice]:
    """Which units held, hold and will hold the standing office, newest first, with their names at hand."""
    offices = StandingOffice.objects.filter(unit=unit).select_related("held_by")
    return list(offices.prefetch_related("held_by__placements").order_by("-valid_during"))


def possible_standing_offices(unit: Unit, on: dt.date) -> list[Placement]:
    """Who may hold the standing office of a unit's committee: the unit itself, or an office directly under it."""
    return [place_of(unit, on), *children_of(unit, on).filter(kind__in=OFFICES)]


def paper_issuer_of(unit: Unit, kind_of_paper: str, on: dt.date) -> PaperIssuer | None:
    """Whose paper the unit's reports of a kind are on a day; None: the committee's, as all its papers."""
    return PaperIssuer.objects.filter(unit=unit, kind_of_paper=kind_of_paper, valid_during__contains=on).first()


def issuer_name(unit: Unit, kind_of_paper: str, on: dt.date) -> str:
    """Who issues a unit's reports of a kind on a day, by name; "" when nothing is on record."""
    issuer = paper_issuer_of(unit, kind_of_paper, on) or committee_of(unit, on)
    return issuer.name if issuer else ""


@dataclass(frozen=True)
class IssuerOfKind:
    """A kind of paper with whose it is (None: the committee's), and whose it will be next where that is on record."""

    kind: KindOfPaper
    issuer: PaperIssuer | None
    coming: PaperIssuer | None


def issuers_by_kind(unit: Unit, on: dt.date) -> list[IssuerOfKind]:
    """The kinds of paper that a unit sends up, each with whose it is; kinds that are only on record too."""
    rows = list(PaperIssuer.objects.filter(unit=unit).order_by("valid_during"))
    known = {kind.code: kind for kind in kinds_of_paper(unit)}
    for row in rows:
        known.setdefault(row.kind_of_paper, KindOfPaper(row.kind_of_paper, row.kind_of_paper))
    found = []
    for code, kind in known.items():
        of_kind = [row for row in rows if row.kind_of_paper == code]
        coming = next((row for row in of_kind if row.first_day > on), None)
        begun = [row for row in of_kind if row.first_day <= on]
        last = begun[-1] if begun else None
        holds = last is not None and (last.last_day is None or on <= last.last_day)
        found.append(IssuerOfKind(kind, last if holds else None, coming))
    return found


def paper_issuers_on_record(unit: Unit, kind_of_paper: str) -> list[PaperIssuer]:
    """All that a unit's issuer of a kind of paper was and will be, newest first."""
    return list(PaperIssuer.objects.filter(unit=unit, kind_of_paper=kind_of_paper).order_by("-valid_during"))
