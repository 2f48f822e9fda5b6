"""Addresses of consolidated tables and of lineage."""

from django.urls import path

from tienbo.reporting.consolidation import views

urlpatterns = [
    path("reports/<slug:round>/<str:unit>/totals/", views.totals, name="totals"),
    path("reports/<slug:round>/<str:unit>/totals/<slug:table>/", views.totals, name="totals"),
    path("reports/<slug:round>/<str:unit>/lineage.csv", views.lineage_csv, name="lineage_csv"),
    path("reports/<slug:round>/<str:unit>/lineage/", views.lineage, name="lineage"),
]
