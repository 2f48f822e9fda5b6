"""The desk."""

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.home.desk import desk_of
from tienbo.home.desk_guidance import letter_items, letters_out, task_items
from tienbo.home.desk_reporting import boards_below, late_items, question_items, report_items, reports_below
from tienbo.notices.queries import latest_lines

LATEST = 5


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is due at the unit where one sits, what waits below it, and the latest news."""
    seat = request.seat
    if seat is None:
        return render(request, "home/no_seat.html")
    today = clock.today()
    boards = boards_below(seat)
    items = (
        late_items(boards, seat),
        report_items(seat, today),
        question_items(seat),
        letter_items(seat),
        task_items(seat, today),
    )
    context = {
        "desk": desk_of(chain.from_iterable(items), today),
        "below": [*reports_below(boards), *letters_out(seat)],
        "keeps_order": Permission.UNIT_CHANGE in seat.permissions,
        "may_begin": {Permission.LETTER_ISSUE, Permission.ROUND_OPEN} <= seat.permissions,
        "lines": latest_lines(request.user, seat.unit, LATEST),
        "today": today,
    }
    return render(request, "home/desk.html", context)
