"""Whether a device is used by several people ("máy dùng chung"): then nothing is kept on it. The device's own cookie
says so, for whoever signs in on it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "shared_device"
_YEAR = 365 * 24 * 3600


def is_shared(request: HttpRequest) -> bool:
    """Whether somebody said so on this device within a year."""
    return request.COOKIES.get(COOKIE) == "1"


def remember_shared(answer: HttpResponse) -> None:
    """From now on nothing is kept on the device that gets this answer."""
    answer.set_cookie(COOKIE, "1", max_age=_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE)


def forget_shared(answer: HttpResponse) -> None:
    """The device that gets this answer is one person's own."""
    answer.delete_cookie(COOKIE, samesite="Lax")
