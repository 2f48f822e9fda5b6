"""Addresses that belong to no module: language, theme, what a device keeps, the style guide."""

from django.urls import path

from tienbo.core import views

app_name = "core"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("worker.js", views.worker, name="worker"),
    path("here/", views.here, name="here"),
    path("device/", views.device, name="device"),
    path("device/shared/", views.shared_device, name="shared_device"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/echo/", views.styleguide_echo, name="styleguide_echo"),
    path("styleguide/<slug:page>/", views.styleguide, name="styleguide_page"),
]
