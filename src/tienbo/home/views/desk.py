"""The desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.home.desk import desk_of
from tienbo.home.desk_guidance import letter_items, letters_out, task_items
from tienbo.home.desk_reporting import report_items, reports_below
from tienbo.notices.queries import inbox

PARTS = (report_items, letter_items, task_items)
LATEST = 5


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What is due at the unit where one sits, what waits below it, and the latest news."""
    seat = request.seat
    if seat is None:
        return render(request, "home/no_seat.html")
    today = clock.today()
    context = {
        "desk": desk_of(request.user, seat, today, PARTS),
        "below": [*reports_below(seat, today), *letters_out(seat)],
        "keeps_order": Permission.UNIT_CHANGE in seat.permissions,
        "notices": inbox(request.user, seat.unit, limit=LATEST),
        "today": today,
    }
    return render(request, "home/desk.html", context)
