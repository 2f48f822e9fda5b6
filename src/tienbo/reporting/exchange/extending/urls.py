"""Addresses of more time."""

from django.urls import path

from tienbo.reporting.exchange.extending import views

urlpatterns = [
    path("reports/<slug:round>/<str:unit>/extension/", views.extension, name="extension"),
    path("rounds/<slug:round>/<str:unit>/board/extensions/", views.extensions, name="extensions"),
]
