"""Addresses of entry."""

from django.urls import path

from tienbo.reporting.entry import views
from tienbo.reporting.entry.drawing import views as drawing

urlpatterns = [
    path("reports/<slug:round>/<str:unit>/table/<str:code>/", views.table, name="table"),
    path("reports/<slug:round>/<str:unit>/table/<str:code>/cells/", views.cells, name="cells"),
    path("reports/<slug:round>/<str:unit>/table/<str:code>/scale/", views.table_scale, name="table_scale"),
    path("reports/<slug:round>/<str:unit>/table/<str:code>/suggestion/", views.suggestion, name="suggestion"),
    path("reports/<slug:round>/<str:unit>/draw/", drawing.draw, name="draw"),
    path("reports/<slug:round>/<str:unit>/cell/", views.cell, name="cell"),
]
