"""What the page of a unit shows, gathered from the modules below."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tienbo.access.models import User
from tienbo.access.permissions import Permission
from tienbo.access.queries import HeldRole, held_roles, people_at
from tienbo.committees.models import Committee, SigningSeat
from tienbo.committees.queries import committee_of, signing_seat_of
from tienbo.core.links import link_to
from tienbo.core.statuses import EXEMPT
from tienbo.home.search import reports_seen_by
from tienbo.tasks.queries import summary
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import (
    Contact,
    Life,
    Node,
    child_counts,
    contact_above,
    contact_of,
    life_of,
    place_of,
    tree_seen,
)

# Reports shown: this year's and last year's, half-year and annual, and one more.
REPORTS = 5


@dataclass(frozen=True)
class ShownReport:
    """A report of the unit as its profile lists it; `state` is one of ``core.statuses``."""

    title: str
    state: str
    url: str


@dataclass(frozen=True)
class Profile:
    """A unit on a day."""

    place: Placement
    stands: bool
    contact: Contact
    contact_above: Contact
    committee: Committee | None
    seat: SigningSeat | None
    children: list[tuple[Node, int]]
    people: list[tuple[User, Sequence[HeldRole]]]
    life: Life
    reports: list[ShownReport]
    tasks: dict[str, int] | None

    @property
    def has_grandchildren(self) -> bool:
        """Whether any unit below has units below it."""
        return any(below for _, below in self.children)


def profile_of(user, unit: Unit, day: dt.date) -> Profile:
    """Gather a unit's page as far as the person sees it; as many queries for much as for little."""
    place = place_of(unit, day)
    children = [node for node in tree_seen(unit, day, levels=1) if node.depth]
    counts = child_counts([node.place.unit_id for node in children], day)
    people = list(people_at(unit))
    roles = held_roles(people, below=unit)
    committee = committee_of(unit, day)
    return Profile(
        place=place,
        stands=day in place.valid_during,
        contact=contact_of(unit, day),
        contact_above=contact_above(unit, day),
        committee=committee,
        seat=signing_seat_of(committee, day) if committee else None,
        children=[(node, counts.get(node.place.unit_id, 0)) for node in children],
        people=[
            (person, [held for held in roles.get(person.pk, []) if held.grant.unit_id == unit.pk]) for person in people
        ],
        life=life_of(unit),
        reports=_reports(user, unit),
        tasks=summary(unit) if user.has_perm(Permission.TASK_VIEW, unit) else None,
    )


def _reports(user, unit: Unit) -> list[ShownReport]:
    return [
        ShownReport(
            title=report.round.title,
            state=report.state if report.participant.standing == "reports" else EXEMPT,
            url=link_to("reporting", "report", str(report.pk)),
        )
        for report in reports_seen_by(user).filter(unit=unit)[:REPORTS]
    ]
