"""Pages of words: help, and what this is. Both are open to everybody, so that a forgotten password finds a
telephone.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tienbo.core.links import look_up


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How the year's work is done, for the officer, the head and the standing office."""
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return render(request, "home/help.html", {"words": f"home/_help_{language}.html"})


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the program is, by which rules it counts, and its licence."""
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return render(request, "home/about.html", {"words": f"home/_about_{language}.html"})


@require_safe
def go(request: HttpRequest, module: str, kind: str, key: str) -> HttpResponse:
    """To the page of a thing that a notice or a line of the journal is about, if the person sees it."""
    address = look_up(request.user, module, kind, key)
    if not address:
        raise Http404("no such thing")
    return redirect(address)
