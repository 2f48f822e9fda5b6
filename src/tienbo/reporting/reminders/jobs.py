"""What the worker does each morning: the ladder of every round."""

import datetime as dt

from tienbo.core.authorise import SYSTEM
from tienbo.core.days_off import calendar
from tienbo.core.jobs import defer, job, periodic
from tienbo.reporting.reminders.actions import climb
from tienbo.reporting.reminders.queries import rounds_to_climb
from tienbo.reporting.rounds.models import Round


@periodic(at=dt.time(8))
@job
def remind_of_due_reports(*, day: str) -> None:
    """Ask for the climb of each round, on working days only; one that fails does not hold up the others."""
    on = dt.date.fromisoformat(day)
    if not calendar().is_working_day(on):
        return
    for number in rounds_to_climb(on).values_list("pk", flat=True):
        defer(climb_round, key=f"climb-{number}-{day}", number=number, day=day)


@job
def climb_round(*, number: int, day: str) -> None:
    """Remind those of one round whose ladder has a rung on the day."""
    if round := Round.objects.filter(pk=number).first():
        climb(by=SYSTEM, round=round, day=dt.date.fromisoformat(day))
