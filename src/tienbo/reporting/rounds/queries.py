"""Reads of rounds and participants."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from tienbo.access.permissions import Permission
from tienbo.access.queries import units_where
from tienbo.reporting.rounds.models import Participant, Report, Round, RoundDue
from tienbo.reporting.rounds.states import State
from tienbo.units.models import Unit


def rounds_visible_to(user):
    """Rounds in which a unit that the person sees takes part, newest first."""
    seen = Participant.objects.filter(unit__in=units_where(user, Permission.ROUND_VIEW))
    return (
        Round.objects.filter(id__in=seen.values("round")).select_related("unit", "form").order_by("-closing_on", "-id")
    )


def due_of(round: Round, kind: str) -> RoundDue | None:
    """The due day for a kind of unit in a round."""
    return next((due for due in round.dues.all() if due.kind == kind), None)


def reporting_below(participant: Participant) -> list[Participant]:
    """The participants that report directly to one, in Vietnamese order; exempt ones included."""
    return list(participant.reporters.select_related("unit").order_by("sort_key", "id"))


def subtree_of(participant: Participant) -> list[Participant]:
    """All participants below one, itself first."""
    everyone = Participant.objects.filter(round=participant.round_id).order_by("sort_key", "id")
    below: dict[int | None, list[Participant]] = {}
    for each in everyone:
        below.setdefault(each.superior_id, []).append(each)
    found, queue = [], [participant]
    while queue:
        current = queue.pop(0)
        found.append(current)
        queue.extend(below.get(current.pk, []))
    return found


@dataclass(frozen=True)
class RoundEntry:
    """A round in a list: the person's own unit in it (None when it takes no part), and how many report to that unit."""

    round: Round
    own: Participant | None
    owed: int
    taken: int


def entries_of_rounds(rounds: Iterable[Round], unit: Unit | None) -> list[RoundEntry]:
    """Rounds as the list shows them to somebody who sits at a unit: two queries for all."""
    rounds = list(rounds)
    own = {
        each.round_id: each
        for each in Participant.objects.filter(round__in=rounds, unit=unit).select_related("report").order_by("id")
    }
    taken = Count("id", filter=Q(report__state=State.ACCEPTED))
    below = {
        row["superior"]: row
        for row in Participant.objects.filter(superior__in=own.values(), standing=Participant.Standing.REPORTS)
        .values("superior")
        .annotate(owed=Count("id"), taken=taken)
        .order_by()
    }
    found = []
    for round in rounds:
        mine = own.get(round.pk)
        counts = below.get(mine.pk if mine else None, {"owed": 0, "taken": 0})
        found.append(RoundEntry(round, mine, counts["owed"], counts["taken"]))
    return found


@dataclass(frozen=True)
class RoundRow:
    """A participant on a round's page: how deep it stands below the topmost one shown, and its report."""

    participant: Participant
    depth: int
    state: str
    below: int


@dataclass(frozen=True)
class RoundPage:
    """What a person sees of a round: the participants in the order of the tree, and counts by state."""

    rows: tuple[RoundRow, ...]
    states: dict[str, int]
    own: Participant | None
    leaders: tuple[Participant, ...]

    @property
    def owed(self) -> int:
        """Units seen that owe a report."""
        return sum(row.participant.standing == Participant.Standing.REPORTS for row in self.rows)


def round_page(user, round: Round, unit: Unit | None) -> RoundPage:
    """The participants of a round that a person sees, in the tree of the round's day. `leaders` take reports."""
    seen = Participant.objects.filter(
        round=round, unit__in=units_where(user, Permission.ROUND_VIEW, round.tree_on)
    ).select_related("unit", "owed_by")
    everyone = {each.pk: each for each in seen.order_by("sort_key", "id")}
    states = dict(Report.objects.filter(participant__in=everyone).values_list("participant_id", "state"))
    below: dict[int | None, list[Participant]] = {}
    for each in everyone.values():
        each.round = round
        below.setdefault(each.superior_id if each.superior_id in everyone else None, []).append(each)
    rows: list[RoundRow] = []

    def visit(participant: Participant, depth: int) -> None:
        standing = participant.standing
        state = states[participant.pk] if standing == Participant.Standing.REPORTS else "exempt"
        rows.append(RoundRow(participant, depth, state, len(below.get(participant.pk, ()))))
        for each in below.get(participant.pk, ()):
            visit(each, depth + 1)

    for top in below.get(None, ()):
        visit(top, 0)
    counts = Counter(row.state for row in rows)
    own = next((row.participant for row in rows if unit is not None and row.participant.unit_id == unit.pk), None)
    return RoundPage(tuple(rows), dict(counts), own, tuple(row.participant for row in rows if row.below))
