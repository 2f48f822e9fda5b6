"""The one interface: its routers, how JSON is read and written, what errors look like."""

import json

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from tienbo import __version__
from tienbo.access.tokens.bearer import Reading
from tienbo.api.places import places_of
from tienbo.core.incoming import json_of
from tienbo.core.refusals import Refused
from tienbo.documents.extraction import ClassifiedText
from tienbo.files.forms import sentence_of
from tienbo.reporting.api.endpoints import router as reports

DESCRIPTION = (
    "Reads reports and writes their figures in the name of the holder of an access token, with his rights of the "
    "moment. docs/api.md shows how."
)


class StrictParser(Parser):
    """JSON as the screens take it: only when it says that it is JSON, no endless nesting, no text that cannot be
    stored."""

    def parse_body(self, request: HttpRequest):
        return json_of(request)


class Plain(JSONRenderer):
    """Vietnamese as itself, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Tiến Bộ",
    version=__version__,
    description=DESCRIPTION,
    # No page of documentation: it would fetch its scripts from elsewhere. `views.description` answers the description.
    docs_url=None,
    openapi_url=None,
    auth=Reading(),
    parser=StrictParser(),
    renderer=Plain(),
    urls_namespace="api",
)
api.add_router("", reports)


def problem(status: int, code: str, message: str, **more) -> HttpResponse:
    """An error as everything here tells it (`reporting.api.shapes.Problem`)."""
    told = {"code": code, "message": message, "where": [], "findings": []} | more
    content = json.dumps(told, ensure_ascii=False, default=_plain)
    return HttpResponse(content, status=status, content_type="application/json; charset=utf-8")


def _plain(value):
    return value.model_dump(mode="json")


@api.exception_handler(Refused)
def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    answer = problem(refused.status, refused.code, refused.message, **refused.more)
    if refused.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if refused.wait:
        answer["Retry-After"] = str(refused.wait)
    return answer


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "not_found", _("There is no such thing, or the holder of the token does not see it."))


@api.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, "forbidden", _("The holder of the token sees this, but may not do it."))


@api.exception_handler(ClassifiedText)
def _secret(request: HttpRequest, error: ClassifiedText) -> HttpResponse:
    return problem(422, "secret", sentence_of(error))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = _("What was sent is not of the shape that /api/v1/openapi.json describes. Nothing was done.")
    return problem(422, "invalid", said, where=places_of(error.errors))


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return too_large()


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    # The library says so of a body that is no JSON; nothing else here raises it.
    return problem(error.status_code, "unreadable", _("The body is no JSON, or does not say so (application/json)."))


def too_large() -> HttpResponse:
    """A body that is larger than any report."""
    return problem(413, "too_large", _("The body is too large: send the figures in several requests."))
