"""The inbox of the unit where one sits."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tienbo.core.incoming import whole_number
from tienbo.core.listing import make_listing
from tienbo.notices.actions import mark_all_read, mark_read
from tienbo.notices.queries import lines_of, newest_id, told, unread_count


@require_http_methods(["GET", "HEAD", "POST"])
def inbox_page(request: HttpRequest) -> HttpResponse:
    """The inbox page by page, the newest first; a POST says that some notices, or all up to one, have been read."""
    user, unit = request.user, request.unit
    if unit is None:
        raise Http404("no seat")
    if request.method == "POST":
        if "up_to" in request.POST:
            mark_all_read(by=user, unit=unit, up_to=whole_number(request.POST["up_to"], default=0))
        else:
            numbers = [whole_number(each, default=0) for each in request.POST.getlist("notice")]
            mark_read(by=user, unit=unit, notices=numbers)
        return redirect(request.get_full_path())
    orders = {"latest": ("latest", "last_id")}
    listing = make_listing(lines_of(unit), query=request.GET, sorts=orders, default="-latest")
    context = {
        "listing": listing,
        "lines": told(user, unit, listing.rows),
        "unread": unread_count(user, unit),
        "newest": newest_id(unit),
    }
    return render(request, "notices/inbox.html", context)
