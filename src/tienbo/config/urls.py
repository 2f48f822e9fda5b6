"""All addresses. Each module keeps its own; this page only says where they hang."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
for prefix, module in (
    ("", "home"),
    ("", "core"),
    ("", "access"),
    ("", "notices"),
    ("", "guidance"),
    ("", "tasks"),
    ("", "reporting"),
):
    if find_spec(f"tienbo.{module}.urls"):
        urlpatterns.append(path(prefix, include(f"tienbo.{module}.urls")))
