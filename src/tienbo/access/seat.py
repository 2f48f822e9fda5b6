"""Where a person sits while working: one of the units at which he holds a role, chosen in the top bar.

Every request gets ``request.seats`` (all of them), ``request.seat`` and ``request.unit`` (the chosen one;
None for whoever sits nowhere). The choice is kept in the session. Before anything else a person with a
password that somebody else knows must choose his own, and a role that must show a second factor must set one
up.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from tienbo.access.queries import Seat, has_second_factor, remember_roles, seats_of

SESSION_KEY = "seat"
SAFE_METHODS = ("GET", "HEAD")
# Addresses that a person who still owes a password or a second factor may use: those of setting them, and
# leaving.
OPEN_NAMES = frozenset({"account_logout", "account_change_password", "core:language", "core:theme"})
OPEN_PREFIXES = ("mfa_", "account_reauthenticate")


class SeatMiddleware:
    """Seats the person of each request, and sends away whoever has something to set up first."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.method in SAFE_METHODS:
            remember_roles(request.user)
        request.seats = seats_of(request.user) if request.user.is_authenticated else []
        request.seat = chosen(request.seats, request.session.get(SESSION_KEY))
        request.unit = request.seat.unit if request.seat else None
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """After the address is known: what must be set up first."""
        if not request.user.is_authenticated or _is_open(request.resolver_match.view_name):
            return None
        if request.user.must_change_password:
            messages.warning(request, _("Choose your own password first: somebody else knows this one."))
            return _send_to(request, "account_change_password")
        if needs_second_factor(request.user, request.seats):
            messages.warning(request, _("Your role must show a second factor: set it up first."))
            return _send_to(request, "mfa_activate_totp")
        return None


def chosen(seats: list[Seat], uid: str | None) -> Seat | None:
    """The seat at the unit of this uid, else the first."""
    return next((seat for seat in seats if str(seat.unit.uid) == uid), seats[0] if seats else None)


def needs_second_factor(user, seats: list[Seat]) -> bool:
    """Whether a role of the person must show a second factor and none is set up."""
    demanded = set(settings.MFA_ROLES)
    return any(demanded & set(seat.roles) for seat in seats) and not has_second_factor(user)


def _is_open(view_name: str) -> bool:
    return view_name in OPEN_NAMES or view_name.startswith(OPEN_PREFIXES)


def _send_to(request: HttpRequest, name: str) -> HttpResponse:
    response = redirect(name)
    return HttpResponseClientRedirect(response.url) if getattr(request, "htmx", False) else response
