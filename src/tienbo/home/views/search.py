"""Search over everything one may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tienbo.core import clock
from tienbo.home.search import find_everywhere


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Units, letters, tasks and reports that hold the words ``?q=``."""
    text = request.GET.get("q", "").strip()[:100]
    found = find_everywhere(request.user, text, clock.today()) if text else None
    return render(request, "home/search.html", {"text": text, "found": found})
