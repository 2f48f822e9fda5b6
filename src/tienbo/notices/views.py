"""The inbox of the unit where one sits."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tienbo.notices.actions import mark_read
from tienbo.notices.queries import inbox


@require_http_methods(["GET", "HEAD", "POST"])
def inbox_page(request: HttpRequest) -> HttpResponse:
    """The latest notices, the unread ones marked; a POST says that all have been read."""
    if request.unit is None:
        raise Http404("no seat")
    if request.method == "POST":
        mark_read(by=request.user, unit=request.unit)
        return redirect("notices:inbox")
    notices = inbox(request.user, request.unit)
    unread = sum(notice.is_unread for notice in notices)
    return render(request, "notices/inbox.html", {"notices": notices, "unread": unread})
