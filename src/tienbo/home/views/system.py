"""What is kept at the top of the tree for everybody: the calendar of days off, and outgoing mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.core.queries import coming_special_days, mail_in_trouble, mail_status
from tienbo.core.templatetags.formats import date_vi
from tienbo.core.working_days import Decided
from tienbo.home import actions
from tienbo.home.forms import DayForm, DecidedDayForm
from tienbo.units.queries import top_of_tree

SHOWN = 50


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """The coming days off and how mail stands."""
    return _page(request, DecidedDayForm())


@require_POST
def day_decide(request: HttpRequest) -> HttpResponse:
    """Record what was decided for one day."""
    form = DecidedDayForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    day, words = form.cleaned_data["on"], form.cleaned_data["words"]
    decided = Decided(form.cleaned_data["what"] == "off", words)
    actions.decide_days(by=request.user, top=top_of_tree(), days=[(day, decided)])
    messages.success(request, _("The day %(day)s has been recorded.") % {"day": date_vi(day)})
    return redirect("home:system")


@require_POST
def day_withdraw(request: HttpRequest) -> HttpResponse:
    """The known calendar stands again for a day."""
    form = DayForm(request.POST)
    authorise(request.user, Permission.SYSTEM_KEEP, top_of_tree())
    if form.is_valid() and actions.withdraw_day(by=request.user, top=top_of_tree(), day=form.cleaned_data["on"]):
        day = date_vi(form.cleaned_data["on"])
        messages.success(request, _("What was decided for %(day)s has been taken back.") % {"day": day})
    return redirect("home:system")


@require_POST
def mail_again(request: HttpRequest) -> HttpResponse:
    """Send what stands still."""
    count = actions.send_mail_again(by=request.user, top=top_of_tree())
    words = ngettext("%(n)d message is sent again.", "%(n)d messages are sent again.", count)
    messages.success(request, words % {"n": count})
    return redirect("home:system")


def _page(request: HttpRequest, form: DecidedDayForm, status: int = 200) -> HttpResponse:
    authorise(request.user, Permission.SYSTEM_KEEP, top_of_tree())
    context = {
        "form": form,
        "days": coming_special_days("en" if (get_language() or "vi").startswith("en") else "vi"),
        "mail": mail_status(),
        "trouble": mail_in_trouble()[:SHOWN],
    }
    return render(request, "home/system.html", context, status=status)
