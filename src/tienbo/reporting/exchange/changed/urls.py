"""Addresses of what changed."""

from django.urls import path

from tienbo.reporting.exchange.changed import views

urlpatterns = [
    path("reports/<slug:round>/<str:unit>/changes/", views.changes, name="changes"),
    path("reports/<slug:round>/<str:unit>/changes.csv", views.changes_file, name="changes_file"),
]
