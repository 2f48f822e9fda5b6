"""Writes of reminders."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.journal.actions import record
from tienbo.notices.actions import Telling, notify_each
from tienbo.reporting.reminders.ladder import Ladder, is_for_head
from tienbo.reporting.reminders.models import ReminderSent, RoundLadder
from tienbo.reporting.reminders.queries import Call, calls_of, ladder_of
from tienbo.reporting.rounds.models import Participant, Round
from tienbo.reporting.rounds.queries import due_facts

# How many units a list of who is late names; the board has them all.
NAMED = 12


@transaction.atomic
def climb(*, by, round: Round, day: dt.date) -> int:
    """Remind every unit of a round whose ladder has a rung on this day; how many were. Asked again on the same day, or
    by two workers at once, nobody is told twice. The caller is the program."""
    authorise(by, Permission.ROUND_OPEN, round.unit)
    # Two workers one after the other: the second finds what the first has noted.
    round = Round.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=round.pk)
    calls = calls_of(round, day)
    ReminderSent.objects.bulk_create(
        [
            ReminderSent(participant=each.participant, due_on=each.due.deadline.last_on_time, rung=each.rung, on=day)
            for each in calls.units
        ]
    )
    _tell_units(round, [each for each in calls.units if each.rung <= 0], "report.due_soon")
    _tell_units(round, [each for each in calls.units if each.rung > 0], "report.overdue")
    if calls.units:
        _tell_offices(round, calls.late_below)
        record(
            by=by,
            action="round.reminded",
            module="reporting",
            kind="round",
            key=round.pk,
            unit_uid=round.unit.uid,
            facts={"count": len(calls.units), "day": day.isoformat()},
        )
    return len(calls.units)


@transaction.atomic
def set_ladder(*, by, round: Round, days: Iterable[int], weekly: bool) -> Ladder:
    """Choose the rungs of a round. BadLadder."""
    authorise(by, Permission.ROUND_OPEN, round.unit)
    round = Round.objects.select_for_update(of=("self",), no_key=True).select_related("unit").get(pk=round.pk)
    before, chosen = ladder_of(round), Ladder.of(days, weekly)
    if chosen == before:
        return chosen
    RoundLadder.objects.update_or_create(round=round, defaults={"days": list(chosen.days), "weekly": weekly})
    record(
        by=by,
        action="round.ladder_set",
        module="reporting",
        kind="round",
        key=round.pk,
        unit_uid=round.unit.uid,
        facts={"days": list(chosen.days), "weekly": weekly},
    )
    return chosen


def _tell_units(round: Round, calls: Sequence[Call], code: str) -> None:
    if not calls:
        return
    notify_each(
        tellings=[
            Telling(
                each.participant.answering_unit,
                each.participant.report.pk,
                {"round": round.title} | due_facts(each.due),
                "" if is_for_head(each.rung) else Permission.REPORT_ENTER,
            )
            for each in calls
        ],
        code=code,
        module="reporting",
        kind="report",
    )


def _tell_offices(round: Round, late_below: dict[Participant, tuple[Participant, ...]]) -> None:
    """One list of who is late to each office, not a notice for each unit."""
    if not late_below:
        return
    notify_each(
        tellings=[
            Telling(
                above.answering_unit,
                above.report.pk,
                {"round": round.title, "count": len(units), "names": _names(units)},
                Permission.REPORT_TAKE,
            )
            for above, units in late_below.items()
        ],
        code="report.late_below",
        module="reporting",
        kind="board",
    )


def _names(units: Sequence[Participant]) -> str:
    named = "; ".join(each.name for each in units[:NAMED])
    return f"{named}; …" if len(units) > NAMED else named
