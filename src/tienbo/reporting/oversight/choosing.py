"""The units ticked on a board: those an act reaches, and why nothing happens to the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from tienbo.reporting.rounds.models import Report


@dataclass(frozen=True)
class LeftOut:
    """A ticked report to which nothing happens; `why` in words, "" when its state says it."""

    report: Report
    why: str = ""


@dataclass(frozen=True)
class Choice:
    """The reports that were ticked."""

    reached: tuple[Report, ...]
    others: tuple[LeftOut, ...]


def ticked_below(report: Report, slugs: Sequence[str]) -> list[Report]:
    """The reports of units directly below, by their part of an address; what is not below is left out."""
    wanted = set(slugs)
    below = (
        Report.objects.filter(participant__superior=report.participant_id)
        .select_related("participant__unit", "participant__owed_by", "round", "unit")
        .order_by("participant__sort_key", "id")
    )
    return [each for each in below if each.participant.slug in wanted]
