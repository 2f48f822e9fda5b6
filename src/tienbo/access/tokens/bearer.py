"""A request that shows an access token: ``Authorization: Bearer tienbo_...``, and nothing else about who it is."""

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from tienbo.access.models import AccessToken
from tienbo.access.queries import remember_roles
from tienbo.access.tokens.actions import note_use
from tienbo.access.tokens.queries import closed_because, token_of_secret
from tienbo.core.limits import is_over
from tienbo.core.refusals import Refused

MINUTE, HOUR = 60, 3600
# A program that copies a province asks ten times a second for a minute; a wrong secret is a mistake made once.
MOST_REQUESTS, MOST_GUESSES = 600, 60


class Reading(HttpBearer):
    """Lets whoever shows a token that is in force read; gives the token as ``request.auth``. `Refused` otherwise."""

    writes = False

    def __call__(self, request: HttpRequest) -> AccessToken:
        """The token of a request."""
        scheme, _space, secret = request.headers.get(self.header, "").partition(" ")
        if scheme.lower() != self.openapi_scheme or not secret.strip():
            raise Refused(401, "no_token", _("Send the secret of your software: Authorization: Bearer tienbo_…"))
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        """The token of a secret, its holder ready to act."""
        found = token_of_secret(token)
        if found is None:
            _hold_back(f"api-guess-{get_ip(request)}", MOST_GUESSES, HOUR)
            raise Refused(
                401, "token_unknown", _("Nobody has this secret. It was copied wrongly, or is of another site.")
            )
        _hold_back(f"api-{found.pk}", MOST_REQUESTS, MINUTE)
        if why := closed_because(found):
            raise Refused(401, f"token_{why}", _words()[why])
        if self.writes and not found.may_write:
            raise Refused(403, "read_only", _("This secret only reads: its holder did not allow it to write."))
        found.user.through = found.name
        if not self.writes:
            remember_roles(found.user)
        note_use(by=found.user, token=found)
        return found


class Writing(Reading):
    """The same, for what writes."""

    writes = True


def _hold_back(what: str, most: int, seconds: int) -> None:
    if is_over(what, most=most, seconds=seconds):
        raise Refused(429, "too_often", _("Asked too often: wait, then ask again."), wait=seconds)


def _words() -> dict[str, str]:
    return {
        "revoked": _("This secret was revoked. Its holder makes a new one on the page “Other software”."),
        "expired": _(
            "The last day of this secret has passed. Its holder makes a new one on the page “Other software”."
        ),
        "locked": _("The account of the holder is locked."),
        "password": _("The holder must choose a password of his own first: somebody else knows the present one."),
        "second_factor": _("The role of the holder must show a second factor: the holder must set it up first."),
    }
