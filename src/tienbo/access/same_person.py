"""What waited on a device is sent by the person who typed it, or not at all.

A page that was opened by one person may still be open when another has signed in, in another tab of the same browser:
the cookie is the browser's, not the page's. Scripts that send what was typed therefore say whose it is.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

HEADER = "Tienbo-Person"


class SamePersonMiddleware:
    """401 to a request that names another person (uid) than the one signed in; no header, no question."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.headers.get(HEADER)
        if said and request.user.is_authenticated and said != str(request.user.uid):
            return JsonResponse({"message": _("Somebody else is signed in on this device now.")}, status=401)
        return self.get_response(request)
