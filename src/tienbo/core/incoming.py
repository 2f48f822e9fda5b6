"""What arrives from outside, before anybody knows what it means: whole numbers, JSON, texts that can be stored.

PostgreSQL stores no NUL and no lone surrogate (half of a character, which JSON can spell). No person types either.
"""

import json
import urllib.parse
from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

# PostgreSQL's bigint: what a key, a revision or a number of a version can be at most.
LARGEST = 2**63 - 1


class Unreadable(ValueError):
    """What came is not of the shape that was agreed. The message is for the log, `sentence` for the person."""

    @property
    def sentence(self) -> str:
        """What a person is told: his page and the program no longer agree."""
        return _("What was sent could not be read. Reload the page and type the last change again.")


def whole_number(text: str | None, *, default: int | None = None, most: int = LARGEST) -> int | None:
    """The number that a text of ASCII digits says, from 0 to `most`; `default` for anything else.

    ``isdecimal`` and ``int`` alone would take the digits of every script, and thousands of them.
    """
    if not text or not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST)):
        return default
    number = int(text)
    return number if number <= most else default


def is_storable(text: str) -> bool:
    """Whether the database can hold the text."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def json_of(request: HttpRequest) -> object:
    """What a JSON body says. Unreadable for no JSON, for endless nesting, for a text that cannot be stored."""
    if request.content_type != "application/json":
        raise Unreadable(f"{request.content_type} instead of JSON")
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if not all(is_storable(text) for text in _texts(found)):
        raise Unreadable("a text that cannot be stored")
    return found


def _texts(found: object) -> Iterator[str]:
    waiting = [found]
    while waiting:
        match waiting.pop():
            case str(text):
                yield text
            case list(items):
                waiting += items
            case dict(members):
                waiting += [*members.keys(), *members.values()]


class StorableMiddleware:
    """Answers 400 to an address, a cookie or a form that holds what cannot be stored, so that no view meets it.

    A JSON body is read by `json_of`. Uploaded files may hold any bytes; their names are cleaned by Django.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A cookie in quotes can spell any byte.
        if not all(is_storable(text) for text in (_address(request), *request.COOKIES.values())):
            raise BadRequest("an address or a cookie that cannot be stored")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """A form is read only here, when it is known to come from a page of ours."""
        texts = (text for name, values in request.POST.lists() for text in (name, *values))
        if not all(is_storable(text) for text in texts):
            raise BadRequest("a form that cannot be stored")


def _address(request: HttpRequest) -> str:
    """Path and query, unquoted; bytes of the query that are no UTF-8 become lone surrogates."""
    query = urllib.parse.unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1"))
    return f"{request.path_info}?{query.decode(errors='surrogateescape')}"
