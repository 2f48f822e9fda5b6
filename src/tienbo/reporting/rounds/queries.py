"""Reads of rounds and participants."""

from tienbo.access.permissions import Permission
from tienbo.access.queries import units_where
from tienbo.reporting.rounds.models import Participant, Round, RoundDue


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
