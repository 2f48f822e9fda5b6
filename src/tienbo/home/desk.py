"""The desk: what a unit should do next, in one list, the most urgent first; pure but for the parts it asks.

The parts (`desk_guidance`, `desk_reporting`) give the items of one module each; this page orders and counts them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tienbo.core.deadlines import Deadline

# How far ahead an undated thing stands: behind everything with a date.
UNDATED = 10_000
# Kinds that have a place of their own: units below that are late, reports that wait to be taken.
LATE_BELOW, TAKE = "late_below", "take"
# Items shown before "show all": a desk is read at a glance.
SHOWN = 12


@dataclass(frozen=True)
class DeskItem:
    """One thing to do.

    `kind` is its group (``late_below``, ``report``, ``sign``, ``returned``, ``asked``, ``answered``, ``take``,
    ``letter``, ``task``); `state` one of ``core.statuses``; `action` the words of its link; `progress` (done, of) where
    it is counted; `weight` puts things that others wait for before things of the same day.
    """

    kind: str
    title: str
    url: str
    action: str
    state: str = ""
    label: str = ""
    days_late: int | None = None
    detail: str = ""
    due: Deadline | None = None
    progress: tuple[int, int] | None = None
    weight: int = 5

    def urgency(self, today: dt.date) -> tuple[int, int, int]:
        """The smaller, the earlier on the desk: late units below, what is late here, what waits to be taken, the rest;
        among these by days left (negative when late), then by weight.
        """
        if self.kind == LATE_BELOW:
            rank = 0
        elif self.is_late(today):
            rank = 1
        else:
            rank = 2 if self.kind == TAKE else 3
        return (rank, self.due.days_left(today) if self.due else UNDATED, self.weight)

    def is_late(self, today: dt.date) -> bool:
        """Whether its last day on time has passed."""
        return self.due is not None and self.due.days_left(today) < 0


@dataclass(frozen=True)
class Desk:
    """Everything a desk shows: the first thing to do, the others, and what they add up to."""

    items: tuple[DeskItem, ...]
    today: dt.date

    @property
    def shown(self) -> tuple[DeskItem, ...]:
        """The items that fit on the first screen."""
        return self.items[:SHOWN]

    @property
    def hidden(self) -> int:
        """How many more there are."""
        return max(0, len(self.items) - SHOWN)

    @property
    def late(self) -> int:
        """How many are past their last day."""
        return sum(item.is_late(self.today) for item in self.items)

    @property
    def nearest(self) -> DeskItem | None:
        """The one whose day comes first, or has passed longest ago."""
        return next((item for item in self.items if item.due), None)


@dataclass(frozen=True)
class Below:
    """One thing that other units do for this one: a letter to acknowledge, a round of reports."""

    title: str
    url: str
    label: str
    done: int
    total: int
    lines: tuple[str, ...] = ()


def desk_of(items: Iterable[DeskItem], today: dt.date) -> Desk:
    """A desk with these items, the most urgent first."""
    return Desk(tuple(sorted(items, key=lambda item: (*item.urgency(today), item.title))), today)
