"""Addresses of estimates and what became of them."""

from django.urls import path

from tienbo.reporting.exchange.estimated import views

urlpatterns = [
    path("reports/<slug:round>/<str:unit>/estimates/", views.estimates, name="estimates"),
    path("reports/<slug:round>/<str:unit>/estimates.csv", views.estimates_file, name="estimates_file"),
]
