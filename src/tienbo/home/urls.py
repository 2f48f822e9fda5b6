"""Addresses of the desk, units, search, journal and help."""

from django.urls import path

from tienbo.home.views import desk, journal, pages, search, system, units

app_name = "home"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("units/", units.unit_list, name="units"),
    path("units/<uuid:uid>/", units.unit_page, name="unit"),
    path("search/", search.search, name="search"),
    path("go/<slug:module>/<slug:kind>/<str:key>/", pages.go, name="go"),
    path("journal/", journal.journal, name="journal"),
    path("system/", system.system, name="system"),
    path("system/day/", system.day_decide, name="day_decide"),
    path("system/day/withdraw/", system.day_withdraw, name="day_withdraw"),
    path("system/mail/again/", system.mail_again, name="mail_again"),
    path("help/", pages.help_page, name="help"),
    path("about/", pages.about, name="about"),
]
