"""Addresses of the interface: those of its routers, its description, and one for all that are none."""

from django.urls import include, path

from tienbo.api.door import at_the_door
from tienbo.api.interface import api
from tienbo.api.views import description, unknown

app_name = "api"
_endpoints, _app, _namespace = api.urls
urlpatterns = [
    path(
        "api/v1/",
        include(
            [
                path(str(pattern.pattern), at_the_door(pattern.callback), name=pattern.name)
                for pattern in _endpoints
                # The library's own page at the root says nothing.
                if pattern.name != "api-root"
            ]
        ),
    ),
    path("api/v1/openapi.json", at_the_door(description), name="description"),
    path("api/<path:rest>", at_the_door(unknown), name="unknown"),
    path("api/", at_the_door(unknown), name="root"),
]
