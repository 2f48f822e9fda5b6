"""Addresses of layouts."""

from django.urls import path

from tienbo.reporting.workbook.own import views

urlpatterns = [
    path("reports/<slug:round>/<str:unit>/workbook/own/", views.own_layouts, name="own_layouts"),
    path("reports/<slug:round>/<str:unit>/workbook/own/<uuid:uid>/", views.own_layout, name="own_layout"),
]
