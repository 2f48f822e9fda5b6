"""Reads of reminders: whom the clock reminds on a day, and the page of a round's ladder."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tienbo.access.permissions import Permission
from tienbo.access.queries import units_where
from tienbo.core import clock
from tienbo.core.days_off import calendar
from tienbo.notices.queries import keys_told
from tienbo.reporting.reminders.ladder import (
    USUAL,
    WEEKLY_UNTIL,
    Ladder,
    day_of,
    is_for_head,
    is_for_office,
    rung_on,
)
from tienbo.reporting.reminders.models import ReminderSent, RoundLadder
from tienbo.reporting.rounds.due_days import OwnDue
from tienbo.reporting.rounds.models import Participant, Round
from tienbo.reporting.rounds.queries import dues_of
from tienbo.reporting.rounds.states import DONE

BY_HAND = "report.reminded"
# Beyond these no rung falls: sixty working days are three months, and a Tết and its leave lie among them.
AHEAD, BEHIND = dt.timedelta(days=60), dt.timedelta(days=150)


@dataclass(frozen=True)
class Call:
    """A unit that is reminded today, on a rung of its ladder."""

    participant: Participant
    due: OwnDue
    rung: int


@dataclass(frozen=True)
class Calls:
    """What one day's climb of a round is: the `units` to be reminded, and by superior those of its units that are late
    where its office is told."""

    units: tuple[Call, ...]
    late_below: dict[Participant, tuple[Participant, ...]]


def ladder_of(round: Round) -> Ladder:
    """The ladder of a round: its own, else the usual one."""
    own = RoundLadder.objects.filter(round=round).first()
    return own.ladder if own else Ladder()


def rounds_to_climb(day: dt.date) -> QuerySet[Round]:
    """Rounds in which some rung can fall on a day."""
    near = Q(dues__on__range=(day - BEHIND, day + AHEAD)) | Q(
        participants__extended_to__range=(day - BEHIND, day + AHEAD)
    )
    return Round.objects.filter(near).distinct().order_by("id")


def owing(round: Round) -> list[Participant]:
    """Who still has to send by itself, in the order of the tree's names."""
    found = Participant.objects.filter(
        round=round, standing=Participant.Standing.REPORTS, report__proxy__isnull=True
    ).exclude(report__state__in=DONE)
    return list(
        found.select_related(
            "unit", "owed_by", "report", "superior__unit", "superior__owed_by", "superior__report"
        ).order_by("sort_key", "id")
    )


def calls_of(round: Round, day: dt.date) -> Calls:
    """Whom the clock reminds in a round on a day: a fixed number of queries, however many units."""
    participants = owing(round)
    dues, ladder, working_days = dues_of(participants), ladder_of(round), calendar()
    sent: dict[tuple[int, dt.date], set[int]] = defaultdict(set)
    told: set[int] = set()
    for number, due_on, rung, on in ReminderSent.objects.filter(participant__round=round).values_list(
        "participant", "due_on", "rung", "on"
    ):
        sent[number, due_on].add(rung)
        if on == day:
            told.add(number)
    by_hand = _by_hand(participants, day)
    calls, late = [], defaultdict(list)
    reached: set[int] = set()
    for each in participants:
        due = dues.get(each.pk)
        if due is None:
            continue
        if each.superior_id is not None and due.is_late(day):
            late[each.superior].append(each)
        rung = rung_on(day, due.deadline, ladder, working_days, sent[each.pk, due.deadline.last_on_time])
        if rung is None or each.pk in told:
            continue
        if is_for_office(rung) and each.superior_id is not None:
            reached.add(each.superior_id)
        if str(each.report.pk) not in by_hand:
            calls.append(Call(each, due, rung))
    return Calls(tuple(calls), {above: tuple(units) for above, units in late.items() if above.pk in reached})


def _by_hand(participants: Iterable[Participant], day: dt.date) -> set[str]:
    """The reports of which a person reminded on the day."""
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=clock.ZONE)
    keys = [each.report.pk for each in participants]
    return keys_told(code=BY_HAND, module="reporting", kind="report", keys=keys, since=midnight)


# --- the page ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RungLine:
    """A rung as the page shows it: in words, on which days it falls for some kind of unit, who is told, whether it is
    on."""

    rung: int
    words: str
    days: tuple[dt.date, ...]
    told: str
    is_on: bool


@dataclass(frozen=True)
class SentLine:
    """What went out on a day."""

    on: dt.date
    words: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class RemindersPage:
    """The ladder of a round, and what went out so far to the units that the person sees, the newest first."""

    round: Round
    ladder: Ladder
    rungs: tuple[RungLine, ...]
    weekly: str
    sent: tuple[SentLine, ...]


def reminders_page(user, round: Round) -> RemindersPage:
    """The page as a person sees it."""
    ladder = ladder_of(round)
    shown = sorted({*USUAL, *ladder.days})
    return RemindersPage(
        round=round,
        ladder=ladder,
        rungs=tuple(_line(rung, round, rung in ladder.days) for rung in shown),
        weekly=_("Then each week, until %(n)d working days after") % {"n": WEEKLY_UNTIL},
        sent=tuple(_sent(user, round)),
    )


def words_of(rung: int) -> str:
    """``5 working days before``, ``on the day``."""
    if rung == 0:
        return _("On the last day")
    if rung < 0:
        return ngettext("%(n)d working day before", "%(n)d working days before", -rung) % {"n": -rung}
    return ngettext("%(n)d working day after", "%(n)d working days after", rung) % {"n": rung}


def told_by(rung: int) -> str:
    """Who is told on a rung, in words."""
    if is_for_office(rung):
        return _("Officer and head of the unit; one list of who is late to the office it reports to")
    return _("Officer and head of the unit") if is_for_head(rung) else _("Officer of the unit")


def _line(rung: int, round: Round, is_on: bool) -> RungLine:
    days = {day_of(rung, due.deadline, calendar()) for due in round.dues.all()}
    return RungLine(rung, words_of(rung), tuple(sorted(days)), told_by(rung), is_on)


def _sent(user, round: Round) -> Iterable[SentLine]:
    then, now = (units_where(user, Permission.ROUND_VIEW, day) for day in (round.tree_on, None))
    seen = Q(participant__unit__in=then) | Q(participant__owed_by__in=now)
    found: dict[tuple[dt.date, int], list[str]] = defaultdict(list)
    rows = ReminderSent.objects.filter(seen, participant__round=round).order_by("-on", "rung", "participant__sort_key")
    for on, rung, name in rows.values_list("on", "rung", "participant__name"):
        found[on, rung].append(name)
    for (on, rung), names in found.items():
        yield SentLine(on, words_of(rung), tuple(names))
