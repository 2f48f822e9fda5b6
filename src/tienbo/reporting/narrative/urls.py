"""Addresses of a report's text."""

from django.urls import path

from tienbo.reporting.narrative import views

urlpatterns = [
    path("reports/<slug:round>/<str:unit>/text/", views.text, name="text"),
    path("reports/<slug:round>/<str:unit>/text/<str:heading>/", views.text_history, name="text_history"),
    path("reports/<slug:round>/<str:unit>/text-sources.csv", views.text_sources_csv, name="text_sources_csv"),
    path("reports/<slug:round>/<str:unit>/text/<str:heading>/sources/", views.text_sources, name="text_sources"),
]
