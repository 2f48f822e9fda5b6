"""The desk's items that come from reports: the unit's own, those that wait to be taken, and how a round goes below."""

import datetime as dt
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tienbo.access.permissions import Permission
from tienbo.access.queries import Seat
from tienbo.core import statuses
from tienbo.home.desk import LATE_BELOW, TAKE, Below, DeskItem
from tienbo.reporting.consolidation.board import Board, board_of
from tienbo.reporting.exchange.desk import (
    DeskReport,
    desk_reports,
    gathering,
    questions_answered,
    questions_to_answer,
    to_take,
)
from tienbo.reporting.rounds.extensions.queries import waiting_by_round
from tienbo.reporting.rounds.models import Participant, Round
from tienbo.reporting.rounds.states import State

# Rounds whose boards a desk looks at: the half-year's and the annual one may overlap.
ROUNDS = 2
# What others wait for comes before one's own of the same day.
WEIGHTS = {State.RETURNED: 1, State.READY: 2}


def boards_below(seat: Seat) -> list[Board]:
    """The boards of the latest rounds in which units report to this one and not all is taken, the earlier first."""
    if Permission.REPORT_VIEW not in seat.permissions:
        return []
    latest = sorted(gathering(seat.unit)[:ROUNDS], key=lambda report: report.round.closing_on)
    return [board_of(report) for report in latest]


def late_items(boards: list[Board], seat: Seat) -> list[DeskItem]:
    """One item for each board on which units are late with sending."""
    may_remind = Permission.REPORT_TAKE in seat.permissions
    return [
        DeskItem(
            kind=LATE_BELOW,
            title=_late(board),
            detail=board.round.title,
            url=_board_url(board.round, board.participant, "late"),
            action=_("See and remind") if may_remind else _("Open the board"),
            state=statuses.LATE,
            days_late=max(row.days_late for row in board.rows if row.is_overdue),
        )
        for board in boards
        if board.late
    ]


def report_items(seat: Seat, today: dt.date) -> list[DeskItem]:
    """The unit's own reports that are owed, then those that units below have sent and that wait to be taken."""
    if Permission.REPORT_VIEW not in seat.permissions:
        return []
    items = [_own(report, seat, today) for report in desk_reports(seat.unit)]
    if Permission.REPORT_TAKE in seat.permissions:
        waiting = sorted(to_take(seat.unit), key=lambda each: each.report.round_id)
        items += [_more_time(above, count) for above, count in waiting_by_round(seat.unit)]
        items += [_taking(list(reports)) for _, reports in groupby(waiting, key=lambda each: each.report.round_id)]
    return items


def question_items(seat: Seat) -> list[DeskItem]:
    """What the superior asks and is not answered, one item a report; then what units below have answered, in one."""
    items = []
    if seat.permissions & {Permission.REPORT_ENTER, Permission.REPORT_SEND}:
        items += [
            DeskItem(
                kind="asked",
                title=ngettext("%(n)d question of the superior", "%(n)d questions of the superior", each.count)
                % {"n": each.count},
                detail=f"{each.report.participant.name}, {each.report.round.title}",
                url=each.url,
                action=_("See and reply"),
                state=statuses.RETURNED,
                label=_("Not answered"),
                weight=1,
            )
            for each in questions_to_answer(seat.unit)
        ]
    if Permission.REPORT_TAKE in seat.permissions and (answered := questions_answered(seat.unit)):
        count = sum(each.count for each in answered)
        items.append(
            DeskItem(
                kind="answered",
                title=ngettext("%(n)d question was answered", "%(n)d questions were answered", count) % {"n": count},
                detail="; ".join(each.report.participant.name for each in answered),
                url=answered[0].url,
                action=_("Read the reply"),
                state=statuses.SUBMITTED,
                label=_("Answered"),
                weight=3,
            )
        )
    return items


def _own(report: DeskReport, seat: Seat, today: dt.date) -> DeskItem:
    late = report.due is not None and report.due.days_left(today) < 0
    return DeskItem(
        kind={State.RETURNED: "returned", State.READY: "sign"}.get(State(report.state), "report"),
        title=report.round_title,
        detail=report.message,
        url=report.url,
        action=_action(report, seat),
        state=statuses.LATE if late and report.state != State.RETURNED else report.state,
        days_late=report.days_late if late else None,
        due=report.due,
        progress=(report.tables_done, report.tables_of) if report.tables_of else None,
        weight=WEIGHTS.get(State(report.state), 4),
    )


def _action(report: DeskReport, seat: Seat) -> str:
    """What this person can do next with the unit's report."""
    if report.state == State.READY:
        return _("Read and send") if Permission.REPORT_SEND in seat.permissions else _("See the report")
    if Permission.REPORT_ENTER not in seat.permissions:
        return _("See the report")
    if report.state == State.RETURNED:
        return _("See what is asked")
    return _("Begin") if report.state == State.NOT_STARTED else _("Go on entering")


def _taking(reports: list[DeskReport]) -> DeskItem:
    """The reports of one round that wait: one is opened, many are taken on the board."""
    count, first = len(reports), reports[0]
    above = first.report.participant.superior
    return DeskItem(
        kind=TAKE,
        title=_waiting(count),
        detail=first.round_title if count > 1 else f"{first.unit_name}, {first.round_title}",
        url=first.url if count == 1 else _board_url(first.report.round, above, State.SUBMITTED),
        action=_("Read and take"),
        state=statuses.SUBMITTED,
        weight=3,
    )


def reports_below(boards: list[Board]) -> list[Below]:
    """How the rounds below go: what is taken, what is late, what waits to be taken."""
    return [
        Below(
            title=board.round.title,
            url=_board_url(board.round, board.participant),
            label=_("Taken"),
            done=board.taken,
            total=board.owed,
            lines=_lines(board),
        )
        for board in boards
    ]


def _lines(board: Board) -> tuple[str, ...]:
    late = (_late(board),) if board.late else ()
    waiting = board.sent - board.taken
    return (*late, _waiting(waiting)) if waiting else late


def _late(board: Board) -> str:
    return ngettext("%(n)d unit is late", "%(n)d units are late", board.late) % {"n": board.late}


def _more_time(above: Participant, count: int) -> DeskItem:
    """Requests of units below that wait for an answer."""
    return DeskItem(
        kind="extension",
        title=ngettext("%(n)d unit asks for more time", "%(n)d units ask for more time", count) % {"n": count},
        detail=above.round.title,
        url=reverse("reporting:extensions", args=[above.round.code, above.slug]),
        action=_("Read and answer"),
        state=statuses.SUBMITTED,
        label=_("Waits for your answer"),
        weight=3,
    )


def _waiting(count: int) -> str:
    return ngettext("%(n)d report waits to be taken", "%(n)d reports wait to be taken", count) % {"n": count}


def _board_url(round: Round, superior: Participant, state: str = "") -> str:
    """The board of those that report to a participant, or of those among them in one state."""
    address = reverse("reporting:board", args=[round.code, superior.slug])
    return f"{address}?state={state}" if state else address
