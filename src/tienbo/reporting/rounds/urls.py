"""Addresses of rounds."""

from django.urls import path

from tienbo.reporting.rounds import views
from tienbo.reporting.rounds.papers import views as papers

urlpatterns = [
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/new/", views.round_new, name="round_new"),
    path("rounds/<slug:round>/", views.round_detail, name="round"),
    path("rounds/<slug:round>/papers/new/", papers.paper_new, name="paper_new"),
    path("rounds/<slug:round>/<str:unit>/standing/", views.standing, name="standing"),
]
