"""The calendar feed at its secret address."""

from allauth.core.internal.ratelimit import get_ip
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tienbo.core.calendar_entries import entries_for
from tienbo.core.limits import is_over
from tienbo.notices.feed import etag_of, write_feed
from tienbo.notices.queries import feed_of_secret

HOUR = 3600
# A calendar program asks once an hour or less; a person has a few of them.
MOST_READS, MOST_GUESSES = 60, 30


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """What is due to the person whose secret it is. 404 to everybody else, 429 to whoever asks too often."""
    feed = feed_of_secret(secret)
    asked, most = (f"feed-{feed.pk}", MOST_READS) if feed else (f"feed-guess-{get_ip(request)}", MOST_GUESSES)
    if is_over(asked, most=most, seconds=HOUR):
        refusal = render(request, "429.html", status=429)
        refusal["Retry-After"] = str(HOUR)
        return refusal
    if feed is None:
        raise Http404("no such feed")
    with translation.override(feed.language):
        content = write_feed(entries_for(feed.user))
    headers = {
        "ETag": etag_of(content),
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
        "Content-Disposition": 'inline; filename="tienbo.ics"',
    }
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=answer)
