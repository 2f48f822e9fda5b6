"""Addresses that belong to no module: language, theme, the style guide."""

from django.urls import path

from tienbo.core import views

app_name = "core"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/echo/", views.styleguide_echo, name="styleguide_echo"),
    path("styleguide/<slug:page>/", views.styleguide, name="styleguide_page"),
]
