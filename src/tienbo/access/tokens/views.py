"""Screens of access tokens: what there is, a new one, revoking one."""

import datetime as dt

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tienbo.access.models import AccessToken, User
from tienbo.access.queries import person_visible_to
from tienbo.access.tokens.actions import MOST_TOKENS, NameTaken, TooManyTokens, issue_token, revoke_token
from tienbo.access.tokens.forms import TokenForm
from tienbo.access.tokens.queries import may_hold_token, token_of, tokens_in_force, tokens_of
from tienbo.core import clock

# Long enough to set something up, short enough to think of it again.
USUAL = dt.timedelta(days=180)


@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """The software that acts as the person, and what did before."""
    running = list(tokens_in_force(request.user))
    over = tokens_of(request.user).exclude(pk__in=[token.pk for token in running])[:30]
    context = {"running": running, "over": over, "may_hold": may_hold_token(request.user)}
    return render(request, "access/tokens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def token_new(request: HttpRequest) -> HttpResponse:
    """A new token. Whoever sits at a screen that was left open must show first who he is: a secret outlasts the
    session."""
    if not may_hold_token(request.user):
        raise PermissionDenied("sees no reports")
    return _token_new(request)


@reauthentication_required
@sensitive_variables("secret")
def _token_new(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST or None, initial={"expires_on": clock.today() + USUAL})
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = issue_token(by=request.user, **form.cleaned_data)
        except NameTaken:
            form.add_error("name", _("You have one of this name already: choose another name, or revoke that one."))
        except TooManyTokens:
            form.add_error(
                None, _("You have %(n)d already: revoke those that are no longer used.") % {"n": MOST_TOKENS}
            )
        else:
            return render(request, "access/token_once.html", {"token": token, "secret": secret})
    return render(request, "access/token_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def token_revoke(request: HttpRequest, uid) -> HttpResponse:
    """The token opens nothing from now on: one's own, or that of a person whose account one manages."""
    token = _token_or_404(request.user, uid)
    if revoke_token(by=request.user, token=token):
        messages.success(request, _("“%(name)s” can no longer enter.") % {"name": token.name})
    if token.user_id == request.user.pk:
        return redirect("access:tokens")
    return redirect("access:person", uid=token.user.uid)


def _token_or_404(user: User, uid) -> AccessToken:
    token = token_of(uid)
    try:
        if token is not None and person_visible_to(user, token.user.uid):
            return token
    except User.DoesNotExist:
        pass
    raise Http404("no such token")
