"""What is done to every request and every answer of the interface.

A cookie is worth nothing here: whoever holds a token shows it. So no page of another site can act through the browser
of somebody who is signed in, and no token of a form is asked for.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from tienbo.api.interface import problem, too_large

PREFIX = "/api/"
# Ten times the fullest report of a province.
MOST_BYTES = 4 * 1024 * 1024


class NoCookieMiddleware:
    """Takes the cookies off a request to the interface, before anybody looks for a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(PREFIX):
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)


def at_the_door(view: Callable) -> Callable:
    """A view of the interface: it needs no session, speaks the language that is asked for, is kept by nobody."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with translation.override(language := wanted_language(request.headers.get("Accept-Language", ""))):
            told = too_large() if _is_too_large(request) else view(request, *args, **kwargs)
            if told.status_code == 405:
                told = _not_allowed(told)
        told["Content-Language"] = language
        told["Cache-Control"] = "no-store"
        patch_vary_headers(told, ("Accept-Language", "Authorization"))
        return told

    return csrf_exempt(login_not_required(answer))


def wanted_language(header: str) -> str:
    """``en`` where English is wanted rather than Vietnamese; a program that says nothing hears Vietnamese."""
    for wanted, _quality in parse_accept_lang_header(header[:200]):
        if wanted.split("-")[0] in {"vi", "en"}:
            return wanted.split("-")[0]
    return "vi"


def _is_too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > MOST_BYTES


def _not_allowed(told: HttpResponse) -> HttpResponse:
    allowed = told.get("Allow", "")
    answer = problem(405, "method", _("Only this is done here: %(methods)s.") % {"methods": allowed})
    answer["Allow"] = allowed
    return answer
