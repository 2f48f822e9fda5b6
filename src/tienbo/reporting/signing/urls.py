"""The address on paper: short, because it is in a QR code."""

from django.urls import path

from tienbo.reporting.signing import views

urlpatterns = [path("v/<uuid:uid>/", views.public_version, name="public_version")]
