"""By when one participant sends: the day of the round for its kind, or a later one that its superior granted."""

import datetime as dt
from dataclasses import dataclass

from tienbo.core.deadlines import Deadline


@dataclass(frozen=True)
class OwnDue:
    """`of_round`: what the round asks of units of this kind, which an extension never changes; `extended_to`: the last
    day on time that was granted to this unit alone, None where none was."""

    of_round: Deadline
    extended_to: dt.date | None = None

    @property
    def deadline(self) -> Deadline:
        """The deadline that holds for the unit. The silent grace of the round is left to it after a granted day too."""
        if self.extended_to is None:
            return self.of_round
        return Deadline(self.extended_to, exclusive=False, grace_days=self.of_round.grace_days)

    @property
    def is_extended(self) -> bool:
        """Whether another day than the round's holds."""
        return self.extended_to is not None

    def is_late(self, day: dt.date) -> bool:
        """Whether something sent on this day is late, the silent grace considered."""
        return self.deadline.is_late(day)
