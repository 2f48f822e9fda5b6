"""Addresses of reporting: each sub-package keeps its own."""

from django.urls import include, path

app_name = "reporting"
urlpatterns = [
    path("", include("tienbo.reporting.output.urls")),
]
