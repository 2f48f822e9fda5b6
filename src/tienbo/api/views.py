"""What the interface answers besides the endpoints of the modules."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from tienbo.api.description import described
from tienbo.api.interface import problem


def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description; the same for everybody, so no token is asked for."""
    if request.method not in {"GET", "HEAD"}:
        answer = HttpResponse(status=405)
        answer["Allow"] = "GET, HEAD"
        return answer
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address below ``/api/`` that is none, told as the others tell it."""
    return problem(404, "not_found", _("There is no such address. /api/v1/openapi.json lists them."))
