"""Mail and calendar as a person wants them; the pages behind links in mail, which work without signing in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tienbo.core.authorise import SYSTEM
from tienbo.notices.actions.calendar import make_feed, revoke_feed
from tienbo.notices.actions.mail import (
    NoAddress,
    TooManyProofs,
    ask_to_prove,
    choose_mail,
    prove_address,
    stop_mail,
)
from tienbo.notices.forms import FeedForm, MailForm
from tienbo.notices.letters import address
from tienbo.notices.models import CalendarFeed
from tienbo.notices.queries import mail_address_of, preference_of
from tienbo.notices.tokens import BadToken, read_proof, read_stop


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How often mail comes and where; the secret address of the calendar."""
    user, kept = request.user, preference_of(request.user)
    initial = {"email": user.email, "often": kept.often, "language": kept.language}
    form = MailForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    try:
        choose_mail(by=user, **form.cleaned_data)
    except TooManyProofs:
        form.add_error("email", _("Addresses were confirmed too often today. Try again tomorrow."))
        return _page(request, form, status=422)
    messages.success(request, _("Your choice has been saved."))
    return redirect("notices:preferences")


@require_POST
def prove_again(request: HttpRequest) -> HttpResponse:
    """Send the confirming message once more."""
    try:
        if ask_to_prove(by=request.user):
            messages.success(request, _("The message is on its way to %(address)s.") % {"address": request.user.email})
        else:
            messages.info(request, _("A message was sent within the last hour. Look also among unwanted mail."))
    except NoAddress:
        messages.error(request, _("Your account has no address yet: write it below."))
    except TooManyProofs:
        messages.error(request, _("Addresses were confirmed too often today. Try again tomorrow."))
    return redirect("notices:preferences")


@require_http_methods(["GET", "HEAD", "POST"])
def feed_make(request: HttpRequest) -> HttpResponse:
    """A new secret address, shown this once: whoever comes back to the page finds the preferences."""
    form = FeedForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("notices:preferences")
    secret = make_feed(by=request.user, language=form.cleaned_data["language"])
    path = reverse("notices:calendar", args=[secret])
    link = address(path) if settings.PUBLIC_URL else request.build_absolute_uri(path)
    return render(request, "notices/feed_once.html", {"link": link})


@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    """The secret address leads nowhere from now on."""
    if revoke_feed(by=request.user):
        messages.success(request, _("The calendar's address leads nowhere from now on."))
    return redirect("notices:preferences")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the confirming link. It confirms by a button: programs that look through mail open links too."""
    try:
        if request.method == "POST":
            user = prove_address(by=SYSTEM, token=token)
            return _behind_link(request, "notices/proved.html", {"address": user.email})
        return _behind_link(request, "notices/prove.html", {"address": read_proof(token).address})
    except BadToken:
        return _behind_link(request, "notices/bad_link.html", {}, status=404)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind "no more mail". Mail programs post to it by themselves (RFC 8058), so that no token of a form is
    asked for; the link is secret, and all it does is to stop mail."""
    try:
        if request.method == "POST":
            stop_mail(by=SYSTEM, token=token)
            return _behind_link(request, "notices/stopped.html", {})
        read_stop(token)
        return _behind_link(request, "notices/stop.html", {})
    except BadToken:
        return _behind_link(request, "notices/bad_link.html", {}, status=404)


def _behind_link(request: HttpRequest, template: str, context: dict, status: int = 200) -> HttpResponse:
    answer = render(request, template, context, status=status)
    answer["X-Robots-Tag"] = "noindex"
    # The token in the address goes nowhere else.
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _page(request: HttpRequest, form: MailForm, status: int = 200) -> HttpResponse:
    user, kept = request.user, preference_of(request.user)
    context = {
        "form": form,
        "has_server": settings.MAIL_SERVER is not None,
        "goes_to": mail_address_of(user, kept),
        "unproved": bool(user.email) and mail_address_of(user, kept) is None,
        "preference": kept,
        "feed": CalendarFeed.objects.filter(user=user).first(),
        "feed_form": FeedForm(initial={"language": (get_language() or "vi")[:2]}),
    }
    return render(request, "notices/preferences.html", context, status=status)
