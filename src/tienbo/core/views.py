"""Views that belong to no module: language, theme, what a device keeps, a refused form, and the style guide."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from tienbo.core.grid_batch import sent_batch
from tienbo.core.incoming import Unreadable, json_of
from tienbo.core.shared_device import forget_shared, remember_shared
from tienbo.core.shell import worker_source
from tienbo.core.styleguide import echo, pages
from tienbo.core.templatetags.formats import THEMES

_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and show the same page again."""
    return set_language(request)


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark or the device's choice in a cookie and show the same page again."""
    answer = HttpResponseRedirect(_page_before(request))
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        answer.set_cookie("theme", chosen, max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return answer


def _page_before(request: HttpRequest) -> str:
    """Where the person was: only an address of our own."""
    page = request.POST.get("next") or request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours else "/"


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The worker that answers while there is no connection. Asked for again at each visit; the same for everybody."""
    answer = HttpResponse(worker_source(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_GET
def here(request: HttpRequest) -> JsonResponse:
    """Whether the program can be reached, and who is signed in: asked before anything that waited is sent. Renews the
    token that signing in has changed."""
    get_token(request)
    return JsonResponse({"person": str(getattr(request.user, "uid", ""))})


@require_GET
def device(request: HttpRequest) -> HttpResponse:
    """What this device keeps: what waits to be sent, pages at hand, and whether it is shared."""
    return render(request, "core/device.html")


@require_POST
def shared_device(request: HttpRequest) -> HttpResponse:
    """Say of this device that others use it too, or that they do not."""
    answer = HttpResponseRedirect(_page_before(request))
    (remember_shared if request.POST.get("shared") == "1" else forget_shared)(answer)
    return answer


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token no longer holds: say that nothing was saved and what to do."""
    return render(request, "403_csrf.html", status=403)


@login_not_required
def styleguide(request: HttpRequest, page: str = "") -> HttpResponse:
    """Every component in every state. Only where no real work is done: debugging, the demo, the tests."""
    _only_where_nothing_is_real()
    found = pages.find(page)
    if not found:
        raise Http404
    if page == "lineage" and request.htmx:
        return render(request, "core/_lineage.html", found.context(request))
    return render(request, found.template, found.context(request) | {"pages": pages.links(page)})


@login_not_required
@require_POST
def styleguide_echo(request: HttpRequest) -> HttpResponse:
    """The other end of the style guide's entry table: answers as a real one does and keeps nothing."""
    _only_where_nothing_is_real()
    try:
        batch = sent_batch(json_of(request))
    except Unreadable as unreadable:
        return JsonResponse({"message": unreadable.sentence}, status=400)
    return JsonResponse(echo.answer(batch))


def _only_where_nothing_is_real() -> None:
    if not (settings.DEBUG or settings.DEMO or getattr(settings, "STYLEGUIDE", False)):
        raise Http404
