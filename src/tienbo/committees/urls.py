"""Addresses of a unit's committee."""

from django.urls import path

from tienbo.committees import views

app_name = "committees"
urlpatterns = [
    path("units/<uuid:uid>/committee/", views.committee, name="committee"),
    path("units/<uuid:uid>/standing-office/", views.standing_office, name="standing_office"),
]
