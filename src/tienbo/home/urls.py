"""Addresses of the desk, units, search, journal and help."""

from django.urls import path

from tienbo.home.views import desk, journal, pages, search, units

app_name = "home"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("units/", units.unit_list, name="units"),
    path("units/<uuid:uid>/", units.unit_page, name="unit"),
    path("search/", search.search, name="search"),
    path("go/<slug:module>/<slug:kind>/<str:key>/", pages.go, name="go"),
    path("journal/", journal.journal, name="journal"),
    path("help/", pages.help_page, name="help"),
    path("about/", pages.about, name="about"),
]
