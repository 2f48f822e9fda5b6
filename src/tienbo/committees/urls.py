"""Addresses of a unit's committee."""

from django.urls import path

from tienbo.committees import views

app_name = "committees"
urlpatterns = [
    path("units/<uuid:uid>/committee/", views.committee, name="committee"),
    path("units/<uuid:uid>/standing-office/", views.standing_office, name="standing_office"),
    path("units/<uuid:uid>/committee/papers/", views.paper_issuers, name="paper_issuers"),
    path("units/<uuid:uid>/committee/papers/<slug:kind>/", views.paper_issuer, name="paper_issuer"),
]
