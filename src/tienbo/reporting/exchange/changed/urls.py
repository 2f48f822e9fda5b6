"""Addresses of what changed."""

from django.urls import path

from tienbo.reporting.exchange.changed import views

_CHANGES = "reports/<slug:round>/<str:unit>/changes/"

urlpatterns = [
    path(_CHANGES, views.changes, name="changes"),
    path(f"{_CHANGES}file/", views.changes_file, name="changes_file"),
]
