"""The desk's items that come from reports: the unit's own, those that wait to be taken, and how a round goes below."""

import datetime as dt
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tienbo.access.permissions import Permission
from tienbo.access.queries import Seat
from tienbo.core import statuses
from tienbo.core.links import link_to
from tienbo.home.desk import Below, DeskItem
from tienbo.reporting.consolidation.board import Board, board_of
from tienbo.reporting.exchange.desk import DeskReport, desk_reports, to_take
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import State

# Rounds shown in the right column: the half-year's and the annual one may overlap.
ROUNDS = 2
# What others wait for comes before one's own of the same day.
WEIGHTS = {State.RETURNED: 1, State.READY: 2}


def report_items(user, seat: Seat, today: dt.date) -> list[DeskItem]:
    """The unit's own reports that are owed, then those that units below have sent and that wait to be taken."""
    if Permission.REPORT_VIEW not in seat.permissions:
        return []
    items = [_own(report, seat, today) for report in desk_reports(seat.unit, today)]
    if Permission.REPORT_TAKE in seat.permissions:
        waiting = sorted(to_take(seat.unit), key=lambda each: each.report.round_id)
        items += [_taking(list(reports)) for _, reports in groupby(waiting, key=lambda each: each.report.round_id)]
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
    count, first = len(reports), reports[0]
    title = ngettext("%(n)d report waits to be taken", "%(n)d reports wait to be taken", count) % {"n": count}
    return DeskItem(
        kind="take",
        title=title,
        detail=first.round_title if count > 1 else f"{first.unit_name}, {first.round_title}",
        url=first.url if count == 1 else link_to("reporting", "round", str(first.report.round_id)) or first.url,
        action=_("Read and take"),
        state=statuses.SUBMITTED,
        weight=3,
    )


def reports_below(seat: Seat, today: dt.date) -> list[Below]:
    """The latest rounds in which units report to this one and not all are taken."""
    if Permission.REPORT_VIEW not in seat.permissions:
        return []
    consolidating = (
        Report.objects.filter(unit=seat.unit, participant__reporters__isnull=False)
        .exclude(state=State.ACCEPTED)
        .select_related("participant", "round__form")
        .prefetch_related("round__dues")
        .distinct()
        .order_by("-round__closing_on", "-pk")
    )
    latest = sorted(consolidating[:ROUNDS], key=lambda report: report.round.closing_on)
    return [_round_below(board_of(report)) for report in latest]


def _round_below(board: Board) -> Below:
    lines = []
    if waiting := board.sent - board.taken:
        lines.append(
            ngettext("%(n)d report waits to be taken", "%(n)d reports wait to be taken", waiting) % {"n": waiting}
        )
    if board.late:
        lines.append(ngettext("%(n)d unit is late", "%(n)d units are late", board.late) % {"n": board.late})
    return Below(
        title=board.round.title,
        url=link_to("reporting", "round", str(board.round.pk)),
        label=_("Taken"),
        done=board.taken,
        total=board.owed,
        lines=tuple(lines),
    )
